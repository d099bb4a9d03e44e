// tell and seek of TextIOWrapper. A position is the position of a byte, with the decoder's state above bit 64 where the codec has one
// (utf-16 and the like). Between two characters of a decoded chunk the byte is found by decoding ever better guessed parts of it.

import { EXCEPTION, NONE, TRUE, UNBOUND, Value, addressOf, intOf, intValue, isInt, pointer } from '../memory/value'
import { callMethod0, callMethod1, callMethod2, callVector } from '../interp/nested'
import { stmRead32, stmRead64 } from '../stm/barriers'
import { numberAdd, numberLshift, numberRshift, numberSub } from '../objects/abstract'
import { bytesLength, bytesRange, emptyBytes } from '../objects/bytes-core'
import { decodeBytes } from '../objects/codec-registry'
import { decodeUtf8 } from '../objects/codec-utf8'
import { Known } from '../objects/codec-registry'
import { allocateStorage } from '../gc/allocate'
import { intIsNegative, intToI64Saturated, intFitsI64 } from '../objects/int-core'
import { lit } from '../objects/intern'
import { toInt } from '../objects/item-access'
import { errorRaised, raiseFormat, raiseText } from '../objects/raise'
import { strLength, strOf } from '../objects/str-core'
import { TUPLE_ITEMS, newTuple, tupleInit, tupleItem, tupleLength, tupleOf2 } from '../objects/tuple-core'
import { T } from '../objects/type-ids'
import { Slot } from '../objects/type-slots'
import { decodeNewlines } from './io-newlines'
import { ioAddFlags, ioFlags, ioSetFlags, ioWrite32, raiseUnsupported } from './io-object'
import {
  TEXT_CODEC, TEXT_DECODED, TEXT_DECODER, TEXT_ENCODER, TEXT_ENCODING, TEXT_ERRORS, TEXT_LEFT_OVER, TEXT_NEWLINES, TEXT_SEEKABLE, TEXT_SNAPSHOT,
  TEXT_SNAPSHOT_NEWLINES, TEXT_SNAPSHOT_STATE, TEXT_TELLING, TEXT_UNIVERSAL, TEXT_USED, bufferOf, forgetDecoded, passOn, passOnAll,
} from './io-text-core'

/** Number of characters that the first `n` bytes of the snapshot make; -1: raised. */
function charactersOf(o: u32, n: u32): i64 {
  const b = bytesRange(stmRead32(o, o + TEXT_SNAPSHOT), 0, n)
  let text: Value
  const codec = stmRead32(o, o + TEXT_CODEC)
  if (codec == <u32>Known.utf8) text = decodeUtf8(b, stmRead64(o, o + TEXT_ERRORS), false, allocateStorage(8) + 8)
  else if (codec) text = decodeBytes(b, stmRead64(o, o + TEXT_ENCODING), stmRead64(o, o + TEXT_ERRORS))
  else {
    const decoder = stmRead64(o, o + TEXT_DECODER)
    const state = stmRead64(o, o + TEXT_SNAPSHOT_STATE)
    if (callMethod1(decoder, lit('setstate'), state) == EXCEPTION) return -1
    text = callMethod1(decoder, lit('decode'), pointer(bytesRange(stmRead32(o, o + TEXT_SNAPSHOT), 0, n)))
  }
  if (text == EXCEPTION) return -1
  if (!(ioFlags(o) & TEXT_UNIVERSAL)) return strLength(strOf(text))
  return strLength(<u32>decodeNewlines(strOf(text), stmRead32(o, o + TEXT_SNAPSHOT_NEWLINES), false))
}

