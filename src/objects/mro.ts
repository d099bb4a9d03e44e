// The method resolution order of a class: C3 linearisation of its bases' orders and of the list of bases itself.

import { EXCEPTION, Value, addressOf, pointer } from '../memory/value'
import { raiseFormat, raiseValue } from './raise'
import { newException1 } from './exception-core'
import { textBegin, textEnd, textLiteral, textStr } from './text-builder'
import { TUPLE_ITEMS, newTupleOutside, tupleItem, tupleLength } from './tuple-core'
import { TYPE_NAME, typeMro } from './type'
import { newVector, vectorItem, vectorLength, vectorPush } from './vector'
import { T } from './type-ids'
import { stmRead32 } from '../stm/barriers'

/** MRO of `type` with `bases` (tuple) as a tuple outside transactions; 0: TypeError raised. */
export function computeMro(type: u32, bases: u32): u32 {
  const n = tupleLength(bases)
  for (let i: u32 = 0; i < n; i++) for (let j = i + 1; j < n; j++) {
    if (tupleItem(bases, i) == tupleItem(bases, j)) {
      raiseFormat(T.TypeError, 'duplicate base class %U', pointer(load<u32>(addressOf(tupleItem(bases, i)), TYPE_NAME)))
      return 0
    }
  }
  // the sequences to merge, and how much of each is used up: pairs (tuple, position)
  let sequences = newVector(n + 1)
  let positions = newVector(n + 1)
  for (let i: u32 = 0; i < n; i++) {
    sequences = vectorPush(sequences, <u64>typeMro(addressOf(tupleItem(bases, i))))
    positions = vectorPush(positions, 0)
  }
  sequences = vectorPush(sequences, <u64>bases)
  positions = vectorPush(positions, 0)
  let result = newVector(8)
  result = vectorPush(result, pointer(type))
  for (;;) {
    let candidate: u32 = 0
    let left = false
    for (let i: u32 = 0; i <= n && !candidate; i++) {
      const s = <u32>vectorItem(sequences, i)
      const at = <u32>vectorItem(positions, i)
      if (at >= tupleLength(s)) continue
      left = true
      const c = addressOf(tupleItem(s, at))
      if (!inTail(sequences, positions, n + 1, c)) candidate = c
    }
    if (!left) break
    if (!candidate) { raiseInconsistent(sequences, positions, n + 1); return 0 }
    result = vectorPush(result, pointer(candidate))
    for (let i: u32 = 0; i <= n; i++) {
      const s = <u32>vectorItem(sequences, i)
      const at = <u32>vectorItem(positions, i)
      if (at < tupleLength(s) && addressOf(tupleItem(s, at)) == candidate) store<u64>(positions + 16 + i * 8, at + 1)
    }
  }
  const mro = newTupleOutside(vectorLength(result))
  memory.copy(mro + TUPLE_ITEMS, result + 16, vectorLength(result) * 8)
  return mro
}

/** True if class `c` stands behind the head of one of the sequences. */
function inTail(sequences: u32, positions: u32, count: u32, c: u32): bool {
  for (let i: u32 = 0; i < count; i++) {
    const s = <u32>vectorItem(sequences, i)
    for (let j = <u32>vectorItem(positions, i) + 1; j < tupleLength(s); j++) if (addressOf(tupleItem(s, j)) == c) return true
  }
  return false
}

function raiseInconsistent(sequences: u32, positions: u32, count: u32): void {
  textBegin()
  textLiteral('Cannot create a consistent method resolution order (MRO) for bases ')
  let seen = newVector()
  for (let i: u32 = 0; i < count; i++) {
    const s = <u32>vectorItem(sequences, i)
    const at = <u32>vectorItem(positions, i)
    if (at >= tupleLength(s)) continue
    const c = tupleItem(s, at)
    let known = false
    for (let j: u32 = 0; j < vectorLength(seen); j++) if (vectorItem(seen, j) == c) known = true
    if (known) continue
    if (vectorLength(seen)) textLiteral(', ')
    textStr(stmRead32(addressOf(c), addressOf(c) + TYPE_NAME))
    seen = vectorPush(seen, c)
  }
  raiseValue(newException1(T.TypeError, textEnd()))
}
