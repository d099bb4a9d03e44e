// Names and operand formats of the opcodes, for everything on the host that looks into bytecode: the assembler
// (operand encoding), the verifier, liveness, the disassembler, later the JIT. Keyed by `Op`; a test checks that
// the rows cover opcodes.ts. The core does not read this file.
//
// A format has three letters, for A, B, C:
//   w register written    r register read    m register read and written    u register unbound (read, then written)
//   k constant            c cache record     d jump displacement            n plain number         - unused
//   D jump displacement in B:C    N constant number in B:C
// Opcodes that touch runs of registers have their rule in `operandEffects`.

import { Op } from './opcodes.ts'

type Row = readonly [op: Op, name: string, format: string]

// biome-ignore format: a table
const ROWS: readonly Row[] = [
  [Op.NOP, 'NOP', '---'], [Op.MOVE, 'MOVE', 'wr-'], [Op.LOAD_CONST, 'LOAD_CONST', 'wk-'],
  [Op.LOAD_CONST_FAR, 'LOAD_CONST_FAR', 'wN-'], [Op.CHECK_LOCAL, 'CHECK_LOCAL', 'rk-'],
  [Op.DELETE_LOCAL, 'DELETE_LOCAL', 'uk-'], [Op.UNSET, 'UNSET', 'w--'],
  [Op.SEAL, 'SEAL', 'r--'],
  [Op.MAKE_CELL, 'MAKE_CELL', 'm--'], [Op.COPY_FREE_VARS, 'COPY_FREE_VARS', 'wn-'],
  [Op.LOAD_DEREF, 'LOAD_DEREF', 'wrk'], [Op.STORE_DEREF, 'STORE_DEREF', 'rr-'],
  [Op.DELETE_DEREF, 'DELETE_DEREF', 'r-k'], [Op.LOAD_FROM_DICT_OR_DEREF, 'LOAD_FROM_DICT_OR_DEREF', 'mrk'],
  [Op.LOAD_GLOBAL, 'LOAD_GLOBAL', 'w-c'], [Op.STORE_GLOBAL, 'STORE_GLOBAL', 'r-c'],
  [Op.DELETE_GLOBAL, 'DELETE_GLOBAL', '--c'], [Op.LOAD_NAME, 'LOAD_NAME', 'w-c'], [Op.STORE_NAME, 'STORE_NAME', 'r-c'],
  [Op.DELETE_NAME, 'DELETE_NAME', '--c'], [Op.LOAD_LOCALS, 'LOAD_LOCALS', 'w--'],
  [Op.LOAD_FROM_DICT_OR_GLOBALS, 'LOAD_FROM_DICT_OR_GLOBALS', 'm-c'],
  [Op.LOAD_BUILD_CLASS, 'LOAD_BUILD_CLASS', 'w--'], [Op.LOAD_COMMON_CONST, 'LOAD_COMMON_CONST', 'w--'],
  [Op.MAKE_FUNCTION, 'MAKE_FUNCTION', 'wk-'], [Op.SET_FUNCTION_ATTRIBUTE, 'SET_FUNCTION_ATTRIBUTE', 'rr-'],
  [Op.ADD, 'ADD', 'wrr'], [Op.SUB, 'SUB', 'wrr'], [Op.MUL, 'MUL', 'wrr'], [Op.TRUEDIV, 'TRUEDIV', 'wrr'],
  [Op.FLOORDIV, 'FLOORDIV', 'wrr'], [Op.MOD, 'MOD', 'wrr'], [Op.POW, 'POW', 'wrr'], [Op.LSHIFT, 'LSHIFT', 'wrr'],
  [Op.RSHIFT, 'RSHIFT', 'wrr'], [Op.AND, 'AND', 'wrr'], [Op.OR, 'OR', 'wrr'], [Op.XOR, 'XOR', 'wrr'],
  [Op.MATMUL, 'MATMUL', 'wrr'],
  [Op.ADD_K, 'ADD_K', 'wrk'], [Op.SUB_K, 'SUB_K', 'wrk'], [Op.MUL_K, 'MUL_K', 'wrk'],
  [Op.FLOORDIV_K, 'FLOORDIV_K', 'wrk'], [Op.MOD_K, 'MOD_K', 'wrk'], [Op.LSHIFT_K, 'LSHIFT_K', 'wrk'],
  [Op.RSHIFT_K, 'RSHIFT_K', 'wrk'], [Op.AND_K, 'AND_K', 'wrk'], [Op.TRUEDIV_K, 'TRUEDIV_K', 'wrk'],
  [Op.POW_K, 'POW_K', 'wrk'],
  [Op.NEG, 'NEG', 'wr-'], [Op.POS, 'POS', 'wr-'], [Op.INVERT, 'INVERT', 'wr-'], [Op.NOT, 'NOT', 'wr-'],
  [Op.LT, 'LT', 'wrr'], [Op.LE, 'LE', 'wrr'], [Op.EQ, 'EQ', 'wrr'], [Op.NE, 'NE', 'wrr'], [Op.GT, 'GT', 'wrr'],
  [Op.GE, 'GE', 'wrr'], [Op.IS, 'IS', 'wrr'], [Op.CONTAINS, 'CONTAINS', 'wrr'],
  [Op.JUMP, 'JUMP', '-D-'], [Op.JUMP_BACK, 'JUMP_BACK', '-D-'], [Op.JUMP_IF, 'JUMP_IF', 'r-d'],
  [Op.LT_JUMP, 'LT_JUMP', 'rrd'], [Op.LE_JUMP, 'LE_JUMP', 'rrd'], [Op.EQ_JUMP, 'EQ_JUMP', 'rrd'],
  [Op.NE_JUMP, 'NE_JUMP', 'rrd'], [Op.GT_JUMP, 'GT_JUMP', 'rrd'], [Op.GE_JUMP, 'GE_JUMP', 'rrd'],
  [Op.LT_K_JUMP, 'LT_K_JUMP', 'rkd'], [Op.LE_K_JUMP, 'LE_K_JUMP', 'rkd'], [Op.EQ_K_JUMP, 'EQ_K_JUMP', 'rkd'],
  [Op.NE_K_JUMP, 'NE_K_JUMP', 'rkd'], [Op.GT_K_JUMP, 'GT_K_JUMP', 'rkd'], [Op.GE_K_JUMP, 'GE_K_JUMP', 'rkd'],
  [Op.IS_JUMP, 'IS_JUMP', 'rrd'], [Op.NONE_JUMP, 'NONE_JUMP', 'r-d'], [Op.CONTAINS_JUMP, 'CONTAINS_JUMP', 'rrd'],
  [Op.GET_ITER, 'GET_ITER', 'wr-'], [Op.FOR_ITER, 'FOR_ITER', 'wrd'],
  [Op.UNPACK_SEQUENCE, 'UNPACK_SEQUENCE', 'wrn'], [Op.UNPACK_EX, 'UNPACK_EX', 'wrn'],
  [Op.BUILD_TUPLE, 'BUILD_TUPLE', 'wrn'], [Op.BUILD_LIST, 'BUILD_LIST', 'wrn'], [Op.BUILD_SET, 'BUILD_SET', 'wrn'],
  [Op.BUILD_MAP, 'BUILD_MAP', 'wrn'], [Op.BUILD_STRING, 'BUILD_STRING', 'wrn'], [Op.BUILD_SLICE, 'BUILD_SLICE', 'wr-'],
  [Op.BUILD_TEMPLATE, 'BUILD_TEMPLATE', 'wrr'], [Op.BUILD_INTERPOLATION, 'BUILD_INTERPOLATION', 'wr-'],
  [Op.FORMAT_VALUE, 'FORMAT_VALUE', 'wrr'],
  [Op.LIST_APPEND, 'LIST_APPEND', 'rr-'], [Op.LIST_EXTEND, 'LIST_EXTEND', 'rr-'], [Op.SET_ADD, 'SET_ADD', 'rr-'],
  [Op.SET_UPDATE, 'SET_UPDATE', 'rr-'], [Op.MAP_ADD, 'MAP_ADD', 'rrr'], [Op.DICT_UPDATE, 'DICT_UPDATE', 'rr-'],
  [Op.DICT_MERGE, 'DICT_MERGE', 'rrr'],
  [Op.LOAD_ATTR, 'LOAD_ATTR', 'wrc'], [Op.STORE_ATTR, 'STORE_ATTR', 'rrc'], [Op.DELETE_ATTR, 'DELETE_ATTR', 'r-c'],
  [Op.LOAD_METHOD, 'LOAD_METHOD', 'wrc'], [Op.LOAD_SUPER_ATTR, 'LOAD_SUPER_ATTR', 'wrc'],
  [Op.SUBSCR, 'SUBSCR', 'wrr'], [Op.SUBSCR_K, 'SUBSCR_K', 'wrk'], [Op.STORE_SUBSCR, 'STORE_SUBSCR', 'rrr'],
  [Op.DELETE_SUBSCR, 'DELETE_SUBSCR', 'rr-'],
  [Op.CALL, 'CALL', 'wrc'], [Op.CALL_METHOD, 'CALL_METHOD', 'wrc'], [Op.CALL_KW, 'CALL_KW', 'wrk'],
  [Op.CALL_EX, 'CALL_EX', 'wr-'], [Op.RETURN, 'RETURN', 'r--'], [Op.RETURN_CONST, 'RETURN_CONST', '-k-'],
  [Op.RETURN_GENERATOR, 'RETURN_GENERATOR', '---'], [Op.YIELD, 'YIELD', 'wr-'],
  [Op.GET_YIELD_FROM_ITER, 'GET_YIELD_FROM_ITER', 'wr-'], [Op.SEND, 'SEND', 'mrd'],
  [Op.CLEANUP_THROW, 'CLEANUP_THROW', 'wrd'], [Op.GET_AWAITABLE, 'GET_AWAITABLE', 'wr-'],
  [Op.GET_AITER, 'GET_AITER', 'wr-'], [Op.GET_ANEXT, 'GET_ANEXT', 'wr-'], [Op.END_ASYNC_FOR, 'END_ASYNC_FOR', '-r-'],
  [Op.ASYNC_GEN_WRAP, 'ASYNC_GEN_WRAP', 'wr-'],
  [Op.RAISE, 'RAISE', 'rr-'], [Op.RERAISE, 'RERAISE', 'r--'], [Op.ENTER_HANDLER, 'ENTER_HANDLER', 'wr-'],
  [Op.LEAVE_HANDLER, 'LEAVE_HANDLER', 'r--'], [Op.EXC_MATCH, 'EXC_MATCH', 'wrr'],
  [Op.CHECK_EG_MATCH, 'CHECK_EG_MATCH', 'wrr'], [Op.PREP_RERAISE_STAR, 'PREP_RERAISE_STAR', 'wrr'],
  [Op.LOAD_SPECIAL, 'LOAD_SPECIAL', 'wr-'], [Op.WITH_EXCEPT_START, 'WITH_EXCEPT_START', 'wrr'],
  [Op.IMPORT_NAME, 'IMPORT_NAME', 'wkr'], [Op.IMPORT_FROM, 'IMPORT_FROM', 'wrk'], [Op.IMPORT_STAR, 'IMPORT_STAR', '-r-'],
  [Op.MATCH_CLASS, 'MATCH_CLASS', 'wrr'], [Op.MATCH_MAPPING, 'MATCH_MAPPING', 'wr-'],
  [Op.MATCH_SEQUENCE, 'MATCH_SEQUENCE', 'wr-'], [Op.MATCH_KEYS, 'MATCH_KEYS', 'wrr'], [Op.GET_LEN, 'GET_LEN', 'wr-'],
  [Op.INTRINSIC_1, 'INTRINSIC_1', 'wr-'], [Op.INTRINSIC_2, 'INTRINSIC_2', 'wrr'],
  [Op.SETUP_ANNOTATIONS, 'SETUP_ANNOTATIONS', '---'],
  [Op.STEP, 'STEP', '---'], [Op.EXIT, 'EXIT', '---'], [Op.THROW, 'THROW', '---'],
]

