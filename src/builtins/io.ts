// The module _io. UnsupportedOperation is a class that Python code makes at start-up (io.py sets attributes of it), handed over by
// `_set_unsupported_operation`.

import { MODULE_DICT, arg, defineConstant, defineFunction, defineModule, fn } from '../objects/define'
import { NONE, Value, intValue, pointer } from '../memory/value'
import { KEEP_HOOK } from '../memory/layout'
import { addressOf } from '../memory/value'
import { lit } from '../objects/intern'
import { namespaceGet, namespaceSet } from '../objects/namespace'
import { typeAt } from '../objects/shape'
import { T } from '../objects/type-ids'
import { WellKnown, setWellKnown, wellKnown } from '../objects/well-known'
import { publishType } from './fields'
import { initIOBase } from './io-base'
import { initBuffered } from './io-buffered'
import { initBytesIO } from './io-bytes'
import { initFileIO } from './io-file'
import { initNewlineDecoder } from './io-newlines'
import { DEFAULT_BUFFER_SIZE } from './io-object'
import { defineOpen } from './io-open'
import { initRWPair } from './io-pair'
import { initStringIO } from './io-string'
import { initTextIO } from './io-text'
import { io_unflushed, keepUnflushedStreams } from './io-unflushed'

function io_setUnsupported(argv: u32): Value {
  setWellKnown(WellKnown.ioUnsupportedOperation, arg(argv, 0))
  return NONE
}

export function initIOModule(): u32 {
  initIOBase()
  initFileIO()
  initBuffered()
  initNewlineDecoder()
  initTextIO()
  initBytesIO()
  initStringIO()
  initRWPair()
  const m = defineModule('_io')
  publishType(m, T.io_IOBase, '_IOBase')
  publishType(m, T.io_RawIOBase, '_RawIOBase')
  publishType(m, T.io_BufferedIOBase, '_BufferedIOBase')
  publishType(m, T.io_TextIOBase, '_TextIOBase')
  publishType(m, T.io_FileIO, 'FileIO')
  publishType(m, T.io_BytesIO, 'BytesIO')
  publishType(m, T.io_StringIO, 'StringIO')
  publishType(m, T.io_BufferedRWPair, 'BufferedRWPair')
  publishType(m, T.io_BufferedReader, 'BufferedReader')
  publishType(m, T.io_BufferedWriter, 'BufferedWriter')
  publishType(m, T.io_BufferedRandom, 'BufferedRandom')
  publishType(m, T.io_IncrementalNewlineDecoder, 'IncrementalNewlineDecoder')
  publishType(m, T.io_TextIOWrapper, 'TextIOWrapper')
  defineConstant(m, 'BlockingIOError', pointer(typeAt(T.BlockingIOError)))
  defineConstant(m, 'DEFAULT_BUFFER_SIZE', intValue(DEFAULT_BUFFER_SIZE))
  defineOpen(m)
  defineFunction(m, '_set_unsupported_operation', '($module, type, /)', fn(io_setUnsupported))
  defineFunction(m, '_unflushed', '($module, /)', fn(io_unflushed))
  store<u32>(KEEP_HOOK, fn(keepUnflushedStreams))
  const builtins = addressOf(wellKnown(WellKnown.builtinsModule))
  namespaceSet(load<u32>(builtins, MODULE_DICT), lit('open'), namespaceGet(load<u32>(m, MODULE_DICT), lit('open')))
  return m
}
