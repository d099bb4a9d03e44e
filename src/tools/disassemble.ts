// Bytecode as text, for --dump=b, tests and the curious: every code object with its instructions, constants and tables.

import { constantRepr } from '../frontend/ast-dump.ts'
import type { CodeObject, ConstantObject } from '../frontend/code-object.ts'
import { readCode, readLiveness, readPositions } from '../frontend/code-reader.ts'
import { decode, isJump, OP_FORMATS, OP_NAMES } from '../interp/opcode-info.ts'
import { Op } from '../interp/opcodes.ts'

export interface DisassembleOptions {
  /** Show the live temporaries before each instruction. */
  readonly liveness?: boolean
  /** Only this code object, not those in its constants. */
  readonly shallow?: boolean
}

export function constantText(constant: ConstantObject): string {
  switch (constant.type) {
    case 'complex':
      return `(${constant.real}+${constant.imag}j)`
    case 'tuple':
      return `(${constant.items.map(constantText).join(', ')}${constant.items.length === 1 ? ',' : ''})`
    case 'frozenset':
      return `frozenset({${constant.items.map(constantText).join(', ')}})`
    case 'slice':
      return `slice(${constant.items.map(constantText).join(', ')})`
    case 'code':
      return `<code ${constant.code.qualname}>`
  }
  return constantRepr(constant)
}

function clip(text: string): string {
  return text.length > 60 ? `${text.slice(0, 57)}...` : text
}

export function disassemble(code: CodeObject | Uint8Array, options: DisassembleOptions = {}): string {
  const lines: string[] = []
  disassembleInto(code instanceof Uint8Array ? readCode(code) : code, options, lines)
  return `${lines.join('\n')}\n`
}

function disassembleInto(code: CodeObject, options: DisassembleOptions, lines: string[]): void {
  const count = code.code.length / 2
  const named = code.variables.length
  lines.push(`${code.qualname} (${code.filename}:${code.firstlineno})`)
  lines.push(
    `  ${code.argcount} positional (${code.posonlyargcount} only), ${code.kwonlyargcount} keyword-only; flags 0x${code.flags.toString(16)}; ${named} variables, ${code.registerCount} registers`,
  )
  const register = (r: number): string => (r < named ? code.variables[r] || 'locals()' : `t${r - named}`)
  const positions = readPositions(code)
  const liveness = options.liveness ? readLiveness(code) : []
  const targets = new Set<number>()
  for (let i = 0; i < count; i++) {
    const { target } = decode(code.code, i)
    if (target >= 0) targets.add(target)
  }
  for (const entry of code.exceptions) targets.add(entry.handler)
  let line = -1
  for (let i = 0; i < count; i++) {
    const instruction = decode(code.code, i)
    const { op, x } = instruction
    const format = OP_FORMATS[op]
    const operands: string[] = []
    const values = [instruction.a, instruction.b, instruction.c]
    const letters = isJump(op) && format[1] === 'D' ? '---' : format
    for (let k = 0; k < 3; k++) {
      const value = values[k]
      switch (letters[k]) {
        case '-':
        case 'd':
          break
        case 'k':
        case 'N':
          operands.push(clip(constantText(code.constants[value])))
          break
        case 'c':
          operands.push(code.caches[value] === null ? '' : `.${code.caches[value]}`)
          break
        case 'n':
          operands.push(`#${value}`)
          break
        default:
          operands.push(register(value))
      }
    }
    if (x !== 0 || isTruthJump(op)) operands.push(`x=${x}`)
    if (instruction.target >= 0) operands.push(`-> ${instruction.target}`)
    const at = positions[i]
    const number = at !== null && at !== undefined && at.lineno !== line ? String(at.lineno) : ''
    if (at) line = at.lineno
    const mark = targets.has(i) ? '>' : ' '
    const live = liveness[i] === undefined ? '' : `  {${[...liveness[i]].map(register).join(' ')}}`
    const text = operands.filter((part) => part !== '').join(', ')
    lines.push(
      `${number.padStart(5)} ${mark}${String(i).padStart(4)} ${OP_NAMES[op].padEnd(22)} ${text}${live}`.trimEnd(),
    )
  }
  if (code.exceptions.length > 0) {
    lines.push('  exceptions:')
    for (const { start, end, handler, register: r } of code.exceptions) {
      lines.push(`    ${start}..${end} -> ${handler} (${register(r)})`)
    }
  }
  lines.push('')
  if (options.shallow) return
  for (const constant of code.constants) if (constant.type === 'code') disassembleInto(constant.code, options, lines)
}

function isTruthJump(op: number): boolean {
  return OP_FORMATS[op][2] === 'd' && op >= Op.JUMP_IF && op <= Op.CONTAINS_JUMP
}
