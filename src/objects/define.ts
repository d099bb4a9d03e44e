// Definition of builtin types, functions and modules at boot (docs/CORE.md, section 3). All that is made here lies outside
// transactions. The argument rules of a builtin come from its text signature, parsed once.
//
// A builtin function, method descriptor or classmethod descriptor:
//   +8 table index:32  +12 flags:32  +16 name:32 (str)  +20 owner:32 (type, or module object)  +24 self (value or UNBOUND)
//   +32 text signature:32 (constant)  +36 parameter names:32 (u32 strs, 8 + 4 * i)  +40 minimum positional:16
//   +42 maximum positional:16  +44 positional-only:16  +46 slots:16  +48 slot of *args:16 (0xffff none)  +50 of **kwargs:16
//   +52 doc:32 (constant or 0)  +56 required keyword-only, bit per slot:32

import { allocateOutside } from '../gc/allocate'
import { NONE, UNBOUND, Value, pointer } from '../memory/value'
import { intern, lit, litAt, text, textLength } from './intern'
import { namespaceBinding, namespaceSet, newNamespace } from './namespace'
import { SHAPE_ATTRIBUTES_OFFSET, SHAPE_FLAGS, SHAPE_HAS_VERSION, SHAPE_TAG, SHAPE_TYPE, shapeAt, typeAt } from './shape'
import { STR_ASCII, STR_INTERNED, newStrOutside } from './str-core'
import { TYPE_BASE, TYPE_BASIC_SIZE, TYPE_DICT, TYPE_DOC, TYPE_FLAGS, TYPE_FULL_NAME, TYPE_IMMUTABLE, TYPE_NAME, TYPE_QUALNAME, TYPE_ROOT_SHAPE, TYPE_SLOTS, TYPE_TAG } from './type'
import { T } from './type-ids'
import { Slot } from './type-slots'

export const BUILTIN_FUNCTION: u32 = 8
export const BUILTIN_FLAGS: u32 = 12
export const BUILTIN_NAME: u32 = 16
export const BUILTIN_OWNER: u32 = 20
export const BUILTIN_SELF: u32 = 24
export const BUILTIN_SIGNATURE: u32 = 32
export const BUILTIN_PARAMETERS: u32 = 36
export const BUILTIN_MINIMUM: u32 = 40
export const BUILTIN_MAXIMUM: u32 = 42
export const BUILTIN_POSITIONAL_ONLY: u32 = 44
export const BUILTIN_SLOTS: u32 = 46
export const BUILTIN_VARARGS: u32 = 48
export const BUILTIN_VARKEYWORDS: u32 = 50
export const BUILTIN_DOC: u32 = 52
export const BUILTIN_REQUIRED_KEYWORDS: u32 = 56
export const BUILTIN_SIGNATURE_OWNER: u32 = 60 // heap object that holds the signature, or 0
export const BUILTIN_BYTES: u32 = 64
export const NO_SLOT: u16 = 0xffff

/** staticmethod and classmethod: +8 callable (value), +16 dict:32 (address or 0). */
export const STATIC_METHOD_CALLABLE: u32 = 8
export const STATIC_METHOD_DICT: u32 = 16
export const STATIC_METHOD_BYTES: u32 = 24

/** Takes keyword arguments at all, or *args or **kwargs: the call goes through the full binder. */
export const BUILTIN_COMPLEX: u32 = 1
/** Has a self at slot 0 (method descriptor, classmethod). */
export const BUILTIN_HAS_SELF: u32 = 2
export const BUILTIN_STATIC: u32 = 4
export const BUILTIN_CLASS: u32 = 8
/** Lives in the host: table index is the host function's id. */
export const BUILTIN_COLLECTS: u32 = 32 // goes over its arguments: those that run Python are collected in lists first
export const BUILTIN_HOST: u32 = 16

/** Table index of a core function: `fn(list_append)`. */
// @ts-ignore: decorator
@inline export function fn<F>(f: F): u32 { return load<u32>(changetype<usize>(f)) }

// @ts-ignore: decorator
@inline export function arg(argv: u32, i: u32): Value { return load<u64>(argv + i * 8) }

