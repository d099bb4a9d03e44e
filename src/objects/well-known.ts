// Numbers of the slots at WELL_KNOWN: objects that the core must find without a lookup. A slot is written once, at boot or when
// its module is first made, with an object that lies outside transactions.

import { WELL_KNOWN } from '../memory/layout'
import { Value } from '../memory/value'

export const enum WellKnown {
  emptyTuple = 0,
  builtinsModule,
  sysModule,
  emptyFrozenset,
  emptyBytes,
  newBuiltin, // `__new__` of types share their doc
  slotTable, // raw address, not a value
  mainModule,
  noDefault,
  constantEvaluator,
  codecRegistry, // namespace of codecs and error handlers
  threadRunner,
  functoolsPlaceholder,
  abcCounter, // counts registrations with ABCs
  tokenMissing,
  signalDispatcher,
  ioUnsupportedOperation, // io.UnsupportedOperation, a class made with module _io
  COUNT,
}

// @ts-ignore: decorator
@inline export function wellKnown(w: WellKnown): Value { return load<u64>(WELL_KNOWN + <u32>w * 8) }
// @ts-ignore: decorator
@inline export function setWellKnown(w: WellKnown, v: Value): void { store<u64>(WELL_KNOWN + <u32>w * 8, v) }
