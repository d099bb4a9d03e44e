// Size classes of heap cells: multiples of 16 bytes up to 256, then four steps per doubling up to 32 KB. Larger objects get
// blocks of their own (blocks.ts). Pure arithmetic, no tables: the core has no mutable statics.
//
//   class 1..16: 16 * class      class 17..: 256 * 2^k * (5..8)/4      40 classes in all, the last is 32,768 bytes

export const SIZE_CLASS_COUNT: u32 = 45
export const LARGEST_CELL: u32 = 32768

/** Class of the smallest cell that holds `bytes` (1 .. LARGEST_CELL). */
// @ts-ignore: decorator
@inline export function sizeClassOf(bytes: u32): u32 {
  return bytes <= 256 ? (bytes + 15) >> 4 : largeClassOf(bytes)
}

function largeClassOf(bytes: u32): u32 {
  const n = bytes - 1
  const log = 31 - clz(n) // 8 for 257..512
  return 17 + ((log - 8) << 2) + ((n >> (log - 2)) & 3)
}

/** Bytes of a cell of `sizeClass`. */
export function cellBytes(sizeClass: u32): u32 {
  if (sizeClass <= 16) return sizeClass << 4
  const k = sizeClass - 17
  return (5 + (k & 3)) << (6 + (k >> 2))
}
