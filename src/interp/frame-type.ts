// The types frame and traceback: Python's view of frame-object.ts. Locals of a function's frame are given as a snapshot (a dict).

import { EXCEPTION, NONE, TRUE, UNBOUND, Value, addressOf, hasShape, intOf, intValue, isInt, pointer } from '../memory/value'
import { arg, defineGetter, defineMethod, defineType, fn, setSlot } from '../objects/define'
import { dictSet, newDict } from '../objects/dict'
import { raiseFormat, raiseText } from '../objects/raise'
import { shapeAt } from '../objects/shape'
import { sealed } from '../objects/str-builder'
import { strLength } from '../objects/str-core'
import { textBegin, textEnd, textHex, textInt, textLiteral, textStr } from '../objects/text-builder'
import { tupleItem, tupleLength } from '../objects/tuple-core'
import { T } from '../objects/type-ids'
import { Slot } from '../objects/type-slots'
import { stmOwn, stmRead32, stmRead64, stmStore32, stmWrite64 } from '../stm/barriers'
import { CODE_CELLVARS, CODE_FILENAME, CODE_FIRST_FREE, CODE_FIRST_LINE, CODE_NAME, CODE_NAMED, parameterName, wordIndex } from './code'
import { FRAME_CALLER, FRAME_REGISTERS } from './frame-layout'
import {
  FO_BACK, FO_BYTES, FO_CODE, FO_FP, FO_GENERATOR, FO_GLOBALS, FO_IP, FO_MAPPING, FO_STORAGE, FO_TRACE, TB_FRAME, TB_IP, TB_LINE, TB_NEXT,
  TRACEBACK_BYTES, frameIp, frameObject, newTraceback, programFrame,
} from './frame-object'
import { CELL_CONTENT } from './function'
import { GENERATOR_PC, GENERATOR_STORAGE } from './generators'
import { builtinsDict } from './handlers/names'
import { PositionField, positionOf } from './positions'

/** CPython counts instructions in units of two bytes, and its library divides `lasti` by two to find a position. */
const LASTI_PER_WORD: i64 = 2

// ---- frames

/** Where the frame of object `f` stands (behind the instruction); 0: not known. */
function ipOf(f: u32): u32 {
  const fp = stmRead32(f, f + FO_FP)
  if (fp) return frameIp(fp)
  const g = stmRead32(f, f + FO_GENERATOR)
  if (g && stmRead32(g, g + GENERATOR_STORAGE)) return stmRead32(g, g + GENERATOR_PC)
  return stmRead32(f, f + FO_IP)
}

export function lineAt(code: u32, ip: u32): i32 {
  return ip ? positionOf(code, wordIndex(code, ip), PositionField.line) : <i32>load<u32>(code, CODE_FIRST_LINE)
}

/** Register `i` of the frame: from the stack, its generator, or what was kept of it. UNBOUND: nothing. */
function registerOf(f: u32, i: u32): Value {
  const fp = stmRead32(f, f + FO_FP)
  if (fp) return sealed(load<u64>(fp + i * 8, FRAME_REGISTERS))
  const storage = stmRead32(f, f + FO_STORAGE)
  if (storage) return load<u64>(storage + 8 + i * 8)
  const g = stmRead32(f, f + FO_GENERATOR)
  const suspended = g ? stmRead32(g, g + GENERATOR_STORAGE) : 0
  return suspended ? load<u64>(suspended + 8 + i * 8) : UNBOUND
}

/** The locals of a frame object: its mapping, or a snapshot of a function's variables. EXCEPTION: raised. */
export function frameLocals(f: u32): Value {
  const mapping = stmRead64(f, f + FO_MAPPING)
  if (mapping != UNBOUND) return mapping
  const code = load<u32>(f, FO_CODE)
  const named = load<u32>(code, CODE_NAMED)
  const d = newDict()
  for (let i: u32 = 0; i < named; i++) {
    const name = parameterName(code, i)
    if (strLength(addressOf(name)) == 0) continue
    let v = registerOf(f, i)
    if (hasShape(v, shapeAt(T.cell)) && isCellVariable(code, i, name)) v = stmRead64(addressOf(v), addressOf(v) + CELL_CONTENT)
    if (v != UNBOUND && !dictSet(d, name, v)) return EXCEPTION
  }
  return pointer(d)
}

function isCellVariable(code: u32, i: u32, name: Value): bool {
  if (i >= load<u32>(code, CODE_FIRST_FREE)) return true
  const cells = load<u32>(code, CODE_CELLVARS)
  for (let k: u32 = 0; k < tupleLength(cells); k++) if (tupleItem(cells, k) == name) return true
  return false
}

function getLocals(self: Value): Value { return frameLocals(addressOf(self)) }
function getFrameCode(self: Value): Value { return pointer(load<u32>(addressOf(self), FO_CODE)) }
function getFrameGlobals(self: Value): Value { return pointer(load<u32>(addressOf(self), FO_GLOBALS)) }
function getFrameBuiltins(self: Value): Value { return pointer(builtinsDict()) }
function getBack(self: Value): Value {
  const f = addressOf(self)
  const fp = stmRead32(f, f + FO_FP)
  if (!fp) return stmRead64(f, f + FO_BACK)
  const caller = programFrame(load<u32>(fp, FRAME_CALLER))
  return caller ? pointer(frameObject(caller)) : NONE
}
function getFrameLine(self: Value): Value {
  const line = lineAt(load<u32>(addressOf(self), FO_CODE), ipOf(addressOf(self)))
  return line < 0 ? NONE : intValue(line)
}
function getFrameLasti(self: Value): Value {
  const ip = ipOf(addressOf(self))
  return intValue(ip ? <i64>wordIndex(load<u32>(addressOf(self), FO_CODE), ip) * LASTI_PER_WORD : -1)
}
function getTrace(self: Value): Value { return stmRead64(addressOf(self), addressOf(self) + FO_TRACE) }
function setTrace(self: Value, v: Value): Value {
  stmWrite64(addressOf(self), addressOf(self) + FO_TRACE, v == UNBOUND ? NONE : v)
  return NONE
}
function getTrueConstant(self: Value): Value { return TRUE }
function getGenerator(self: Value): Value {
  const g = stmRead32(addressOf(self), addressOf(self) + FO_GENERATOR)
  return g ? pointer(g) : NONE
}

