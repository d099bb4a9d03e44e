// The byte format of code objects: what the compiler writes (src/frontend) and the core loads (src/interp/code.ts); also what
// the code cache keeps on disk. Both compilers read this file: constants only.
//
// A buffer is a sequence of 32-bit little-endian words: CODE_MAGIC, the number of names, then one value, a code object.
// A *name* is a str to be interned; each stands once as a str, in the order of their numbers, and as `name` from then on.
// A *value* is a tag word and its data:
//   none true false ellipsis            nothing
//   int        low, high                two's complement, -2^49 .. 2^49-1
//   bigInt     sign (1: negative), n, n digits of 32 bits, the lowest first
//   float      low, high                bits of the double
//   complex    4 words
//   str        kind (1, 2 or 4 bytes a code point), flags (1: all below 128, 2: intern), code points, data padded to a word
//   name       number of the name
//   bytes      length, data padded to a word
//   tuple, frozenset   n, n values
//   slice      3 values
//   code       a code object:
//     flags, positional parameters, of these positional-only, keyword-only parameters,
//     registers (all that a frame has, call areas included), named registers (they come first; UNBOUND at entry except for
//       arguments), index of the first free variable's register, first line,
//     n words, n constants, n cache records, n exception entries, bytes of positions, bytes of liveness,
//     the instruction words (low, high), the exception entries (see below), positions and liveness (each padded to a word),
//     values: name, qualname, filename, tuple of the named registers' names, tuple of cell variables' names, tuple of free
//       variables' names, tuple of co_names, the constants one by one, the caches' names one by one (str; none for calls)
//
// Register order: positional parameters, keyword-only parameters, *args, **kwargs, other locals, cell variables that are no
// parameters, free variables, temporaries. A function's docstring is constant 0 if CODE_HAS_DOCSTRING.
// Register 0 of code that runs in a namespace (not CODE_OPTIMIZED) is named "": its locals mapping. A name can stand twice
// among the registers: the later one is the variable of an inlined comprehension, is bound only while that runs, hides the
// other from frame locals, and is not in co_varnames a second time. Every run of MAKE_CELL makes a cell anew.
// Exception entry: start, end, handler (word indices; the instruction that raises lies in [start, end)), register index that
// receives the exception. The first entry that fits counts: inner ones stand before outer ones.
// Positions: for runs of instructions in order: varint(count of words), zigzag(start line - line of the run before, at first
// the first line), varint(end line - start line), varint(start column + 1), varint(end column + 1); columns in UTF-8 bytes;
// 0: none. A run without any line has end line - start line = 0x7fffffff and no columns follow.
// varint: 7 bits a byte, low ones first, bit 7: more.
// Liveness: which temporaries (registers behind the named ones) hold a value that may still be read, before each instruction:
// for runs of instructions in order: varint(count of words), varint(number of changes), so many varint(register - named
// registers) to toggle against the run before, at first against the empty set. Named registers are always live. In a frame
// that waits for a callee, registers from the call area on belong to the callee.

export const CODE_MAGIC: u32 = 0x32435954

export const enum CodeTag {
  none = 0,
  true_,
  false_,
  ellipsis,
  int,
  bigInt,
  float,
  complex,
  str,
  bytes,
  tuple,
  frozenset,
  slice,
  code,
  name,
}
