// _io.open, open_code, text_encoding: opens a file and puts the layers that the mode asks for on top of each other.

import { EXCEPTION, NONE, TRUE, UNBOUND, Value, addressOf, intValue, pointer } from '../memory/value'
import { callMethod0 } from '../interp/nested'
import { beginNow, endNow } from '../interp/host-effect'
import { INDEX_ERROR, isIndex, isStr, isTrue, setAttribute, toIndex } from '../objects/abstract'
import { arg, defineFunction, fn } from '../objects/define'
import { fsPath } from '../objects/fs-path'
import { lit, litValue } from '../objects/intern'
import { clearError, fetchError, raiseFormat, raiseText, raiseValue } from '../objects/raise'
import { shapeAt } from '../objects/shape'
import { strAt, strLength, strOf } from '../objects/str-core'
import { T } from '../objects/type-ids'
import { textBegin, textCodePoint, textEnd } from '../objects/text-builder'
import { newBuffered } from './io-buffered'
import { fileBlockSize, fileIsatty, newFile } from './io-file'
import { newText } from './io-text'
import { DEFAULT_BUFFER_SIZE } from './io-object'

const CREATE: u32 = 1
const READ: u32 = 2
const WRITE: u32 = 4
const APPEND: u32 = 8
const UPDATE: u32 = 16
const TEXT: u32 = 32
const BINARY: u32 = 64
const MOST_BLOCK: u32 = 0x800000

function modeFlag(c: u32): u32 {
  switch (c) {
    case 120: return CREATE
    case 114: return READ
    case 119: return WRITE
    case 97: return APPEND
    case 43: return UPDATE
    case 116: return TEXT
    case 98: return BINARY
    default: return 0
  }
}
/** Flags of `mode`; 0: raised. */
function parseMode(mode: Value): u32 {
  const s = strOf(mode)
  let flags: u32 = 0
  for (let i: u32 = 0; i < strLength(s); i++) {
    const flag = modeFlag(strAt(s, i))
    if (flag == 0 || flags & flag) {
      raiseFormat(T.ValueError, 'invalid mode: %R', mode)
      return 0
    }
    flags |= flag
  }
  if (flags & TEXT && flags & BINARY) {
    raiseText(T.ValueError, "can't have text and binary mode at once")
    return 0
  }
  const kind = flags & (CREATE | READ | WRITE | APPEND)
  if (kind == 0 || kind & (kind - 1)) {
    raiseText(T.ValueError, 'must have exactly one of create/read/write/append mode')
    return 0
  }
  return flags
}
function rawMode(flags: u32): u32 {
  textBegin()
  textCodePoint(flags & CREATE ? 120 : flags & READ ? 114 : flags & WRITE ? 119 : 97)
  if (flags & UPDATE) textCodePoint(43)
  return strOf(textEnd())
}

// @ts-ignore: decorator
@inline function given(v: Value): bool { return v != UNBOUND && v != NONE }

/** open(file, mode, buffering, encoding, errors, newline, closefd, opener) */
function io_open(argv: u32): Value {
  const mode = arg(argv, 1) == UNBOUND ? litValue('r') : arg(argv, 1)
  const encoding = arg(argv, 3), errors = arg(argv, 4), newline = arg(argv, 5)
  if (!isStr(mode)) return raiseFormat(T.TypeError, "open() argument 'mode' must be str, not %T", mode)
  if (given(encoding) && !isStr(encoding)) return raiseFormat(T.TypeError, "open() argument 'encoding' must be str or None, not %T", encoding)
  if (given(errors) && !isStr(errors)) return raiseFormat(T.TypeError, "open() argument 'errors' must be str or None, not %T", errors)
  if (given(newline) && !isStr(newline)) return raiseFormat(T.TypeError, "open() argument 'newline' must be str or None, not %T", newline)
  let buffering: i64 = -1
  if (arg(argv, 2) != UNBOUND) {
    buffering = toIndex(arg(argv, 2), T.OverflowError)
    if (buffering == INDEX_ERROR) return EXCEPTION
  }
  const closefd = arg(argv, 6) == UNBOUND ? 1 : isTrue(arg(argv, 6))
  if (closefd < 0) return EXCEPTION
  let file = arg(argv, 0)
  if (!isIndex(file)) {
    file = fsPath(file)
    if (file == EXCEPTION) return EXCEPTION
  }
  const flags = parseMode(mode)
  if (flags == 0) return EXCEPTION
  const binary = (flags & BINARY) != 0
  if (binary && given(encoding)) return raiseText(T.ValueError, "binary mode doesn't take an encoding argument")
  if (binary && given(errors)) return raiseText(T.ValueError, "binary mode doesn't take an errors argument")
  if (binary && given(newline)) return raiseText(T.ValueError, "binary mode doesn't take a newline argument")
  const raw = newFile(file, rawMode(flags), closefd == 1, arg(argv, 7))
  if (raw == EXCEPTION) return EXCEPTION
  const stream = addLayers(raw, mode, flags, buffering, encoding, errors, newline)
  if (stream != EXCEPTION) return stream
  const error = fetchError()
  beginNow()
  if (callMethod0(raw, lit('close')) == EXCEPTION) clearError()
  endNow()
  return raiseValue(error)
}

function addLayers(raw: Value, mode: Value, flags: u32, buffering: i64, encoding: Value, errors: Value, newline: Value): Value {
  const binary = (flags & BINARY) != 0
  let line = false
  if (buffering < 0) {
    beginNow()
    const tty = fileIsatty(addressOf(raw))
    endNow()
    if (tty == EXCEPTION) return EXCEPTION
    if (tty == TRUE) line = !binary
  } else if (buffering == 1) line = !binary
  if (buffering == 1 || buffering == -1) {
    const block = fileBlockSize(addressOf(raw))
    const capped = block < MOST_BLOCK ? block : MOST_BLOCK
    buffering = capped > DEFAULT_BUFFER_SIZE ? capped : DEFAULT_BUFFER_SIZE
  }
  if (buffering < 0) return raiseText(T.ValueError, 'invalid buffering size')
  if (buffering == 0) return binary ? raw : raiseText(T.ValueError, "can't have unbuffered text I/O")
  const kind = flags & UPDATE ? T.io_BufferedRandom : flags & READ ? T.io_BufferedReader : T.io_BufferedWriter
  const buffer = newBuffered(kind, raw, buffering)
  if (buffer == EXCEPTION || binary) return buffer
  const stream = newText(buffer, encoding, errors, newline == UNBOUND ? NONE : newline, line)
  if (stream == EXCEPTION || !setAttribute(stream, lit('mode'), mode)) return EXCEPTION
  return stream
}

function io_openCode(argv: u32): Value {
  const path = arg(argv, 0)
  if (!isStr(path)) return raiseFormat(T.TypeError, "open_code() argument 'path' must be str, not %T", path)
  const raw = newFile(path, lit('r'), true, NONE)
  return raw == EXCEPTION ? raw : newBuffered(T.io_BufferedReader, raw, DEFAULT_BUFFER_SIZE)
}
function io_textEncoding(argv: u32): Value {
  const encoding = arg(argv, 0)
  return encoding == NONE ? litValue('locale') : encoding
}

export function defineOpen(m: u32): void {
  defineFunction(m, 'open', "($module, /, file, mode='r', buffering=-1, encoding=None, errors=None, newline=None, closefd=True, opener=None)", fn(io_open))
  defineFunction(m, 'open_code', '($module, /, path)', fn(io_openCode))
  defineFunction(m, 'text_encoding', '($module, encoding, stacklevel=2, /)', fn(io_textEncoding))
}
