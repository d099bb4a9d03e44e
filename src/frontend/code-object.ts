// Code objects as the host knows them: what the compiler makes, code-writer.ts turns into bytes (code-format.ts) and
// code-reader.ts reads back for tools and tests. The core has its own objects, made from the bytes.

import type { PyStr } from './ast.ts'

export type ConstantObject =
  | { readonly type: 'None' | 'True' | 'False' | 'Ellipsis' }
  | { readonly type: 'int'; readonly value: number | bigint } // a number if that is a safe integer
  | { readonly type: 'float'; readonly value: number }
  | { readonly type: 'complex'; readonly real: number; readonly imag: number }
  | { readonly type: 'str'; readonly value: PyStr }
  | { readonly type: 'bytes'; readonly value: Uint8Array }
  | { readonly type: 'tuple' | 'frozenset' | 'slice'; readonly items: readonly ConstantObject[] }
  | { readonly type: 'code'; readonly code: CodeObject }

/** Instructions in [start, end) that raise continue at `handler`, with the exception in `register`. Sorted, disjoint. */
export interface ExceptionEntry {
  start: number
  end: number
  handler: number
  register: number
}

export interface CodeObject {
  flags: number
  argcount: number
  posonlyargcount: number
  kwonlyargcount: number
  /** All registers of a frame, temporaries and call areas included. */
  registerCount: number
  firstlineno: number
  filename: string
  name: string
  qualname: string
  /** Names of the first registers: parameters, locals, cells, free variables. */
  variables: string[]
  /** Index of the first free variable's register. */
  firstFree: number
  cellvars: string[]
  freevars: string[]
  constants: ConstantObject[]
  /** Name of each cache record; null for calls. */
  caches: (string | null)[]
  /** co_names. */
  names: string[]
  exceptions: ExceptionEntry[]
  /** Two words for each instruction. */
  code: Uint32Array
  positions: Uint8Array
  liveness: Uint8Array
}

/** A source position; columns are bytes of UTF-8, -1 if there is none. */
export interface Position {
  lineno: number
  end_lineno: number
  col_offset: number
  end_col_offset: number
}

/** Distinguishes constants of equal value but another type, sign of zero or NaN. */
export function scalarKey(constant: ConstantObject): string {
  switch (constant.type) {
    case 'int':
      return `i${constant.value}`
    case 'float':
      return `f${floatKey(constant.value)}`
    case 'complex':
      return `c${floatKey(constant.real)},${floatKey(constant.imag)}`
    case 'str':
      return typeof constant.value === 'string' ? `s${constant.value}` : `S${constant.value.join(',')}`
    case 'bytes':
      return `b${Buffer.from(constant.value).toString('latin1')}`
  }
  return constant.type
}

function floatKey(value: number): string {
  return Object.is(value, -0) ? '-0' : String(value)
}

/** The key under which equal constants of one code object are merged; null if they are not. */
export function constantKey(constant: ConstantObject): string | null {
  switch (constant.type) {
    case 'code':
      return null
    case 'tuple':
    case 'frozenset':
    case 'slice': {
      let key = `${constant.type[0]}${constant.items.length}`
      for (const item of constant.items) {
        const part = constantKey(item)
        if (part === null) return null
        key += `:${part.length}:${part}`
      }
      return key.replace(/^./, constant.type === 'tuple' ? 'T' : constant.type === 'slice' ? 'L' : 'F')
    }
  }
  return scalarKey(constant)
}
