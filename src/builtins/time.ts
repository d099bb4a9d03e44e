// The module time, the part that lives in the core: struct_time, sleep, strptime. Clocks and calendar: src/modules/time.ts.

import { EXCEPTION, NONE, UNBOUND, Value } from '../memory/value'
import { callVector } from '../interp/nested'
import { importModule } from '../interp/import-hook'
import { clearDeadline, deadlineIn, parkUntil } from '../interp/park'
import { mayPark } from '../interp/host-effect'
import { hostNow, waitForChange } from '../memory/host'
import { allocateStorage } from '../gc/allocate'
import { getAttribute } from '../objects/abstract'
import { arg, defineFunction, defineModule, fn } from '../objects/define'
import { lit } from '../objects/intern'
import { raiseText } from '../objects/raise'
import { defineStructSequence } from '../objects/struct-sequence'
import { T } from '../objects/type-ids'
import { publishType } from './fields'
import { secondsOf } from './thread-lock'

/** Parks the thread until the time has come; in nested runs and atomic blocks the executor waits. */
function time_sleep(argv: u32): Value {
  const seconds = secondsOf(arg(argv, 0))
  if (seconds != seconds) return EXCEPTION
  if (seconds < 0) return raiseText(T.ValueError, 'sleep length must be non-negative')
  if (seconds > 9223372036.0) return raiseText(T.OverflowError, 'timestamp too large to convert to C PyTime_t')
  if (!mayPark()) {
    const end = hostNow() + seconds * 1000
    const word = allocateStorage(8) + 8 // nobody changes it
    while (hostNow() < end) waitForChange(word, 0)
    return NONE
  }
  const deadline = deadlineIn(seconds)
  if (hostNow() >= deadline) {
    clearDeadline()
    return NONE
  }
  return parkUntil(0, deadline)
}

function time_strptime(argv: u32): Value {
  const module = importModule(lit('_strptime'))
  if (module == EXCEPTION) return module
  const f = getAttribute(module, lit('_strptime_time'))
  if (f == EXCEPTION) return f
  return callVector(f, argv, arg(argv, 1) == UNBOUND ? 1 : 2, 0)
}

export function initTimeModule(): u32 {
  const m = defineModule('time')
  defineStructSequence(T.time_struct_time, 'time.struct_time', 'tm_year tm_mon tm_mday tm_hour tm_min tm_sec tm_wday tm_yday tm_isdst tm_zone tm_gmtoff', 9, true,
    'The time value as returned by gmtime(), localtime(), and strptime().')
  publishType(m, T.time_struct_time, 'struct_time')
  defineFunction(m, 'sleep', '($module, seconds, /)', fn(time_sleep))
  defineFunction(m, 'strptime', "($module, data_string, format='%a %b %d %H:%M:%S %Y', /)", fn(time_strptime))
  return m
}
