// The modules that live in the host, in one list: the position of a builtin in it is its id, the same in every executor.

import { binasciiModule } from '../modules/binascii.ts'
import { compileFunctions } from '../modules/compile.ts'
import { errnoModule } from '../modules/errno.ts'
import { compareDigest, hashModule } from '../modules/hash.ts'
import { ioModule } from '../modules/io.ts'
import { marshalModule } from '../modules/marshal.ts'
import { posixModule } from '../modules/posix.ts'
import { statModule } from '../modules/stat.ts'
import { timeModule } from '../modules/time.ts'
import { tokenizeModule } from '../modules/tokenize.ts'
import { typhonModule } from '../modules/typhon.ts'
import { zlibModule } from '../modules/zlib.ts'
import type { Configuration } from './command-line.ts'
import type { HostModule } from './host-builtins.ts'
import type { StandardLibrary } from './stdlib.ts'

export function hostModules(library: StandardLibrary, configuration: Configuration): HostModule[] {
  return [
    ioModule, // first: HostEffect numbers its functions
    typhonModule(library, configuration),
    compileFunctions(configuration.optimize, library.cache),
    marshalModule,
    posixModule,
    timeModule,
    errnoModule,
    statModule,
    tokenizeModule,
    binasciiModule,
    zlibModule,
    hashModule,
    compareDigest,
  ]
}
