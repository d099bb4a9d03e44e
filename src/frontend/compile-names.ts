// Loads, stores and deletions of names, in every kind of scope.
//
// A local of a function (also an iteration variable of an inlined comprehension) *is* its register: `localRegister` lets
// instructions read and write it directly. Reads check for UNBOUND; flow.ts drops the checks that cannot fail.

import { Op } from '../interp/opcodes.ts'
import type { Located } from './ast.ts'
import { CELL_BASE, type CodeUnit, TEMP_BASE } from './compile-unit.ts'
import { isFunctionLike, type Scope, Where } from './symbols.ts'

type Access =
  | { readonly kind: 'fast' | 'cell' | 'free'; readonly register: number }
  | { readonly kind: 'global' | 'name' | 'class global' }

const GLOBAL: Access = { kind: 'global' }
const NAME: Access = { kind: 'name' }
const CLASS_GLOBAL: Access = { kind: 'class global' }

function isSpecial(name: string): boolean {
  return name === '__class__' || name === '__classdict__' || name === '__conditional_annotations__'
}

function accessOf(u: CodeUnit, name: string): Access {
  const { scope } = u
  const symbol = scope.symbols.get(name)
  if (symbol === undefined) return u.isFunction || scope !== u.unitScope ? GLOBAL : NAME
  switch (symbol.where) {
    case Where.LOCAL:
    case Where.CELL: {
      const home: Scope = symbol.home!
      if (!isFunctionLike(home)) return NAME
      const bound = home.symbols.get(name)!
      return { kind: bound.captured ? 'cell' : 'fast', register: u.registerOf(home, name, bound) }
    }
    case Where.FREE:
      return { kind: 'free', register: u.freeRegister(name) }
    case Where.GLOBAL_IMPLICIT:
      if (scope.canSeeClassScope) return CLASS_GLOBAL
      if (u.isFunction) return GLOBAL
      // in a comprehension in a class body the names of the class are not seen
      return u.unitScope.kind === 'class' && scope !== u.unitScope ? GLOBAL : NAME
    default:
      return GLOBAL
  }
}

/** Register of a name that is a plain local variable of this code, or -1. */
export function localRegister(u: CodeUnit, id: string): number {
  const access = accessOf(u, u.mangle(id))
  return access.kind === 'fast' ? access.register : -1
}

export function checkLocal(u: CodeUnit, register: number, name: string, at: Located | null): void {
  if (u.reachable) u.emit(Op.CHECK_LOCAL, at, register, u.nameConstant(name))
}

/** A register that holds the value of the name: that of a local if it is one, else a new temporary. */
export function nameOperand(u: CodeUnit, id: string, at: Located, stays: boolean): number {
  const name = u.mangle(id)
  const access = accessOf(u, name)
  if (access.kind === 'fast') {
    checkLocal(u, access.register, name, at)
    // an assignment expression in a later operand would change it
    if (stays || !u.unitScope.walrusTargets?.has(name)) return access.register
    const copy = u.temp()
    u.emit(Op.MOVE, at, copy, access.register)
    return copy
  }
  const dest = u.temp()
  loadAccess(u, access, name, dest, at)
  return dest
}

export function loadName(u: CodeUnit, id: string, dest: number, at: Located | null): void {
  const name = u.mangle(id)
  loadAccess(u, accessOf(u, name), name, dest, at)
}

/** As `loadName`, of a name that is not to be mangled. */
export function loadPlainName(u: CodeUnit, name: string, dest: number, at: Located | null): void {
  loadAccess(u, accessOf(u, name), name, dest, at)
}

