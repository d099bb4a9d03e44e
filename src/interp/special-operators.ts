// Binary operators and comparisons where a method written in Python has a say. The candidates are asked in CPython's order, one
// *stage* each; a stage that calls Python pushes its frame, and the method's value comes back with the number of the next stage,
// should it be NotImplemented (see special-methods.ts).

import { ABSENT, EXCEPTION, NONE, NOT_IMPLEMENTED, UNBOUND, Value, boolValue } from '../memory/value'
import { compareRest, isTrue, swappedOp } from '../objects/compare'
import { fn } from '../objects/define'
import { lit } from '../objects/intern'
import { binaryRest, inplaceRest, inplaceSlot, unsupportedOperands } from '../objects/number-ops'
import { object_richcompare } from '../objects/object-type'
import { callSpecial1, compareName, overrides, slot_richcompare } from '../objects/slot-functions'
import { pythonSlot } from '../objects/slot-table'
import { isSubtype, typeOf, typeSlot } from '../objects/type'
import { typeLookup } from '../objects/type-lookup'
import { CompareOp, Slot } from '../objects/type-slots'
import { WRAPPER_FUNCTION } from '../objects/wrapper-descriptor'
import { shapeAt } from '../objects/shape'
import { T } from '../objects/type-ids'
import { addressOf, hasShape } from '../memory/value'
import { opA, opB, opC, opX, reg, setReg, wordAt } from './frame-layout'
import { frameConstants, goOnAt } from './frames'
import { Op } from './opcodes'
import { After, isFunction, isHeapInstance, method2 } from './special-methods'
import { testTruth, thrownAt } from './special-truth'
import { Status } from './status'

/** Number slot of a binary operator's opcode. */
export function binarySlot(op: u32): Slot {
  switch (op) {
    case Op.ADD: case Op.ADD_K: return Slot.add
    case Op.SUB: case Op.SUB_K: return Slot.sub
    case Op.MUL: case Op.MUL_K: return Slot.mul
    case Op.TRUEDIV: case Op.TRUEDIV_K: return Slot.truediv
    case Op.FLOORDIV: case Op.FLOORDIV_K: return Slot.floordiv
    case Op.MOD: case Op.MOD_K: return Slot.mod
    case Op.LSHIFT: case Op.LSHIFT_K: return Slot.lshift
    case Op.RSHIFT: case Op.RSHIFT_K: return Slot.rshift
    case Op.AND: case Op.AND_K: return Slot.and
    case Op.OR: return Slot.or
    case Op.XOR: return Slot.xor
    case Op.POW: case Op.POW_K: return Slot.pow
    default: return Slot.matmul
  }
}

function operatorName(slot: Slot): u32 {
  switch (slot) {
    case Slot.add: return lit('__add__')
    case Slot.sub: return lit('__sub__')
    case Slot.mul: return lit('__mul__')
    case Slot.truediv: return lit('__truediv__')
    case Slot.floordiv: return lit('__floordiv__')
    case Slot.mod: return lit('__mod__')
    case Slot.lshift: return lit('__lshift__')
    case Slot.rshift: return lit('__rshift__')
    case Slot.and: return lit('__and__')
    case Slot.or: return lit('__or__')
    case Slot.xor: return lit('__xor__')
    case Slot.pow: return lit('__pow__')
    default: return lit('__matmul__')
  }
}

function reflectedName(slot: Slot): u32 {
  switch (slot) {
    case Slot.add: return lit('__radd__')
    case Slot.sub: return lit('__rsub__')
    case Slot.mul: return lit('__rmul__')
    case Slot.truediv: return lit('__rtruediv__')
    case Slot.floordiv: return lit('__rfloordiv__')
    case Slot.mod: return lit('__rmod__')
    case Slot.lshift: return lit('__rlshift__')
    case Slot.rshift: return lit('__rrshift__')
    case Slot.and: return lit('__rand__')
    case Slot.or: return lit('__ror__')
    case Slot.xor: return lit('__rxor__')
    case Slot.pow: return lit('__rpow__')
    default: return lit('__rmatmul__')
  }
}

function inplaceName(slot: Slot): u32 {
  switch (slot) {
    case Slot.add: return lit('__iadd__')
    case Slot.sub: return lit('__isub__')
    case Slot.mul: return lit('__imul__')
    case Slot.truediv: return lit('__itruediv__')
    case Slot.floordiv: return lit('__ifloordiv__')
    case Slot.mod: return lit('__imod__')
    case Slot.lshift: return lit('__ilshift__')
    case Slot.rshift: return lit('__irshift__')
    case Slot.and: return lit('__iand__')
    case Slot.or: return lit('__ior__')
    case Slot.xor: return lit('__ixor__')
    case Slot.pow: return lit('__ipow__')
    default: return lit('__imatmul__')
  }
}

