// The module _codecs: the registry's functions, and an encoder and a decoder for each encoding of the core. Decoders return
// (str, bytes used), encoders (bytes, characters used). The builtin error handlers are registered here, at boot.

import { allocateStorage } from '../gc/allocate'
import { EXCEPTION, FALSE, NONE, TRUE, UNBOUND, Value, addressOf, boolValue, intValue, isPointer, pointer } from '../memory/value'
import { bytesLike } from '../objects/buffer'
import { bytesLength } from '../objects/bytes-core'
import { buildCharmap, decodeCharmap, encodeCharmap } from '../objects/codec-charmap'
import { CODEC_ERROR, Handler, UnitForm, decodeError, encodeError } from '../objects/codec-errors'
import { decodeEscape, decodeUnicodeEscape, encodeEscape, encodeUnicodeEscape } from '../objects/codec-escape'
import { decodeAscii, decodeLatin1, encodeAscii, encodeLatin1 } from '../objects/codec-latin1'
import { bytesOfText } from '../objects/codec-output'
import { lookUpCodec, lookUpErrorHandler, registerErrorHandler, registerSearch, runCodec, unregisterErrorHandler, unregisterSearch } from '../objects/codec-registry'
import { decodeUtf16, encodeUtf16 } from '../objects/codec-utf16'
import { decodeUtf7, encodeUtf7 } from '../objects/codec-utf7'
import { decodeUtf8, encodeUtf8 } from '../objects/codec-utf8'
import { arg, defineFunction, defineModule, fn, newBuiltin } from '../objects/define'
import { UNICODE_END, UNICODE_OBJECT, UNICODE_START } from '../objects/exception-core'
import { lit, litValue, text } from '../objects/intern'
import { INDEX_ERROR, isPlainInt, toIndex } from '../objects/item-access'
import { isTrue } from '../objects/compare'
import { raiseFormat, raiseText, raiseValue } from '../objects/raise'
import { strLength, strOf } from '../objects/str-core'
import { shapeAt } from '../objects/shape'
import { isStr } from '../objects/text-args'
import { textBegin, textCodePoint, textDrop, textEnd } from '../objects/text-builder'
import { TYPE_EXCEPTION, isInstanceOf, tagOf, typeFlags, typeOf } from '../objects/type'
import { tupleOf2, tupleOf3 } from '../objects/tuple-core'
import { T } from '../objects/type-ids'

// ---- arguments

/** The str at argument 0, or 0: raised. */
function strArg(argv: u32, name: string): u32 {
  const v = arg(argv, 0)
  if (isStr(v)) return strOf(v)
  raiseFormat(T.TypeError, '%s() argument 1 must be str, not %T', <u64>text(name), v)
  return 0
}

/** Checks the errors argument at `i`: str, None or missing; false: raised. */
function checkErrors(argv: u32, i: u32, name: string): bool {
  const v = arg(argv, i)
  if (v == UNBOUND || v == NONE || isStr(v)) return true
  raiseFormat(T.TypeError, '%s() argument %d must be str or None, not %T', <u64>text(name), i + 1, v)
  return false
}

/** A truth argument: 1, 0, -1: raised. */
function flagArg(argv: u32, i: u32, absent: i32): i32 { return arg(argv, i) == UNBOUND ? absent : isTrue(arg(argv, i)) }

function pair(v: Value, used: u32): Value { return v == EXCEPTION ? EXCEPTION : pointer(tupleOf2(v, intValue(used))) }

// ---- registry

