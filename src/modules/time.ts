// The module time, the part that needs Node: clocks and the calendar of the local time zone. struct_time and sleep live in the core
// (src/builtins/time.ts); strptime is the standard library's _strptime.

import type { HostHeap, Ref } from '../host/heap.ts'
import { type HostBuiltin, type HostModule, plain } from '../host/host-builtins.ts'
import { T } from '../objects/type-ids.ts'
import { formatTime } from './time-format.ts'
import { type BrokenTime, broken, localBroken, localSeconds, zone } from './time-zone.ts'

/** Nanoseconds since 1970. */
function wallClock(): bigint {
  const ms = performance.timeOrigin + performance.now()
  return BigInt(Math.floor(ms * 1e3)) * 1000n
}
const monotonic = () => process.hrtime.bigint()
const cpu = () => {
  const { user, system } = process.cpuUsage()
  return BigInt(user + system) * 1000n
}

/** A clock as two functions, NAME() in seconds and NAME_ns(). */
function clock(name: string, read: () => bigint): HostBuiltin[] {
  return [
    plain(name, '($module, /)', (heap) => heap.float(Number(read()) / 1e9)),
    plain(`${name}_ns`, '($module, /)', (heap) => heap.int(read())),
  ]
}

const CLOCKS: Record<number, () => bigint> = { 0: wallClock, 1: monotonic, 2: cpu, 3: cpu, 4: monotonic, 5: wallClock, 6: monotonic, 7: monotonic, 11: wallClock }
function clockOf(heap: HostHeap, id: Ref): () => bigint {
  const found = CLOCKS[heap.toNumber(id)]
  return found ?? heap.raiseWith(T.OSError, heap.int(22), heap.str('Invalid argument'))
}

/** The seconds of an argument, now if it is None or missing. */
function secondsArgument(heap: HostHeap, ref: Ref): number {
  if (heap.isMissing(ref)) return Math.floor(Date.now() / 1000)
  const x = heap.toFloat(ref)
  if (Number.isNaN(x)) heap.raise(T.ValueError, 'Invalid value NaN (not a number)')
  const n = Math.floor(x)
  if (Math.abs(n) > 9.3e18) heap.raise(T.OverflowError, 'timestamp out of range for platform time_t')
  if (Math.abs(n) > 8.64e12) heap.raise(T.OverflowError, 'timestamp out of range for platform time_t')
  return n
}

function structTime(heap: HostHeap, t: BrokenTime): Ref {
  const numbers = [t.year, t.month, t.day, t.hour, t.minute, t.second, t.weekday, t.yearday, t.dst]
  return heap.structSequence(T.time_struct_time, [...numbers.map((n) => heap.int(n)), heap.str(t.zone), heap.int(t.offset)])
}

/** The nine numbers of a tuple or struct_time, not checked. */
function timeTuple(heap: HostHeap, ref: Ref, function_: string): BrokenTime {
  if (heap.tag(ref) !== T.tuple) heap.raise(T.TypeError, 'Tuple or struct_time argument required')
  const items = heap.items(ref)
  if (items.length !== 9) heap.raise(T.TypeError, `${function_}(): illegal time tuple argument`)
  const [year, month, day, hour, minute, second, weekday, yearday, dst] = items.map((i) => heap.toNumber(i))
  return { year, month, day, hour, minute, second, weekday: (weekday + 7) % 7, yearday, dst, zone: '', offset: 0 }
}

/** Checks what strftime and asctime check; zeros in month, day and day of the year count as 1. */
function checkTime(heap: HostHeap, t: BrokenTime): BrokenTime {
  const c = { ...t, month: t.month === 0 ? 1 : t.month, day: t.day === 0 ? 1 : t.day, yearday: t.yearday === 0 ? 1 : t.yearday }
  const check = (ok: boolean, text: string) => {
    if (!ok) heap.raise(T.ValueError, text)
  }
  check(c.month >= 1 && c.month <= 12, 'month out of range')
  check(c.day >= 1 && c.day <= 31, 'day of month out of range')
  check(c.hour >= 0 && c.hour <= 23, 'hour out of range')
  check(c.minute >= 0 && c.minute <= 59, 'minute out of range')
  check(c.second >= 0 && c.second <= 61, 'seconds out of range')
  check(c.weekday >= 0, 'day of week out of range')
  check(c.yearday >= 1 && c.yearday <= 366, 'day of year out of range')
  return c
}

const DAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun']
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
const two = (n: number) => String(n).padStart(2, '0')
function asctime(t: BrokenTime): string {
  return `${DAYS[t.weekday]} ${MONTHS[t.month - 1]} ${String(t.day).padStart(2)} ${two(t.hour)}:${two(t.minute)}:${two(t.second)} ${t.year}`
}

