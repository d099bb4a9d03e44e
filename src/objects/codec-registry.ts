// The codec registry: names to codecs and error handlers, and what str.encode and bytes.decode do with a name. The common encodings
// are known here and need no lookup. The rest: search functions, asked in turn, answers cached by normalised name.
//
// State lives in one namespace (so conflicts are by name): "search" is the tuple of search functions; "codec:NAME" a cached codec;
// "error:NAME" a registered error handler. The `encodings` package is imported at the first lookup that needs it.

import { ABSENT, EXCEPTION, NONE, UNBOUND, Value, addressOf, isPointer, pointer } from '../memory/value'
import { importModule } from '../interp/import-hook'
import { call1, call2 } from '../interp/nested'
import { getAttributeOr } from './attribute-access'
import { isTrue } from './compare'
import { bytesOfBuffer, hasBuffer } from './buffer'
import { isBytes } from './bytes-core'
import { decodeAscii, decodeLatin1, encodeAscii, encodeLatin1 } from './codec-latin1'
import { decodeUtf16, encodeUtf16 } from './codec-utf16'
import { decodeUtf8, encodeUtf8 } from './codec-utf8'
import { intern, lit } from './intern'
import { namespaceGet, namespaceSet, newNamespace } from './namespace'
import { raiseFormat, raiseText } from './raise'
import { codePointAt } from './str-build'
import { strData, strEqual, strKind, strLength, strOf } from './str-core'
import { isStr } from './text-args'
import { textBegin, textCodePoint, textDrop, textEnd, textLiteral, textStr } from './text-builder'
import { callable } from './abstract'
import { emptyTuple, newTuple, tupleInit, tupleItem, tupleLength } from './tuple-core'
import { tagOf, typeOf } from './type'
import { T } from './type-ids'
import { WellKnown, setWellKnown, wellKnown } from './well-known'

// @ts-ignore: decorator
@inline function registry(): u32 { return addressOf(wellKnown(WellKnown.codecRegistry)) }

/** At boot. */
export function bootCodecRegistry(): void {
  const dict = newNamespace(true)
  setWellKnown(WellKnown.codecRegistry, pointer(dict))
  namespaceSet(dict, lit('search'), pointer(emptyTuple()))
}

/** Known without lookup. */
export const enum Known { none, utf8, ascii, latin1, utf16, utf16le, utf16be, utf32, utf32le, utf32be }

/** The encoding's name in lower case, with one "_" for each run of other characters than letters, digits and dots. Interned. */
function normalise(name: u32): u32 {
  const n = strLength(name)
  textBegin()
  let gap = false
  let any = false
  for (let i: u32 = 0; i < n; i++) {
    const c = codePointAt(strKind(name), strData(name), i)
    const isWord = c - 48 < 10 || (c | 32) - 97 < 26 || c == 46
    if (isWord && c < 128) {
      if (gap && any) textCodePoint(95)
      gap = false
      any = true
      textCodePoint(c - 65 < 26 ? c | 32 : c)
    } else gap = true
  }
  return intern(strOf(textEnd()))
}

export function knownEncoding(encoding: Value): Known {
  if (encoding == UNBOUND) return Known.utf8
  const given = strOf(encoding)
  if (given == lit('utf-8')) return Known.utf8
  const name = normalise(given)
  if (name == lit('utf_8') || name == lit('utf8')) return Known.utf8
  if (name == lit('ascii') || name == lit('us_ascii')) return Known.ascii
  if (name == lit('latin_1') || name == lit('latin1') || name == lit('iso_8859_1') || name == lit('iso8859_1')) return Known.latin1
  if (name == lit('utf_16') || name == lit('utf16')) return Known.utf16
  if (name == lit('utf_16_le')) return Known.utf16le
  if (name == lit('utf_16_be')) return Known.utf16be
  if (name == lit('utf_32') || name == lit('utf32')) return Known.utf32
  if (name == lit('utf_32_le')) return Known.utf32le
  if (name == lit('utf_32_be')) return Known.utf32be
  return Known.none
}

