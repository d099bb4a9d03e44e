// Flavour `nostm`: one executor, no barriers, no logs: measures what the STM costs (-X stm=off).
export const PORTABLE: bool = false
export const CHECKING: bool = false
export const PREEMPTING: bool = false
export const STM: bool = false
/** Canaries and the registry of bare units are compiled in (the simulator's test cores). */
export const TESTING: bool = false
