// The type code: Python's view of code.ts. Attributes are made when asked for.

import { NONE, NOT_IMPLEMENTED, Value, addressOf, boolValue, hasShape, intValue, pointer } from '../memory/value'
import { getIter } from '../objects/abstract'
import { BYTES_DATA, newBytes } from '../objects/bytes-core'
import { identityHash } from '../objects/compare'
import { arg, defineGetter, defineMethod, defineType, fn, setImmutableInstances, setSlot } from '../objects/define'
import { shapeAt } from '../objects/shape'
import { strLength } from '../objects/str-core'
import { textBegin, textEnd, textHex, textInt, textLiteral, textStr } from '../objects/text-builder'
import { newTuple, tupleInit, tupleItem, tupleLength, tupleOf3 } from '../objects/tuple-core'
import { T } from '../objects/type-ids'
import { CompareOp, Slot } from '../objects/type-slots'
import { newVector, vectorPush, vectorToTuple } from '../objects/vector'
import {
  CODE_ARGCOUNT, CODE_BYTES, CODE_CELLVARS, CODE_CONSTANTS, CODE_CONSTANT_COUNT, CODE_ENTRY, CODE_FILENAME, CODE_FIRST_FREE, CODE_FIRST_LINE,
  CODE_FLAGS, CODE_FRAME_BYTES, CODE_FREEVARS, CODE_KWONLY, CODE_NAME, CODE_NAMES, CODE_POSITIONS, CODE_POSITIONS_BYTES, CODE_POSONLY, CODE_QUALNAME,
  CODE_WORDS, parameterCount, parameterName,
} from './code'
import { code_replace } from './code-replace'
import { PositionField, positionOf } from './positions'

// @ts-ignore: decorator
@inline function number(self: Value, field: u32): Value { return intValue(load<u32>(addressOf(self) + field)) }
// @ts-ignore: decorator
@inline function object(self: Value, field: u32): Value { return pointer(load<u32>(addressOf(self) + field)) }

function code_repr(self: Value): Value {
  const code = addressOf(self)
  textBegin()
  textLiteral('<code object ')
  textStr(load<u32>(code, CODE_NAME))
  textLiteral(' at 0x')
  textHex(code, 12)
  textLiteral(', file "')
  textStr(load<u32>(code, CODE_FILENAME))
  textLiteral('", line ')
  textInt(load<u32>(code, CODE_FIRST_LINE))
  textLiteral('>')
  return textEnd()
}

function code_hash(self: Value): i64 { return identityHash(self) }
function code_richcompare(self: Value, other: Value, op: CompareOp): Value {
  if (op != CompareOp.EQ && op != CompareOp.NE || !hasShape(other, shapeAt(T.code))) return NOT_IMPLEMENTED
  return boolValue((self == other) == (op == CompareOp.EQ))
}

function isIn(t: u32, name: Value): bool {
  for (let i: u32 = 0; i < tupleLength(t); i++) if (tupleItem(t, i) == name) return true
  return false
}

/** Parameters and other locals, without cell variables that are no parameters. */
export function variableNames(code: u32): u32 {
  const cells = load<u32>(code, CODE_CELLVARS)
  const end = load<u32>(code, CODE_FIRST_FREE)
  const parameters = parameterCount(code)
  let names = newVector(end + 1)
  for (let i: u32 = 0; i < end; i++) {
    const name = parameterName(code, i)
    if (strLength(addressOf(name)) == 0 || (i >= parameters && isIn(cells, name))) continue
    let known = false
    for (let j: u32 = 0; j < i && !known; j++) known = parameterName(code, j) == name
    if (!known) names = vectorPush(names, name)
  }
  return vectorToTuple(names)
}

function getArgcount(self: Value): Value { return number(self, CODE_ARGCOUNT) }
function getPosonly(self: Value): Value { return number(self, CODE_POSONLY) }
function getKwonly(self: Value): Value { return number(self, CODE_KWONLY) }
function getFlags(self: Value): Value { return number(self, CODE_FLAGS) }
function getFirstLine(self: Value): Value { return number(self, CODE_FIRST_LINE) }
function getStackSize(self: Value): Value { return intValue((load<u32>(addressOf(self), CODE_FRAME_BYTES) >> 3) - 6) }
function getName(self: Value): Value { return object(self, CODE_NAME) }
function getQualname(self: Value): Value { return object(self, CODE_QUALNAME) }
function getFilename(self: Value): Value { return object(self, CODE_FILENAME) }
function getCellvars(self: Value): Value { return object(self, CODE_CELLVARS) }
function getFreevars(self: Value): Value { return object(self, CODE_FREEVARS) }
function getNames(self: Value): Value { return object(self, CODE_NAMES) }
function getVarnames(self: Value): Value { return pointer(variableNames(addressOf(self))) }
function getNlocals(self: Value): Value { return intValue(tupleLength(variableNames(addressOf(self)))) }

