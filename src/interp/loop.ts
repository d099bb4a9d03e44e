// THE loop: one dense switch over the opcodes. Inline are fast paths only, each an @inline handler that does it or touches
// nothing; everything else is an exported `opName(ip, fp): Status`, the slow path and the cold opcode in one.
// `ip` is the address behind the instruction: what a callee returns to.
//
// The body must stay under 24 KB of WebAssembly: above 8,192 virtual registers V8 uses a weaker register allocator. Exporting
// the out-of-line operations keeps the optimiser from inlining them back (see core.ts).
//
// Locals: fp, pc, and k, the address of the constants (and, below it, of the cache records) of the frame's code. The thread
// block's fp is current whenever anything but inline code runs; its pc only where a status says so.

import { TB_FP, TB_PC } from '../memory/layout'
import { fuel, setCurrentPc, setFuel, threadBlock } from '../memory/registers'
import { ABSENT, NONE, UNBOUND, Value, boolValue, isBool } from '../memory/value'
import { loadMethodFast, loadSlotFast, storeSlotFast } from './caches'
import { CODE_CONSTANTS, CODE_ENTRY, cacheRecord } from './code'
import { stepWith } from './continuations'
import {
  FRAME_CALLER, FRAME_CODE, FRAME_FLAGS, FRAME_GLOBALS, FRAME_REGISTERS, FRAME_RETURN_PC, opA, opB, opBC, opC, opD, opX, reg, setReg,
} from './frame-layout'
import {
  addFast, andFast, floordivFast, lshiftFast, modFast, mulFast, opBinary, opBinaryK, opSeal, opUnary, orFast, rshiftFast, subFast, truedivFast, xorFast,
} from './handlers/arithmetic'
import { opDeleteAttr, opLoadAttr, opLoadMethod, opLoadSuperAttr, opStoreAttr } from './handlers/attributes'
import {
  opBuildInterpolation, opBuildList, opBuildMap, opBuildSet, opBuildSlice, opBuildString, opBuildTemplate, opBuildTuple, opDictMerge, opDictUpdate,
  opFormatValue, opListAppend, opListExtend, opMapAdd, opSetAdd, opSetUpdate,
} from './handlers/building'
import {
  callExact, opCall, opCallEx, opCallKw, opCallMethod, opMakeFunction, opSetFunctionAttribute, returnSlow,
} from './handlers/calling'
import {
  UNKNOWN, eqFast, leFast, ltFast, opCompare, opCompareJump, opCompareJumpK, opContains, opContainsJump, opJumpIf, setTruth,
} from './handlers/comparison'
import {
  opCheckEgMatch, opCleanupThrow, opEndAsyncFor, opEnterHandler, opExcMatch, opLeaveHandler, opLoadSpecial, opPrepReraiseStar, opRaise, opReraise,
  opWithExceptStart,
} from './handlers/exceptions'
import {
  opAsyncGenWrap, opGetAiter, opGetAnext, opGetAwaitable, opGetYieldFromIter, opReturnGenerator, opSend, opThrow, opYield,
} from './handlers/generating'
import { listNextFast, rangeNextFast, storeSubscriptFast, subscriptFast } from './handlers/fast-items'
import { opImportFrom, opImportName, opImportStar } from './handlers/importing'
import { opDeleteSubscr, opStoreSubscr, opSubscr, opSubscrK } from './handlers/items'
import { opForIter, opGetIter, opUnpackEx, opUnpackSequence } from './handlers/iterating'
import { opGetLen, opMatchClass, opMatchKeys, opMatchMapping, opMatchSequence } from './handlers/matching'
import {
  globalFast, opCheckLocal, opCopyFreeVars, opDeleteDeref, opDeleteGlobal, opDeleteLocal, opDeleteName, opLoadDeref, opLoadFromDictOrDeref,
  opLoadFromDictOrGlobals, opLoadGlobal, opLoadLocals, opLoadName, opMakeCell, opStoreDeref, opStoreGlobal, opStoreName,
} from './handlers/names'
import { opIntrinsic1, opIntrinsic2, opLoadBuildClass, opLoadCommonConst, opSetupAnnotations } from './handlers/rare'
import { Op } from './opcodes'
import { pollThread } from './poll'
import { Status } from './status'
import { unwind } from './unwind'

