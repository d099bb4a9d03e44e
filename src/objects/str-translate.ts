// str.translate and str.maketrans.

import { ABSENT, EXCEPTION, NONE, UNBOUND, Value, addressOf, intOf, intValue, isInt, isPointer, pointer } from '../memory/value'
import { arg, defineMethod, defineStaticMethod, fn } from './define'
import { dictGet, dictKeyAt, dictNext, dictSet, dictValueAt, newDict } from './dict'
import { getItem, isPlainInt, toIndex } from './item-access'
import { clearError, errorMatches, raiseFormat, raiseText } from './raise'
import { shapeAt } from './shape'
import { codePointAt } from './str-build'
import { strData, strKind, strLength, strOf } from './str-core'
import { isStr } from './text-args'
import { textBegin, textCodePoint, textDrop, textEnd, textStr } from './text-builder'
import { tagOf } from './type'
import { T } from './type-ids'
import { hasShape } from '../memory/value'

/** table[c], or ABSENT where the table has nothing (LookupError). */
function lookUp(table: Value, c: u32): Value {
  if (hasShape(table, shapeAt(T.dict))) return dictGet(addressOf(table), intValue(c))
  const found = getItem(table, intValue(c))
  if (found == EXCEPTION && errorMatches(T.LookupError)) {
    clearError()
    return ABSENT
  }
  return found
}

function str_translate(argv: u32): Value {
  const s = strOf(arg(argv, 0)), table = arg(argv, 1)
  const n = strLength(s), kind = strKind(s), data = strData(s)
  textBegin()
  for (let i: u32 = 0; i < n; i++) {
    const c = codePointAt(kind, data, i)
    const to = lookUp(table, c)
    if (to == ABSENT) textCodePoint(c)
    else if (to == NONE) continue
    else if (isStr(to)) textStr(strOf(to))
    else if (to == EXCEPTION) { textDrop(); return EXCEPTION }
    else if (isPlainInt(to)) {
      const code = toIndex(to, T.none)
      if (code < 0 || code > 0x10ffff) {
        textDrop()
        return raiseText(T.ValueError, 'character mapping must be in range(0x110000)')
      }
      textCodePoint(<u32>code)
    } else {
      textDrop()
      return raiseText(T.TypeError, 'character mapping must return integer, None or str')
    }
  }
  return textEnd()
}

function str_maketrans(argv: u32): Value {
  const x = arg(argv, 0), y = arg(argv, 1), z = arg(argv, 2)
  const table = newDict()
  if (y == UNBOUND) {
    if (!isPointer(x) || tagOf(x) != T.dict) return raiseText(T.TypeError, 'if you give only one argument to maketrans it must be a dict')
    const d = addressOf(x)
    for (let n = dictNext(d, 0); n >= 0; n = dictNext(d, n + 1)) {
      let key = dictKeyAt(d, n)
      if (isStr(key)) {
        const s = strOf(key)
        if (strLength(s) != 1) return raiseText(T.ValueError, 'string keys in translate table must be of length 1')
        key = intValue(codePointAt(strKind(s), strData(s), 0))
      } else if (!isPlainInt(key)) return raiseText(T.TypeError, 'keys in translate table must be strings or integers')
      if (!dictSet(table, key, dictValueAt(d, n))) return EXCEPTION
    }
    return pointer(table)
  }
  if (!isStr(x)) return raiseText(T.TypeError, 'first maketrans argument must be a string if there is a second argument')
  if (!isStr(y)) return raiseFormat(T.TypeError, 'maketrans() argument 2 must be str, not %T', y)
  const a = strOf(x), b = strOf(y)
  if (strLength(a) != strLength(b)) return raiseText(T.ValueError, 'the first two maketrans arguments must have equal length')
  for (let i: u32 = 0; i < strLength(a); i++) {
    if (!dictSet(table, intValue(codePointAt(strKind(a), strData(a), i)), intValue(codePointAt(strKind(b), strData(b), i)))) return EXCEPTION
  }
  if (z != UNBOUND) {
    if (!isStr(z)) return raiseFormat(T.TypeError, 'maketrans() argument 3 must be str, not %T', z)
    const c = strOf(z)
    for (let i: u32 = 0; i < strLength(c); i++) if (!dictSet(table, intValue(codePointAt(strKind(c), strData(c), i)), NONE)) return EXCEPTION
  }
  return pointer(table)
}

export function initStrTranslate(t: u32): void {
  defineMethod(t, 'translate', '($self, table, /)', fn(str_translate))
  defineStaticMethod(t, 'maketrans', '(x, y=<unrepresentable>, z=<unrepresentable>, /)', fn(str_maketrans))
}
