// The memory map: where the runtime's fixed structures lie in the one shared memory, in bytes, and the fields of the
// control page, executor blocks and thread blocks. Both compilers read this file, so it holds constants only.
// All addresses are u32; pages of 64 KB; untouched pages cost nothing. See ARCHITECTURE.md for the picture.

export const PAGE_BYTES: u32 = 0x10000

// ---- control page: one 64-byte line for each word that many executors write
export const CONTROL: u32 = 0x00010000
export const CLOCK: u32 = 0x00010000 // bits 0-30 time, bit 31 GATE
export const RENUMBERINGS: u32 = 0x00010008 // how often clock and stamps were set back
export const STAMP_COUNTER: u32 = 0x00010040 // next block of birth stamps
export const STOP_REQUEST: u32 = 0x00010080 // 0, or the reason of a requested stop (gc/stop)
export const STOP_STATE: u32 = 0x00010084 // bookkeeping of the stop in progress
export const NEXT_TICKET: u32 = 0x000100c0 // ordered commit: whose turn it is
export const RUN_QUEUE: u32 = 0x00010100 // run-queue word: executors wait on it
export const PARKED_TOTAL: u32 = 0x00010140 // threads registered in the wait table
export const PENDING_SIGNALS: u32 = 0x00010180 // bit per signal number, set by the reactor
export const SIGNALS_WATCHED: u32 = 0x00010188 // bit per signal that the reactor is to watch
export const SIGNALS_CONFIRMED: u32 = 0x0001018c // those that it watches
export const HEAP_COUNTERS: u32 = 0x000101c0 // page allocator and allocation volume
export const IMAGE_VERSION: u32 = 0x00010200
export const INT_MAX_STR_DIGITS: u32 = 0x00010348 // sys.set_int_max_str_digits: limit, 0 none
export const BOOTED: u32 = 0x00010240 // 0 no heap, 1 being built, 2 ready
export const CANARY_WORD: u32 = 0x00010380 // test cores only: which deliberate error is switched on
export const BARE_UNITS: u32 = 0x00010388 // address and count of units that belong to no object, 64 bytes each (tests)
export const TEST_MODES: u32 = 0x00010390 // checking flavour: bit 0: every transaction's first attempt aborts at its commit; bit 1: a collection at each begin
export const ELISION_OFF: u32 = 0x00010394 // 1: locks are always taken really (-X elide=off)
export const PHYSICAL_LOCKS: u32 = 0x00010400 // one 64-byte line per physical lock (see memory/physical-lock)

// ---- executor blocks
export const EXECUTOR_BLOCKS: u32 = 0x00020000
export const EXECUTOR_BLOCK_BYTES: u32 = 0x1000
export const MAX_EXECUTORS: u32 = 256

// ---- wait table, run queue, timers
export const WAIT_TABLE: u32 = 0x00120000
export const WAIT_BUCKETS: u32 = 8192
export const WAIT_BUCKET_BYTES: u32 = 16
export const RUN_QUEUE_RING: u32 = 0x00140000
export const TIMER_HEAP: u32 = 0x00180000
export const TIMER_HEAP_END: u32 = 0x00200000

