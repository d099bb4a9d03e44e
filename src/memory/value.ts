// Values: 64 bits, NaN-boxed.
//
//   0000000000000000 .. FFF8000000000000   float (NaN canonical)
//   FFFA0000 | offset:32                   pointer to an object
//   FFFB0000 | n                           constants: False 0, True 1, None 2, ... and markers that Python never sees
//   FFFC..FFFF | 50 bits                   int, -2^49 .. 2^49-1
//
// Identity is equality of bits. Nothing here touches memory but `load`s of an object's shape.

export type Value = u64

export const POINTER_TAG: u64 = 0xfffa000000000000
export const CONSTANT_TAG: u64 = 0xfffb000000000000
export const INT_TAG: u64 = 0xfffc000000000000
export const FLOAT_MAX: u64 = 0xfff8000000000000
export const INT_MIN: i64 = -562949953421312
export const INT_MAX: i64 = 562949953421311
const INT_MASK: u64 = 0x0003ffffffffffff

export const FALSE: Value = 0xfffb000000000000
export const TRUE: Value = 0xfffb000000000001
export const NONE: Value = 0xfffb000000000002
export const ELLIPSIS: Value = 0xfffb000000000003
export const NOT_IMPLEMENTED: Value = 0xfffb000000000004
/** Unbound local, missing argument, absent value, "delete" in setters. */
export const UNBOUND: Value = 0xfffb000000000010
/** A Python exception has been raised; it stands in the thread block. */
export const EXCEPTION: Value = 0xfffb000000000011
/** A Python frame or continuation was pushed; its result will be delivered to it. */
export const CALLED: Value = 0xfffb000000000012
/** The instruction must be executed again after a wake-up. */
export const PARKED: Value = 0xfffb000000000013
/** Iterator exhausted, without an exception object. */
export const EXHAUSTED: Value = 0xfffb000000000014
/** Free slot of a shared container. */
export const HOLE: Value = 0xfffb000000000015
/** Binding without a value (ghost or deleted name). */
export const ABSENT: Value = 0xfffb000000000016

// @ts-ignore: decorator
@inline export function isFloat(v: Value): bool { return v <= FLOAT_MAX }
// @ts-ignore: decorator
@inline export function isPointer(v: Value): bool { return v >> 32 == 0xfffa0000 }
// @ts-ignore: decorator
@inline export function isInt(v: Value): bool { return v >= INT_TAG }
// @ts-ignore: decorator
@inline export function areInts(a: Value, b: Value): bool { return (a & b) >= INT_TAG }
// @ts-ignore: decorator
@inline export function isBool(v: Value): bool { return (v & ~1) == FALSE }
// @ts-ignore: decorator
@inline export function isNone(v: Value): bool { return v == NONE }

// @ts-ignore: decorator
@inline export function pointer(address: u32): Value { return POINTER_TAG | <u64>address }
// @ts-ignore: decorator
@inline export function addressOf(v: Value): u32 { return <u32>v }
// @ts-ignore: decorator
@inline export function boolValue(b: bool): Value { return FALSE | <u64>b }

/** Value of a float; every NaN becomes the canonical one. */
// @ts-ignore: decorator
@inline export function floatValue(f: f64): Value { return f == f ? reinterpret<u64>(f) : 0x7ff8000000000000 }
// @ts-ignore: decorator
@inline export function floatOf(v: Value): f64 { return reinterpret<f64>(v) }

// @ts-ignore: decorator
@inline export function fitsInt(i: i64): bool { return (i << 14) >> 14 == i }
/** Value of an int known to fit 50 bits. */
// @ts-ignore: decorator
@inline export function intValue(i: i64): Value { return INT_TAG | (<u64>i & INT_MASK) }
// @ts-ignore: decorator
@inline export function intOf(v: Value): i64 { return <i64>(v << 14) >> 14 }

/** Shape of a pointer value's object. */
// @ts-ignore: decorator
@inline export function shapeOf(object: u32): u32 { return load<u32>(object, 4) }
/** True if `v` points to an object whose shape is exactly `shape`. */
// @ts-ignore: decorator
@inline export function hasShape(v: Value, shape: u32): bool { return isPointer(v) && load<u32>(<u32>v, 4) == shape }
