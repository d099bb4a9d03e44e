// The module _stat: tests and texts of file modes.

import type { HostHeap, Ref } from '../host/heap.ts'
import { type HostBuiltin, type HostModule, plain } from '../host/host-builtins.ts'
import { T } from '../objects/type-ids.ts'

const CONSTANTS: Record<string, number> = {
  S_IFDIR: 0o040000, S_IFCHR: 0o020000, S_IFBLK: 0o060000, S_IFREG: 0o100000, S_IFIFO: 0o010000, S_IFLNK: 0o120000, S_IFSOCK: 0o140000,
  S_IFDOOR: 0, S_IFPORT: 0, S_IFWHT: 0, S_ISUID: 0o4000, S_ISGID: 0o2000, S_ISVTX: 0o1000, S_ENFMT: 0o2000,
  S_IREAD: 0o400, S_IWRITE: 0o200, S_IEXEC: 0o100, S_IRWXU: 0o700, S_IRUSR: 0o400, S_IWUSR: 0o200, S_IXUSR: 0o100,
  S_IRWXG: 0o070, S_IRGRP: 0o040, S_IWGRP: 0o020, S_IXGRP: 0o010, S_IRWXO: 0o007, S_IROTH: 0o004, S_IWOTH: 0o002, S_IXOTH: 0o001,
  UF_SETTABLE: 0xffff, UF_NODUMP: 1, UF_IMMUTABLE: 2, UF_APPEND: 4, UF_OPAQUE: 8, UF_NOUNLINK: 16, UF_COMPRESSED: 32, UF_TRACKED: 64, UF_DATAVAULT: 128,
  UF_HIDDEN: 0x8000, SF_SETTABLE: 0x3fff0000, SF_ARCHIVED: 0x10000, SF_IMMUTABLE: 0x20000, SF_APPEND: 0x40000, SF_RESTRICTED: 0x80000,
  SF_NOUNLINK: 0x100000, SF_SNAPSHOT: 0x200000, SF_FIRMLINK: 0x800000, SF_DATALESS: 0x40000000, SF_SUPPORTED: 0x9f0000, SF_SYNTHETIC: 0xc0000000,
  FILE_ATTRIBUTE_ARCHIVE: 32, FILE_ATTRIBUTE_COMPRESSED: 2048, FILE_ATTRIBUTE_DEVICE: 64, FILE_ATTRIBUTE_DIRECTORY: 16, FILE_ATTRIBUTE_ENCRYPTED: 16384,
  FILE_ATTRIBUTE_HIDDEN: 2, FILE_ATTRIBUTE_INTEGRITY_STREAM: 32768, FILE_ATTRIBUTE_NORMAL: 128, FILE_ATTRIBUTE_NOT_CONTENT_INDEXED: 8192,
  FILE_ATTRIBUTE_NO_SCRUB_DATA: 131072, FILE_ATTRIBUTE_OFFLINE: 4096, FILE_ATTRIBUTE_READONLY: 1, FILE_ATTRIBUTE_REPARSE_POINT: 1024,
  FILE_ATTRIBUTE_SPARSE_FILE: 512, FILE_ATTRIBUTE_SYSTEM: 4, FILE_ATTRIBUTE_TEMPORARY: 256, FILE_ATTRIBUTE_VIRTUAL: 65536,
  ST_MODE: 0, ST_INO: 1, ST_DEV: 2, ST_NLINK: 3, ST_UID: 4, ST_GID: 5, ST_SIZE: 6, ST_ATIME: 7, ST_MTIME: 8, ST_CTIME: 9,
}
const FORMAT = 0o170000

function mode(heap: HostHeap, ref: Ref): number {
  const n = heap.toNumber(ref)
  if (n < 0) heap.raise(T.OverflowError, "can't convert negative value to unsigned int")
  if (n > 0xffffffff) heap.raise(T.OverflowError, 'mode out of range')
  return n
}
function kind(name: string, bits: number): HostBuiltin {
  return plain(name, '($module, mode, /)', (heap, [m]) => heap.bool(bits !== 0 && (mode(heap, m) & FORMAT) === bits))
}
function fileMode(m: number): string {
  const types: Record<number, string> = { 0o100000: '-', 0o040000: 'd', 0o120000: 'l', 0o060000: 'b', 0o020000: 'c', 0o010000: 'p', 0o140000: 's' }
  const bit = (mask: number, c: string) => (m & mask ? c : '-')
  const execute = (x: number, special: number, c: string) => (m & special ? (m & x ? c : c.toUpperCase()) : bit(x, 'x'))
  return (types[m & FORMAT] ?? '?')
    + bit(0o400, 'r') + bit(0o200, 'w') + execute(0o100, 0o4000, 's')
    + bit(0o040, 'r') + bit(0o020, 'w') + execute(0o010, 0o2000, 's')
    + bit(0o004, 'r') + bit(0o002, 'w') + execute(0o001, 0o1000, 't')
}

export const statModule: HostModule = {
  name: '_stat',
  builtins: [
    kind('S_ISDIR', 0o040000), kind('S_ISCHR', 0o020000), kind('S_ISBLK', 0o060000), kind('S_ISREG', 0o100000), kind('S_ISFIFO', 0o010000),
    kind('S_ISLNK', 0o120000), kind('S_ISSOCK', 0o140000), kind('S_ISDOOR', 0), kind('S_ISPORT', 0), kind('S_ISWHT', 0),
    plain('S_IMODE', '($module, mode, /)', (heap, [m]) => heap.int(mode(heap, m) & 0o7777)),
    plain('S_IFMT', '($module, mode, /)', (heap, [m]) => heap.int(mode(heap, m) & FORMAT)),
    plain('filemode', '($module, mode, /)', (heap, [m]) => heap.str(fileMode(mode(heap, m)))),
  ],
  initialize(heap, module) {
    for (const [name, n] of Object.entries(CONSTANTS)) heap.scope(() => heap.setModuleName(module, name, heap.int(n)))
  },
}
