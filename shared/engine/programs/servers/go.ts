import { HOUR, MINUTE, SECOND, type Millis } from '../../time.ts'
import type { FileProblem } from '../files.ts'
import { clock, reply, slashDate } from './http.ts'

/** What programs that are written in Go have in common: how they write, log and end. */

/** A Go program that has no handler of its own: its runtime ends it with 2. */
export const GO_TERM = { ms: 5, code: 2 } as const

/** A line of Go's log package, which goes to stderr. */
export function goLog(now: Millis, text: string): string {
  return `${slashDate(now)} ${text}`
}

/** A line of klog: `I1122 09:30:00.123000       1 file.go:76] text`. */
export function klog(now: Millis, where: string, text: string, level = 'I'): string {
  const { month, day, time, millis } = clock(now)
  return `${level}${month}${day} ${time}.${millis}000       1 ${where}] ${text}`
}

/** A time.Duration as Go prints it: `1m2.5s`, `300ms`. */
export function goDuration(ms: Millis): string {
  if (ms === 0) return '0s'
  if (ms < SECOND) return `${ms}ms`
  const hours = Math.floor(ms / HOUR)
  const minutes = Math.floor((ms % HOUR) / MINUTE)
  const seconds = (ms % MINUTE) / SECOND
  return `${hours ? `${hours}h` : ''}${hours || minutes ? `${minutes}m` : ''}${seconds}s`
}

const UNITS: Readonly<Record<string, Millis>> = {
  ns: 1e-6,
  us: 1e-3,
  ms: 1,
  s: SECOND,
  m: MINUTE,
  h: HOUR,
}

/** Reads a duration as Go does, such as `1m30s`; undefined where it is none. */
export function parseGoDuration(text: string): Millis | undefined {
  if (text === '0') return 0
  if (!/^(?:\d+(?:\.\d+)?(?:ns|us|ms|s|m|h))+$/.test(text)) return undefined
  let sum = 0
  for (const [, number, unit] of text.matchAll(/(\d+(?:\.\d+)?)(ns|us|ms|s|m|h)/g)) {
    sum += Number(number) * (UNITS[unit ?? ''] ?? 0)
  }
  return Math.round(sum)
}

/** A text in quotes as Go's %q writes it. */
export function quoted(text: string): string {
  return JSON.stringify(text)
}

/** http.Error: a line of plain text. */
export function httpError(status: number, text: string) {
  return reply(status, `${text}\n`, { 'x-content-type-options': 'nosniff' })
}

/** An error of Go's os package: `open /x: no such file or directory`. */
export function osError(doing: string, path: string, problem: FileProblem): string {
  return `${doing} ${path}: ${problem.toLowerCase()}`
}