/** str.encode: bytes (or bytearray) of the str value `s`. */
export function encodeStr(s: Value, encoding: Value, errors: Value): Value {
  const at = strOf(s)
  switch (knownEncoding(encoding)) {
    case Known.utf8: return encodeUtf8(at, errors)
    case Known.ascii: return encodeAscii(at, errors)
    case Known.latin1: return encodeLatin1(at, errors)
    case Known.utf16: return encodeUtf16(at, errors, 0, false)
    case Known.utf16le: return encodeUtf16(at, errors, -1, false)
    case Known.utf16be: return encodeUtf16(at, errors, 1, false)
    case Known.utf32: return encodeUtf16(at, errors, 0, true)
    case Known.utf32le: return encodeUtf16(at, errors, -1, true)
    case Known.utf32be: return encodeUtf16(at, errors, 1, true)
    default:
  }
  const result = runCodec(s, encoding, errors, true, true)
  if (result == EXCEPTION || isBytes(result)) return result
  return raiseFormat(T.TypeError, "'%U' encoder returned '%T' instead of 'bytes'; use codecs.encode() to encode to arbitrary types", encoding, result)
}

/** The str of an exact bytes object. */
export function decodeBytes(b: u32, encoding: Value, errors: Value): Value {
  switch (knownEncoding(encoding)) {
    case Known.utf8: return decodeUtf8(b, errors, true, 0)
    case Known.ascii: return decodeAscii(b, errors)
    case Known.latin1: return decodeLatin1(b)
    case Known.utf16: return decodeUtf16(b, errors, 0, true, false, 0)
    case Known.utf16le: return decodeUtf16(b, errors, -1, true, false, 0)
    case Known.utf16be: return decodeUtf16(b, errors, 1, true, false, 0)
    case Known.utf32: return decodeUtf16(b, errors, 0, true, true, 0)
    case Known.utf32le: return decodeUtf16(b, errors, -1, true, true, 0)
    case Known.utf32be: return decodeUtf16(b, errors, 1, true, true, 0)
    default:
  }
  const result = runCodec(pointer(b), encoding, errors, false, true)
  if (result == EXCEPTION || isStr(result)) return result
  return raiseFormat(T.TypeError, "'%U' decoder returned '%T' instead of 'str'; use codecs.decode() to decode to arbitrary types", encoding, result)
}

/** str(object, encoding, errors) */
export function decodeObject(object: Value, encoding: Value, errors: Value): Value {
  if (isStr(object)) return raiseText(T.TypeError, 'decoding str is not supported')
  if (!hasBuffer(object)) return raiseFormat(T.TypeError, 'decoding to str: need a bytes-like object, %T found', object)
  const b = bytesOfBuffer(object)
  return b ? decodeBytes(b, encoding, errors) : EXCEPTION
}

/** Runs the encoder or decoder of a registered codec on `object`; `textOnly`: refuses codecs that are no text encodings. */
export function runCodec(object: Value, encoding: Value, errors: Value, encode: bool, textOnly: bool): Value {
  const codec = lookUpCodec(encoding)
  if (codec == EXCEPTION) return EXCEPTION
  if (textOnly) {
    const flag = getAttributeOr(codec, lit('_is_text_encoding'))
    if (flag == EXCEPTION) return EXCEPTION
    if (flag != UNBOUND) {
      const truth = isTrue(flag)
      if (truth < 0) return EXCEPTION
      if (truth == 0) {
        return encode ? raiseFormat(T.LookupError, "'%U' is not a text encoding; use codecs.encode() to handle arbitrary codecs", encoding)
          : raiseFormat(T.LookupError, "'%U' is not a text encoding; use codecs.decode() to handle arbitrary codecs", encoding)
      }
    }
  }
  const f = tupleItem(tupleOfCodec(codec), encode ? 0 : 1)
  const result = errors == UNBOUND ? call1(f, object) : call2(f, object, errors)
  if (result == EXCEPTION) return EXCEPTION
  if (!isPointer(result) || tagOf(result) != T.tuple || tupleLength(addressOf(result)) != 2) {
    return encode ? raiseText(T.TypeError, 'encoder must return a tuple (object, integer)') : raiseText(T.TypeError, 'decoder must return a tuple (object,integer)')
  }
  return tupleItem(addressOf(result), 0)
}

