// Limits of single system calls.

/** Most bytes that one read asks for. */
export const MAX_READ = 0x3ffffff0
