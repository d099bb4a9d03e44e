// Arguments of the number types' constructors (`new` slots get them raw: argv, argc, keyword names), and what turns an object
// into a number by its special methods.

import { EXCEPTION, UNBOUND, Value, addressOf, isFloat, isInt, floatOf } from '../memory/value'
import { lookupSpecial } from './attribute-access'
import { call0 } from '../interp/nested'
import { FLOAT_PAYLOAD, isFloatLike } from './float-core'
import { intCheckF64, intPayload, intToF64, isExactInt, isIntLike } from './int-core'
import { text } from './intern'
import { raiseFormat } from './raise'
import { strEqual } from './str-core'
import { tupleItem, tupleLength } from './tuple-core'
import { typeOf, typeSlot } from './type'
import { T } from './type-ids'
import { Slot } from './type-slots'

/** False: TypeError raised, keywords were given. `name`: of the type. */
export function refuseKeywords(name: string, names: u32): bool {
  if (!names || tupleLength(names) == 0) return true
  raiseFormat(T.TypeError, '%s() takes no keyword arguments', <u64>text(name))
  return false
}

/** False: TypeError raised, more than `most` positional arguments. */
export function checkAtMost(name: string, argc: u32, most: u32): bool {
  if (argc <= most) return true
  raiseFormat(T.TypeError, most == 1 ? '%s expected at most %d argument, got %d' : '%s expected at most %d arguments, got %d', <u64>text(name), most, argc)
  return false
}

/** Keyword argument `name` (interned str), or UNBOUND. `positional` arguments stand before the keyword ones. */
export function keywordArgument(argv: u32, positional: u32, names: u32, name: u32): Value {
  if (names) {
    const n = tupleLength(names)
    for (let i: u32 = 0; i < n; i++) if (strEqual(addressOf(tupleItem(names, i)), name)) return load<u64>(argv + (positional + i) * 8)
  }
  return UNBOUND
}

/** How many positional arguments there are. */
export function positionalCount(argc: u32, names: u32): u32 { return names ? argc - tupleLength(names) : argc }

/** Result of `numberToFloat` when an exception was raised: a NaN that no computation makes. */
// @ts-ignore: decorator
@inline export function isFloatError(f: f64): bool { return reinterpret<u64>(f) == 0x7ff8dead00000000 }
// @ts-ignore: decorator
@inline function floatError(): f64 { return reinterpret<f64>(0x7ff8dead00000000) }

/**
 * `v` as a float where C functions take a float: float, int, `__float__`, `__index__`. Otherwise TypeError, "must be real
 * number, not X". Ask `isFloatError` first.
 */
export function numberToFloat(v: Value): f64 {
  if (isFloat(v)) return floatOf(v)
  if (isInt(v)) return intToF64(v)
  if (isFloatLike(v)) return floatOf(load<u64>(addressOf(v), FLOAT_PAYLOAD))
  const type = typeOf(v)
  const slot = typeSlot(type, Slot.float_)
  if (slot && !isExactInt(v)) {
    const r = call_indirect<Value>(slot, v)
    if (r == EXCEPTION) return floatError()
    if (isFloat(r)) return floatOf(r)
    if (isFloatLike(r)) return floatOf(load<u64>(addressOf(r), FLOAT_PAYLOAD))
    raiseFormat(T.TypeError, '%T.__float__ returned non-float (type %T)', v, r)
    return floatError()
  }
  if (isIntLike(v)) {
    const i = intPayload(v)
    return intCheckF64(i) ? intToF64(i) : floatError()
  }
  const index = typeSlot(type, Slot.index)
  if (index) {
    const r = call_indirect<Value>(index, v)
    if (r == EXCEPTION) return floatError()
    if (!isIntLike(r)) { raiseFormat(T.TypeError, '__index__ returned non-int (type %T)', r); return floatError() }
    const i = intPayload(r)
    return intCheckF64(i) ? intToF64(i) : floatError()
  }
  raiseFormat(T.TypeError, 'must be real number, not %T', v)
  return floatError()
}

/** `type(v).name(v)`: its result, EXCEPTION, or UNBOUND if there is no such method. */
export function callUnary(v: Value, name: u32): Value {
  const method = lookupSpecial(v, name)
  return method == EXCEPTION || method == UNBOUND ? method : call0(method)
}