function codecs_register(argv: u32): Value { return registerSearch(arg(argv, 0)) }
function codecs_unregister(argv: u32): Value { return unregisterSearch(arg(argv, 0)) }
function codecs_lookup(argv: u32): Value {
  const v = arg(argv, 0)
  return isStr(v) ? lookUpCodec(v) : raiseFormat(T.TypeError, 'lookup() argument must be str, not %T', v)
}
function codecs_register_error(argv: u32): Value {
  const v = arg(argv, 0)
  return isStr(v) ? registerErrorHandler(v, arg(argv, 1)) : raiseFormat(T.TypeError, 'register_error() argument 1 must be str, not %T', v)
}
function codecs_lookup_error(argv: u32): Value {
  const v = arg(argv, 0)
  return isStr(v) ? lookUpErrorHandler(v) : raiseFormat(T.TypeError, 'lookup_error() argument must be str, not %T', v)
}
function codecs_unregister_error(argv: u32): Value {
  const v = arg(argv, 0)
  if (!isStr(v)) return raiseFormat(T.TypeError, '_unregister_error() argument must be str, not %T', v)
  return boolValue(unregisterErrorHandler(v))
}

function run(argv: u32, encode: bool): Value {
  const encoding = arg(argv, 1) == UNBOUND ? litValue('utf-8') : arg(argv, 1)
  if (!isStr(encoding)) {
    return encode ? raiseFormat(T.TypeError, "encode() argument 'encoding' must be str, not %T", encoding)
      : raiseFormat(T.TypeError, "decode() argument 'encoding' must be str, not %T", encoding)
  }
  return runCodec(arg(argv, 0), encoding, arg(argv, 2), encode, false)
}
function codecs_encode(argv: u32): Value { return run(argv, true) }
function codecs_decode(argv: u32): Value { return run(argv, false) }

// ---- encoders: (str, errors=None)

function utf_8_encode(argv: u32): Value {
  const s = strArg(argv, 'utf_8_encode')
  return s && checkErrors(argv, 1, 'utf_8_encode') ? pair(encodeUtf8(s, arg(argv, 1)), strLength(s)) : EXCEPTION
}
function utf_7_encode(argv: u32): Value {
  const s = strArg(argv, 'utf_7_encode')
  return s && checkErrors(argv, 1, 'utf_7_encode') ? pair(encodeUtf7(s), strLength(s)) : EXCEPTION
}
function ascii_encode(argv: u32): Value {
  const s = strArg(argv, 'ascii_encode')
  return s && checkErrors(argv, 1, 'ascii_encode') ? pair(encodeAscii(s, arg(argv, 1)), strLength(s)) : EXCEPTION
}
function latin_1_encode(argv: u32): Value {
  const s = strArg(argv, 'latin_1_encode')
  return s && checkErrors(argv, 1, 'latin_1_encode') ? pair(encodeLatin1(s, arg(argv, 1)), strLength(s)) : EXCEPTION
}
function unicode_escape_encode(argv: u32): Value {
  const s = strArg(argv, 'unicode_escape_encode')
  return s && checkErrors(argv, 1, 'unicode_escape_encode') ? pair(encodeUnicodeEscape(s, false), strLength(s)) : EXCEPTION
}
function raw_unicode_escape_encode(argv: u32): Value {
  const s = strArg(argv, 'raw_unicode_escape_encode')
  return s && checkErrors(argv, 1, 'raw_unicode_escape_encode') ? pair(encodeUnicodeEscape(s, true), strLength(s)) : EXCEPTION
}
function wideEncode(argv: u32, name: string, order: i32, wide: bool): Value {
  const s = strArg(argv, name)
  return s && checkErrors(argv, 1, name) ? pair(encodeUtf16(s, arg(argv, 1), order, wide), strLength(s)) : EXCEPTION
}
/** The byteorder argument of utf_16_encode and others: -1, 0, 1; -2: raised. */
function orderArg(argv: u32, i: u32): i32 {
  if (arg(argv, i) == UNBOUND) return 0
  const order = toIndex(arg(argv, i), T.OverflowError)
  return order == INDEX_ERROR ? -2 : order < 0 ? -1 : order > 0 ? 1 : 0
}
function utf_16_encode(argv: u32): Value {
  const order = orderArg(argv, 2)
  return order == -2 ? EXCEPTION : wideEncode(argv, 'utf_16_encode', order, false)
}
function utf_16_le_encode(argv: u32): Value { return wideEncode(argv, 'utf_16_le_encode', -1, false) }
function utf_16_be_encode(argv: u32): Value { return wideEncode(argv, 'utf_16_be_encode', 1, false) }
function utf_32_encode(argv: u32): Value {
  const order = orderArg(argv, 2)
  return order == -2 ? EXCEPTION : wideEncode(argv, 'utf_32_encode', order, true)
}
function utf_32_le_encode(argv: u32): Value { return wideEncode(argv, 'utf_32_le_encode', -1, true) }
function utf_32_be_encode(argv: u32): Value { return wideEncode(argv, 'utf_32_be_encode', 1, true) }