function loadAccess(u: CodeUnit, access: Access, name: string, dest: number, at: Located | null): void {
  if (!u.reachable) return
  switch (access.kind) {
    case 'fast':
      checkLocal(u, access.register, name, at)
      if (dest !== access.register) u.emit(Op.MOVE, at, dest, access.register)
      return
    case 'cell':
      u.emit(Op.LOAD_DEREF, at, dest, access.register, u.nameConstant(name), 0)
      return
    case 'free': {
      if (u.scope === u.unitScope && !isSpecial(name)) {
        const mapping = u.unitScope.kind === 'class' || u.scope.canSeeClassScope
        if (mapping) {
          // the destination may be a variable, the mapping must not become visible in it
          const through = dest >= TEMP_BASE ? dest : u.temp()
          loadClassMapping(u, through, at)
          u.emit(Op.LOAD_FROM_DICT_OR_DEREF, at, through, access.register, u.nameConstant(name))
          if (through !== dest) u.emit(Op.MOVE, at, dest, through)
          return
        }
      }
      u.emit(Op.LOAD_DEREF, at, dest, access.register, u.nameConstant(name), 1)
      return
    }
    case 'global':
      u.emit(Op.LOAD_GLOBAL, at, dest, 0, u.cache(name, Op.LOAD_GLOBAL))
      return
    case 'name':
      u.emit(Op.LOAD_NAME, at, dest, 0, u.cache(name, Op.LOAD_NAME))
      return
    case 'class global': {
      const through = dest >= TEMP_BASE ? dest : u.temp()
      loadClassMapping(u, through, at)
      u.emit(Op.LOAD_FROM_DICT_OR_GLOBALS, at, through, 0, u.cache(name, Op.LOAD_FROM_DICT_OR_GLOBALS))
      if (through !== dest) u.emit(Op.MOVE, at, dest, through)
      return
    }
  }
}

/** The namespace of the class whose names the code sees. */
function loadClassMapping(u: CodeUnit, dest: number, at: Located | null): void {
  if (u.unitScope.kind === 'class') u.emit(Op.LOAD_LOCALS, at, dest)
  else u.emit(Op.LOAD_DEREF, at, dest, u.closureRegister('__classdict__'), u.nameConstant('__classdict__'), 1)
}

export function storeName(u: CodeUnit, id: string, source: number, at: Located | null): void {
  const name = u.mangle(id)
  storePlainName(u, name, source, at)
}

export function storePlainName(u: CodeUnit, name: string, source: number, at: Located | null): void {
  const access = accessOf(u, name)
  if (!u.reachable) return
  switch (access.kind) {
    case 'fast':
      if (source !== access.register) u.emit(Op.MOVE, at, access.register, source)
      return
    case 'cell':
    case 'free':
      u.emit(Op.STORE_DEREF, at, access.register, source)
      return
    case 'name':
      u.emit(Op.STORE_NAME, at, source, 0, u.cache(name, Op.STORE_NAME))
      return
    default:
      u.emit(Op.STORE_GLOBAL, at, source, 0, u.cache(name, Op.STORE_GLOBAL))
  }
}

export function deleteName(u: CodeUnit, id: string, at: Located | null): void {
  const name = u.mangle(id)
  const access = accessOf(u, name)
  if (!u.reachable) return
  switch (access.kind) {
    case 'fast':
      u.emit(Op.DELETE_LOCAL, at, access.register, u.nameConstant(name))
      return
    case 'cell':
    case 'free':
      u.emit(Op.DELETE_DEREF, at, access.register, 0, u.nameConstant(name), access.kind === 'free' ? 1 : 0)
      return
    case 'name':
      u.emit(Op.DELETE_NAME, at, 0, 0, u.cache(name, Op.DELETE_NAME))
      return
    default:
      u.emit(Op.DELETE_GLOBAL, at, 0, 0, u.cache(name, Op.DELETE_GLOBAL))
  }
}

/** `name = None; del name`, as at the end of an except clause. */
export function forgetName(u: CodeUnit, id: string): void {
  const access = accessOf(u, u.mangle(id))
  if (access.kind === 'fast') {
    u.emit(Op.UNSET, null, access.register)
    return
  }
  const mark = u.top
  const none = u.temp()
  u.loadConstant({ type: 'None' }, none, null)
  storeName(u, id, none, null)
  deleteName(u, id, null)
  u.top = mark
}

/** Cell of the class unit itself, as `__class__`. */
export function ownCell(u: CodeUnit, name: string): number {
  return CELL_BASE + u.cellNames.indexOf(name)
}