const INFO: Record<string, [string, boolean, boolean, number]> = {
  time: ['clock_gettime(CLOCK_REALTIME)', false, true, 1e-9],
  monotonic: ['clock_gettime(CLOCK_MONOTONIC)', true, false, 1e-9],
  perf_counter: ['clock_gettime(CLOCK_MONOTONIC)', true, false, 1e-9],
  process_time: ['clock_gettime(CLOCK_PROCESS_CPUTIME_ID)', true, false, 1e-9],
  thread_time: ['clock_gettime(CLOCK_THREAD_CPUTIME_ID)', true, false, 1e-9],
}

export const timeModule: HostModule = {
  name: 'time',
  builtins: [
    ...clock('time', wallClock), ...clock('monotonic', monotonic), ...clock('perf_counter', monotonic),
    ...clock('process_time', cpu), ...clock('thread_time', cpu),
    plain('clock_gettime', '($module, clk_id, /)', (heap, [id]) => heap.float(Number(clockOf(heap, id)()) / 1e9)),
    plain('clock_gettime_ns', '($module, clk_id, /)', (heap, [id]) => heap.int(clockOf(heap, id)())),
    plain('clock_getres', '($module, clk_id, /)', (heap, [id]) => (clockOf(heap, id), heap.float(1e-9))),
    plain('gmtime', '($module, seconds=None, /)', (heap, [s]) => structTime(heap, broken(secondsArgument(heap, s), 0, 0, 'UTC'))),
    plain('localtime', '($module, seconds=None, /)', (heap, [s]) => structTime(heap, localBroken(secondsArgument(heap, s)))),
    plain('mktime', '($module, seconds_tuple, /)', (heap, [t]) => heap.float(localSeconds(timeTuple(heap, t, 'mktime')))),
    plain('asctime', '($module, tuple=None, /)', (heap, [t]) =>
      heap.str(asctime(heap.isUnbound(t) ? localBroken(secondsArgument(heap, t)) : checkTime(heap, timeTuple(heap, t, 'asctime'))))),
    plain('ctime', '($module, seconds=None, /)', (heap, [s]) => heap.str(asctime(localBroken(secondsArgument(heap, s))))),
    plain('strftime', '($module, format, tuple=None, /)', (heap, [format, t]) => {
      if (!heap.isStr(format)) heap.raise(T.TypeError, `strftime() argument 1 must be str, not ${heap.typeName(format)}`)
      const time = heap.isUnbound(t) ? localBroken(secondsArgument(heap, t)) : checkTime(heap, zoned(heap, t))
      return heap.str(formatTime(heap.toStr(format), time))
    }),
    plain('get_clock_info', '($module, name, /)', (heap, [name]) => {
      const info = INFO[heap.toStr(name)]
      if (!info) heap.raise(T.ValueError, 'unknown clock')
      const namespace = heap.call(heap.staticType(T.SimpleNamespace))
      heap.setAttribute(namespace, 'implementation', heap.str(info[0]))
      heap.setAttribute(namespace, 'monotonic', heap.bool(info[1]))
      heap.setAttribute(namespace, 'adjustable', heap.bool(info[2]))
      heap.setAttribute(namespace, 'resolution', heap.float(info[3]))
      return namespace
    }),
    plain('tzset', '($module, /)', (heap) => heap.none()),
  ],
  initialize(heap, module) {
    const set = (name: string, value: Ref) => heap.setModuleName(module, name, value)
    const { standard, summer, offset, summerOffset, daylight } = zone()
    set('timezone', heap.int(-offset))
    set('altzone', heap.int(-summerOffset))
    set('daylight', heap.int(daylight ? 1 : 0))
    set('tzname', heap.tuple([heap.str(standard), heap.str(summer)]))
    for (const [name, n] of Object.entries({ REALTIME: 0, MONOTONIC: 1, PROCESS_CPUTIME_ID: 2, THREAD_CPUTIME_ID: 3, MONOTONIC_RAW: 4, BOOTTIME: 7, TAI: 11 })) set(`CLOCK_${name}`, heap.int(n))
  },
}

/** A time tuple with the zone that a struct_time knows, else the local one. */
function zoned(heap: HostHeap, ref: Ref): BrokenTime {
  const t = timeTuple(heap, ref, 'strftime')
  const { standard, summer, offset, summerOffset } = zone()
  const known = heap.isExactStructSequence(ref, T.time_struct_time)
  if (known) {
    const name = heap.getAttribute(ref, 'tm_zone')
    const gmtoff = heap.getAttribute(ref, 'tm_gmtoff')
    if (heap.isStr(name)) t.zone = heap.toStr(name)
    if (heap.isInt(gmtoff)) t.offset = heap.toNumber(gmtoff)
    if (heap.isStr(name)) return t
  }
  t.zone = t.dst > 0 ? summer : standard
  t.offset = t.dst > 0 ? summerOffset : offset
  return t
}
