// The module errno: the system's error numbers by name, and the names by number.

import { errnoNumbers } from '../host/errno.ts'
import type { HostModule } from '../host/host-builtins.ts'

/** Numbers of Linux that Node's table leaves out. */
const LINUX: Record<string, number> = {
  ENOTBLK: 15, ECHRNG: 44, EL2NSYNC: 45, EL3HLT: 46, EL3RST: 47, ELNRNG: 48, EUNATCH: 49, ENOCSI: 50, EL2HLT: 51, EBADE: 52, EBADR: 53, EXFULL: 54,
  ENOANO: 55, EBADRQC: 56, EBADSLT: 57, EBFONT: 59, ENONET: 64, ENOPKG: 65, EREMOTE: 66, EADV: 68, ESRMNT: 69, ECOMM: 70, EDOTDOT: 73, ENOTUNIQ: 76,
  EBADFD: 77, EREMCHG: 78, ELIBACC: 79, ELIBBAD: 80, ELIBSCN: 81, ELIBMAX: 82, ELIBEXEC: 83, ERESTART: 85, ESTRPIPE: 86, EUSERS: 87,
  ESOCKTNOSUPPORT: 94, EPFNOSUPPORT: 96, ESHUTDOWN: 108, ETOOMANYREFS: 109, EHOSTDOWN: 112, EUCLEAN: 117, ENOTNAM: 118, ENAVAIL: 119, EISNAM: 120,
  EREMOTEIO: 121, ENOMEDIUM: 123, EMEDIUMTYPE: 124, ECANCELED: 125, ENOKEY: 126, EKEYEXPIRED: 127, EKEYREVOKED: 128, EKEYREJECTED: 129,
  EOWNERDEAD: 130, ENOTRECOVERABLE: 131, ERFKILL: 132, EHWPOISON: 133,
}
/** Second names: the number's name in `errorcode` is the other one. */
const ALIASES = new Set(['EWOULDBLOCK', 'EOPNOTSUPP', 'EDEADLOCK'])

export const errnoModule: HostModule = {
  name: 'errno',
  builtins: [],
  initialize(heap, module) {
    const all: Record<string, number> = { ...errnoNumbers, ...(process.platform === 'linux' ? { ...LINUX, EDEADLOCK: 35, ENOTSUP: 95, EDQUOT: 122, EMULTIHOP: 72, ESTALE: 116 } : {}) }
    const names = Object.entries(all).sort(([a], [b]) => Number(ALIASES.has(a)) - Number(ALIASES.has(b)))
    const codes = heap.dict()
    const used = new Set<number>()
    for (const [name, n] of names) {
      heap.scope(() => {
        heap.setModuleName(module, name, heap.int(n))
        if (!used.has(n)) heap.setItem(codes, heap.int(n), heap.str(name, true))
        used.add(n)
      })
    }
    heap.setModuleName(module, 'errorcode', codes)
  },
}
