// The module posix, the part that lives in the core: its types, fspath, scandir with DirEntry. Functions of the system: src/modules/posix.ts.
//
//   DirEntry: fields (fields.ts) name, path, kind (0 unknown, 1 file, 2 directory, 3 symbolic link, 4 other), stat, lstat (UNBOUND: not asked)
//   ScandirIterator: list of tuples or None (closed), next index

import { EXCEPTION, EXHAUSTED, FALSE, NONE, UNBOUND, Value, addressOf, boolValue, intOf, intValue, pointer } from '../memory/value'
import { callVector } from '../interp/nested'
import { HostEffect } from '../interp/host-effect-ids'
import { hostEffect, stops } from '../interp/host-effect'
import { allocateStorage } from '../gc/allocate'
import { isTrue } from '../objects/abstract'
import { MODULE_DICT, arg, defineClassMethod, defineConstant, defineFunction, defineMethod, defineModule, defineMember, defineType, fn, setSlot, MEMBER_READONLY } from '../objects/define'
import { fsPath } from '../objects/fs-path'
import { lit } from '../objects/intern'
import { listItem, listLength } from '../objects/list'
import { selfIter } from '../objects/list-iterators'
import { namespaceGet, namespaceSet } from '../objects/namespace'
import { clearError, errorMatches, textFormat } from '../objects/raise'
import { typeAt } from '../objects/shape'
import { defineStructSequence } from '../objects/struct-sequence'
import { tupleItem } from '../objects/tuple-core'
import { TYPE_NAME, TYPE_NO_INSTANTIATION } from '../objects/type'
import { T } from '../objects/type-ids'
import { finishType } from '../objects/type-boot'
import { Slot } from '../objects/type-slots'
import { classGetItem } from '../objects/pickle-support'
import { builtinModule, findBuiltinModule } from './modules'
import { field, fixedField, initField, newFields, publishType, setField } from './fields'

const NAME: u32 = 0
const PATH: u32 = 1
const KIND: u32 = 2
const STAT: u32 = 3
const LSTAT: u32 = 4
const ENTRY_FIELDS: u32 = 5
const KIND_FILE: i64 = 1
const KIND_DIRECTORY: i64 = 2
const KIND_LINK: i64 = 3
const S_IFMT: i64 = 0o170000
const S_IFDIR: i64 = 0o040000
const S_IFREG: i64 = 0o100000

const ENTRIES: u32 = 0
const NEXT: u32 = 1
const ITERATOR_FIELDS: u32 = 2

function posix_fspath(argv: u32): Value { return fsPath(arg(argv, 0)) }

function posix_scandir(argv: u32): Value {
  const list = hostEffect(HostEffect.scandir, arg(argv, 0))
  if (stops(list)) return list
  const it = newFields(pointer(typeAt(T.posix_ScandirIterator)), T.posix_ScandirIterator, ITERATOR_FIELDS)
  initField(it, ENTRIES, list)
  initField(it, NEXT, intValue(0))
  return pointer(it)
}
function scandir_next(self: Value): Value {
  const o = addressOf(self)
  const list = field(o, ENTRIES)
  if (list == NONE) return EXHAUSTED
  const i = <u32>intOf(field(o, NEXT))
  if (i >= listLength(addressOf(list))) {
    setField(o, ENTRIES, NONE)
    return EXHAUSTED
  }
  setField(o, NEXT, intValue(i + 1))
  const found = addressOf(listItem(addressOf(list), i))
  const entry = newFields(pointer(typeAt(T.posix_DirEntry)), T.posix_DirEntry, ENTRY_FIELDS)
  initField(entry, NAME, tupleItem(found, 0))
  initField(entry, PATH, tupleItem(found, 1))
  initField(entry, KIND, tupleItem(found, 2))
  initField(entry, STAT, UNBOUND)
  initField(entry, LSTAT, UNBOUND)
  return pointer(entry)
}
function scandir_close(argv: u32): Value {
  setField(addressOf(arg(argv, 0)), ENTRIES, NONE)
  return NONE
}
function scandir_enter(argv: u32): Value { return arg(argv, 0) }

/** stat of the entry, cached. */
function statOf(entry: u32, follow: bool): Value {
  const isLink = intOf(fixedField(entry, KIND)) == KIND_LINK
  const cache = follow && isLink ? STAT : LSTAT
  const known = field(entry, cache)
  if (known != UNBOUND) return known
  const posix = builtinModule(<u32>findBuiltinModule(lit('posix')))
  const f = namespaceGet(load<u32>(posix, MODULE_DICT), follow && isLink ? lit('stat') : lit('lstat'))
  const argv = allocateStorage(8) + 8
  store<u64>(argv, fixedField(entry, PATH))
  const r = callVector(f, argv, 1, 0)
  if (r != EXCEPTION) setField(entry, cache, r)
  return r
}
function follows(v: Value): i32 { return v == UNBOUND ? 1 : isTrue(v) }

