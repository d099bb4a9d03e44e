// builtins.compile: source text or a syntax tree to a code object or a syntax tree, by the front end.

import * as crypto from 'node:crypto'
import type { CodeCache } from '../host/code-cache.ts'
import { compile } from '../frontend/compile.ts'
import { parse } from '../frontend/parser.ts'
import { PythonSyntaxError } from '../frontend/syntax-error.ts'
import type { Mod } from '../frontend/ast.ts'
import { encodeSurrogateEscape, type HostHeap, type Ref } from '../host/heap.ts'
import { type HostModule, plain } from '../host/host-builtins.ts'
import { T } from '../objects/type-ids.ts'
import { treeFromPython, treeToPython } from './ast.ts'

const PY_CF_ONLY_AST = 0x400
const PY_CF_DONT_IMPLY_DEDENT = 0x200
const PY_CF_ALLOW_INCOMPLETE_INPUT = 0x4000
const KNOWN_FLAGS = 0x1ffe000 | PY_CF_ONLY_AST | PY_CF_DONT_IMPLY_DEDENT | 0x1000 | 0x2000 | 0x4000 | 0x8000 | 0x100

/** Raises the exception that a syntax error of the front end stands for. */
export function raiseSyntaxError(heap: HostHeap, error: PythonSyntaxError): never {
  if (error.type === 'MemoryError') heap.raise(T.MemoryError, error.message)
  const type = { SyntaxError: T.SyntaxError, IndentationError: T.IndentationError, TabError: T.TabError, _IncompleteInputError: T._IncompleteInputError }[error.type]
  const number = (n: number | null) => (n === null ? heap.none() : heap.int(n))
  const details = heap.tuple([
    heap.str(error.filename), number(error.lineno), number(error.offset),
    error.text === null ? heap.none() : heap.str(error.text), number(error.endLineno), number(error.endOffset),
  ])
  heap.raiseWith(type, heap.str(error.message), details)
}

/** Source of a compile call: text or bytes. */
function sourceOf(heap: HostHeap, source: Ref, what: string): string | Uint8Array {
  if (heap.isStr(source)) {
    const text = heap.toStr(source)
    if (text.includes('\0')) heap.raise(T.SyntaxError, 'source code string cannot contain null bytes')
    return text
  }
  const tag = heap.tag(source)
  if (tag === T.bytes || tag === T.bytearray || tag === T.memoryview) {
    const bytes = heap.toBytes(source)
    if (bytes.includes(0)) heap.raise(T.SyntaxError, 'source code string cannot contain null bytes')
    return bytes
  }
  heap.raise(T.TypeError, `${what} must be a string, bytes or code object`)
}

/** Sources of files are worth a place in the cache; texts given to exec and eval are not. */
const LEAST_CACHED_LENGTH = 2000

/** Key of a compilation in the cache of compiled code, or null: not kept. */
function cacheKey(source: string | Uint8Array, filename: string, mode: string, flags: number, optimize: number): string | null {
  if (mode !== 'exec' || source.length < LEAST_CACHED_LENGTH || filename.startsWith('<')) return null
  const hash = crypto.createHash('sha256').update(JSON.stringify([filename, flags, optimize, typeof source])).update(source)
  return `source/${hash.digest('hex')}`
}

export function compileToCode(heap: HostHeap, cache: CodeCache, source: string | Uint8Array, filename: string, mode: string, flags: number, optimize: number): Ref {
  if (mode !== 'exec' && mode !== 'eval' && mode !== 'single') heap.raise(T.ValueError, "compile() mode must be 'exec', 'eval' or 'single'")
  const key = cacheKey(source, filename, mode, flags, optimize)
  const cached = key === null ? null : cache.read(key)
  if (cached) return heap.loadCode(cached)
  let warned = false
  const code = inFrontEnd(heap, () => {
    const tree = parse(source, filename, {
      mode,
      allowIncompleteInput: (flags & PY_CF_ALLOW_INCOMPLETE_INPUT) !== 0,
      dontImplyDedent: (flags & PY_CF_DONT_IMPLY_DEDENT) !== 0,
    })
    return compile(tree, filename, { mode, optimize, flags, onWarning: () => (warned = true) })
  })
  if (key !== null && !warned) cache.write(key, code)
  return heap.loadCode(code)
}

/** Runs a part of the front end; its errors become Python's. */
function inFrontEnd<R>(heap: HostHeap, body: () => R): R {
  try {
    return body()
  } catch (error) {
    if (error instanceof PythonSyntaxError) raiseSyntaxError(heap, error)
    if (error instanceof RangeError) heap.raise(T.RecursionError, 'maximum recursion depth exceeded during compilation')
    throw error
  }
}

function parseToTree(heap: HostHeap, source: string | Uint8Array, filename: string, mode: string, flags: number): Ref {
  if (mode !== 'exec' && mode !== 'eval' && mode !== 'single' && mode !== 'func_type') {
    heap.raise(T.ValueError, "compile() mode must be 'exec', 'eval', 'single' or 'func_type'")
  }
  const allowIncompleteInput = (flags & PY_CF_ALLOW_INCOMPLETE_INPUT) !== 0
  return treeToPython(heap, inFrontEnd(heap, () => parse(source, filename, { mode, allowIncompleteInput })))
}

function compileTree(heap: HostHeap, tree: Mod, filename: string, mode: 'exec' | 'eval' | 'single', flags: number, optimize: number): Ref {
  return heap.loadCode(inFrontEnd(heap, () => compile(tree, filename, { mode, optimize, flags })))
}

/** Functions that go into module builtins. */
export function compileFunctions(optimizeDefault: number, cache: CodeCache): HostModule {
  return {
    name: 'builtins',
    builtins: [
      plain(
        'compile',
        '($module, /, source, filename, mode, flags=0, dont_inherit=False, optimize=-1, *, _feature_version=-1)',
        (heap, [source, filename, mode, flags, , optimize]) => {
          const flagBits = heap.isUnbound(flags) ? 0 : heap.toNumber(flags)
          if (flagBits & ~KNOWN_FLAGS) heap.raise(T.ValueError, 'compile(): unrecognised flags')
          const level = heap.isUnbound(optimize) ? -1 : heap.toNumber(optimize)
          if (level < -1 || level > 2) heap.raise(T.ValueError, 'compile(): invalid optimize value')
          const name = heap.isStr(filename) ? heap.toStr(filename) : heap.toPath(filename, 'filename').toString()
          const kind = heap.toStr(mode)
          const tree = treeFromPython(heap, source, kind)
          if (tree !== null) {
            if (flagBits & PY_CF_ONLY_AST) return source
            return compileTree(heap, tree, name, kind as 'exec', flagBits, level < 0 ? optimizeDefault : level)
          }
          const text = sourceOf(heap, source, 'compile() arg 1')
          if (flagBits & PY_CF_ONLY_AST) return parseToTree(heap, text, name, kind, flagBits)
          return compileToCode(heap, cache, text, name, kind, flagBits, level < 0 ? optimizeDefault : level)
        },
      ),
      plain('_compile_text', '($module, source, mode, /)', (heap, [source, mode]) => {
        const kind = heap.toStr(mode)
        let text = sourceOf(heap, source, `${kind}() arg 1`)
        if (kind === 'eval') text = typeof text === 'string' ? text.replace(/^[ \t]+/, '') : Buffer.from(encodeSurrogateEscape(Buffer.from(text).toString('utf8').replace(/^[ \t]+/, '')))
        return compileToCode(heap, cache, text, '<string>', kind, 0, optimizeDefault)
      }),
    ],
  }
}
