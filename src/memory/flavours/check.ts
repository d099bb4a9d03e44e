// Flavour `check`: asserts at each access of a mutable object that its barrier was taken; stops at every slow barrier.
export const PORTABLE: bool = false
export const CHECKING: bool = true
export const PREEMPTING: bool = false
export const STM: bool = true
