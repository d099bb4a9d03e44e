// Iteration and unpacking.

import { ABSENT, CALLED, EXCEPTION, EXHAUSTED, NONE, Value, addressOf, hasShape, pointer } from '../../memory/value'
import { getIter, iterNext, lengthOf } from '../../objects/abstract'
import { lit } from '../../objects/intern'
import { isSequence } from '../../objects/iteration'
import { clearError, errorMatches, raiseFormat } from '../../objects/raise'
import { shapeAt } from '../../objects/shape'
import { tupleItem, tupleLength } from '../../objects/tuple-core'
import { typeOf, typeSlot } from '../../objects/type'
import { T } from '../../objects/type-ids'
import { Slot } from '../../objects/type-slots'
import { listItem, listLength, newListFrom } from '../../objects/list'
import { newVector, vectorItem, vectorLength, vectorPush, VECTOR_ITEMS } from '../../objects/vector'
import { opA, opB, opC, reg, setReg, wordAt } from '../frame-layout'
import { frameEnd } from '../frames'
import { GENERATOR_STATE, GeneratorState, resumeGenerator } from '../generators'
import { bufferedNext } from '../../builtins/io-buffered'
import { textNext } from '../../builtins/io-text'
import { stmRead32 } from '../../stm/barriers'
import { beginNext } from '../next'
import { After, method1, pythonMethod } from '../special-methods'
import { Status } from '../status'
import { begin, deliver } from './results'

export function opGetIter(ip: u32, fp: u32): u32 {
  begin(ip)
  const word = wordAt(ip)
  const o = reg(fp, opB(word))
  const f = pythonMethod(o, Slot.iter, lit('__iter__'))
  return f == ABSENT ? deliver(fp, word, getIter(o)) : method1(f, fp, ip, o, After.iterator)
}

/** R[A] = next(R[B]). Generators run as frames above this one; what they yield comes back to R[A] like a call's result. */
export function opForIter(ip: u32, fp: u32): u32 {
  begin(ip)
  const word = wordAt(ip)
  const it = reg(fp, opB(word))
  if (hasShape(it, shapeAt(T.generator))) {
    const g = addressOf(it)
    if (stmRead32(g, g + GENERATOR_STATE) == GeneratorState.finished) return Status.jump
    return resumeGenerator(g, NONE, frameEnd(fp), ip) == CALLED ? <u32>Status.called : <u32>Status.raised
  }
  const v = isStream(it) ? streamNext(it) : beginNext(it, ip) // the unwinder takes the StopIteration of a method
  if (v == EXHAUSTED) return Status.jump
  return deliver(fp, word, v)
}
/** Lines of a file: reading them may park this instruction. */
// @ts-ignore: decorator
@inline function isStream(it: Value): bool { return hasShape(it, shapeAt(T.io_TextIOWrapper)) || hasShape(it, shapeAt(T.io_BufferedReader)) }
function streamNext(it: Value): Value { return hasShape(it, shapeAt(T.io_TextIOWrapper)) ? textNext(it) : bufferedNext(it) }

function raiseTooMany(n: u32, got: i64): u32 {
  if (got < 0) raiseFormat(T.ValueError, 'too many values to unpack (expected %d)', n)
  else raiseFormat(T.ValueError, 'too many values to unpack (expected %d, got %d)', n, got)
  return Status.raised
}

function raiseTooFew(n: u32, got: u32, atLeast: bool): u32 {
  if (atLeast) raiseFormat(T.ValueError, 'not enough values to unpack (expected at least %d, got %d)', n, got)
  else raiseFormat(T.ValueError, 'not enough values to unpack (expected %d, got %d)', n, got)
  return Status.raised
}

export function opUnpackSequence(ip: u32, fp: u32): u32 {
  begin(ip)
  const word = wordAt(ip)
  const source = reg(fp, opB(word))
  const a = opA(word)
  const n = opC(word)
  if (hasShape(source, shapeAt(T.tuple))) {
    const t = addressOf(source)
    const length = tupleLength(t)
    if (length != n) return length > n ? raiseTooMany(n, length) : raiseTooFew(n, length, false)
    for (let i: u32 = 0; i < n; i++) setReg(fp, a + i * 8, tupleItem(t, i))
    return Status.next
  }
  if (hasShape(source, shapeAt(T.list))) {
    const l = addressOf(source)
    const length = listLength(l)
    if (length != n) return length > n ? raiseTooMany(n, length) : raiseTooFew(n, length, false)
    for (let i: u32 = 0; i < n; i++) setReg(fp, a + i * 8, listItem(l, i))
    return Status.next
  }
  const it = unpackIter(source)
  if (it == EXCEPTION) return Status.raised
  let items = newVector(n + 1)
  for (let i: u32 = 0; i < n; i++) {
    const v = iterNext(it)
    if (v == EXCEPTION) return Status.raised
    if (v == EXHAUSTED) return raiseTooFew(n, i, false)
    items = vectorPush(items, v)
  }
  const v = iterNext(it)
  if (v == EXCEPTION) return Status.raised
  if (v != EXHAUSTED) {
    if (hasShape(source, shapeAt(T.dict))) return raiseTooMany(n, lengthOf(source))
    return raiseTooMany(n, -1)
  }
  for (let i: u32 = 0; i < n; i++) setReg(fp, a + i * 8, vectorItem(items, i))
  return Status.next
}

function unpackIter(source: Value): Value {
  const it = getIter(source)
  if (it == EXCEPTION && errorMatches(T.TypeError) && !typeSlot(typeOf(source), Slot.iter) && !isSequence(source)) {
    clearError()
    return raiseFormat(T.TypeError, 'cannot unpack non-iterable %T object', source)
  }
  return it
}

export function opUnpackEx(ip: u32, fp: u32): u32 {
  begin(ip)
  const word = wordAt(ip)
  const source = reg(fp, opB(word))
  const a = opA(word)
  const before = opC(word) & 255
  const after = opC(word) >> 8
  const it = unpackIter(source)
  if (it == EXCEPTION) return Status.raised
  let items = newVector()
  for (;;) {
    const v = iterNext(it)
    if (v == EXCEPTION) return Status.raised
    if (v == EXHAUSTED) break
    items = vectorPush(items, v)
  }
  const n = vectorLength(items)
  if (n < before + after) return raiseTooFew(before + after, n, true)
  const rest = newListFrom(items + VECTOR_ITEMS + before * 8, n - before - after)
  for (let i: u32 = 0; i < before; i++) setReg(fp, a + i * 8, vectorItem(items, i))
  setReg(fp, a + before * 8, pointer(rest))
  for (let i: u32 = 0; i < after; i++) setReg(fp, a + (before + 1 + i) * 8, vectorItem(items, n - after + i))
  return Status.next
}