function charmap_encode(argv: u32): Value {
  const s = strArg(argv, 'charmap_encode')
  if (!s || !checkErrors(argv, 1, 'charmap_encode')) return EXCEPTION
  const mapping = arg(argv, 2)
  return pair(mapping == UNBOUND || mapping == NONE ? encodeLatin1(s, arg(argv, 1)) : encodeCharmap(s, arg(argv, 1), mapping), strLength(s))
}
function charmap_build(argv: u32): Value {
  const s = strArg(argv, 'charmap_build')
  return s ? buildCharmap(s) : EXCEPTION
}
function readbuffer_encode(argv: u32): Value {
  const v = arg(argv, 0)
  if (isStr(v)) {
    const b = encodeUtf8(strOf(v), UNBOUND)
    return b == EXCEPTION ? EXCEPTION : pair(b, bytesLength(addressOf(b)))
  }
  const b = bytesLike(v)
  return b ? pair(pointer(b), bytesLength(b)) : EXCEPTION
}
function escape_encode(argv: u32): Value {
  const b = bytesLike(arg(argv, 0))
  return b && checkErrors(argv, 1, 'escape_encode') ? pair(encodeEscape(b), bytesLength(b)) : EXCEPTION
}

// ---- decoders: (data, errors=None, final=False)

function utf_8_decode(argv: u32): Value {
  const b = bytesLike(arg(argv, 0))
  const final = b && checkErrors(argv, 1, 'utf_8_decode') ? flagArg(argv, 2, 0) : -1
  if (final < 0) return EXCEPTION
  const used = allocateStorage(8) + 8
  const s = decodeUtf8(b, arg(argv, 1), final != 0, used)
  return pair(s, load<u32>(used))
}
function utf_7_decode(argv: u32): Value {
  const b = bytesLike(arg(argv, 0))
  const final = b && checkErrors(argv, 1, 'utf_7_decode') ? flagArg(argv, 2, 0) : -1
  if (final < 0) return EXCEPTION
  const used = allocateStorage(8) + 8
  const s = decodeUtf7(b, arg(argv, 1), final != 0, used)
  return pair(s, load<u32>(used))
}
function ascii_decode(argv: u32): Value {
  const b = bytesLike(arg(argv, 0))
  return b && checkErrors(argv, 1, 'ascii_decode') ? pair(decodeAscii(b, arg(argv, 1)), bytesLength(b)) : EXCEPTION
}
function latin_1_decode(argv: u32): Value {
  const b = bytesLike(arg(argv, 0))
  return b && checkErrors(argv, 1, 'latin_1_decode') ? pair(decodeLatin1(b), bytesLength(b)) : EXCEPTION
}
function wideDecode(argv: u32, name: string, order: i32, wide: bool, finalAt: u32, withOrder: bool): Value {
  const b = bytesLike(arg(argv, 0))
  const final = b && checkErrors(argv, 1, name) ? flagArg(argv, finalAt, 0) : -1
  if (final < 0) return EXCEPTION
  const results = allocateStorage(8) + 8
  const s = decodeUtf16(b, arg(argv, 1), order, final != 0, wide, results)
  if (s == EXCEPTION) return EXCEPTION
  const used = intValue(load<u32>(results))
  return pointer(withOrder ? tupleOf3(s, used, intValue(load<i32>(results, 4))) : tupleOf2(s, used))
}
function utf_16_decode(argv: u32): Value { return wideDecode(argv, 'utf_16_decode', 0, false, 2, false) }
function utf_16_le_decode(argv: u32): Value { return wideDecode(argv, 'utf_16_le_decode', -1, false, 2, false) }
function utf_16_be_decode(argv: u32): Value { return wideDecode(argv, 'utf_16_be_decode', 1, false, 2, false) }
function utf_16_ex_decode(argv: u32): Value {
  const order = orderArg(argv, 2)
  return order == -2 ? EXCEPTION : wideDecode(argv, 'utf_16_ex_decode', order, false, 3, true)
}
function utf_32_decode(argv: u32): Value { return wideDecode(argv, 'utf_32_decode', 0, true, 2, false) }
function utf_32_le_decode(argv: u32): Value { return wideDecode(argv, 'utf_32_le_decode', -1, true, 2, false) }
function utf_32_be_decode(argv: u32): Value { return wideDecode(argv, 'utf_32_be_decode', 1, true, 2, false) }
function utf_32_ex_decode(argv: u32): Value {
  const order = orderArg(argv, 2)
  return order == -2 ? EXCEPTION : wideDecode(argv, 'utf_32_ex_decode', order, true, 3, true)
}

