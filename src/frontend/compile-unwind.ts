// Leaving blocks by return, break and continue: what must happen on the way out of each.

import { CALL_ARGUMENTS, CALL_SELF } from '../interp/opcode-info.ts'
import { Op } from '../interp/opcodes.ts'
import type * as ast from './ast.ts'
import { awaitRegister } from './compile-generators.ts'
import { forgetName } from './compile-names.ts'
import { compileBody } from './compile-statements.ts'
import { type CodeUnit, TEMP_BASE } from './compile-unit.ts'

/**
 * Emits the exits of the blocks from the innermost out to number `depth`. Afterwards the blocks and the handler are as
 * before, for the code that follows in the text.
 */
export function leaveBlocks(u: CodeUnit, depth: number, how: 'return' | 'break' | 'continue', at: ast.Located): void {
  const saved = [...u.blocks]
  const { handler } = u
  // as CPython: a loop inside the finally body silences the warning, even for return
  const last = saved.findLast((block) => block.kind === 'finally handler' || block.kind === 'loop')
  if (last?.kind === 'finally handler') u.context.warn(`'${how}' in a 'finally' block`, at)
  while (u.blocks.length > depth) {
    const block = u.blocks.pop()!
    u.handler = block.outer
    switch (block.kind) {
      case 'finally':
        compileBody(u, block.body)
        break
      case 'finally handler':
        u.emit(Op.LEAVE_HANDLER, null, block.saved)
        break
      case 'handler':
        u.emit(Op.LEAVE_HANDLER, null, block.saved)
        if (block.name !== null) forgetName(u, block.name)
        break
      case 'group handler':
        throw u.context.error("'break', 'continue' and 'return' cannot appear in an except* block", at)
      case 'with':
        callExit(u, block.area, block.isAsync, block.at)
        break
    }
  }
  u.blocks.splice(0, u.blocks.length, ...saved)
  u.handler = handler
}

/** Calls the exit function in call area `area` with three Nones; its result is dropped. */
export function callExit(u: CodeUnit, area: number, isAsync: boolean, at: ast.Located): void {
  const mark = u.top
  let own = area
  if (TEMP_BASE + u.top === area + CALL_ARGUMENTS) u.temps(3)
  else {
    // something stands above the area that the call would overwrite
    own = u.temps(CALL_ARGUMENTS + 3)
    u.emit(Op.MOVE, at, own, area)
    u.emit(Op.MOVE, at, own + CALL_SELF, area + CALL_SELF)
  }
  for (let i = 0; i < 3; i++) u.loadConstant({ type: 'None' }, own + CALL_ARGUMENTS + i, at)
  const result = own
  u.emit(Op.CALL_METHOD, at, result, own, u.callCache(), 3)
  if (isAsync) {
    const value = u.temp()
    awaitRegister(u, at, result, value, 2)
  }
  u.top = mark
}