// ---- static objects: built at boot (or read from the image), never move, never freed
export const STATIC_SHAPES: u32 = 0x00200000 // shape of exact instances of static type number n
export const SHAPE_BYTES: u32 = 64
export const STATIC_TYPES: u32 = 0x00210000 // type object number n
export const TYPE_BYTES: u32 = 1024
export const MAX_STATIC_TYPES: u32 = 1024
export const WELL_KNOWN: u32 = 0x00320000 // slots (values) for well-known objects: see objects/well-known
export const WELL_KNOWN_COUNT: u32 = 4096
export const ROPE_SHAPE: u32 = 0x00327ff8 // the last of them: u32, shape of ropes (objects/str-rope)
export const SMALL_STRINGS: u32 = 0x00330000 // u32 addresses of the 256 one-character latin-1 strings
export const POWERS_OF_TEN: u32 = 0x00340000 // 667 entries of 16 bytes: see objects/power-table
export const METHOD_CACHE: u32 = 0x00350000 // u64 (generation:32 << 32 | binding:32): see objects/type-lookup
export const METHOD_CACHE_ENTRIES: u32 = 8192
export const FD_POSITIONS: u32 = 0x00370000 // 64-bit position + 1 of a file descriptor, 0: the kernel's (host/file-positions)
export const FD_LIMIT: u32 = 32768
export const WORKING_DIRECTORY: u32 = 0x003b0000 // length:32, bytes (host/working-directory)
export const WORKING_DIRECTORY_BYTES: u32 = 0x2000
export const ATTRIBUTE_CACHE: u32 = 0x003c0000 // u64 (shape:32 << 32 | record:32): see interp/caches
export const ATTRIBUTE_CACHE_ENTRIES: u32 = 4096
export const LITERALS: u32 = 0x00400000 // u32 per 16 bytes of compiler constants: interned str of that literal

// ---- constants of the core's compiler (texts, function records): identical in all instances
export const COMPILER_CONSTANTS: u32 = 0x00800000
export const COMPILER_CONSTANTS_END: u32 = 0x01000000

// ---- heap tables and heap
export const BLOCK_TABLE: u32 = 0x01000000 // 65,536 entries of 32 bytes
export const BLOCK_ENTRY_BYTES: u32 = 32
export const MARK_BITMAP: u32 = 0x02000000 // 1 bit per 16-byte granule
export const SECOND_BITMAP: u32 = 0x04000000
export const HEAP_START: u32 = 0x06000000
export const HEAP_END: u32 = 0xffff0000 // the last page is never used: an address plus a small offset never wraps
export const GRANULE_BYTES: u32 = 16

// ---- thread block (an object that never moves). The first 128 data bytes roll back with the transaction.
export const TB_FP: u32 = 8 // current frame pointer
export const TB_PC: u32 = 12 // pc to continue at
export const TB_SEGMENT: u32 = 16 // top stack segment
export const TB_SEGMENT_LIMIT: u32 = 20 // end of the top segment, less the slack that builtins may use
export const TB_EXCEPTION: u32 = 24 // value: exception being raised, or UNBOUND
export const TB_CONTEXT: u32 = 32 // value: current contextvars.Context, or None
export const TB_ATOMIC_DEPTH: u32 = 40
export const TB_ELIDED: u32 = 44 // entries in use of TB_ELIDED_LOCKS
export const TB_DEFERRED_COUNT: u32 = 48
export const TB_EFFECTS: u32 = 52 // list of pending effects
export const TB_WATERMARK: u32 = 56 // frames below are saved before they run
export const TB_DEPTH: u32 = 60 // Python recursion depth
export const TB_CALL_RESULT: u32 = 64 // value delivered by a callee to a continuation
export const TB_NATIVE_DEPTH: u32 = 72 // nested runs
export const TB_LOCALS: u32 = 104 // value: dict of the thread's _thread._local objects, or 0
export const TB_NATIVE_RESULT: u32 = 76 // 1: the effect that the next host call waits for has been done
export const TB_REPR_STACK: u32 = 80 // containers whose repr is being made: objects/repr-guard
export const TB_ELIDED_HELD: u32 = 88 // entries that are pending: see stm/elision
export const TB_ROLLED_BACK_END: u32 = 136
// ---- from here on fields survive aborts
export const TB_ID: u32 = 136
export const TB_STATE: u32 = 140 // atomic: runnable, running, parked, woken, done
export const TB_AGE: u32 = 144 // u64 (birth, tie)
export const TB_ATTEMPTS: u32 = 152
export const TB_DEADLINE: u32 = 160 // f64 milliseconds, or 0
export const TB_WAIT: u32 = 168 // wait registration
export const TB_PINNED: u32 = 172 // executor the thread is pinned to, or 0 (interp/pinned)
export const TB_TICKET_WORD: u32 = 176 // ordered commit: address of the queue's word "whose turn it is", or 0 (stm/ordered)
export const TB_TICKET: u32 = 180 // the thread's ticket
export const TB_NEXT: u32 = 188 // run queue / wait list link
export const TB_PENDING_ASYNC: u32 = 192 // value: exception to raise at the next poll (KeyboardInterrupt), or 0
export const TB_SAVED_REGISTERS: u32 = 200 // copy of the rolled-back part at the start of the transaction (128 bytes)
export const TB_THREAD_OBJECT: u32 = 328 // value: Python-level object of the thread (_thread._ThreadHandle), or UNBOUND
export const TB_ENTRY: u32 = 336 // value: callable the thread starts with
export const TB_NAME: u32 = 344 // value: str or None
export const TB_STACK: u32 = 352 // first stack segment
export const TB_PARKINGS: u32 = 360 // counts the times the thread has parked
export const TB_PINNED_LEVEL: u32 = 364 // TB_NATIVE_DEPTH of the innermost nested run that ends transactions, or 0
export const TB_MEMORY_FAILURES: u32 = 368 // aborts in a row for want of memory
export const TB_ALL_NEXT: u32 = 356 // next in THREAD_LIST
export const TB_ELIDED_LOCKS: u32 = 376 // elided locks of the open transaction: see stm/elision
export const ELIDED_ENTRIES: u32 = 16
export const THREAD_BLOCK_BYTES: u32 = 512

