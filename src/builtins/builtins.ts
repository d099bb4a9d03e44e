// The module builtins: its functions (builtins-*.ts, interp/exec.ts) and the names of the builtin types. `compile`, `print`'s
// stream and `__import__` are the host's and the import system's (src/modules/builtins.ts, src/overlay/_typhon_main.py).

import { MAX_STATIC_TYPES } from '../memory/layout'
import { ELLIPSIS, FALSE, NONE, NOT_IMPLEMENTED, TRUE, pointer } from '../memory/value'
import { MODULE_DICT, defineConstant, defineModule } from '../objects/define'
import { namespaceSet } from '../objects/namespace'
import { TYPE_DICT, TYPE_NAME } from '../objects/type'
import { typeAt } from '../objects/shape'
import { T } from '../objects/type-ids'
import { WellKnown, setWellKnown } from '../objects/well-known'
import { defineExecFunctions } from '../interp/exec'
import { defineImportFunction } from './import'
import { defineIterationFunctions } from './builtins-iteration'
import { defineObjectFunctions } from './builtins-objects'
import { defineStreamFunctions } from './builtins-streams'

/** Static types that are in module builtins by their name but not visible there. */
function isHidden(t: T): bool {
  switch (t) {
    case T.object: case T.type: case T.int: case T.bool: case T.float: case T.complex: case T.str: case T.bytes: case T.tuple:
    case T.range: case T.slice: case T.list: case T.dict: case T.set: case T.frozenset: case T.bytearray: case T.memoryview:
    case T.enumerate: case T.reversed: case T.zip: case T.map: case T.filter: case T.property: case T.staticmethod:
    case T.classmethod: case T.super_: return false
    default: return !(t >= T.BaseException && t <= T.ExceptionGroup)
  }
}

export function initBuiltinsModule(): u32 {
  const m = defineModule('builtins')
  setWellKnown(WellKnown.builtinsModule, pointer(m))
  const dict = load<u32>(m, MODULE_DICT)
  for (let t: u32 = 0; t < MAX_STATIC_TYPES; t++) {
    const type = typeAt(<T>t)
    if (load<u32>(type, TYPE_DICT) == 0 || isHidden(<T>t)) continue
    namespaceSet(dict, load<u32>(type, TYPE_NAME), pointer(type))
  }
  defineConstant(m, 'EnvironmentError', pointer(typeAt(T.OSError)))
  defineConstant(m, 'IOError', pointer(typeAt(T.OSError)))
  defineConstant(m, 'None', NONE)
  defineConstant(m, 'True', TRUE)
  defineConstant(m, 'False', FALSE)
  defineConstant(m, 'Ellipsis', ELLIPSIS)
  defineConstant(m, 'NotImplemented', NOT_IMPLEMENTED)
  defineConstant(m, '__debug__', TRUE)
  defineObjectFunctions(m)
  defineIterationFunctions(m)
  defineExecFunctions(m)
  defineImportFunction(m)
  defineStreamFunctions(m)
  return m
}
