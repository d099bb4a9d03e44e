// code.replace: a copy of a code object with other names, flags or first line. It shares constants, caches and instructions with the
// original; what would need other instructions cannot be replaced.

import { allocateOutside } from '../gc/allocate'
import { EXCEPTION, Value, addressOf, intOf, isInt, pointer } from '../memory/value'
import { equal, getAttribute, isStr } from '../objects/abstract'
import { arg } from '../objects/define'
import { dictKeyAt, dictNext, dictValueAt } from '../objects/dict'
import { intern, lit } from '../objects/intern'
import { raiseFormat } from '../objects/raise'
import { shapeAt } from '../objects/shape'
import { strOf } from '../objects/str-core'
import { T } from '../objects/type-ids'
import { CODE_BYTES, CODE_FILENAME, CODE_FIRST_LINE, CODE_FLAGS, CODE_NAME, CODE_QUALNAME } from './code'

/** Offset of the word that attribute `name` stands in, and whether it is a str; 0: it cannot be replaced. */
function offsetOf(name: u32): u32 {
  if (name == lit('co_flags')) return CODE_FLAGS
  if (name == lit('co_firstlineno')) return CODE_FIRST_LINE
  if (name == lit('co_name')) return CODE_NAME
  if (name == lit('co_qualname')) return CODE_QUALNAME
  return name == lit('co_filename') ? CODE_FILENAME : 0
}

function isText(offset: u32): bool { return offset == CODE_NAME || offset == CODE_QUALNAME || offset == CODE_FILENAME }

export function code_replace(argv: u32): Value {
  const code = addressOf(arg(argv, 0)), changes = addressOf(arg(argv, 1))
  const copy = allocateOutside(shapeAt(T.code), CODE_BYTES)
  memory.copy(copy + 8, code + 8, CODE_BYTES - 8)
  for (let n = dictNext(changes, 0); n >= 0; n = dictNext(changes, n + 1)) {
    const name = intern(addressOf(dictKeyAt(changes, n)))
    const v = dictValueAt(changes, n)
    const offset = offsetOf(name)
    if (!offset) {
      const old = getAttribute(pointer(code), name)
      if (old == EXCEPTION) return raiseFormat(T.TypeError, "replace() got an unexpected keyword argument '%U'", pointer(name))
      const same = equal(old, v)
      if (same < 0) return EXCEPTION
      if (!same) return raiseFormat(T.NotImplementedError, 'code.replace: %U cannot be replaced', pointer(name))
    } else if (isText(offset)) {
      if (!isStr(v)) return raiseFormat(T.TypeError, "replace() argument '%U' must be str, not %T", pointer(name), v)
      store<u32>(copy + offset, intern(strOf(v)))
    } else {
      if (!isInt(v)) return raiseFormat(T.TypeError, "'%T' object cannot be interpreted as an integer", v)
      store<u32>(copy + offset, <u32>intOf(v))
    }
  }
  return pointer(copy)
}
