// os.fspath: the str or bytes behind a path argument.

import { call0 } from '../interp/nested'
import { EXCEPTION, UNBOUND, Value } from '../memory/value'
import { lookupSpecial } from './attribute-access'
import { isBytes } from './bytes-core'
import { lit } from './intern'
import { raiseFormat } from './raise'
import { isStr } from './text-args'
import { T } from './type-ids'

/** A str or bytes value, or EXCEPTION. */
export function fsPath(path: Value): Value {
  if (isStr(path) || isBytes(path)) return path
  const method = lookupSpecial(path, lit('__fspath__'))
  if (method == EXCEPTION) return EXCEPTION
  if (method == UNBOUND) return raiseFormat(T.TypeError, 'expected str, bytes or os.PathLike object, not %T', path)
  const result = call0(method)
  if (result == EXCEPTION || isStr(result) || isBytes(result)) return result
  return raiseFormat(T.TypeError, 'expected %T.__fspath__() to return str or bytes, not %T', path, result)
}