function entry_stat(argv: u32): Value {
  const follow = follows(arg(argv, 1))
  return follow < 0 ? EXCEPTION : statOf(addressOf(arg(argv, 0)), follow == 1)
}
function test(argv: u32, kind: i64, mode: i64): Value {
  const entry = addressOf(arg(argv, 0))
  const follow = follows(arg(argv, 1))
  if (follow < 0) return EXCEPTION
  const own = intOf(fixedField(entry, KIND))
  if (own != 0 && (own != KIND_LINK || !follow)) return boolValue(own == kind)
  const r = statOf(entry, follow == 1)
  if (r == EXCEPTION) {
    if (!errorMatches(T.FileNotFoundError)) return r
    clearError()
    return FALSE
  }
  return boolValue((intOf(tupleItem(addressOf(r), 0)) & S_IFMT) == mode)
}
function entry_isDir(argv: u32): Value { return test(argv, KIND_DIRECTORY, S_IFDIR) }
function entry_isFile(argv: u32): Value { return test(argv, KIND_FILE, S_IFREG) }
function entry_isSymlink(argv: u32): Value { return boolValue(intOf(fixedField(addressOf(arg(argv, 0)), KIND)) == KIND_LINK) }
function entry_isJunction(argv: u32): Value { return FALSE }
function entry_inode(argv: u32): Value {
  const r = statOf(addressOf(arg(argv, 0)), false)
  return r == EXCEPTION ? r : tupleItem(addressOf(r), 1)
}
function entry_fspath(argv: u32): Value { return fixedField(addressOf(arg(argv, 0)), PATH) }
function entry_repr(self: Value): Value { return textFormat('<DirEntry %R>', fixedField(addressOf(self), NAME)) }

export function initPosixModule(): u32 {
  const m = defineModule('posix')
  defineStructSequence(T.posix_stat_result, 'os.stat_result',
    'st_mode st_ino st_dev st_nlink st_uid st_gid st_size - - - st_atime st_mtime st_ctime st_atime_ns st_mtime_ns st_ctime_ns st_blksize st_blocks st_rdev',
    10, true, 'stat_result: Result from stat, fstat, or lstat.')
  defineStructSequence(T.posix_statvfs_result, 'os.statvfs_result',
    'f_bsize f_frsize f_blocks f_bfree f_bavail f_files f_ffree f_favail f_flag f_namemax f_fsid', 10, true, 'statvfs_result: Result from statvfs or fstatvfs.')
  defineStructSequence(T.posix_terminal_size, 'os.terminal_size', 'columns lines', 2, true, 'A tuple of (columns, lines) for holding terminal window size')
  defineStructSequence(T.posix_times_result, 'posix.times_result', 'user system children_user children_system elapsed', 5, true, 'times_result: Result from os.times().')
  defineStructSequence(T.posix_uname_result, 'posix.uname_result', 'sysname nodename release version machine', 5, true, 'uname_result: Result from os.uname().')
  defineStructSequence(T.posix_waitid_result, 'posix.waitid_result', 'si_pid si_uid si_signo si_status si_code', 5, true, 'waitid_result: Result from waitid.')
  defineStructSequence(T.posix_sched_param, 'posix.sched_param', 'sched_priority', 1, true, null)
  for (let t: u32 = T.posix_stat_result; t <= <u32>T.posix_waitid_result; t++) defineConstantOfType(m, <T>t)
  defineConstant(m, 'error', pointer(typeAt(T.OSError)))
  const entry = defineType(T.posix_DirEntry, T.object, 'posix.DirEntry', 8 + ENTRY_FIELDS * 8, TYPE_NO_INSTANTIATION, null)
  setSlot(entry, Slot.repr, fn(entry_repr))
  defineMember(entry, 'name', 8 + NAME * 8, MEMBER_READONLY)
  defineMember(entry, 'path', 8 + PATH * 8, MEMBER_READONLY)
  defineMethod(entry, 'stat', '($self, /, *, follow_symlinks=True)', fn(entry_stat))
  defineMethod(entry, 'is_dir', '($self, /, *, follow_symlinks=True)', fn(entry_isDir))
  defineMethod(entry, 'is_file', '($self, /, *, follow_symlinks=True)', fn(entry_isFile))
  defineMethod(entry, 'is_symlink', '($self, /)', fn(entry_isSymlink))
  defineMethod(entry, 'is_junction', '($self, /)', fn(entry_isJunction))
  defineMethod(entry, 'inode', '($self, /)', fn(entry_inode))
  defineMethod(entry, '__fspath__', '($self, /)', fn(entry_fspath))
  defineClassMethod(entry, '__class_getitem__', '($type, object, /)', fn(classGetItem))
  publishType(m, T.posix_DirEntry, 'DirEntry')
  const it = defineType(T.posix_ScandirIterator, T.object, 'posix.ScandirIterator', 8 + ITERATOR_FIELDS * 8, TYPE_NO_INSTANTIATION, null)
  setSlot(it, Slot.iter, fn(selfIter))
  setSlot(it, Slot.next, fn(scandir_next))
  defineMethod(it, 'close', '($self, /)', fn(scandir_close))
  defineMethod(it, '__enter__', '($self, /)', fn(scandir_enter))
  defineMethod(it, '__exit__', '($self, /, *args)', fn(scandir_close))
  finishType(T.posix_ScandirIterator)
  defineFunction(m, 'fspath', '($module, /, path)', fn(posix_fspath))
  defineFunction(m, 'scandir', '($module, /, path=None)', fn(posix_scandir))
  return m
}

function defineConstantOfType(m: u32, t: T): void {
  namespaceSet(load<u32>(m, MODULE_DICT), load<u32>(typeAt(t), TYPE_NAME), pointer(typeAt(t)))
}