/** tell(): an int, EXCEPTION. Everything happens at once. */
export function textTell(o: u32): Value {
  if (!(ioFlags(o) & TEXT_SEEKABLE)) return raiseUnsupported('underlying stream is not seekable')
  if (!(ioFlags(o) & TEXT_TELLING)) return raiseText(T.OSError, 'telling position disabled by next() call')
  if (passOnAll(o) == EXCEPTION) return EXCEPTION
  if (callMethod0(pointer(o), lit('flush')) == EXCEPTION) return EXCEPTION
  const r = callMethod0(bufferOf(o), lit('tell'))
  if (r == EXCEPTION) return r
  const snapshot = stmRead32(o, o + TEXT_SNAPSHOT)
  if (!snapshot) return r
  const position = toInt(r)
  if (errorRaised()) return EXCEPTION
  const size = bytesLength(snapshot)
  const used = stmRead32(o, o + TEXT_USED)
  const start = intToI64Saturated(position) - size
  const codec = stmRead32(o, o + TEXT_CODEC)
  if (used == 0) {
    const back = stmRead32(o, o + TEXT_SNAPSHOT_NEWLINES) & 8 ? 1 : 0
    if (codec) return intValue(start - back)
    return withState(start, stmRead64(o, o + TEXT_SNAPSHOT_STATE))
  }
  const decoder = stmRead64(o, o + TEXT_DECODER)
  let saved: Value = NONE
  if (!codec) {
    saved = callMethod0(decoder, lit('getstate'))
    if (saved == EXCEPTION) return EXCEPTION
  }
  // the least number of bytes that makes `used` characters
  let low: u32 = 0, high = size
  while (low < high) {
    const middle = (low + high) >> 1
    const n = charactersOf(o, middle)
    if (n < 0) return EXCEPTION
    if (n < <i64>used) low = middle + 1
    else high = middle
  }
  if (codec) return intValue(start + low)
  if (charactersOf(o, low) < 0) return EXCEPTION
  const state = callMethod0(decoder, lit('getstate'))
  if (state == EXCEPTION || callMethod1(decoder, lit('setstate'), saved) == EXCEPTION) return EXCEPTION
  return withState(start + low, state)
}

/** The cookie of a byte position behind which a decoder has `state` (bytes, flags). */
function withState(position: i64, state: Value): Value {
  const pending = <i64>bytesLength(addressOf(tupleItem(addressOf(state), 0)))
  const flags = tupleItem(addressOf(state), 1)
  const shifted = numberLshift(flags, intValue(64))
  return shifted == EXCEPTION ? shifted : numberAdd(shifted, intValue(position - pending))
}

/** Gives the decoder the state `flags`, or its first one. */
function resetDecoder(o: u32, flags: Value, atStart: bool): bool {
  forgetDecoded(o)
  ioWrite32(o, TEXT_LEFT_OVER, 0)
  ioWrite32(o, TEXT_NEWLINES, stmRead32(o, o + TEXT_NEWLINES) & ~8)
  const decoder = stmRead64(o, o + TEXT_DECODER)
  if (decoder == 0) return true
  if (atStart) return callMethod0(decoder, lit('reset')) != EXCEPTION
  return callMethod1(decoder, lit('setstate'), pointer(tupleOf2(pointer(emptyBytes()), flags))) != EXCEPTION
}
function resetEncoder(o: u32, atStart: bool): bool {
  const encoder = stmRead64(o, o + TEXT_ENCODER)
  if (encoder == 0) return true
  if (atStart) return callMethod0(encoder, lit('reset')) != EXCEPTION
  return callMethod1(encoder, lit('setstate'), intValue(0)) != EXCEPTION
}

/** seek(cookie, whence). Everything happens at once. */
export function textSeek(o: u32, cookie: Value, whence: i64): Value {
  if (!(ioFlags(o) & TEXT_SEEKABLE)) return raiseUnsupported('underlying stream is not seekable')
  const self = pointer(o)
  let target = cookie
  if (whence == 1) {
    if (cookie != intValue(0)) return raiseUnsupported("can't do nonzero cur-relative seeks")
    target = callMethod0(self, lit('tell'))
    if (target == EXCEPTION) return EXCEPTION
  } else if (whence == 2) {
    if (cookie != intValue(0)) return raiseUnsupported("can't do nonzero end-relative seeks")
    if (callMethod0(self, lit('flush')) == EXCEPTION) return EXCEPTION
    if (!resetDecoder(o, intValue(0), true)) return EXCEPTION
    const r = callMethod2(bufferOf(o), lit('seek'), intValue(0), intValue(2))
    if (r == EXCEPTION || !resetEncoder(o, r == intValue(0))) return EXCEPTION
    return r
  } else if (whence != 0) return raiseFormat(T.ValueError, 'invalid whence (%d, should be 0, 1 or 2)', whence)
  if (intIsNegative(target)) return raiseFormat(T.ValueError, 'negative seek position %R', target)
  if (callMethod0(self, lit('flush')) == EXCEPTION) return EXCEPTION
  let position = target
  let flags = intValue(0)
  if (!isInt(target)) {
    flags = numberRshift(target, intValue(64))
    if (flags == EXCEPTION) return flags
    const high = numberLshift(flags, intValue(64))
    position = high == EXCEPTION ? high : numberSub(target, high)
    if (position == EXCEPTION) return position
  }
  if (callMethod1(bufferOf(o), lit('seek'), position) == EXCEPTION) return EXCEPTION
  if (!resetDecoder(o, flags, target == intValue(0)) || !resetEncoder(o, target == intValue(0))) return EXCEPTION
  ioAddFlags(o, TEXT_TELLING)
  return target
}
