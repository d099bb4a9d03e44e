// Flavour `portable`: every access to a unit’s data is atomic; right on any machine (ARM64).
export const PORTABLE: bool = true
export const CHECKING: bool = false
export const PREEMPTING: bool = false
export const STM: bool = true
/** Canaries and the registry of bare units are compiled in (the simulator's test cores). */
export const TESTING: bool = false