// @ts-ignore: decorator
@inline function finished(fp: u32, ip: u32, v: Value): u32 {
  goOnAt(fp, ip)
  if (v == EXCEPTION) return Status.thrown
  setReg(fp, opA(wordAt(ip)), v)
  return Status.called
}

/** Status of an operator stage that has pushed no frame and found no result. */
const NEXT_STAGE: u32 = 0xffff

/** Asks the Python method `name` of `self`; else a status: done, or a frame pushed. */
function askMethod(fp: u32, ip: u32, self: Value, name: u32, other: Value, after: After, next: u32): u32 {
  const method = typeLookup(typeOf(self), name)
  if (method == ABSENT) return NEXT_STAGE
  if (isFunction(method)) return method2(method, fp, ip, self, other, <u32>after | (next << 8))
  const r = callSpecial1(self, name, other)
  return r == NOT_IMPLEMENTED || r == UNBOUND ? NEXT_STAGE : finished(fp, ip, r)
}

/** Asks the slot function `f` of a builtin type. */
function askSlot(fp: u32, ip: u32, slot: Slot, f: u32, a: Value, b: Value): u32 {
  const r = slot == Slot.pow ? call_indirect<Value>(f, a, b, NONE) : call_indirect<Value>(f, a, b)
  return r == NOT_IMPLEMENTED ? NEXT_STAGE : finished(fp, ip, r)
}

const enum BinaryStage { inplace, rightFirst, left, right, rest }

/** R[A] = R[B] op R[C] (or K[C]), from `stage` on, for the instruction before `ip` of the current frame `fp`. */
export function binaryFrom(fp: u32, ip: u32, stage: u32): u32 {
  const word = wordAt(ip)
  const op = <u32>word & 255
  const slot = binarySlot(op)
  const a = reg(fp, opB(word))
  const b = op >= <u32>Op.ADD_K && op <= <u32>Op.POW_K ? load<u64>(frameConstants(fp) + opC(word)) : reg(fp, opC(word))
  const inplace = (opX(word) & 1) != 0
  const ta = typeOf(a), tb = typeOf(b)
  const python = pythonSlot(slot)
  const fa = typeSlot(ta, slot)
  const fb: u32 = ta == tb ? 0 : typeSlot(tb, slot)
  // both in Python: the right one first if its class is derived and overrides the method; else a native slot of a derived class
  const both = fa == python && fb == python
  const rightFirst = fb != 0 && (both || fa != fb) && isSubtype(tb, ta) && (!both || overrides(ta, tb, reflectedName(slot)))
  let status = NEXT_STAGE
  if (stage == BinaryStage.inplace) {
    const f = inplace ? typeSlot(ta, inplaceSlot(slot)) : 0
    if (f) {
      if (f == pythonSlot(inplaceSlot(slot))) status = askMethod(fp, ip, a, inplaceName(slot), b, After.binary, BinaryStage.rightFirst)
      else status = askSlot(fp, ip, slot, f, a, b)
      if (status != NEXT_STAGE) return status
    }
    stage = BinaryStage.rightFirst
  }
  if (stage == BinaryStage.rightFirst) {
    if (rightFirst) {
      if (fb == python) status = askMethod(fp, ip, b, reflectedName(slot), a, After.binary, BinaryStage.left)
      else status = askSlot(fp, ip, slot, fb, a, b)
      if (status != NEXT_STAGE) return status
    }
    stage = BinaryStage.left
  }
  if (stage == BinaryStage.left) {
    if (fa) {
      if (fa == python) status = askMethod(fp, ip, a, operatorName(slot), b, After.binary, BinaryStage.right)
      else status = askSlot(fp, ip, slot, fa, a, b)
      if (status != NEXT_STAGE) return status
    }
    stage = BinaryStage.right
  }
  if (stage == BinaryStage.right && fb != 0 && !rightFirst && (both || fa != fb)) {
    if (fb == python) status = askMethod(fp, ip, b, reflectedName(slot), a, After.binary, BinaryStage.rest)
    else status = askSlot(fp, ip, slot, fb, a, b)
    if (status != NEXT_STAGE) return status
  }
  if (slot == Slot.pow) return finished(fp, ip, unsupportedOperands(inplace ? Slot.ipow : Slot.pow, a, b))
  return finished(fp, ip, inplace ? inplaceRest(slot, a, b) : binaryRest(slot, a, b))
}

/** True if `binaryFrom` is to do it: an operand's class is written in Python. */
// @ts-ignore: decorator
@inline export function isPythonOperator(a: Value, b: Value): bool { return isHeapInstance(a) || isHeapInstance(b) }