/** Runs the current thread from frame `fp` at `pc` until a RunOutcome. */
export function run(fp: u32, pc: u32): u32 {
  let k = load<u32>(load<u32>(fp, FRAME_CODE), CODE_CONSTANTS)
  for (;;) {
    const word = load<u64>(pc)
    pc += 8
    let status: u32 = Status.next
    switch (<u32>word & 255) {
      case Op.NOP: continue
      case Op.MOVE: setReg(fp, opA(word), reg(fp, opB(word))); continue
      case Op.LOAD_CONST: setReg(fp, opA(word), load<u64>(k + opB(word))); continue
      case Op.LOAD_CONST_FAR: setReg(fp, opA(word), load<u64>(k + (<u32>(word >> 32) << 3))); continue
      case Op.CHECK_LOCAL: if (reg(fp, opA(word)) != UNBOUND) continue; status = opCheckLocal(pc, fp); break
      case Op.DELETE_LOCAL: status = opDeleteLocal(pc, fp); break
      case Op.UNSET: setReg(fp, opA(word), UNBOUND); continue
      case Op.SEAL: status = opSeal(pc, fp); break
      case Op.MAKE_CELL: status = opMakeCell(pc, fp); break
      case Op.COPY_FREE_VARS: status = opCopyFreeVars(pc, fp); break
      case Op.LOAD_DEREF: status = opLoadDeref(pc, fp); break
      case Op.STORE_DEREF: status = opStoreDeref(pc, fp); break
      case Op.DELETE_DEREF: status = opDeleteDeref(pc, fp); break
      case Op.LOAD_FROM_DICT_OR_DEREF: status = opLoadFromDictOrDeref(pc, fp); break
      case Op.LOAD_GLOBAL: {
        setCurrentPc(pc)
        const v = globalFast(cacheRecord(k, opC(word)), load<u32>(fp, FRAME_GLOBALS))
        if (v != ABSENT) { setReg(fp, opA(word), v); continue }
        status = opLoadGlobal(pc, fp)
        break
      }
      case Op.STORE_GLOBAL: status = opStoreGlobal(pc, fp); break
      case Op.DELETE_GLOBAL: status = opDeleteGlobal(pc, fp); break
      case Op.LOAD_NAME: status = opLoadName(pc, fp); break
      case Op.STORE_NAME: status = opStoreName(pc, fp); break
      case Op.DELETE_NAME: status = opDeleteName(pc, fp); break
      case Op.LOAD_LOCALS: status = opLoadLocals(pc, fp); break
      case Op.LOAD_FROM_DICT_OR_GLOBALS: status = opLoadFromDictOrGlobals(pc, fp); break
      case Op.LOAD_BUILD_CLASS: status = opLoadBuildClass(pc, fp); break
      case Op.LOAD_COMMON_CONST: status = opLoadCommonConst(pc, fp); break
      case Op.MAKE_FUNCTION: status = opMakeFunction(pc, fp); break
      case Op.SET_FUNCTION_ATTRIBUTE: status = opSetFunctionAttribute(pc, fp); break

      case Op.ADD: if (addFast(fp, word, reg(fp, opB(word)), reg(fp, opC(word)))) continue; status = opBinary(pc, fp); break
      case Op.SUB: if (subFast(fp, word, reg(fp, opB(word)), reg(fp, opC(word)))) continue; status = opBinary(pc, fp); break
      case Op.MUL: if (mulFast(fp, word, reg(fp, opB(word)), reg(fp, opC(word)))) continue; status = opBinary(pc, fp); break
      case Op.TRUEDIV: if (truedivFast(fp, word, reg(fp, opB(word)), reg(fp, opC(word)))) continue; status = opBinary(pc, fp); break
      case Op.FLOORDIV: if (floordivFast(fp, word, reg(fp, opB(word)), reg(fp, opC(word)))) continue; status = opBinary(pc, fp); break
      case Op.MOD: if (modFast(fp, word, reg(fp, opB(word)), reg(fp, opC(word)))) continue; status = opBinary(pc, fp); break
      case Op.LSHIFT: if (lshiftFast(fp, word, reg(fp, opB(word)), reg(fp, opC(word)))) continue; status = opBinary(pc, fp); break
      case Op.RSHIFT: if (rshiftFast(fp, word, reg(fp, opB(word)), reg(fp, opC(word)))) continue; status = opBinary(pc, fp); break
      case Op.AND: if (andFast(fp, word, reg(fp, opB(word)), reg(fp, opC(word)))) continue; status = opBinary(pc, fp); break
      case Op.OR: if (orFast(fp, word, reg(fp, opB(word)), reg(fp, opC(word)))) continue; status = opBinary(pc, fp); break
      case Op.XOR: if (xorFast(fp, word, reg(fp, opB(word)), reg(fp, opC(word)))) continue; status = opBinary(pc, fp); break
      case Op.POW: status = opBinary(pc, fp); break
      case Op.MATMUL: status = opBinary(pc, fp); break
      case Op.ADD_K: if (addFast(fp, word, reg(fp, opB(word)), load<u64>(k + opC(word)))) continue; status = opBinaryK(pc, fp); break
      case Op.SUB_K: if (subFast(fp, word, reg(fp, opB(word)), load<u64>(k + opC(word)))) continue; status = opBinaryK(pc, fp); break
      case Op.MUL_K: if (mulFast(fp, word, reg(fp, opB(word)), load<u64>(k + opC(word)))) continue; status = opBinaryK(pc, fp); break
      case Op.FLOORDIV_K: if (floordivFast(fp, word, reg(fp, opB(word)), load<u64>(k + opC(word)))) continue; status = opBinaryK(pc, fp); break
      case Op.MOD_K: if (modFast(fp, word, reg(fp, opB(word)), load<u64>(k + opC(word)))) continue; status = opBinaryK(pc, fp); break
      case Op.LSHIFT_K: status = opBinaryK(pc, fp); break
      case Op.RSHIFT_K: if (rshiftFast(fp, word, reg(fp, opB(word)), load<u64>(k + opC(word)))) continue; status = opBinaryK(pc, fp); break
      case Op.AND_K: if (andFast(fp, word, reg(fp, opB(word)), load<u64>(k + opC(word)))) continue; status = opBinaryK(pc, fp); break
      case Op.TRUEDIV_K: if (truedivFast(fp, word, reg(fp, opB(word)), load<u64>(k + opC(word)))) continue; status = opBinaryK(pc, fp); break
      case Op.POW_K: status = opBinaryK(pc, fp); break
      case Op.NEG: status = opUnary(pc, fp); break
      case Op.POS: status = opUnary(pc, fp); break
      case Op.INVERT: status = opUnary(pc, fp); break
      case Op.NOT: {
        const v = reg(fp, opB(word))
        if (isBool(v)) { setReg(fp, opA(word), v ^ 1); continue }
        status = opUnary(pc, fp)
        break
      }

      case Op.LT: {
        const t = ltFast(reg(fp, opB(word)), reg(fp, opC(word)))
        if (t != UNKNOWN) { setTruth(fp, word, t); continue }
        status = opCompare(pc, fp)
        break
      }
      case Op.LE: {
        const t = leFast(reg(fp, opB(word)), reg(fp, opC(word)))
        if (t != UNKNOWN) { setTruth(fp, word, t); continue }
        status = opCompare(pc, fp)
        break
      }
      case Op.EQ: {
        const t = eqFast(reg(fp, opB(word)), reg(fp, opC(word)))
        if (t != UNKNOWN) { setTruth(fp, word, t); continue }
        status = opCompare(pc, fp)
        break
      }
      case Op.NE: {
        const t = eqFast(reg(fp, opB(word)), reg(fp, opC(word)))
        if (t != UNKNOWN) { setTruth(fp, word, t ^ 1); continue }
        status = opCompare(pc, fp)
        break
      }
      case Op.GT: {
        const t = ltFast(reg(fp, opC(word)), reg(fp, opB(word)))
        if (t != UNKNOWN) { setTruth(fp, word, t); continue }
        status = opCompare(pc, fp)
        break
      }
      case Op.GE: {
        const t = leFast(reg(fp, opC(word)), reg(fp, opB(word)))
        if (t != UNKNOWN) { setTruth(fp, word, t); continue }
        status = opCompare(pc, fp)
        break
      }
      case Op.IS: setTruth(fp, word, <u32>(reg(fp, opB(word)) == reg(fp, opC(word))) ^ opX(word)); continue
      case Op.CONTAINS: status = opContains(pc, fp); break

      case Op.JUMP: pc += opBC(word); continue
      case Op.JUMP_BACK: {
        pc += opBC(word)
        const left = fuel - 1
        setFuel(left)
        if (left > 0) continue
        status = pollThread(fp, pc)
        break
      }
      case Op.JUMP_IF: {
        const v = reg(fp, opA(word))
        if (isBool(v)) {
          if ((<u32>v & 1) == opX(word)) pc += opD(word)
          continue
        }
        status = opJumpIf(pc, fp)
        break
      }
      case Op.LT_JUMP: {
        const t = ltFast(reg(fp, opA(word)), reg(fp, opB(word)))
        if (t != UNKNOWN) { if (t == opX(word)) pc += opD(word); continue }
        status = opCompareJump(pc, fp)
        break
      }
      case Op.LE_JUMP: {
        const t = leFast(reg(fp, opA(word)), reg(fp, opB(word)))
        if (t != UNKNOWN) { if (t == opX(word)) pc += opD(word); continue }
        status = opCompareJump(pc, fp)
        break
      }
      case Op.EQ_JUMP: {
        const t = eqFast(reg(fp, opA(word)), reg(fp, opB(word)))
        if (t != UNKNOWN) { if (t == opX(word)) pc += opD(word); continue }
        status = opCompareJump(pc, fp)
        break
      }
      case Op.NE_JUMP: {
        const t = eqFast(reg(fp, opA(word)), reg(fp, opB(word)))
        if (t != UNKNOWN) { if (t != opX(word)) pc += opD(word); continue }
        status = opCompareJump(pc, fp)
        break
      }
      case Op.GT_JUMP: {
        const t = ltFast(reg(fp, opB(word)), reg(fp, opA(word)))
        if (t != UNKNOWN) { if (t == opX(word)) pc += opD(word); continue }
        status = opCompareJump(pc, fp)
        break
      }
      case Op.GE_JUMP: {
        const t = leFast(reg(fp, opB(word)), reg(fp, opA(word)))
        if (t != UNKNOWN) { if (t == opX(word)) pc += opD(word); continue }
        status = opCompareJump(pc, fp)
        break
      }
      case Op.LT_K_JUMP: {
        const t = ltFast(reg(fp, opA(word)), load<u64>(k + opB(word)))
        if (t != UNKNOWN) { if (t == opX(word)) pc += opD(word); continue }
        status = opCompareJumpK(pc, fp)
        break
      }
      case Op.LE_K_JUMP: {
        const t = leFast(reg(fp, opA(word)), load<u64>(k + opB(word)))
        if (t != UNKNOWN) { if (t == opX(word)) pc += opD(word); continue }
        status = opCompareJumpK(pc, fp)
        break
      }
      case Op.EQ_K_JUMP: {
        const t = eqFast(reg(fp, opA(word)), load<u64>(k + opB(word)))
        if (t != UNKNOWN) { if (t == opX(word)) pc += opD(word); continue }
        status = opCompareJumpK(pc, fp)
        break
      }
      case Op.NE_K_JUMP: {
        const t = eqFast(reg(fp, opA(word)), load<u64>(k + opB(word)))
        if (t != UNKNOWN) { if (t != opX(word)) pc += opD(word); continue }
        status = opCompareJumpK(pc, fp)
        break
      }
      case Op.GT_K_JUMP: {
        const t = ltFast(load<u64>(k + opB(word)), reg(fp, opA(word)))
        if (t != UNKNOWN) { if (t == opX(word)) pc += opD(word); continue }
        status = opCompareJumpK(pc, fp)
        break
      }
      case Op.GE_K_JUMP: {
        const t = leFast(load<u64>(k + opB(word)), reg(fp, opA(word)))
        if (t != UNKNOWN) { if (t == opX(word)) pc += opD(word); continue }
        status = opCompareJumpK(pc, fp)
        break
      }
      case Op.IS_JUMP: if (<u32>(reg(fp, opA(word)) == reg(fp, opB(word))) == opX(word)) pc += opD(word); continue
      case Op.NONE_JUMP: if (<u32>(reg(fp, opA(word)) == NONE) == opX(word)) pc += opD(word); continue
      case Op.CONTAINS_JUMP: status = opContainsJump(pc, fp); break

      case Op.GET_ITER: status = opGetIter(pc, fp); break
      case Op.FOR_ITER: {
        setCurrentPc(pc)
        const it = reg(fp, opB(word))
        let v = rangeNextFast(it)
        if (v == UNBOUND) v = listNextFast(it)
        if (v != UNBOUND) { setReg(fp, opA(word), v); continue }
        status = opForIter(pc, fp)
        break
      }
      case Op.UNPACK_SEQUENCE: status = opUnpackSequence(pc, fp); break
      case Op.UNPACK_EX: status = opUnpackEx(pc, fp); break

      case Op.BUILD_TUPLE: status = opBuildTuple(pc, fp); break
      case Op.BUILD_LIST: status = opBuildList(pc, fp); break
      case Op.BUILD_SET: status = opBuildSet(pc, fp); break
      case Op.BUILD_MAP: status = opBuildMap(pc, fp); break
      case Op.BUILD_STRING: status = opBuildString(pc, fp); break
      case Op.BUILD_SLICE: status = opBuildSlice(pc, fp); break
      case Op.BUILD_TEMPLATE: status = opBuildTemplate(pc, fp); break
      case Op.BUILD_INTERPOLATION: status = opBuildInterpolation(pc, fp); break
      case Op.FORMAT_VALUE: status = opFormatValue(pc, fp); break
      case Op.LIST_APPEND: status = opListAppend(pc, fp); break
      case Op.LIST_EXTEND: status = opListExtend(pc, fp); break
      case Op.SET_ADD: status = opSetAdd(pc, fp); break
      case Op.SET_UPDATE: status = opSetUpdate(pc, fp); break
      case Op.MAP_ADD: status = opMapAdd(pc, fp); break
      case Op.DICT_UPDATE: status = opDictUpdate(pc, fp); break
      case Op.DICT_MERGE: status = opDictMerge(pc, fp); break

      case Op.LOAD_ATTR: {
        setCurrentPc(pc)
        const v = loadSlotFast(cacheRecord(k, opC(word)), reg(fp, opB(word)))
        if (v != UNBOUND) { setReg(fp, opA(word), v); continue }
        status = opLoadAttr(pc, fp)
        break
      }
      case Op.STORE_ATTR: {
        setCurrentPc(pc)
        if (storeSlotFast(cacheRecord(k, opC(word)), reg(fp, opA(word)), reg(fp, opB(word)))) continue
        status = opStoreAttr(pc, fp)
        break
      }
      case Op.DELETE_ATTR: status = opDeleteAttr(pc, fp); break
      case Op.LOAD_METHOD: {
        setCurrentPc(pc)
        const o = reg(fp, opB(word))
        const f = loadMethodFast(cacheRecord(k, opC(word)), o)
        if (f != UNBOUND) {
          setReg(fp, opA(word), f)
          setReg(fp, opA(word) + 48, o)
          continue
        }
        status = opLoadMethod(pc, fp)
        break
      }
      case Op.LOAD_SUPER_ATTR: status = opLoadSuperAttr(pc, fp); break
      case Op.SUBSCR: {
        setCurrentPc(pc)
        const v = subscriptFast(reg(fp, opB(word)), reg(fp, opC(word)))
        if (v != UNBOUND) { setReg(fp, opA(word), v); continue }
        status = opSubscr(pc, fp)
        break
      }
      case Op.SUBSCR_K: status = opSubscrK(pc, fp); break
      case Op.STORE_SUBSCR: {
        setCurrentPc(pc)
        if (storeSubscriptFast(reg(fp, opA(word)), reg(fp, opB(word)), reg(fp, opC(word)))) continue
        status = opStoreSubscr(pc, fp)
        break
      }
      case Op.DELETE_SUBSCR: status = opDeleteSubscr(pc, fp); break

      case Op.CALL: {
        setCurrentPc(pc)
        const at = fp + opB(word) + FRAME_REGISTERS + 8
        const callee = callExact(load<u64>(at - 8), at, opX(word), fp, pc)
        if (callee) {
          fp = callee
          const code = load<u32>(fp, FRAME_CODE)
          pc = load<u32>(code, CODE_ENTRY)
          k = load<u32>(code, CODE_CONSTANTS)
          const left = fuel - 1
          setFuel(left)
          if (left > 0) continue
          status = pollThread(fp, pc)
          break
        }
        status = opCall(pc, fp)
        break
      }
      case Op.CALL_METHOD: {
        setCurrentPc(pc)
        let at = fp + opB(word) + FRAME_REGISTERS
        const function_ = load<u64>(at)
        let count = opX(word) + 1
        if (load<u64>(at, FRAME_REGISTERS) == UNBOUND) { at += 8; count-- }
        const callee = callExact(function_, at, count, fp, pc)
        if (callee) {
          fp = callee
          const code = load<u32>(fp, FRAME_CODE)
          pc = load<u32>(code, CODE_ENTRY)
          k = load<u32>(code, CODE_CONSTANTS)
          const left = fuel - 1
          setFuel(left)
          if (left > 0) continue
          status = pollThread(fp, pc)
          break
        }
        status = opCallMethod(pc, fp)
        break
      }
      case Op.CALL_KW: status = opCallKw(pc, fp); break
      case Op.CALL_EX: status = opCallEx(pc, fp); break
      case Op.RETURN: case Op.RETURN_CONST: {
        const v = (<u32>word & 255) == Op.RETURN ? reg(fp, opA(word)) : load<u64>(k + opB(word))
        if (load<u8>(fp, FRAME_FLAGS) == 0) {
          const both = load<u64>(fp, FRAME_CALLER)
          fp = <u32>both
          pc = <u32>(both >> 32)
          store<u32>(threadBlock, fp, TB_FP)
          setReg(fp, opA(load<u64>(pc - 8)), v)
          k = load<u32>(load<u32>(fp, FRAME_CODE), CODE_CONSTANTS)
          continue
        }
        status = returnSlow(pc, fp, v)
        break
      }

      case Op.RETURN_GENERATOR: status = opReturnGenerator(pc, fp); break
      case Op.YIELD: status = opYield(pc, fp); break
      case Op.GET_YIELD_FROM_ITER: status = opGetYieldFromIter(pc, fp); break
      case Op.SEND: status = opSend(pc, fp); break
      case Op.CLEANUP_THROW: status = opCleanupThrow(pc, fp); break
      case Op.GET_AWAITABLE: status = opGetAwaitable(pc, fp); break
      case Op.GET_AITER: status = opGetAiter(pc, fp); break
      case Op.GET_ANEXT: status = opGetAnext(pc, fp); break
      case Op.END_ASYNC_FOR: status = opEndAsyncFor(pc, fp); break
      case Op.ASYNC_GEN_WRAP: status = opAsyncGenWrap(pc, fp); break

      case Op.RAISE: status = opRaise(pc, fp); break
      case Op.RERAISE: status = opReraise(pc, fp); break
      case Op.ENTER_HANDLER: status = opEnterHandler(pc, fp); break
      case Op.LEAVE_HANDLER: status = opLeaveHandler(pc, fp); break
      case Op.EXC_MATCH: status = opExcMatch(pc, fp); break
      case Op.CHECK_EG_MATCH: status = opCheckEgMatch(pc, fp); break
      case Op.PREP_RERAISE_STAR: status = opPrepReraiseStar(pc, fp); break
      case Op.LOAD_SPECIAL: status = opLoadSpecial(pc, fp); break
      case Op.WITH_EXCEPT_START: status = opWithExceptStart(pc, fp); break

      case Op.IMPORT_NAME: status = opImportName(pc, fp); break
      case Op.IMPORT_FROM: status = opImportFrom(pc, fp); break
      case Op.IMPORT_STAR: status = opImportStar(pc, fp); break

      case Op.MATCH_CLASS: status = opMatchClass(pc, fp); break
      case Op.MATCH_MAPPING: status = opMatchMapping(pc, fp); break
      case Op.MATCH_SEQUENCE: status = opMatchSequence(pc, fp); break
      case Op.MATCH_KEYS: status = opMatchKeys(pc, fp); break
      case Op.GET_LEN: status = opGetLen(pc, fp); break

      case Op.INTRINSIC_1: status = opIntrinsic1(pc, fp); break
      case Op.INTRINSIC_2: status = opIntrinsic2(pc, fp); break
      case Op.SETUP_ANNOTATIONS: status = opSetupAnnotations(pc, fp); break

      case Op.STEP: {
        status = stepWith(fp, reg(fp, 0))
        if (status == Status.raised) status = Status.thrown
        break
      }
      case Op.THROW: status = opThrow(pc, fp); break
      case Op.EXIT: return Status.returned - Status.returned
      default: assert(false, 'run: unknown opcode')
    }
    if (status == Status.next) continue
    if (status == Status.jump) {
      pc += opD(word)
      continue
    }
    if (status == Status.raised) status = unwind(pc)
    else if (status == Status.thrown) status = unwind(load<u32>(threadBlock, TB_PC))
    if (status == Status.called) {
      const both = load<u64>(threadBlock, TB_FP)
      fp = <u32>both
      pc = <u32>(both >> 32)
      k = load<u32>(load<u32>(fp, FRAME_CODE), CODE_CONSTANTS)
      continue
    }
    if (status == Status.parked) store<u32>(threadBlock, pc - 8, TB_PC)
    return status - Status.returned
  }
  return 0
}