export const OP_NAMES: string[] = []
export const OP_FORMATS: string[] = []
for (const [op, name, format] of ROWS) {
  OP_NAMES[op] = name
  OP_FORMATS[op] = format
}

/** Words between the callee's register and the self word of a call area; arguments begin one behind it. */
export const CALL_SELF = 6
export const CALL_ARGUMENTS = 7

/** The opcode has a jump displacement. */
export function isJump(op: number): boolean {
  const format = OP_FORMATS[op]
  return format[2] === 'd' || format[1] === 'D'
}

/** Control never goes from the instruction to the next one. */
export function endsBlock(op: number): boolean {
  switch (op) {
    case Op.JUMP:
    case Op.JUMP_BACK:
    case Op.RETURN:
    case Op.RETURN_CONST:
    case Op.RAISE:
    case Op.RERAISE:
    case Op.CLEANUP_THROW:
      return true
  }
  return false
}

/** Cannot raise, so exception handlers need not cover it. */
export function cannotRaise(op: number): boolean {
  switch (op) {
    case Op.NOP:
    case Op.MOVE:
    case Op.LOAD_CONST:
    case Op.LOAD_CONST_FAR:
    case Op.UNSET:
    case Op.SEAL:
    case Op.JUMP:
    case Op.NONE_JUMP:
    case Op.IS_JUMP:
    case Op.IS:
    case Op.ENTER_HANDLER:
    case Op.LEAVE_HANDLER:
    case Op.LOAD_COMMON_CONST:
    case Op.COPY_FREE_VARS:
    case Op.RETURN:
    case Op.RETURN_CONST:
      return true
  }
  return false
}

