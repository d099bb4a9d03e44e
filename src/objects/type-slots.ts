// Slots of a type object, after CPython's: slot n of a type is the u32 at TYPE_SLOTS + 4 * n, the table index of a core
// function (0: none), inherited along the MRO when the type is made. The comments give the function's type. Arguments named
// self, object, type, name, key, value ... are Values; argv, argc, names are u32: argv points at the first argument, argc counts
// all of them, names is a tuple of the keyword names that belong to the last ones, or 0. Results are Values; EXCEPTION: raised.
// Exception to this: `hash` returns the 64-bit hash as a raw i64, -1 meaning that an exception was raised.
// Binary number slots are called as (left, right) for either operand's type, as in CPython: they must check both operands and
// return NOT_IMPLEMENTED for what they do not know. Setters, `init`, `descrSet`, `assItem`, `assSubscript` return NONE.

export const enum Slot {
  repr = 0, // (self)
  str, // (self)
  hash, // (self) -> i64, -1: raised
  call, // (self, argv, argc, names)
  iter, // (self)
  next, // (self) -> value | EXHAUSTED | EXCEPTION
  richcompare, // (self, other, CompareOp) -> value | NOT_IMPLEMENTED
  getattribute, // (self, name)
  setattr, // (self, name, value | UNBOUND)
  descrGet, // (self, object | UNBOUND, type | UNBOUND)
  descrSet, // (self, object, value | UNBOUND)
  new_, // (type, argv, argc, names)
  init, // (self, argv, argc, names) -> NONE
  del, // (self)
  bool_, // (self) -> TRUE | FALSE
  // ---- numbers
  add, sub, mul, mod, divmod, pow, // binary (self, other); pow (self, other, modulus | NONE)
  neg, pos, abs, invert, // unary
  lshift, rshift, and, xor, or,
  int_, float_, index,
  floordiv, truediv, matmul,
  iadd, isub, imul, imod, ipow, ilshift, irshift, iand, ixor, ior, ifloordiv, itruediv, imatmul, // binary; ipow ternary
  // ---- sequences and mappings
  length, // (self) -> int value
  concat, // (self, other): sequence +
  repeat, // (self, count value): sequence *
  iconcat, irepeat,
  item, // (self, index value): sequence item, index already positive or negative as given
  assItem, // (self, index value, value | UNBOUND)
  contains, // (self, key) -> TRUE | FALSE
  subscript, // (self, key)
  assSubscript, // (self, key, value | UNBOUND)
  // ---- async
  await_, aiter, anext, // unary
  // ---- runtime
  traverse, // unused: marking goes by shape kind
  finalize,
  bufferGet, // (self, view address) -> NONE | EXCEPTION
  bufferRelease,
  COUNT,
}

export const enum CompareOp { LT = 0, LE, EQ, NE, GT, GE }
