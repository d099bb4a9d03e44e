// Interned strings and literals. The table is physical (outside the STM): open addressing over u32 addresses of strings that
// were allocated outside, so an entry never dangles after an abort. Guarded by the physical lock `intern`; lookups probe
// without it, since entries are only added and a grown table is published with one store.
//
//   table: +0 header  +8 capacity:32 (power of two)  +16 u32 entries

import { allocateOutside } from '../gc/allocate'
import { COMPILER_CONSTANTS, INTERN_COUNT, INTERN_TABLE, LITERALS, SMALL_STRINGS } from '../memory/layout'
import { PhysicalLock, lockWord, physicalLock, physicalUnlock } from '../memory/physical-lock'
import { Value, pointer } from '../memory/value'
import { shapeAt } from './shape'
import { STR_ASCII, STR_FLAGS, STR_INTERNED, emptyStr, latin1Str, newStrOutside, strAt, strEqual, strHash, strKind, strLength } from './str-core'
import { T } from './type-ids'

const INITIAL_CAPACITY: u32 = 8192

function newTable(capacity: u32): u32 {
  const table = allocateOutside(shapeAt(T.namespaceIndex), 16 + capacity * 4)
  store<u32>(table, capacity, 8)
  return table
}

export function bootIntern(): void {
  atomic.store<u32>(INTERN_TABLE, newTable(INITIAL_CAPACITY))
  for (let c: u32 = 0; c < 256; c++) insert(atomic.load<u32>(INTERN_TABLE), latin1Str(c))
  insert(atomic.load<u32>(INTERN_TABLE), emptyStr())
  store<u32>(INTERN_COUNT, 257)
}

function insert(table: u32, s: u32): void {
  const mask = load<u32>(table, 8) - 1
  let i = strHash(s) & mask
  while (load<u32>(table + i * 4, 16)) i = (i + 1) & mask
  atomic.store<u32>(table + 16 + i * 4, s)
}

function find(table: u32, s: u32): u32 {
  const mask = load<u32>(table, 8) - 1
  let i = strHash(s) & mask
  for (;;) {
    const entry = atomic.load<u32>(table + 16 + i * 4)
    if (!entry) return 0
    if (strEqual(entry, s)) return entry
    i = (i + 1) & mask
  }
  return 0
}

/** The one interned str equal to the exact str `s`; makes a copy outside the transaction if there is none yet. */
export function intern(s: u32): u32 {
  if (load<u8>(s, STR_FLAGS) & STR_INTERNED) return s
  const there = find(atomic.load<u32>(INTERN_TABLE), s)
  if (there) return there
  const bytes = strLength(s) * strKind(s)
  const copy = newStrOutside(strKind(s), strLength(s), load<u8>(s, STR_FLAGS) | STR_INTERNED)
  memory.copy(copy + 16, s + 16, bytes)
  return internCopy(copy)
}

/** `copy` lies outside already, is flagged interned and seen by nobody else. */
function internCopy(copy: u32): u32 {
  physicalLock(lockWord(PhysicalLock.intern))
  let table = load<u32>(INTERN_TABLE)
  let result = find(table, copy)
  if (!result) {
    const count = load<u32>(INTERN_COUNT) + 1
    const capacity = load<u32>(table, 8)
    if (count * 2 > capacity) {
      const grown = newTable(capacity * 2)
      for (let i: u32 = 0; i < capacity; i++) {
        const entry = load<u32>(table + i * 4, 16)
        if (entry) insert(grown, entry)
      }
      atomic.store<u32>(INTERN_TABLE, grown)
      table = grown
    }
    insert(table, copy)
    store<u32>(INTERN_COUNT, count)
    result = copy
  }
  physicalUnlock(lockWord(PhysicalLock.intern))
  return result
}

/** Address of a text constant, to pass it where a u32 is wanted (`%s` of raiseFormat). */
// @ts-ignore: decorator
@inline export function text(literal: string): u32 { return <u32>changetype<usize>(literal) }
/** UTF-16 length of a text constant. */
// @ts-ignore: decorator
@inline export function textLength(constant: u32): u32 { return load<u32>(constant - 4) >> 1 }

function internLiteral(constant: u32): u32 {
  const n = textLength(constant)
  let max: u32 = 0
  for (let i: u32 = 0; i < n; i++) max |= load<u16>(constant + i * 2)
  const kind: u32 = max < 256 ? 1 : 2
  const copy = newStrOutside(kind, n, (max < 128 ? STR_ASCII : 0) | STR_INTERNED)
  for (let i: u32 = 0; i < n; i++) {
    const c = load<u16>(constant + i * 2)
    if (kind == 1) store<u8>(copy + 16 + i, <u8>c)
    else store<u16>(copy + 16 + i * 2, c)
  }
  const s = n == 0 ? emptyStr() : n == 1 && max < 256 ? latin1Str(strAt(copy, 0)) : internCopy(copy)
  store<u32>(literalSlot(constant), s)
  return s
}

// @ts-ignore: decorator
@inline function literalSlot(constant: u32): u32 { return LITERALS + ((constant - COMPILER_CONSTANTS) >> 4 << 2) }

/** The interned str of the text constant at address `constant` (see `text`); cached in one word per constant. */
export function litAt(constant: u32): u32 {
  const cached = load<u32>(literalSlot(constant))
  return cached ? cached : internLiteral(constant)
}

/** The interned str of a text constant: `lit("__init__")`. No surrogates: BMP text only. */
// @ts-ignore: decorator
@inline export function lit(literal: string): u32 { return litAt(<u32>changetype<usize>(literal)) }
// @ts-ignore: decorator
@inline export function litValue(literal: string): Value { return pointer(litAt(<u32>changetype<usize>(literal))) }
