// builtins.print: a continuation, since the stream's write may be written in Python and may wait. What is printed is made into text
// before the first write, piece by piece as CPython writes it.

import { currentPc } from '../memory/registers'
import { CALLED, EXCEPTION, NONE, UNBOUND, Value, addressOf, hasShape, isPointer, pointer } from '../memory/value'
import { enterStream, isResumed, leaveStream, stops, waitForStream } from '../interp/host-effect'
import { callArgument, continueCall, pushContinuation, setState, state } from '../interp/continuations'
import { setReg } from '../interp/frame-layout'
import { goOnAt } from '../interp/frames'
import { STEP_PC } from '../interp/runtime-code'
import { isStr, isTrue, str } from '../objects/abstract'
import { getAttribute, getAttributeOr } from '../objects/attribute-access'
import { arg, fn } from '../objects/define'
import { lit, litValue } from '../objects/intern'
import { raiseFormat, raiseText } from '../objects/raise'
import { tupleItem, tupleLength } from '../objects/tuple-core'
import { T } from '../objects/type-ids'
import { newVector, vectorItem, vectorLength, vectorPush, vectorToTuple } from '../objects/vector'
import { WellKnown, wellKnown } from '../objects/well-known'
import { shapeAt } from '../objects/shape'
import { strLength, strOf } from '../objects/str-core'
import { textBegin, textEnd, textValue } from '../objects/text-builder'
import { ioFlags } from './io-object'
import { canWrite, isExactText, textWritten } from './io-text'
import { TEXT_BUSY, TEXT_LINE_BUFFERING, TEXT_WRITE_THROUGH, textAppend, textOpen } from './io-text-core'

const enum State { file, pieces, next, flush, COUNT }

/** sys.`name`: UNBOUND if there is no such attribute. */
export function sysAttribute(name: u32): Value {
  const sys = wellKnown(WellKnown.sysModule)
  return isPointer(sys) ? getAttributeOr(sys, name) : UNBOUND
}

/** print(*args, sep=' ', end='\n', file=None, flush=False): argv holds args, sep, end, file, flush. */
export function builtins_print(argv: u32): Value {
  const args = addressOf(arg(argv, 0))
  let sep = arg(argv, 1), end = arg(argv, 2), file = arg(argv, 3)
  if (file == UNBOUND || file == NONE) {
    file = sysAttribute(lit('stdout'))
    if (file == EXCEPTION) return EXCEPTION
    if (file == UNBOUND) return raiseText(T.RuntimeError, 'lost sys.stdout')
    if (file == NONE) return NONE
  }
  if (sep == UNBOUND || sep == NONE) sep = litValue(' ')
  else if (!isStr(sep)) return raiseFormat(T.TypeError, 'sep must be None or a string, not %T', sep)
  if (end == UNBOUND || end == NONE) end = litValue('\n')
  else if (!isStr(end)) return raiseFormat(T.TypeError, 'end must be None or a string, not %T', end)
  const flush = arg(argv, 4) == UNBOUND ? 0 : isTrue(arg(argv, 4))
  if (flush < 0) return EXCEPTION
  if (isExactText(file)) return printText(addressOf(file), args, sep, end, flush == 1)
  let pieces = newVector()
  for (let i: u32 = 0; i < tupleLength(args); i++) {
    if (i) pieces = vectorPush(pieces, sep)
    const s = str(tupleItem(args, i))
    if (s == EXCEPTION) return EXCEPTION
    pieces = vectorPush(pieces, s)
  }
  pieces = vectorPush(pieces, end)
  const fp = pushContinuation(fn(printStep), <u32>State.COUNT, 1, currentPc)
  setReg(fp, 0, UNBOUND)
  setState(fp, <u32>State.file, file)
  setState(fp, <u32>State.pieces, pointer(vectorToTuple(pieces)))
  setState(fp, <u32>State.next, 0)
  setState(fp, <u32>State.flush, <u64>flush)
  goOnAt(fp, STEP_PC)
  return CALLED
}

/** True if str(v) runs no Python code. */
function isPlain(v: Value): bool {
  return !isPointer(v) || hasShape(v, shapeAt(T.str)) || hasShape(v, shapeAt(T.int)) || hasShape(v, shapeAt(T.float)) || hasShape(v, shapeAt(T.bytes))
}

/** print to an exact TextIOWrapper: one piece of text, written when all of it is made, or before code of an argument runs. */
function printText(o: u32, args: u32, sep: Value, end: Value, flush: bool): Value {
  if (!isResumed(o, TEXT_BUSY)) {
    const n = tupleLength(args)
    const ends = strLength(strOf(end)) > 0
    if (n == 0 && !ends) return flush ? flushText(o) : NONE
    if (!canWrite(o)) return EXCEPTION
    if (!enterStream(o, TEXT_BUSY)) return waitForStream(o)
    textBegin()
    for (let i: u32 = 0; i < n; i++) {
      if (i) textValue(sep)
      const v = tupleItem(args, i)
      if (!isPlain(v)) {
        if (!writeText(o)) return EXCEPTION
        textBegin()
      }
      const s = str(v)
      if (s == EXCEPTION) {
        writeText(o)
        return EXCEPTION
      }
      textValue(s)
    }
    textValue(end)
    if (!writeText(o)) return EXCEPTION
  }
  const r = leaveStream(o, TEXT_BUSY, textWritten(o, flush || (ioFlags(o) & (TEXT_LINE_BUFFERING | TEXT_WRITE_THROUGH)) != 0))
  return stops(r) ? r : NONE
}
/** Ends the text and appends it to the stream; false: raised. */
function writeText(o: u32): bool {
  const s = textEnd()
  return strLength(strOf(s)) == 0 || textAppend(o, s) != EXCEPTION
}
function flushText(o: u32): Value {
  if (!textOpen(o)) return EXCEPTION
  if (!enterStream(o, TEXT_BUSY)) return waitForStream(o)
  const r = leaveStream(o, TEXT_BUSY, textWritten(o, true))
  return stops(r) ? r : NONE
}

/** Writes one piece after the other, then flushes. */
function printStep(fp: u32, value: Value): Value {
  const pieces = addressOf(state(fp, <u32>State.pieces))
  const file = state(fp, <u32>State.file)
  for (;;) {
    if (value == EXCEPTION) return EXCEPTION
    const i = <u32>state(fp, <u32>State.next)
    setState(fp, <u32>State.next, i + 1)
    if (i < tupleLength(pieces)) {
      const write = getAttribute(file, lit('write'))
      if (write == EXCEPTION) return EXCEPTION
      store<u64>(callArgument(fp, <u32>State.COUNT, 0), tupleItem(pieces, i))
      value = continueCall(fp, <u32>State.COUNT, write, 1, 0)
    }
    else if (i == tupleLength(pieces) && state(fp, <u32>State.flush)) {
      const flush = getAttribute(file, lit('flush'))
      if (flush == EXCEPTION) return EXCEPTION
      value = continueCall(fp, <u32>State.COUNT, flush, 0, 0)
    }
    else return NONE
    if (value == CALLED) return CALLED
  }
  return NONE
}
