// strftime in the C locale.

import type { BrokenTime } from './time-zone.ts'

const DAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday']
const MONTHS = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December']

const pad = (n: number, width: number, fill: string) => {
  const digits = String(Math.abs(n)).padStart(n < 0 ? width - 1 : width, fill)
  return n < 0 ? `-${digits}` : digits
}

/** ISO 8601: year and week that a day belongs to. */
function isoWeek(t: BrokenTime): { year: number; week: number } {
  const days = (year: number) => ((year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 366 : 365)
  const week = Math.floor((t.yearday - 1 - t.weekday + 10) / 7)
  if (week < 1) {
    const before = days(t.year - 1)
    return { year: t.year - 1, week: Math.floor((t.yearday - 1 + before - t.weekday + 10) / 7) }
  }
  if (week === 53) {
    const january1 = (t.weekday - t.yearday + 1 + days(t.year) + 7 * 60) % 7 // weekday of the next January 1st
    if (january1 <= 3) return { year: t.year + 1, week: 1 }
  }
  return { year: t.year, week }
}

function offsetText(seconds: number): string {
  const s = Math.abs(seconds)
  return `${seconds < 0 ? '-' : '+'}${pad(Math.floor(s / 3600), 2, '0')}${pad(Math.floor(s / 60) % 60, 2, '0')}`
}

type Piece = { n: number; width: number; fill: string } | string

function piece(c: string, t: BrokenTime): Piece | undefined {
  const number = (n: number, width = 2, fill = '0') => ({ n, width, fill })
  const sunday = (t.weekday + 1) % 7
  switch (c) {
    case 'a': return DAYS[t.weekday].slice(0, 3)
    case 'A': return DAYS[t.weekday]
    case 'b': case 'h': return MONTHS[t.month - 1].slice(0, 3)
    case 'B': return MONTHS[t.month - 1]
    case 'c': return formatTime('%a %b %e %H:%M:%S %Y', t)
    case 'C': return number(Math.floor(t.year / 100))
    case 'd': return number(t.day)
    case 'D': case 'x': return formatTime('%m/%d/%y', t)
    case 'e': return number(t.day, 2, ' ')
    case 'F': return formatTime('%Y-%m-%d', t)
    case 'g': return number(((isoWeek(t).year % 100) + 100) % 100)
    case 'G': return number(isoWeek(t).year, 1)
    case 'H': return number(t.hour)
    case 'I': return number(t.hour % 12 || 12)
    case 'j': return number(t.yearday, 3)
    case 'k': return number(t.hour, 2, ' ')
    case 'l': return number(t.hour % 12 || 12, 2, ' ')
    case 'm': return number(t.month)
    case 'M': return number(t.minute)
    case 'n': return '\n'
    case 'p': return t.hour < 12 ? 'AM' : 'PM'
    case 'P': return t.hour < 12 ? 'am' : 'pm'
    case 'r': return formatTime('%I:%M:%S %p', t)
    case 'R': return formatTime('%H:%M', t)
    case 's': return number(Date.UTC(t.year, t.month - 1, t.day, t.hour, t.minute, t.second) / 1000 - t.offset, 1)
    case 'S': return number(t.second)
    case 't': return '\t'
    case 'T': case 'X': return formatTime('%H:%M:%S', t)
    case 'u': return number(t.weekday + 1, 1)
    case 'U': return number(Math.floor((t.yearday + 6 - sunday) / 7))
    case 'V': return number(isoWeek(t).week)
    case 'w': return number(sunday, 1)
    case 'W': return number(Math.floor((t.yearday + 6 - t.weekday) / 7))
    case 'y': return number(((t.year % 100) + 100) % 100)
    case 'Y': return number(t.year, 1)
    case 'z': return offsetText(t.offset)
    case 'Z': return t.zone
    case '%': return '%'
    default: return undefined
  }
}

export function formatTime(format: string, t: BrokenTime): string {
  return format.replace(/%([-_0^#]*)([EO]?)(\d*)([a-zA-Z%])/gs, (all, flags: string, _modifier: string, width: string, c: string) => {
    const p = piece(c, t)
    if (p === undefined) return all
    if (typeof p === 'string') return flags.includes('^') ? p.toUpperCase() : p.padStart(Number(width) || 0)
    const fill = flags.includes('_') ? ' ' : flags.includes('0') ? '0' : p.fill
    return flags.includes('-') ? String(p.n) : pad(p.n, width ? Number(width) : p.width, fill)
  })
}