export function afterBinary(fp: u32, ip: u32, stage: u32, v: Value): u32 {
  return v == NOT_IMPLEMENTED ? binaryFrom(fp, ip, stage) : finished(fp, ip, v)
}

// ---- comparisons

export function compareOf(op: u32): CompareOp {
  switch (op) {
    case Op.LT: case Op.LT_JUMP: case Op.LT_K_JUMP: return CompareOp.LT
    case Op.LE: case Op.LE_JUMP: case Op.LE_K_JUMP: return CompareOp.LE
    case Op.EQ: case Op.EQ_JUMP: case Op.EQ_K_JUMP: return CompareOp.EQ
    case Op.NE: case Op.NE_JUMP: case Op.NE_K_JUMP: return CompareOp.NE
    case Op.GT: case Op.GT_JUMP: case Op.GT_K_JUMP: return CompareOp.GT
    default: return CompareOp.GE
  }
}

/** A comparison has the value `v`: the instruction's result, or what its jump tests. */
function compared(fp: u32, ip: u32, v: Value): u32 {
  if (v == EXCEPTION) return thrownAt(fp, ip)
  if ((<u32>wordAt(ip) & 255) >= <u32>Op.LT_JUMP) return testTruth(fp, ip, v)
  return finished(fp, ip, v)
}

const enum CompareStage { rightFirst, left, right, rest }

/** Asks `x` about `x op y`. */
function askCompare(fp: u32, ip: u32, f: u32, x: Value, y: Value, op: CompareOp, next: u32): u32 {
  if (f == fn(slot_richcompare)) {
    const method = typeLookup(typeOf(x), compareName(op))
    if (method == ABSENT || method == NONE) return NEXT_STAGE
    if (isFunction(method)) return method2(method, fp, ip, x, y, <u32>After.compare | (next << 8))
    // object.__ne__ asks `__eq__`
    if (op == CompareOp.NE && hasShape(method, shapeAt(T.wrapper_descriptor)) && load<u32>(addressOf(method), WRAPPER_FUNCTION) == fn(object_richcompare)) {
      const eq = typeLookup(typeOf(x), lit('__eq__'))
      if (isFunction(eq)) return method2(eq, fp, ip, x, y, <u32>After.notEqual | (next << 8))
    }
  }
  const r = call_indirect<Value>(f, x, y, op)
  return r == NOT_IMPLEMENTED ? NEXT_STAGE : compared(fp, ip, r)
}

/** The comparison before `ip` of the current frame `fp`, from `stage` on. */
export function compareFrom(fp: u32, ip: u32, stage: u32): u32 {
  const word = wordAt(ip)
  const code = <u32>word & 255
  const op = compareOf(code)
  let a: Value, b: Value
  if (code < <u32>Op.LT_JUMP) {
    a = reg(fp, opB(word))
    b = reg(fp, opC(word))
  } else {
    a = reg(fp, opA(word))
    b = code < <u32>Op.LT_K_JUMP ? reg(fp, opB(word)) : load<u64>(frameConstants(fp) + opB(word))
  }
  const ta = typeOf(a), tb = typeOf(b)
  const fa = typeSlot(ta, Slot.richcompare), fb = typeSlot(tb, Slot.richcompare)
  const rightFirst = fb != 0 && ta != tb && isSubtype(tb, ta)
  if (stage == CompareStage.rightFirst) {
    if (rightFirst) {
      const status = askCompare(fp, ip, fb, b, a, swappedOp(op), CompareStage.left)
      if (status != NEXT_STAGE) return status
    }
    stage = CompareStage.left
  }
  if (stage == CompareStage.left) {
    if (fa) {
      const status = askCompare(fp, ip, fa, a, b, op, CompareStage.right)
      if (status != NEXT_STAGE) return status
    }
    stage = CompareStage.right
  }
  if (stage == CompareStage.right && fb && !rightFirst) {
    const status = askCompare(fp, ip, fb, b, a, swappedOp(op), CompareStage.rest)
    if (status != NEXT_STAGE) return status
  }
  return compared(fp, ip, compareRest(a, b, op))
}

export function afterCompare(fp: u32, ip: u32, stage: u32, v: Value): u32 {
  return v == NOT_IMPLEMENTED ? compareFrom(fp, ip, stage) : compared(fp, ip, v)
}

/** `__eq__` has been asked on behalf of `!=`. */
export function afterNotEqual(fp: u32, ip: u32, stage: u32, v: Value): u32 {
  if (v == NOT_IMPLEMENTED) return compareFrom(fp, ip, stage)
  const truth = isTrue(v)
  return compared(fp, ip, truth < 0 ? EXCEPTION : boolValue(truth == 0))
}
