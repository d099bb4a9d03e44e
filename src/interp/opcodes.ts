// The opcodes: THE table of the bytecode. Both compilers read this file (one `const enum`; texts are comments).
//
// A word is 64 bits, little-endian:  op:8 | X:8 | A:16 | B:16 | C:16
//   R[A]  register operand: byte offset from fp (index * 8)           K[B]  constant operand: byte offset into the constants
//   c(C)  cache operand: index of the code object's 32-byte record    d(C)  signed displacement in words, from the next word
//   d(BC) 32-bit signed displacement                                  names of attributes and globals stand in their record
// Every instruction writes its registers only when it has succeeded: an exception leaves them as they were.
// Registers: parameters in CPython's order (positional, keyword-only, *args, **kwargs), other locals, free variables (cells),
// temporaries. A cell variable's register holds its cell after MAKE_CELL. In code that runs in a namespace (module, class
// body, exec, eval) register 0 holds the locals mapping, unless only functions' rules apply (CODE_OPTIMIZED).
// A call sets the parameters and makes the other variable registers UNBOUND; temporaries are left as they are.
//
// Call area, for calls at register B:  [callee][5 words][self or UNBOUND][args ...]. The frame header of the callee fills the
// gap; its registers begin at the self word (if there is a self) or at the first argument. Arguments are not copied.
// Every opcode that can run Python code delivers its result to R[A].
// Exceptions: the table of the code object maps [start, end) to a handler and the register that receives the exception.