/** Static type `t` with one base. `name` is the full name ("collections.deque"); `bytes` is the instance's size before attributes. */
export function defineType(t: T, base: T, name: string, bytes: u32, flags: u32, doc: string | null): u32 {
  const type = typeAt(t)
  const shape = shapeAt(t)
  store<u32>(type, shapeAt(T.type), 4)
  store<u32>(type, typeAt(base), TYPE_BASE)
  store<u32>(type, flags | TYPE_IMMUTABLE, TYPE_FLAGS)
  store<u32>(type, <u32>t, TYPE_TAG)
  store<u32>(type, bytes, TYPE_BASIC_SIZE)
  store<u32>(type, shape, TYPE_ROOT_SHAPE)
  store<u32>(type, doc ? text(doc) : 0, TYPE_DOC)
  store<u32>(type, newNamespace(true), TYPE_DICT)
  const constant = text(name)
  let dot: i32 = -1
  const n = <i32>textLength(constant)
  for (let i = 0; i < n; i++) if (load<u16>(constant + i * 2) == 46) dot = i
  const shortName = dot < 0 ? litAt(constant) : internPart(constant, dot + 1, n)
  store<u32>(type, shortName, TYPE_NAME)
  store<u32>(type, shortName, TYPE_QUALNAME)
  store<u32>(type, litAt(constant), TYPE_FULL_NAME)
  if (dot >= 0) namespaceSet(load<u32>(type, TYPE_DICT), lit('__module__'), pointer(internPart(constant, 0, dot)))
  store<u32>(shape, shapeAt(T.shape), 4)
  store<u32>(shape, type, SHAPE_TYPE)
  store<u16>(shape, <u16>t, SHAPE_TAG)
  store<u16>(shape, SHAPE_HAS_VERSION, SHAPE_FLAGS)
  store<u32>(shape, bytes, SHAPE_ATTRIBUTES_OFFSET)
  return type
}

/** Marks a static type's exact instances as immutable objects without a version word. */
export function setImmutableInstances(t: T): void { store<u16>(shapeAt(t), 0, SHAPE_FLAGS) }

/** Interned str of the ASCII characters [from, to) of a text constant. */
export function internPart(constant: u32, from: i32, to: i32): u32 {
  const s = newStrOutside(1, to - from, STR_ASCII)
  for (let i = from; i < to; i++) store<u8>(s + 16 + (i - from), <u8>load<u16>(constant + i * 2))
  return intern(s)
}

export function setSlot(type: u32, slot: Slot, functionIndex: u32): void {
  store<u32>(type + TYPE_SLOTS + <u32>slot * 4, functionIndex)
}

export function newBuiltin(shape: u32, name: u32, signature: u32, functionIndex: u32, owner: u32, flags: u32): u32 {
  const b = allocateOutside(shape, BUILTIN_BYTES)
  store<u32>(b, functionIndex, BUILTIN_FUNCTION)
  store<u32>(b, name, BUILTIN_NAME)
  store<u32>(b, owner, BUILTIN_OWNER)
  store<u64>(b, UNBOUND, BUILTIN_SELF)
  store<u32>(b, signature, BUILTIN_SIGNATURE)
  store<u32>(b, flags, BUILTIN_FLAGS)
  parseSignature(b, signature)
  return b
}

export function defineMethod(type: u32, name: string, signature: string, functionIndex: u32, doc: string | null = null): void {
  const b = newBuiltin(shapeAt(T.method_descriptor), lit(name), text(signature), functionIndex, type, BUILTIN_HAS_SELF)
  if (doc) store<u32>(b, text(doc), BUILTIN_DOC)
  namespaceSet(load<u32>(type, TYPE_DICT), lit(name), pointer(b))
}

export function defineClassMethod(type: u32, name: string, signature: string, functionIndex: u32): void {
  const b = newBuiltin(shapeAt(T.classmethod_descriptor), lit(name), text(signature), functionIndex, type, BUILTIN_HAS_SELF | BUILTIN_CLASS)
  namespaceSet(load<u32>(type, TYPE_DICT), lit(name), pointer(b))
}