/** Data of the escape decoders: bytes-like or str; 0: raised. */
function escapeData(argv: u32): u32 {
  const v = arg(argv, 0)
  if (!isStr(v)) return bytesLike(v)
  const b = encodeUtf8(strOf(v), UNBOUND)
  return b == EXCEPTION ? 0 : addressOf(b)
}
function escapeDecode(argv: u32, name: string, raw: bool): Value {
  const b = escapeData(argv)
  const final = b && checkErrors(argv, 1, name) ? flagArg(argv, 2, 1) : -1
  if (final < 0) return EXCEPTION
  const used = allocateStorage(8) + 8
  const s = decodeUnicodeEscape(b, arg(argv, 1), raw, final != 0, used)
  return pair(s, load<u32>(used))
}
function unicode_escape_decode(argv: u32): Value { return escapeDecode(argv, 'unicode_escape_decode', false) }
function raw_unicode_escape_decode(argv: u32): Value { return escapeDecode(argv, 'raw_unicode_escape_decode', true) }
function escape_decode(argv: u32): Value {
  const b = escapeData(argv)
  return b && checkErrors(argv, 1, 'escape_decode') ? pair(decodeEscape(b, arg(argv, 1)), bytesLength(b)) : EXCEPTION
}
function charmap_decode(argv: u32): Value {
  const b = bytesLike(arg(argv, 0))
  if (!b || !checkErrors(argv, 1, 'charmap_decode')) return EXCEPTION
  const mapping = arg(argv, 2)
  return pair(mapping == UNBOUND || mapping == NONE ? decodeLatin1(b) : decodeCharmap(b, arg(argv, 1), mapping), bytesLength(b))
}

// ---- builtin error handlers: (exception) -> (replacement, position)