/**
 * Calls `read(register)` and `write(register)` for every register that the instruction reads and writes. Register
 * operands are plain indexes here. The register that receives an exception is not among them.
 */
export function operandEffects(
  op: number,
  x: number,
  a: number,
  b: number,
  c: number,
  read: (register: number) => void,
  write: (register: number) => void,
): void {
  switch (op) {
    case Op.COPY_FREE_VARS:
      for (let i = 0; i < b; i++) write(a + i)
      return
    case Op.UNPACK_SEQUENCE:
      read(b)
      for (let i = 0; i < c; i++) write(a + i)
      return
    case Op.UNPACK_EX: {
      read(b)
      const count = (c & 255) + 1 + (c >> 8)
      for (let i = 0; i < count; i++) write(a + i)
      return
    }
    case Op.BUILD_TUPLE:
    case Op.BUILD_LIST:
    case Op.BUILD_SET:
    case Op.BUILD_STRING:
      for (let i = 0; i < c; i++) read(b + i)
      write(a)
      return
    case Op.BUILD_MAP:
      for (let i = 0; i < 2 * c; i++) read(b + i)
      write(a)
      return
    case Op.BUILD_SLICE:
      for (let i = 0; i < x; i++) read(b + i)
      write(a)
      return
    case Op.BUILD_INTERPOLATION:
      read(b)
      read(b + 1)
      if (x & 8) read(b + 2)
      write(a)
      return
    case Op.FORMAT_VALUE:
      read(b)
      if (x & 8) read(c)
      write(a)
      return
    case Op.LOAD_METHOD:
    case Op.LOAD_SPECIAL:
      read(b)
      write(a)
      write(a + CALL_SELF)
      return
    case Op.LOAD_SUPER_ATTR:
      read(b)
      read(b + 1)
      read(b + 2)
      write(a)
      if (x & 1) write(a + CALL_SELF)
      return
    case Op.CALL:
      read(b)
      for (let i = 0; i < x; i++) read(b + CALL_ARGUMENTS + i)
      write(a)
      return
    case Op.CALL_METHOD:
    case Op.CALL_KW:
      read(b)
      read(b + CALL_SELF)
      for (let i = 0; i < x; i++) read(b + CALL_ARGUMENTS + i)
      write(a)
      return
    case Op.CALL_EX:
      read(b)
      for (let i = CALL_SELF; i < CALL_SELF + 3; i++) read(b + i)
      write(a)
      return
    case Op.WITH_EXCEPT_START:
      read(b)
      read(b + CALL_SELF)
      read(c)
      write(a)
      return
    case Op.CHECK_EG_MATCH:
      read(b)
      read(c)
      write(a)
      write(a + 1)
      return
    case Op.IMPORT_NAME:
      read(c)
      read(c + 1)
      write(a)
      return
    case Op.MATCH_CLASS:
      read(b)
      read(c)
      read(c + 1)
      write(a)
      return
    case Op.RAISE:
      if (x >= 1) read(a)
      if (x === 2) read(b)
      return
  }
  const format = OP_FORMATS[op]
  const values = [a, b, c]
  for (let i = 0; i < 3; i++) {
    const letter = format.charCodeAt(i)
    if (letter === 114 /* r */ || letter === 109 /* m */ || letter === 117 /* u */) read(values[i])
  }
  const first = format.charCodeAt(0)
  if (first === 119 /* w */ || first === 109 || first === 117) write(a)
}

