// Flavour `fast`: x86-64, plain data accesses between atomic headers (TSO keeps the orders that the protocol needs).
export const PORTABLE: bool = false
export const CHECKING: bool = false
export const PREEMPTING: bool = false
export const STM: bool = true
/** Canaries and the registry of bare units are compiled in (the simulator's test cores). */
export const TESTING: bool = false