/** What a builtin handler does with a UnicodeError. */
function handle(argv: u32, handler: Handler): Value {
  const e = arg(argv, 0)
  const encoding = isInstanceOf(e, T.UnicodeEncodeError), decoding = isInstanceOf(e, T.UnicodeDecodeError)
  const translating = isInstanceOf(e, T.UnicodeTranslateError)
  if (handler == Handler.strict) {
    if (isPointer(e) && typeFlags(typeOf(e)) & TYPE_EXCEPTION) return raiseValue(e)
    return raiseText(T.TypeError, 'codec must pass exception instance')
  }
  const bytesOnly = handler == Handler.surrogateescape || handler == Handler.surrogatepass
  const decodes = decoding && handler != Handler.xmlcharrefreplace && handler != Handler.namereplace
  if (!encoding && !decodes && !(translating && !bytesOnly && handler != Handler.xmlcharrefreplace && handler != Handler.namereplace)) {
    return raiseFormat(T.TypeError, "don't know how to handle %T in error callback", e)
  }
  const at = addressOf(e)
  const object = load<u64>(at, UNICODE_OBJECT)
  const length: i64 = decoding ? bytesLength(bytesLike(object)) : strLength(strOf(object))
  const start = toIndex(load<u64>(at, UNICODE_START), T.none), end = toIndex(load<u64>(at, UNICODE_END), T.none)
  if (start == INDEX_ERROR || end == INDEX_ERROR) return EXCEPTION
  const from = <u32>(start < 0 ? 0 : start >= length ? (length > 0 ? length - 1 : 0) : start)
  const to = <u32>(end < 1 ? (length > 0 ? 1 : 0) : end > length ? length : end)
  if (handler == Handler.ignore) return pair(litValue(''), to)
  textBegin()
  let next: u32
  if (decoding) next = decodeError(handler, UNBOUND, text('utf-8'), UnitForm.utf8, bytesLike(object), from, to, text(''))
  else {
    const form = bytesOnly ? UnitForm.utf8 : UnitForm.bytes
    if (translating && handler == Handler.replace) {
      for (let i = from; i < to; i++) textCodePoint(0xfffd)
      next = to
    } else next = encodeError(handler, UNBOUND, text('utf-8'), form, 0x110000, strOf(object), from, to, text(''))
  }
  if (next == CODEC_ERROR) {
    textDrop()
    return raiseValue(e)
  }
  if (!decoding && bytesOnly) return pair(bytesOfText(), next)
  return pair(textEnd(), next)
}

function strict_errors(argv: u32): Value { return handle(argv, Handler.strict) }
function ignore_errors(argv: u32): Value { return handle(argv, Handler.ignore) }
function replace_errors(argv: u32): Value { return handle(argv, Handler.replace) }
function xmlcharrefreplace_errors(argv: u32): Value { return handle(argv, Handler.xmlcharrefreplace) }
function backslashreplace_errors(argv: u32): Value { return handle(argv, Handler.backslashreplace) }
function namereplace_errors(argv: u32): Value {
  if (isInstanceOf(arg(argv, 0), T.UnicodeEncodeError)) return raiseText(T.NotImplementedError, 'names of characters are not available')
  return handle(argv, Handler.namereplace)
}
function surrogateescape_errors(argv: u32): Value { return handle(argv, Handler.surrogateescape) }
function surrogatepass_errors(argv: u32): Value { return handle(argv, Handler.surrogatepass) }

/** Registers the builtin error handlers; at boot, after the registry. */
export function initErrorHandlers(): void {
  register('strict', 'strict_errors', fn(strict_errors))
  register('ignore', 'ignore_errors', fn(ignore_errors))
  register('replace', 'replace_errors', fn(replace_errors))
  register('xmlcharrefreplace', 'xmlcharrefreplace_errors', fn(xmlcharrefreplace_errors))
  register('backslashreplace', 'backslashreplace_errors', fn(backslashreplace_errors))
  register('namereplace', 'namereplace_errors', fn(namereplace_errors))
  register('surrogateescape', 'surrogateescape', fn(surrogateescape_errors))
  register('surrogatepass', 'surrogatepass', fn(surrogatepass_errors))
}
function register(name: string, functionName: string, index: u32): void {
  registerErrorHandler(pointer(lit(name)), pointer(newBuiltin(shapeAt(T.builtin_function_or_method), lit(functionName), text('(exception, /)'), index, 0, 0)))
}