/** First register of the call area that the instruction gives to a callee (everything from it on is lost), or -1. */
export function callAreaOf(op: number, b: number): number {
  switch (op) {
    case Op.CALL:
    case Op.CALL_METHOD:
    case Op.CALL_KW:
    case Op.CALL_EX:
    case Op.WITH_EXCEPT_START:
      return b
  }
  return -1
}

export interface Instruction {
  readonly op: number
  readonly x: number
  /** Operands as indexes: registers, constants, caches; displacements and counts as they are. */
  readonly a: number
  readonly b: number
  readonly c: number
  /** Where it jumps, or -1. */
  readonly target: number
}

/** Decodes instruction `i` of the words of a code object. */
export function decode(code: Uint32Array, i: number): Instruction {
  const low = code[2 * i]
  const high = code[2 * i + 1]
  const op = low & 255
  const x = (low >>> 8) & 255
  const format = OP_FORMATS[op]
  if (format === undefined) throw new Error(`unknown opcode ${op}`)
  if (format[1] === 'D') return { op, x, a: 0, b: high | 0, c: 0, target: i + 1 + (high | 0) }
  if (format[1] === 'N') return { op, x, a: low >>> 19, b: high, c: 0, target: -1 }
  const plain = (letter: string, value: number): number => {
    switch (letter) {
      case 'c':
      case 'n':
        return value
      case 'd':
        return (value << 16) >> 16
      case '-':
        return 0
    }
    return value >>> 3
  }
  const c = plain(format[2], high >>> 16)
  const target = format[2] === 'd' ? i + 1 + c : -1
  return { op, x, a: plain(format[0], low >>> 16), b: plain(format[1], high & 0xffff), c, target }
}
