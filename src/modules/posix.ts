// The module posix, the part that needs Node; its types, fspath and scandir live in the core (src/builtins/posix.ts). What Node cannot
// do at all (fork, exec*, dir_fd, mkfifo) is absent, so that the standard library takes its other ways.

import type { HostModule } from '../host/host-builtins.ts'
import { posixConstants } from './posix-constants.ts'
import { fileFunctions } from './posix-files.ts'
import { environment, processFunctions, sysconfNames } from './posix-process.ts'
import { statFunctions } from './posix-stat.ts'

/** What os.py concludes its sets supports_fd and supports_follow_symlinks from. */
const HAVE = ['HAVE_FCHDIR', 'HAVE_FCHMOD', 'HAVE_FCHOWN', 'HAVE_FSTATVFS', 'HAVE_FTRUNCATE', 'HAVE_FUTIMES', 'HAVE_LCHOWN', 'HAVE_LSTAT', 'HAVE_LUTIMES', 'HAVE_FDOPENDIR', 'HAVE_FSTAT']

export const posixModule: HostModule = {
  name: 'posix',
  builtins: [...statFunctions, ...fileFunctions, ...processFunctions],
  initialize(heap, module) {
    for (const [name, value] of Object.entries(posixConstants)) heap.scope(() => heap.setModuleName(module, name, heap.int(value)))
    heap.setModuleName(module, 'environ', environment(heap))
    heap.setModuleName(module, '_have_functions', heap.listOf(HAVE, (name) => heap.str(name)))
    heap.setModuleName(module, 'sysconf_names', heap.dictOf(sysconfNames.map(([name, n]) => [heap.str(name), heap.int(n)])))
  },
}
