import { DAY, HOUR, MINUTE, SECOND, timestamp, type Millis } from '../../../time.ts'

/** An instant as people write it, in UTC: the only zone that containers of ours know. */
export interface Moment {
  year: number
  month: number
  day: number
  hours: number
  minutes: number
  seconds: number
  millis: number
  /** 0 is Sunday. */
  weekday: number
  /** 1 is the first of January. */
  dayOfYear: number
}

export const MONTHS =
  'January February March April May June July August September October November December'.split(' ')
export const DAYS = 'Sunday Monday Tuesday Wednesday Thursday Friday Saturday'.split(' ')

const modulo = (value: number, by: number): number => ((value % by) + by) % by

/** Takes an instant apart. */
export function momentOf(at: Millis): Moment {
  const [date = '', time = ''] = timestamp(at).slice(0, -1).split('T')
  const [year = 0, month = 0, day = 0] = date.split('-').map(Number)
  const [hours = 0, minutes = 0, seconds = 0] = time.split(':').map(Number)
  const lengths = [31, isLeap(year) ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
  const before = lengths.slice(0, month - 1).reduce((sum, one) => sum + one, 0)
  return {
    year,
    month,
    day,
    hours,
    minutes,
    seconds,
    millis: modulo(at, SECOND),
    weekday: modulo(Math.floor(at / DAY) + 4, 7),
    dayOfYear: before + day,
  }
}

const isLeap = (year: number): boolean => year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)

const two = (value: number): string => String(value).padStart(2, '0')
const blank = (value: number): string => String(value).padStart(2, ' ')
const twelve = (hours: number): number => hours % 12 || 12

type Directive = (moment: Moment, at: Millis) => string

const DIRECTIVES: Readonly<Record<string, Directive>> = {
  a: ({ weekday }) => (DAYS[weekday] ?? '').slice(0, 3),
  A: ({ weekday }) => DAYS[weekday] ?? '',
  b: ({ month }) => (MONTHS[month - 1] ?? '').slice(0, 3),
  B: ({ month }) => MONTHS[month - 1] ?? '',
  c: (_, at) => strftime('%a %b %e %H:%M:%S %Y', at),
  C: ({ year }) => two(Math.floor(year / 100)),
  d: ({ day }) => two(day),
  D: (_, at) => strftime('%m/%d/%y', at),
  e: ({ day }) => blank(day),
  F: (_, at) => strftime('%Y-%m-%d', at),
  h: ({ month }) => (MONTHS[month - 1] ?? '').slice(0, 3),
  H: ({ hours }) => two(hours),
  I: ({ hours }) => two(twelve(hours)),
  j: ({ dayOfYear }) => String(dayOfYear).padStart(3, '0'),
  k: ({ hours }) => blank(hours),
  l: ({ hours }) => blank(twelve(hours)),
  m: ({ month }) => two(month),
  M: ({ minutes }) => two(minutes),
  n: () => '\n',
  N: ({ millis }) => `${String(millis).padStart(3, '0')}000000`,
  p: ({ hours }) => (hours < 12 ? 'AM' : 'PM'),
  P: ({ hours }) => (hours < 12 ? 'am' : 'pm'),
  r: (_, at) => strftime('%I:%M:%S %p', at),
  R: (_, at) => strftime('%H:%M', at),
  s: (_, at) => String(Math.floor(at / SECOND)),
  S: ({ seconds }) => two(seconds),
  t: () => '\t',
  T: (_, at) => strftime('%H:%M:%S', at),
  u: ({ weekday }) => String(weekday || 7),
  w: ({ weekday }) => String(weekday),
  x: (_, at) => strftime('%m/%d/%y', at),
  X: (_, at) => strftime('%H:%M:%S', at),
  y: ({ year }) => two(year % 100),
  Y: ({ year }) => String(year),
  z: () => '+0000',
  Z: () => 'UTC',
  '%': () => '%',
}

/** Writes an instant by a format of `date`; `%3N` cuts the fraction, `%-d` drops the padding. */
export function strftime(format: string, at: Millis): string {
  const moment = momentOf(at)
  return format.replace(
    /%([-_0]?)(\d*)(:?[A-Za-z%])/g,
    (all, flag: string, width: string, letter: string) => {
      const text = letter === ':z' ? '+00:00' : DIRECTIVES[letter]?.(moment, at)
      if (text === undefined) return all as string
      if (letter === 'N') return text.slice(0, Number(width) || 9)
      return flag === '-' ? text.replace(/^[0 ]+(?=.)/, '') : text
    },
  )
}

/** `90061` seconds as `1 day, 1:01` of `uptime`. */
export function upText(ms: Millis): string {
  const days = Math.floor(ms / DAY)
  const hours = Math.floor((ms % DAY) / HOUR)
  const minutes = Math.floor((ms % HOUR) / MINUTE)
  const rest = hours > 0 ? `${hours}:${two(minutes)}` : `${minutes} min`
  return days > 0 ? `${days} day${days > 1 ? 's' : ''}, ${rest}` : rest
}