/** A function of no self, found in the type (`str.maketrans`). Wrapped as a staticmethod is in CPython. */
export function defineStaticMethod(type: u32, name: string, signature: string, functionIndex: u32): void {
  const b = newBuiltin(shapeAt(T.builtin_function_or_method), lit(name), text(signature), functionIndex, type, BUILTIN_STATIC)
  const wrapper = allocateOutside(shapeAt(T.staticmethod), STATIC_METHOD_BYTES)
  store<u64>(wrapper, pointer(b), STATIC_METHOD_CALLABLE)
  namespaceSet(load<u32>(type, TYPE_DICT), lit(name), pointer(wrapper))
}

/** getset_descriptor: +8 getter index:32, +12 setter index:32, +16 name:32, +20 type:32. Getter (self), setter (self, value | UNBOUND). */
export const GETSET_GETTER: u32 = 8
export const GETSET_SETTER: u32 = 12
export const GETSET_NAME: u32 = 16
export const GETSET_OWNER: u32 = 20

export function newGetter(type: u32, name: u32, getter: u32, setter: u32): u32 {
  const d = allocateOutside(shapeAt(T.getset_descriptor), 32)
  store<u32>(d, getter, GETSET_GETTER)
  store<u32>(d, setter, GETSET_SETTER)
  store<u32>(d, name, GETSET_NAME)
  store<u32>(d, type, GETSET_OWNER)
  return d
}

export function defineGetter(type: u32, name: string, getter: u32, setter: u32 = 0): void {
  namespaceSet(load<u32>(type, TYPE_DICT), lit(name), pointer(newGetter(type, lit(name), getter, setter)))
}

/** member_descriptor: a value field of the layout. +8 offset:32, +12 flags:32, +16 name:32, +20 type:32. */
export const MEMBER_OFFSET: u32 = 8
export const MEMBER_FLAGS: u32 = 12
export const MEMBER_READONLY: u32 = 1
/** An unset field (UNBOUND) reads as None. */
export const MEMBER_NONE: u32 = 2

export function newMember(type: u32, name: u32, offset: u32, flags: u32): u32 {
  const d = allocateOutside(shapeAt(T.member_descriptor), 32)
  store<u32>(d, offset, MEMBER_OFFSET)
  store<u32>(d, flags, MEMBER_FLAGS)
  store<u32>(d, name, GETSET_NAME)
  store<u32>(d, type, GETSET_OWNER)
  return d
}

export function defineMember(type: u32, name: string, offset: u32, flags: u32 = 0): void {
  namespaceSet(load<u32>(type, TYPE_DICT), lit(name), pointer(newMember(type, lit(name), offset, flags)))
}

/** module object: +8 dict:32, +16 definition:64 (init state). */
export const MODULE_DICT: u32 = 8
export const MODULE_BYTES: u32 = 32

/** A module object with `__name__`, `__doc__` and the rest of a module's names. Callable while the heap is built or at first import. */
export function defineModule(name: string): u32 { return newModule(lit(name)) }

/** The same for the interned str `name`. */
export function newModule(name: u32): u32 {
  const m = allocateOutside(shapeAt(T.module), MODULE_BYTES)
  const dict = newNamespace(true)
  store<u32>(m, dict, MODULE_DICT)
  namespaceSet(dict, lit('__name__'), pointer(name))
  namespaceSet(dict, lit('__doc__'), NONE)
  namespaceSet(dict, lit('__package__'), NONE)
  namespaceSet(dict, lit('__loader__'), NONE)
  namespaceSet(dict, lit('__spec__'), NONE)
  return m
}

/** Adds host function `id`, called `name`, to `module`. `signature`: text of an object of the heap (16 bytes in front of it), kept alive here. */
export function defineHostFunction(module: u32, name: u32, signature: u32, id: u32): void {
  const b = newBuiltin(shapeAt(T.builtin_function_or_method), name, signature, id, module, BUILTIN_HOST)
  store<u32>(b, signature - 16, BUILTIN_SIGNATURE_OWNER)
  store<u64>(b, pointer(module), BUILTIN_SELF)
  namespaceSet(load<u32>(module, MODULE_DICT), name, pointer(b))
}

