// Functions of the module builtins that go through the streams and hooks of sys: input, breakpoint; and aiter.

import { callMethod0, callMethod1, callVector } from '../interp/nested'
import { EXCEPTION, NONE, PARKED, UNBOUND, Value, addressOf, pointer } from '../memory/value'
import { isResumed } from '../interp/host-effect'
import { isStr, str } from '../objects/abstract'
import { arg, defineFunction, fn } from '../objects/define'
import { lit, litValue } from '../objects/intern'
import { vectorNames, dictToVector } from '../objects/keywords'
import { clearError, raiseFormat, raiseText } from '../objects/raise'
import { strAt, strLength, strOf } from '../objects/str-core'
import { TUPLE_ITEMS, tupleLength } from '../objects/tuple-core'
import { typeOf, typeSlot } from '../objects/type'
import { T } from '../objects/type-ids'
import { Slot } from '../objects/type-slots'
import { isExactText, textLine } from './io-text'
import { TEXT_BUSY } from './io-text-core'
import { builtins_buildClass } from './build-class'
import { builtins_print, sysAttribute } from './print'

/** input(prompt=''): through sys.stdin and sys.stdout, as CPython does when they are no terminals. */
function builtins_input(argv: u32): Value {
  const stdin = sysAttribute(lit('stdin')), stdout = sysAttribute(lit('stdout'))
  if (stdin == EXCEPTION || stdout == EXCEPTION) return EXCEPTION
  if (stdin == UNBOUND || stdin == NONE) return raiseText(T.RuntimeError, 'input(): lost sys.stdin')
  if (stdout == UNBOUND || stdout == NONE) return raiseText(T.RuntimeError, 'input(): lost sys.stdout')
  const exact = isExactText(stdin)
  if (!exact || !isResumed(addressOf(stdin), TEXT_BUSY)) { // else it is the second run: the line has come
    const stderr = sysAttribute(lit('stderr'))
    if (stderr == EXCEPTION) return EXCEPTION
    if (stderr != UNBOUND && stderr != NONE && callMethod0(stderr, lit('flush')) == EXCEPTION) clearError()
    if (arg(argv, 0) != UNBOUND) {
      const prompt = str(arg(argv, 0))
      if (prompt == EXCEPTION || callMethod1(stdout, lit('write'), prompt) == EXCEPTION) return EXCEPTION
    }
    if (callMethod0(stdout, lit('flush')) == EXCEPTION) return EXCEPTION
  }
  const line = exact ? textLine(addressOf(stdin)) : callMethod0(stdin, lit('readline'))
  if (line == PARKED) return PARKED
  if (line == EXCEPTION) return EXCEPTION
  if (!isStr(line)) return raiseText(T.TypeError, 'object.readline() returned non-string')
  const n = strLength(strOf(line))
  if (n == 0) return raiseText(T.EOFError, 'EOF when reading a line')
  if (strAt(strOf(line), n - 1) != 10) return line
  return callMethod1(line, lit('removesuffix'), litValue('\n'))
}

function builtins_breakpoint(argv: u32): Value {
  const hook = sysAttribute(lit('breakpointhook'))
  if (hook == EXCEPTION) return EXCEPTION
  if (hook == UNBOUND) return raiseText(T.RuntimeError, 'lost sys.breakpointhook')
  const vector = dictToVector(addressOf(arg(argv, 0)), 0, arg(argv, 1))
  return callVector(hook, vector + TUPLE_ITEMS, tupleLength(vector), vectorNames(arg(argv, 1)))
}

function builtins_aiter(argv: u32): Value {
  const o = arg(argv, 0)
  const slot = typeSlot(typeOf(o), Slot.aiter)
  if (!slot) return raiseFormat(T.TypeError, "'%T' object is not an async iterable", o)
  const it = call_indirect<Value>(slot, o)
  if (it != EXCEPTION && !typeSlot(typeOf(it), Slot.anext)) return raiseFormat(T.TypeError, "aiter() returned not an async iterator of type '%T'", it)
  return it
}

export function defineStreamFunctions(m: u32): void {
  defineFunction(m, '__build_class__', '(func=None, name=None, /, *bases, **kwds)', fn(builtins_buildClass))
  defineFunction(m, 'aiter', '($module, async_iterable, /)', fn(builtins_aiter))
  defineFunction(m, 'breakpoint', '($module, /, *args, **kws)', fn(builtins_breakpoint))
  defineFunction(m, 'input', "($module, prompt='', /)", fn(builtins_input))
  defineFunction(m, 'print', "($module, /, *args, sep=' ', end='\\n', file=None, flush=False)", fn(builtins_print))
}
