// Flavour `preempt`: asks the scheduler of the simulator before each shared access.
export const PORTABLE: bool = false
export const CHECKING: bool = true
export const PREEMPTING: bool = true
export const STM: bool = true
/** Canaries and the registry of bare units are compiled in (the simulator's test cores). */
export const TESTING: bool = true
