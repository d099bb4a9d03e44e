// Weak references and proxies, all of layout tag T.weakref. The collector reads this layout.
//
//   +0 header  +8 object (value; NONE once it has died)  +16 chain:32 (the collector's)  +24 callback (value or NONE)
//   +32 hash of the object:64 (value, or UNBOUND: not asked yet)

export const WEAKREF_OBJECT: u32 = 8
export const WEAKREF_CHAIN: u32 = 16
export const WEAKREF_CALLBACK: u32 = 24
export const WEAKREF_HASH: u32 = 32
export const WEAKREF_BYTES: u32 = 40