function frame_repr(self: Value): Value {
  const f = addressOf(self)
  const code = load<u32>(f, FO_CODE)
  textBegin()
  textLiteral('<frame at 0x')
  textHex(f, 12)
  textLiteral(", file '")
  textStr(load<u32>(code, CODE_FILENAME))
  textLiteral("', line ")
  textInt(lineAt(code, ipOf(f)))
  textLiteral(', code ')
  textStr(load<u32>(code, CODE_NAME))
  textLiteral('>')
  return textEnd()
}

function frame_clear(argv: u32): Value {
  const f = addressOf(arg(argv, 0))
  if (stmRead32(f, f + FO_FP)) return raiseText(T.RuntimeError, 'cannot clear an executing frame')
  stmOwn(f)
  stmStore32(f, f + FO_STORAGE, 0)
  return NONE
}

// ---- tracebacks

function traceback_new(type: Value, argv: u32, argc: u32, names: u32): Value {
  if (argc != 4) return raiseFormat(T.TypeError, 'traceback() takes exactly 4 arguments (%d given)', argc)
  const next = load<u64>(argv), frame = load<u64>(argv, 8), lasti = load<u64>(argv, 16), line = load<u64>(argv, 24)
  if (next != NONE && !hasShape(next, shapeAt(T.traceback))) return raiseFormat(T.TypeError, "expected traceback object or None, got '%T'", next)
  if (!hasShape(frame, shapeAt(T.frame))) return raiseFormat(T.TypeError, "traceback() argument 'tb_frame' must be frame, not %T", frame)
  if (!isInt(lasti) || !isInt(line)) return raiseText(T.TypeError, 'an integer is required')
  const f = addressOf(frame)
  const t = newTraceback(next, f, 0)
  store<u32>(addressOf(t), <u32>intOf(lasti), TB_IP)
  store<u32>(addressOf(t), <u32>intOf(line), TB_LINE)
  return t
}

function getNext(self: Value): Value { return stmRead64(addressOf(self), addressOf(self) + TB_NEXT) }
function setNext(self: Value, v: Value): Value {
  if (v == UNBOUND) return raiseText(T.TypeError, "can't delete tb_next attribute")
  if (v != NONE && !hasShape(v, shapeAt(T.traceback))) return raiseFormat(T.TypeError, "expected traceback object, got '%T'", v)
  for (let at = v; at != NONE; at = getNext(at)) if (at == self) return raiseText(T.ValueError, 'traceback loop detected')
  stmWrite64(addressOf(self), addressOf(self) + TB_NEXT, v)
  return NONE
}
function getFrame(self: Value): Value { return stmRead64(addressOf(self), addressOf(self) + TB_FRAME) }
function tracebackCode(self: Value): u32 { return load<u32>(addressOf(getFrame(self)), FO_CODE) }
function getLasti(self: Value): Value {
  const ip = load<u32>(addressOf(self), TB_IP)
  if (load<u32>(addressOf(self), TB_LINE)) return intValue(<i32>ip)
  return intValue(<i64>wordIndex(tracebackCode(self), ip) * LASTI_PER_WORD)
}
function getLine(self: Value): Value {
  const given = load<u32>(addressOf(self), TB_LINE)
  if (given) return intValue(given)
  const line = lineAt(tracebackCode(self), load<u32>(addressOf(self), TB_IP))
  return line < 0 ? NONE : intValue(line)
}

export function initFrame(): void {
  const f = defineType(T.frame, T.object, 'frame', FO_BYTES, 0, null)
  setSlot(f, Slot.repr, fn(frame_repr))
  defineGetter(f, 'f_back', fn(getBack))
  defineGetter(f, 'f_code', fn(getFrameCode))
  defineGetter(f, 'f_globals', fn(getFrameGlobals))
  defineGetter(f, 'f_builtins', fn(getFrameBuiltins))
  defineGetter(f, 'f_locals', fn(getLocals))
  defineGetter(f, 'f_lineno', fn(getFrameLine))
  defineGetter(f, 'f_lasti', fn(getFrameLasti))
  defineGetter(f, 'f_trace', fn(getTrace), fn(setTrace))
  defineGetter(f, 'f_trace_lines', fn(getTrueConstant))
  defineGetter(f, 'f_generator', fn(getGenerator))
  defineMethod(f, 'clear', '($self, /)', fn(frame_clear))
  const t = defineType(T.traceback, T.object, 'traceback', TRACEBACK_BYTES, 0, 'Create a new traceback object.')
  setSlot(t, Slot.new_, fn(traceback_new))
  defineGetter(t, 'tb_next', fn(getNext), fn(setNext))
  defineGetter(t, 'tb_frame', fn(getFrame))
  defineGetter(t, 'tb_lasti', fn(getLasti))
  defineGetter(t, 'tb_lineno', fn(getLine))
}