// ---- more words of the control page
export const HASH_SEED: u32 = 0x00010280
export const INTERN_TABLE: u32 = 0x000102c0 // address of the table of interned strings
export const INTERN_COUNT: u32 = 0x000102c4

// ---- code objects of the runtime's own frames (interp/runtime-code)
export const RUNTIME_CODE: u32 = 0x00338000

// ---- handle arrays of the host layer: first slot of an array holds its top
export const HANDLE_ARRAYS: u32 = 0x00600000
export const HANDLE_ARRAY_BYTES: u32 = 0x2000 // 1,023 handles for each of 256 executors

// ---- all Python threads, linked by TB_ALL_NEXT; guarded by the physical lock runQueue
export const THREAD_LIST: u32 = 0x00010300
export const NEXT_THREAD_ID: u32 = 0x00010304
export const MAIN_THREAD_ID: u32 = 0x00010308
export const NEXT_LOCAL_NUMBER: u32 = 0x00010314 // numbers of _thread._local objects
export const THREAD_COUNT: u32 = 0x0001030c // started by the program and not done
/** u32 addresses of the builtin modules that were made, 256 of them. */
export const BUILTIN_MODULES: u32 = 0x00011400
export const TYPE_GENERATIONS: u32 = 0x00010340 // last generation given to a type
export const KEEP_HOOK: u32 = 0x00010350 // table index of what a collection calls to mark what must not go yet, or 0
export const SHUTTING_DOWN: u32 = 0x00010310
export const SWITCH_INTERVAL: u32 = 0x00010318 // f64 seconds
export const RECURSION_LIMIT: u32 = 0x00010320 // Python frames of one thread: sys.setrecursionlimit
export const PROGRAM_ENDED: u32 = 0x00010328 // 1: the main thread is done, executors stop
export const EXIT_STATUS: u32 = 0x0001032c
export const WORKERS_READY: u32 = 0x00010330
/** 1: executor 0 must give its threads to workers (interp/pinned). */
export const HAND_OVER: u32 = 0x00010334
/** f64 milliseconds: when a thread was last taken from the back of the run queue while woken ones waited. */
export const BACK_TAKEN: u32 = 0x00010338
/** Workers that have been started, and how many there may be (spares apart). */
export const WORKERS_STARTED: u32 = 0x000103d0
export const WORKERS_MOST: u32 = 0x000103d4
/** The reactor waits on it: raised when it should look whether more executors are wanted. */
export const REACTOR_WORD: u32 = 0x000103d8
/** Spare executors that are wanted: threads that wait in pinned calls. The spares wait on it. */
export const SPARES_WANTED: u32 = 0x000103c0
