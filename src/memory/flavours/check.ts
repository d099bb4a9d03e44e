// Flavour `check`: asserts at each access of a mutable object that its barrier was taken; stops at every slow barrier.
export const PORTABLE: bool = false
export const CHECKING: bool = true
export const PREEMPTING: bool = false
export const STM: bool = true
/** Canaries and the registry of bare units are compiled in (the simulator's test cores). */
export const TESTING: bool = false
