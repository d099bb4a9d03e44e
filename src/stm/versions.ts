// Version words: how the 32 bits of a unit's first word are divided. Both compilers read this file.
//
//   0                    older than everything: image, renumbered, allocated outside
//   1, 2                 ASSUMED, REVOKED (assumed.ts)
//   1,024 .. 2^30-1      birth stamp: not written since the transaction that made the unit
//   2^30 .. 2^31-1       free, last changed by the commit or abort of this number
//   1 L e...e            owned by executor e; L (bit 30): owned for the length of a commit only ("late")
//
// Clock word: bits 0-30 time, starting at VERSION_BASE; bit 31 is the gate.

export const ASSUMED: u32 = 1
export const REVOKED: u32 = 2
export const FIRST_STAMP: u32 = 1024
export const STAMP_BLOCK: u32 = 1024
export const VERSION_BASE: u32 = 0x40000000
export const OWNED_BIT: u32 = 0x80000000
export const LATE_BIT: u32 = 0x40000000
export const OWNER_MASK: u32 = 0xff
export const GATE: u32 = 0x80000000
export const TIME_MASK: u32 = 0x7fffffff

/** Clock and stamp counter are set back (renumbering) when they come to these. */
export const CLOCK_LIMIT: u32 = 0x7ff00000
export const STAMP_LIMIT: u32 = 0x3ff00000
