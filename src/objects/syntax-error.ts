// SyntaxError and its subclasses: SyntaxError(msg, (filename, lineno, offset, text[, end_lineno, end_offset[, metadata]])).

import { EXCEPTION, NONE, UNBOUND, Value, addressOf, isInt, isPointer, pointer } from '../memory/value'
import { stmOwn, stmRead64, stmStore64 } from '../stm/barriers'
import { isStr, str } from './abstract'
import { MEMBER_NONE, defineMember, fn, setSlot } from './define'
import {
  SYNTAX_END_LINENO, SYNTAX_END_OFFSET, SYNTAX_FILENAME, SYNTAX_LINENO, SYNTAX_METADATA, SYNTAX_MSG, SYNTAX_OFFSET, SYNTAX_PRINT, SYNTAX_TEXT,
} from './exception-core'
import { defineException, exception_init } from './exceptions'
import { toTuple } from './iteration'
import { raiseFormat, raiseText, textFormat } from './raise'
import { strAt, strLength, strOf } from './str-core'
import { textBegin, textEnd, textPart } from './text-builder'
import { tupleItem, tupleLength } from './tuple-core'
import { T } from './type-ids'
import { Slot } from './type-slots'

function write(self: Value, offset: u32, value: Value): void {
  const e = addressOf(self)
  stmOwn(e)
  stmStore64(e, e + offset, value)
}
function read(self: Value, offset: u32): Value {
  const v = stmRead64(addressOf(self), addressOf(self) + offset)
  return v == UNBOUND ? NONE : v
}

function syntaxError_init(self: Value, argv: u32, argc: u32, names: u32): Value {
  if (exception_init(self, argv, argc, names) == EXCEPTION) return EXCEPTION
  if (argc >= 1) write(self, SYNTAX_MSG, load<u64>(argv))
  if (argc != 2) return NONE
  const given = toTuple(load<u64>(argv, 8))
  if (given == EXCEPTION) return EXCEPTION
  const info = addressOf(given)
  const n = tupleLength(info)
  if (n < 4 || n > 7) return raiseFormat(T.TypeError, n < 4 ? 'function takes at least 4 arguments (%d given)' : 'function takes at most 7 arguments (%d given)', n)
  if (n == 5) return raiseText(T.TypeError, 'end_offset must be provided when end_lineno is provided')
  write(self, SYNTAX_FILENAME, tupleItem(info, 0))
  write(self, SYNTAX_LINENO, tupleItem(info, 1))
  write(self, SYNTAX_OFFSET, tupleItem(info, 2))
  write(self, SYNTAX_TEXT, tupleItem(info, 3))
  write(self, SYNTAX_END_LINENO, n > 4 ? tupleItem(info, 4) : NONE)
  write(self, SYNTAX_END_OFFSET, n > 5 ? tupleItem(info, 5) : NONE)
  write(self, SYNTAX_METADATA, n > 6 ? tupleItem(info, 6) : UNBOUND)
  return NONE
}

/** The message, with the file's base name and the line where they are known. */
function syntaxError_str(self: Value): Value {
  const message = str(read(self, SYNTAX_MSG))
  if (message == EXCEPTION) return EXCEPTION
  const filename = read(self, SYNTAX_FILENAME), line = read(self, SYNTAX_LINENO)
  const hasFile = isStr(filename), hasLine = isInt(line)
  if (hasFile) {
    const s = strOf(filename)
    let from: u32 = 0
    for (let i: u32 = 0; i < strLength(s); i++) if (strAt(s, i) == 47) from = i + 1
    textBegin()
    textPart(s, from, strLength(s))
    const base = textEnd()
    return hasLine ? textFormat('%U (%U, line %S)', message, base, line) : textFormat('%U (%U)', message, base)
  }
  return hasLine ? textFormat('%U (line %S)', message, line) : message
}

export function initSyntaxError(): void {
  const t = defineException(T.SyntaxError, T.Exception, 'SyntaxError', 9)
  setSlot(t, Slot.init, fn(syntaxError_init))
  setSlot(t, Slot.str, fn(syntaxError_str))
  defineMember(t, 'msg', SYNTAX_MSG, MEMBER_NONE)
  defineMember(t, 'filename', SYNTAX_FILENAME, MEMBER_NONE)
  defineMember(t, 'lineno', SYNTAX_LINENO, MEMBER_NONE)
  defineMember(t, 'offset', SYNTAX_OFFSET, MEMBER_NONE)
  defineMember(t, 'text', SYNTAX_TEXT, MEMBER_NONE)
  defineMember(t, 'end_lineno', SYNTAX_END_LINENO, MEMBER_NONE)
  defineMember(t, 'end_offset', SYNTAX_END_OFFSET, MEMBER_NONE)
  defineMember(t, 'print_file_and_line', SYNTAX_PRINT, MEMBER_NONE)
  defineMember(t, '_metadata', SYNTAX_METADATA, MEMBER_NONE)
  defineException(T._IncompleteInputError, T.SyntaxError, '_IncompleteInputError', 9)
  defineException(T.IndentationError, T.SyntaxError, 'IndentationError', 9)
  defineException(T.TabError, T.IndentationError, 'TabError', 9)
}
