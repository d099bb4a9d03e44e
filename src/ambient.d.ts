// Lets the host compiler read the files that both dialects share (constants and `const enum`s only).
type u8 = number
type u16 = number
type u32 = number
type i32 = number