export const enum Op {
  NOP = 0,
  // ---- moves
  MOVE, // R[A] = R[B]
  LOAD_CONST, // R[A] = K[B]
  LOAD_CONST_FAR, // R[A] = constant number B:C
  CHECK_LOCAL, // UnboundLocalError for the name K[B] if R[A] is UNBOUND
  DELETE_LOCAL, // the same check, then R[A] = UNBOUND
  UNSET, // R[A] = UNBOUND
  SEAL, // a str under construction in R[A] (left there by an ADD with X bit 1) becomes an ordinary one
  // ---- closure cells
  MAKE_CELL, // R[A] = new cell holding R[A] (may be UNBOUND)
  COPY_FREE_VARS, // R[A] ... = the B cells of the function's closure
  LOAD_DEREF, // R[A] = content of cell R[B]; unbound: error for the name K[C]; X 0: own cell (UnboundLocalError), 1: free (NameError)
  STORE_DEREF, // cell R[A] = R[B]
  DELETE_DEREF, // checks as LOAD_DEREF with A cell, C name, X; then unbinds
  LOAD_FROM_DICT_OR_DEREF, // R[A] holds a mapping: R[A] = mapping[K[C]] or else content of cell R[B]
  // ---- names
  LOAD_GLOBAL, // R[A] = global or builtin c(C)
  STORE_GLOBAL, // global c(C) = R[A]
  DELETE_GLOBAL, // del global c(C)
  LOAD_NAME, // R[A] = name c(C) in locals mapping R[0], globals, builtins
  STORE_NAME, // locals mapping R[0][name c(C)] = R[A]
  DELETE_NAME, // del R[0][name c(C)]
  LOAD_LOCALS, // R[A] = the locals mapping
  LOAD_FROM_DICT_OR_GLOBALS, // R[A] holds a mapping: R[A] = mapping[name c(C)], else global, else builtin
  LOAD_BUILD_CLASS, // R[A] = builtins.__build_class__
  LOAD_COMMON_CONST, // R[A] = X: 0 AssertionError, 1 NotImplementedError, 2 builtins.tuple, 3 builtins.all, 4 builtins.any, 5 builtins.list, 6 builtins.set
  // ---- functions
  MAKE_FUNCTION, // R[A] = function of code K[B] with the frame's globals
  SET_FUNCTION_ATTRIBUTE, // of function R[A]: X 1 defaults tuple, 2 kwdefaults dict, 4 annotations dict, 8 closure tuple, 16 annotate function = R[B]
  // ---- arithmetic: X bit 0: in-place form; bit 1 (ADD, ADD_K): R[A] is R[B], and may become a str under construction
  ADD, SUB, MUL, TRUEDIV, FLOORDIV, MOD, POW, LSHIFT, RSHIFT, AND, OR, XOR, MATMUL, // R[A] = R[B] op R[C]
  ADD_K, SUB_K, MUL_K, FLOORDIV_K, MOD_K, LSHIFT_K, RSHIFT_K, AND_K, TRUEDIV_K, POW_K, // R[A] = R[B] op K[C]
  NEG, POS, INVERT, NOT, // R[A] = op R[B]
  // ---- comparison
  LT, LE, EQ, NE, GT, GE, // R[A] = R[B] op R[C]
  IS, // R[A] = R[B] is R[C]; X 1: is not
  CONTAINS, // R[A] = R[B] in R[C]; X 1: not in
  // ---- jumps. Only JUMP_BACK goes backwards (it is the poll)
  JUMP, // d(BC)
  JUMP_BACK, // d(BC), negative
  JUMP_IF, // d(C) if truth of R[A] == X
  LT_JUMP, LE_JUMP, EQ_JUMP, NE_JUMP, GT_JUMP, GE_JUMP, // d(C) if truth of (R[A] op R[B]) == X
  LT_K_JUMP, LE_K_JUMP, EQ_K_JUMP, NE_K_JUMP, GT_K_JUMP, GE_K_JUMP, // d(C) if truth of (R[A] op K[B]) == X
  IS_JUMP, // d(C) if (R[A] is R[B]) == X
  NONE_JUMP, // d(C) if (R[A] is None) == X
  CONTAINS_JUMP, // d(C) if (R[A] in R[B]) == X
  // ---- iteration, unpacking
  GET_ITER, // R[A] = iter(R[B])
  FOR_ITER, // R[A] = next(R[B]); exhausted: d(C)
  UNPACK_SEQUENCE, // R[A] ... = the C items of R[B] (C a plain count)
  UNPACK_EX, // R[A] ... = items of R[B]: C & 255 before the starred one, the starred list, C >> 8 behind it
  // ---- building
  BUILD_TUPLE, BUILD_LIST, BUILD_SET, // R[A] = of the C values from R[B]
  BUILD_MAP, // R[A] = dict of the C pairs key, value from R[B]
  BUILD_STRING, // R[A] = concatenation of the C str from R[B]
  BUILD_SLICE, // R[A] = slice of the X (2 or 3) values from R[B]
  BUILD_TEMPLATE, // R[A] = Template of strings tuple R[B], interpolations tuple R[C]
  BUILD_INTERPOLATION, // R[A] = Interpolation of the 2 or 3 values (value, expression text, format spec) from R[B]; X: conversion | 8 with spec
  FORMAT_VALUE, // R[A] = format(R[B]); X & 7: conversion (1 str, 2 repr, 3 ascii), X & 8: spec in R[C]
  LIST_APPEND, LIST_EXTEND, SET_ADD, SET_UPDATE, // container R[A], operand R[B]
  MAP_ADD, // dict R[A][R[B]] = R[C]
  DICT_UPDATE, // dict R[A].update(R[B]); TypeError "'X' object is not a mapping"
  DICT_MERGE, // as DICT_UPDATE for **kwargs of the callee R[C]: duplicate keys raise
  // ---- attributes and items
  LOAD_ATTR, // R[A] = R[B].c(C)
  STORE_ATTR, // R[A].c(C) = R[B]
  DELETE_ATTR, // del R[A].c(C)
  LOAD_METHOD, // call area at A for R[B].c(C): R[A] = function and R[A+6] = self, or R[A] = attribute and R[A+6] = UNBOUND
  LOAD_SUPER_ATTR, // (global super, class, self) from R[B]: R[A] = super(class, self).c(C); X 1: method form (call area at A); X 2: written with two arguments
  SUBSCR, // R[A] = R[B][R[C]]
  SUBSCR_K, // R[A] = R[B][K[C]]
  STORE_SUBSCR, // R[A][R[B]] = R[C]
  DELETE_SUBSCR, // del R[A][R[B]]
  // ---- calls: result to R[A], call area at R[B]
  CALL, // X arguments, no self (R[B+6] is free); c(C)
  CALL_METHOD, // X arguments, behind LOAD_METHOD / LOAD_SPECIAL / LOAD_SUPER_ATTR form; c(C)
  CALL_KW, // X arguments, the last ones named by the tuple K[C]; R[B+6] self or UNBOUND
  CALL_EX, // R[B+6] self or UNBOUND, R[B+7] iterable of arguments, R[B+8] mapping of keywords or UNBOUND
  RETURN, // R[A]
  RETURN_CONST, // K[B]
  // ---- generators, coroutines
  RETURN_GENERATOR, // at the start of their code: makes the generator of this frame and returns it
  YIELD, // suspend with R[B]; R[A] = what is sent; X 1: of a yield from or await, whose SEND is the word before (its R[B] the delegate)
  GET_YIELD_FROM_ITER, // R[A] = iterator or generator of R[B], for `yield from`
  SEND, // R[A] = R[B].send(R[A]); finished: R[A] = its value, d(C)
  CLEANUP_THROW, // exception R[B] came out of a YIELD of a yield-from: StopIteration: R[A] = its value, d(C); else raise it again
  GET_AWAITABLE, // R[A] = awaitable iterator of R[B]; X 1: from __aenter__, 2: from __aexit__ (error texts)
  GET_AITER, GET_ANEXT, // R[A] = aiter(R[B]); awaitable of anext(R[B])
  END_ASYNC_FOR, // exception R[B]: StopAsyncIteration ends the loop (fall through), others are raised again
  ASYNC_GEN_WRAP, // R[A] = wrapped R[B], to be yielded by an async generator
  // ---- exceptions
  RAISE, // X 0: raise again the handled one; 1: R[A]; 2: R[A] from R[B]
  RERAISE, // raise exception R[A] again, its traceback as it stands
  ENTER_HANDLER, // R[A] = the frame's handled exception; handled = R[B]
  LEAVE_HANDLER, // the frame's handled exception = R[A]
  EXC_MATCH, // R[A] = exception R[B] matches type or tuple R[C] (checked)
  CHECK_EG_MATCH, // except*: R[A] = rest or None, R[A+1] = matching group or None, of R[B] by type R[C]
  PREP_RERAISE_STAR, // R[A] = exception to raise or None, from original R[B] and list R[C]
  LOAD_SPECIAL, // call area at A for type(R[B])'s X: 0 __enter__, 1 __exit__, 2 __aenter__, 3 __aexit__
  WITH_EXCEPT_START, // R[A] = exit function R[B] (self in R[B+6]) called with type, value, traceback of exception R[C]
  // ---- import
  IMPORT_NAME, // R[A] = __import__(K[B], globals, locals, R[C+1] fromlist, R[C] level)
  IMPORT_FROM, // R[A] = R[B].K[C], or the submodule in sys.modules
  IMPORT_STAR, // from R[B] import * into R[0]
  // ---- match
  MATCH_CLASS, // R[A] = tuple of attributes or None: subject R[B], class R[C], names tuple R[C+1], X positional patterns
  MATCH_MAPPING, MATCH_SEQUENCE, // R[A] = R[B] is one
  MATCH_KEYS, // R[A] = tuple of values or None: subject R[B], keys tuple R[C]
  GET_LEN, // R[A] = len(R[B])
  // ---- rare
  INTRINSIC_1, // R[A] = intrinsic X of R[B]: see Intrinsic1
  INTRINSIC_2, // R[A] = intrinsic X of R[B], R[C]: see Intrinsic2
  SETUP_ANNOTATIONS, // make sure that the locals mapping has __annotations__
  // ---- of the runtime's own frames, never compiled
  STEP, // continuation: calls the frame's step function with R[0]
  EXIT, // leaves `run`: bottom of a run
  THROW, // raises the exception that was thrown into the generator of this frame, where it stands
  COUNT,
}

