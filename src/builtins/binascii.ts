// The exceptions of the modules binascii and zlib, whose functions live in the host (src/modules/binascii.ts, src/modules/zlib.ts).

import { defineModule } from '../objects/define'
import { defineException } from '../objects/exceptions'
import { T } from '../objects/type-ids'
import { publishType } from './fields'

export function initBinasciiModule(): u32 {
  const m = defineModule('binascii')
  defineException(T.binascii_Error, T.ValueError, 'binascii.Error', 0)
  publishType(m, T.binascii_Error, 'Error')
  defineException(T.binascii_Incomplete, T.Exception, 'binascii.Incomplete', 0)
  publishType(m, T.binascii_Incomplete, 'Incomplete')
  return m
}

export function initZlibModule(): u32 {
  const m = defineModule('_typhon_zlib')
  defineException(T.zlib_error, T.Exception, 'zlib.error', 0)
  publishType(m, T.zlib_error, 'error')
  return m
}