export function initCodecsModule(): u32 {
  const m = defineModule('_codecs')
  defineFunction(m, 'register', '($module, search_function, /)', fn(codecs_register))
  defineFunction(m, 'unregister', '($module, search_function, /)', fn(codecs_unregister))
  defineFunction(m, 'lookup', '($module, encoding, /)', fn(codecs_lookup))
  defineFunction(m, 'encode', "($module, /, obj, encoding='utf-8', errors='strict')", fn(codecs_encode))
  defineFunction(m, 'decode', "($module, /, obj, encoding='utf-8', errors='strict')", fn(codecs_decode))
  defineFunction(m, 'register_error', '($module, errors, handler, /)', fn(codecs_register_error))
  defineFunction(m, '_unregister_error', '($module, errors, /)', fn(codecs_unregister_error))
  defineFunction(m, 'lookup_error', '($module, name, /)', fn(codecs_lookup_error))
  defineFunction(m, 'utf_8_encode', '($module, str, errors=None, /)', fn(utf_8_encode))
  defineFunction(m, 'utf_8_decode', '($module, data, errors=None, final=False, /)', fn(utf_8_decode))
  defineFunction(m, 'utf_7_encode', '($module, str, errors=None, /)', fn(utf_7_encode))
  defineFunction(m, 'utf_7_decode', '($module, data, errors=None, final=False, /)', fn(utf_7_decode))
  defineFunction(m, 'ascii_encode', '($module, str, errors=None, /)', fn(ascii_encode))
  defineFunction(m, 'ascii_decode', '($module, data, errors=None, /)', fn(ascii_decode))
  defineFunction(m, 'latin_1_encode', '($module, str, errors=None, /)', fn(latin_1_encode))
  defineFunction(m, 'latin_1_decode', '($module, data, errors=None, /)', fn(latin_1_decode))
  defineFunction(m, 'utf_16_encode', '($module, str, errors=None, byteorder=0, /)', fn(utf_16_encode))
  defineFunction(m, 'utf_16_le_encode', '($module, str, errors=None, /)', fn(utf_16_le_encode))
  defineFunction(m, 'utf_16_be_encode', '($module, str, errors=None, /)', fn(utf_16_be_encode))
  defineFunction(m, 'utf_16_decode', '($module, data, errors=None, final=False, /)', fn(utf_16_decode))
  defineFunction(m, 'utf_16_le_decode', '($module, data, errors=None, final=False, /)', fn(utf_16_le_decode))
  defineFunction(m, 'utf_16_be_decode', '($module, data, errors=None, final=False, /)', fn(utf_16_be_decode))
  defineFunction(m, 'utf_16_ex_decode', '($module, data, errors=None, byteorder=0, final=False, /)', fn(utf_16_ex_decode))
  defineFunction(m, 'utf_32_encode', '($module, str, errors=None, byteorder=0, /)', fn(utf_32_encode))
  defineFunction(m, 'utf_32_le_encode', '($module, str, errors=None, /)', fn(utf_32_le_encode))
  defineFunction(m, 'utf_32_be_encode', '($module, str, errors=None, /)', fn(utf_32_be_encode))
  defineFunction(m, 'utf_32_decode', '($module, data, errors=None, final=False, /)', fn(utf_32_decode))
  defineFunction(m, 'utf_32_le_decode', '($module, data, errors=None, final=False, /)', fn(utf_32_le_decode))
  defineFunction(m, 'utf_32_be_decode', '($module, data, errors=None, final=False, /)', fn(utf_32_be_decode))
  defineFunction(m, 'utf_32_ex_decode', '($module, data, errors=None, byteorder=0, final=False, /)', fn(utf_32_ex_decode))
  defineFunction(m, 'unicode_escape_encode', '($module, str, errors=None, /)', fn(unicode_escape_encode))
  defineFunction(m, 'unicode_escape_decode', '($module, data, errors=None, final=True, /)', fn(unicode_escape_decode))
  defineFunction(m, 'raw_unicode_escape_encode', '($module, str, errors=None, /)', fn(raw_unicode_escape_encode))
  defineFunction(m, 'raw_unicode_escape_decode', '($module, data, errors=None, final=True, /)', fn(raw_unicode_escape_decode))
  defineFunction(m, 'escape_encode', '($module, data, errors=None, /)', fn(escape_encode))
  defineFunction(m, 'escape_decode', '($module, data, errors=None, /)', fn(escape_decode))
  defineFunction(m, 'charmap_encode', '($module, str, errors=None, mapping=None, /)', fn(charmap_encode))
  defineFunction(m, 'charmap_decode', '($module, data, errors=None, mapping=None, /)', fn(charmap_decode))
  defineFunction(m, 'charmap_build', '($module, map, /)', fn(charmap_build))
  defineFunction(m, 'readbuffer_encode', '($module, data, errors=None, /)', fn(readbuffer_encode))
  return m
}