export function defineFunction(module: u32, name: string, signature: string, functionIndex: u32, doc: string | null = null): void {
  const b = newBuiltin(shapeAt(T.builtin_function_or_method), lit(name), text(signature), functionIndex, module, 0)
  store<u64>(b, pointer(module), BUILTIN_SELF)
  if (doc) store<u32>(b, text(doc), BUILTIN_DOC)
  namespaceSet(load<u32>(module, MODULE_DICT), lit(name), pointer(b))
}

export function defineConstant(module: u32, name: string, value: Value): void {
  namespaceSet(load<u32>(module, MODULE_DICT), lit(name), value)
}

// ---- text signatures: "($self, a, b=1, /, c, *, d, **kw)"; `$module` has no slot, `$self` and `$type` are slot 0

function parseSignature(b: u32, constant: u32): void {
  const n = <i32>textLength(constant)
  const names = allocateOutside(shapeAt(T.storage), 8 + 4 * 32)
  store<u32>(b, names, BUILTIN_PARAMETERS)
  store<u16>(b, NO_SLOT, BUILTIN_VARARGS)
  store<u16>(b, NO_SLOT, BUILTIN_VARKEYWORDS)
  let slots: u16 = 0, minimum: u16 = 0, maximum: u16 = 0, positionalOnly: u16 = 0
  let keywordOnly = false, complex = false
  let required: u32 = 0
  let i = 1
  while (i < n && load<u16>(constant + i * 2) != 41) {
    // one item: up to a comma at depth 0
    while (i < n && (load<u16>(constant + i * 2) == 32 || load<u16>(constant + i * 2) == 44)) i++
    const from = i
    let depth = 0, nameEnd = -1
    for (; i < n; i++) {
      const c = load<u16>(constant + i * 2)
      if (c == 40 || c == 91 || c == 123) depth++
      else if ((c == 41 || c == 93 || c == 125) && depth > 0) depth--
      else if (depth == 0 && (c == 44 || c == 41)) break
      else if (depth == 0 && c == 39) { i++; while (load<u16>(constant + i * 2) != 39) i++ }
      if (c == 61 && nameEnd < 0) nameEnd = i
    }
    if (i == from) break
    const hasDefault = nameEnd >= 0
    if (!hasDefault) nameEnd = i
    const c0 = load<u16>(constant + from * 2)
    if (c0 == 47) { positionalOnly = slots; continue } // "/"
    if (c0 == 36) { // "$self"
      const isModule = load<u16>(constant + from * 2 + 2) == 109
      if (!isModule) { store<u32>(names + 8 + <u32>slots * 4, internPart(constant, from + 1, nameEnd)); slots++; minimum++; maximum++ }
      continue
    }
    if (c0 == 42) {
      complex = true
      if (i - from == 1) { keywordOnly = true; continue } // "*"
      if (load<u16>(constant + from * 2 + 2) == 42) store<u16>(b, slots, BUILTIN_VARKEYWORDS)
      else { store<u16>(b, slots, BUILTIN_VARARGS); keywordOnly = true }
      slots++
      continue
    }
    assert(slots < 32, 'parseSignature: more than 32 parameters')
    store<u32>(names + 8 + <u32>slots * 4, internPart(constant, from, nameEnd))
    if (keywordOnly) { if (!hasDefault) required |= 1 << slots }
    else { maximum++; if (!hasDefault) minimum = maximum }
    slots++
  }
  if (slots > positionalOnly) complex = true
  store<u16>(b, minimum, BUILTIN_MINIMUM)
  store<u16>(b, maximum, BUILTIN_MAXIMUM)
  store<u16>(b, positionalOnly, BUILTIN_POSITIONAL_ONLY)
  store<u16>(b, slots, BUILTIN_SLOTS)
  store<u32>(b, required, BUILTIN_REQUIRED_KEYWORDS)
  if (complex) store<u32>(b, load<u32>(b, BUILTIN_FLAGS) | BUILTIN_COMPLEX, BUILTIN_FLAGS)
}
