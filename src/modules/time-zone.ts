// Times broken into calendar fields, in UTC and in the local zone; Node's own calendar does the zone's arithmetic.

import * as fs from 'node:fs'

export interface BrokenTime {
  year: number
  /** 1 to 12. */
  month: number
  day: number
  hour: number
  minute: number
  second: number
  /** 0 is Monday. */
  weekday: number
  /** From 1. */
  yearday: number
  /** 1, 0, or -1: not known. */
  dst: number
  zone: string
  /** Seconds east of Greenwich. */
  offset: number
}

const DAY = 86400

/** The fields of `seconds` since 1970 in a zone `offset` seconds east. */
export function broken(seconds: number, offset: number, dst: number, zone: string): BrokenTime {
  const date = new Date((seconds + offset) * 1000)
  const year = date.getUTCFullYear()
  const start = new Date(0)
  start.setUTCFullYear(year, 0, 1)
  return {
    year, month: date.getUTCMonth() + 1, day: date.getUTCDate(), hour: date.getUTCHours(), minute: date.getUTCMinutes(), second: date.getUTCSeconds(),
    weekday: (date.getUTCDay() + 6) % 7, yearday: Math.floor((date.getTime() - start.getTime()) / (DAY * 1000)) + 1, dst, zone, offset,
  }
}

const offsetAt = (seconds: number) => -Math.round(new Date(seconds * 1000).getTimezoneOffset() * 60)

let names: Intl.DateTimeFormat | undefined
/** Abbreviated name of the local zone at a moment. */
function nameAt(seconds: number): string {
  names ??= new Intl.DateTimeFormat('en-US', { timeZoneName: 'short' })
  const name = names.formatToParts(new Date(seconds * 1000)).find((p) => p.type === 'timeZoneName')?.value ?? 'UTC'
  return name.replace(/^GMT(?=[+-])/, '') || 'UTC'
}

export interface Zone {
  standard: string
  summer: string
  offset: number
  summerOffset: number
  daylight: boolean
}
let cached: Zone | undefined

/**
 * Standard and summer abbreviations of the system's zone, from the rule at the end of its TZif file ("CET-1CEST,M3.5.0,M10.5.0/3"); null: the
 * environment says another zone, or there is no such rule. Spares the 10 ms that Intl takes at its first use.
 */
function systemNames(): { standard: string; summer: string } | null {
  if (process.env.TZ !== undefined) return null
  try {
    const data = fs.readFileSync('/etc/localtime', 'latin1')
    const rule = data.slice(data.lastIndexOf('\n', data.length - 2) + 1).trim()
    const m = /^([A-Za-z]{3,})[-+\d:]+([A-Za-z]{3,})?/.exec(rule)
    return data.startsWith('TZif') && m ? { standard: m[1], summer: m[2] ?? m[1] } : null
  } catch {
    return { standard: 'UTC', summer: 'UTC' }
  }
}

/** The local zone, as of this year. */
export function zone(): Zone {
  if (cached) return cached
  const year = new Date().getFullYear()
  const january = Date.UTC(year, 0, 1) / 1000
  const july = Date.UTC(year, 6, 1) / 1000
  const a = offsetAt(january)
  const b = offsetAt(july)
  const winterFirst = a <= b
  const [standardAt, summerAt] = winterFirst ? [january, july] : [july, january]
  const names = systemNames() ?? { standard: nameAt(standardAt), summer: nameAt(summerAt) }
  cached = { standard: names.standard, summer: names.summer, offset: Math.min(a, b), summerOffset: Math.max(a, b), daylight: a !== b }
  return cached
}

export function localBroken(seconds: number): BrokenTime {
  const offset = offsetAt(seconds)
  const { daylight, offset: standard } = zone()
  return broken(seconds, offset, daylight && offset !== standard ? 1 : 0, nameAt(seconds))
}

/** mktime: seconds since 1970 of local calendar fields, which may be out of range. */
export function localSeconds(t: BrokenTime): number {
  const wall = Date.UTC(2000, 0, 1) / 1000
  const date = new Date(wall * 1000)
  date.setUTCFullYear(t.year, t.month - 1, t.day)
  date.setUTCHours(t.hour, t.minute, t.second)
  const local = date.getTime() / 1000
  const guess = local - offsetAt(local)
  const { daylight, offset, summerOffset } = zone()
  if (daylight && t.dst >= 0) {
    const wanted = t.dst > 0 ? summerOffset : offset
    return local - wanted
  }
  return local - offsetAt(guess)
}
