// Flavour `nostm`: one executor, no barriers, no logs: measures what the STM costs (-X stm=off).
export const PORTABLE: bool = false
export const CHECKING: bool = false
export const PREEMPTING: bool = false
export const STM: bool = false
