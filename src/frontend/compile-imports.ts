// import statements.

import { Op } from '../interp/opcodes.ts'
import type * as ast from './ast.ts'
import { storeName } from './compile-names.ts'
import type { CodeUnit } from './compile-unit.ts'
import { intConstant, strConstant } from './fold-constants.ts'

/** R[dest] = the module that `__import__` gives. */
function importName(
  u: CodeUnit,
  at: ast.Located,
  name: string,
  level: number,
  fromlist: readonly string[] | null,
  dest: number,
): void {
  const mark = u.top
  const operands = u.temps(2)
  u.loadConstant(intConstant(level), operands, at)
  u.loadConstant(
    fromlist === null ? { type: 'None' } : { type: 'tuple', items: fromlist.map(strConstant) },
    operands + 1,
    at,
  )
  u.noteName(name)
  u.emit(Op.IMPORT_NAME, at, dest, u.nameConstant(name), operands)
  u.top = mark
}

export function compileImport(u: CodeUnit, s: ast.Import): void {
  for (const alias of s.names) {
    const mark = u.top
    const module = u.temp()
    importName(u, s, alias.name, 0, null, module)
    const [first, ...rest] = alias.name.split('.')
    if (alias.asname === null) {
      storeName(u, first, module, s)
    } else {
      for (const part of rest) {
        u.noteName(part)
        u.emit(Op.IMPORT_FROM, s, module, module, u.nameConstant(part))
      }
      storeName(u, alias.asname, module, s)
    }
    u.top = mark
  }
}

export function compileImportFrom(u: CodeUnit, s: ast.ImportFrom): void {
  const mark = u.top
  const module = u.temp()
  const names = s.names.map((alias) => alias.name)
  importName(u, s, s.module ?? '', s.level, names, module)
  for (const alias of s.names) {
    if (alias.name === '*') {
      u.emit(Op.IMPORT_STAR, s, 0, module)
      continue
    }
    const value = u.temp()
    u.noteName(alias.name)
    u.emit(Op.IMPORT_FROM, s, value, module, u.nameConstant(alias.name))
    storeName(u, alias.asname ?? alias.name, value, s)
    u.top--
  }
  u.top = mark
}
