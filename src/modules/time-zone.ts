// Times broken into calendar fields, in UTC and in the local zone; Node's own calendar does the zone's arithmetic.

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
  cached = { standard: nameAt(standardAt), summer: nameAt(summerAt), offset: Math.min(a, b), summerOffset: Math.max(a, b), daylight: a !== b }
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