export const enum Intrinsic1 {
  PRINT = 1, // displayhook of an interactive statement
  STOP_ITERATION_ERROR, // R[A] = RuntimeError for a StopIteration that would leave a generator, or R[B] itself
  LIST_TO_TUPLE,
  TYPEVAR, // of the name
  PARAMSPEC,
  TYPEVARTUPLE,
  SUBSCRIPT_GENERIC, // Generic[R[B]]
  TYPEALIAS, // of the tuple (name, type params, evaluator)
  UNARY_POSITIVE_SPARE,
}
export const enum Intrinsic2 {
  TYPEVAR_WITH_BOUND = 1, // name, evaluator
  TYPEVAR_WITH_CONSTRAINTS,
  SET_FUNCTION_TYPE_PARAMS, // function, tuple
  SET_TYPEPARAM_DEFAULT, // param, evaluator
}

/** co_flags, as CPython's. */
export const CODE_OPTIMIZED: u32 = 0x1
export const CODE_NEWLOCALS: u32 = 0x2
export const CODE_VARARGS: u32 = 0x4
export const CODE_VARKEYWORDS: u32 = 0x8
export const CODE_NESTED: u32 = 0x10
export const CODE_GENERATOR: u32 = 0x20
export const CODE_COROUTINE: u32 = 0x80
export const CODE_ITERABLE_COROUTINE: u32 = 0x100
export const CODE_ASYNC_GENERATOR: u32 = 0x200
export const CODE_FUTURE_ANNOTATIONS: u32 = 0x1000000
export const CODE_HAS_DOCSTRING: u32 = 0x4000000
export const CODE_METHOD: u32 = 0x8000000

/** Shape of a cache record, 32 bytes. Two 64-bit words that are each read with one load, racy, shared by all executors. */
export const CACHE_BYTES: u32 = 32
export const CACHE_FIRST: u32 = 0
export const CACHE_SECOND: u32 = 8
export const CACHE_NAME: u32 = 16 // u32: interned str of the attribute or global, 0 for calls
export const CACHE_MISSES: u32 = 20 // u32
export const CACHE_FEEDBACK: u32 = 24 // u64, the observing loop's