function getConsts(self: Value): Value {
  const code = addressOf(self)
  const n = load<u32>(code, CODE_CONSTANT_COUNT)
  const t = newTuple(n)
  for (let i: u32 = 0; i < n; i++) tupleInit(t, i, load<u64>(load<u32>(code, CODE_CONSTANTS) + i * 8))
  return pointer(t)
}

function bytesOf(data: u32, n: u32): Value {
  const b = newBytes(n)
  memory.copy(b + BYTES_DATA, data, n)
  return pointer(b)
}
function getCode(self: Value): Value { return bytesOf(load<u32>(addressOf(self), CODE_ENTRY), load<u32>(addressOf(self), CODE_WORDS) * 8) }
function getLineTable(self: Value): Value { return bytesOf(load<u32>(addressOf(self), CODE_POSITIONS), load<u32>(addressOf(self), CODE_POSITIONS_BYTES)) }

function optional(v: i32): Value { return v < 0 ? NONE : intValue(v) }

/** Iterator of (line, end line, column, end column) for each instruction. */
function code_positions(argv: u32): Value {
  const code = addressOf(arg(argv, 0))
  const n = load<u32>(code, CODE_WORDS)
  const all = newTuple(n)
  for (let i: u32 = 0; i < n; i++) {
    const t = newTuple(4)
    tupleInit(t, 0, optional(positionOf(code, i, PositionField.line)))
    tupleInit(t, 1, optional(positionOf(code, i, PositionField.endLine)))
    tupleInit(t, 2, optional(positionOf(code, i, PositionField.column)))
    tupleInit(t, 3, optional(positionOf(code, i, PositionField.endColumn)))
    tupleInit(all, i, pointer(t))
  }
  return getIter(pointer(all))
}

/** Iterator of (start, end, line); offsets count bytes, 8 an instruction. */
function code_lines(argv: u32): Value {
  const code = addressOf(arg(argv, 0))
  const n = load<u32>(code, CODE_WORDS)
  let all = newVector()
  let from: u32 = 0
  for (let i: u32 = 1; i <= n; i++) {
    const line = positionOf(code, from, PositionField.line)
    if (i < n && positionOf(code, i, PositionField.line) == line) continue
    all = vectorPush(all, pointer(tupleOf3(intValue(from * 8), intValue(i * 8), optional(line))))
    from = i
  }
  return getIter(pointer(vectorToTuple(all)))
}

export function initCode(): void {
  const t = defineType(T.code, T.object, 'code', CODE_BYTES, 0, 'Create a code object.  Not for mere mortals.')
  setImmutableInstances(T.code)
  setSlot(t, Slot.repr, fn(code_repr))
  setSlot(t, Slot.hash, fn(code_hash))
  setSlot(t, Slot.richcompare, fn(code_richcompare))
  defineGetter(t, 'co_argcount', fn(getArgcount))
  defineGetter(t, 'co_posonlyargcount', fn(getPosonly))
  defineGetter(t, 'co_kwonlyargcount', fn(getKwonly))
  defineGetter(t, 'co_stacksize', fn(getStackSize))
  defineGetter(t, 'co_flags', fn(getFlags))
  defineGetter(t, 'co_firstlineno', fn(getFirstLine))
  defineGetter(t, 'co_name', fn(getName))
  defineGetter(t, 'co_qualname', fn(getQualname))
  defineGetter(t, 'co_filename', fn(getFilename))
  defineGetter(t, 'co_cellvars', fn(getCellvars))
  defineGetter(t, 'co_freevars', fn(getFreevars))
  defineGetter(t, 'co_names', fn(getNames))
  defineGetter(t, 'co_varnames', fn(getVarnames))
  defineGetter(t, 'co_nlocals', fn(getNlocals))
  defineGetter(t, 'co_consts', fn(getConsts))
  defineGetter(t, 'co_code', fn(getCode))
  defineGetter(t, 'co_linetable', fn(getLineTable))
  defineMethod(t, 'co_positions', '($self, /)', fn(code_positions))
  defineMethod(t, 'replace', '($self, /, **changes)', fn(code_replace))
  defineMethod(t, '__replace__', '($self, /, **changes)', fn(code_replace))
  defineMethod(t, 'co_lines', '($self, /)', fn(code_lines))
}
