import type { Millis } from '../engine/index.ts'
import type { Duration } from './lesson-type.ts'

const UNITS: Readonly<Record<string, number>> = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000 }

/** Reads a span of time such as `1h30m` or `500ms`; throws where the text is none. */
export function durationMs(text: Duration): Millis {
  const parts = [...text.matchAll(/(\d+)(ms|s|m|h)/g)]
  if (parts.length === 0 || parts.map(([part]) => part).join('') !== text) {
    throw new Error(`not a duration: ${text}`)
  }
  return parts.reduce((sum, [, count, unit]) => sum + Number(count) * (UNITS[unit ?? ''] ?? 0), 0)
}
