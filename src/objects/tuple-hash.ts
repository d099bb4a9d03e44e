// The hash of tuples, slices and other fixed records of values: CPython's variant of xxHash, on 64 bits, so that hash((1, 2)) is
// the same number as there.

const PRIME_1: u64 = 11400714785074694791
const PRIME_2: u64 = 14029467366897019727
const PRIME_5: u64 = 2870177450012600261

/** Start value (`step` 0) or the accumulator with one more item's hash mixed in. */
export function combineHashes(accumulator: u64, hash: i64, step: i32): u64 {
  if (step == 0) return PRIME_5
  accumulator += <u64>hash * PRIME_2
  return rotl<u64>(accumulator, 31) * PRIME_1
}

/** The hash of `length` items whose hashes were mixed into `accumulator`. */
export function finishTupleHash(accumulator: u64, length: u32): i64 {
  accumulator += <u64>length ^ (PRIME_5 ^ 3527539)
  return accumulator == <u64>-1 ? 1546275796 : <i64>accumulator
}