/** Items of a codec (CodecInfo is a subclass of tuple). */
function tupleOfCodec(codec: Value): u32 { return addressOf(codec) }

/** "prefix:name", interned. */
function registryKey(prefix: string, name: u32): u32 {
  textBegin()
  textLiteral(prefix)
  textStr(name)
  return intern(strOf(textEnd()))
}

/** codecs.lookup(encoding) */
export function lookUpCodec(encoding: Value): Value {
  const name = normalise(strOf(encoding))
  const key = registryKey('codec:', name)
  const cached = namespaceGet(registry(), key)
  if (cached != ABSENT) return cached
  let search = namespaceGet(registry(), lit('search'))
  if (tupleLength(addressOf(search)) == 0) {
    if (!importEncodings()) return EXCEPTION
    search = namespaceGet(registry(), lit('search'))
  }
  const functions = addressOf(search)
  for (let i: u32 = 0; i < tupleLength(functions); i++) {
    const codec = call1(tupleItem(functions, i), pointer(name))
    if (codec == EXCEPTION) return EXCEPTION
    if (codec == NONE) continue
    if (!isPointer(codec) || tagOf(codec) != T.tuple || tupleLength(tupleOfCodec(codec)) != 4) {
      return raiseText(T.TypeError, 'codec search functions must return 4-tuples')
    }
    namespaceSet(registry(), key, codec)
    return codec
  }
  return raiseFormat(T.LookupError, 'unknown encoding: %U', encoding)
}

function importEncodings(): bool { return importModule(lit('encodings')) != EXCEPTION }

export function registerSearch(f: Value): Value {
  if (!callable(f)) return raiseText(T.TypeError, 'argument must be callable')
  const old = addressOf(namespaceGet(registry(), lit('search')))
  const n = tupleLength(old)
  const grown = newTuple(n + 1)
  for (let i: u32 = 0; i < n; i++) tupleInit(grown, i, tupleItem(old, i))
  tupleInit(grown, n, f)
  namespaceSet(registry(), lit('search'), pointer(grown))
  return NONE
}

/** Takes a search function away; codecs that it may have found stay cached, except by `clear` names. */
export function unregisterSearch(f: Value): Value {
  const old = addressOf(namespaceGet(registry(), lit('search')))
  const n = tupleLength(old)
  for (let i: u32 = 0; i < n; i++) {
    if (tupleItem(old, i) != f) continue
    const rest = newTuple(n - 1)
    for (let k: u32 = 0; k + 1 < n; k++) tupleInit(rest, k, tupleItem(old, k < i ? k : k + 1))
    namespaceSet(registry(), lit('search'), pointer(rest))
    break
  }
  return NONE
}

// ---- error handlers

export function registerErrorHandler(name: Value, handler: Value): Value {
  if (!callable(handler)) return raiseText(T.TypeError, 'handler must be callable')
  namespaceSet(registry(), registryKey('error:', strOf(name)), handler)
  return NONE
}

/** The registered handler called `errors`, or EXCEPTION (LookupError). */
export function lookUpErrorHandler(errors: Value): Value {
  const found = namespaceGet(registry(), registryKey('error:', strOf(errors)))
  return found == ABSENT ? raiseFormat(T.LookupError, "unknown error handler name '%U'", errors) : found
}

/** True if the handler was there. */
export function unregisterErrorHandler(name: Value): bool {
  const key = registryKey('error:', strOf(name))
  if (namespaceGet(registry(), key) == ABSENT) return false
  namespaceSet(registry(), key, ABSENT)
  return true
}
