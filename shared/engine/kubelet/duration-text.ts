import { HOUR, MINUTE, SECOND, type Millis } from '../time.ts'

/**
 * A duration as Go writes it: `812ms`, `2.1s`, `1m20s`, `5m0s`. Source: Go's time.Duration String.
 */
export function goDuration(ms: Millis): string {
  if (ms < SECOND) return ms === 0 ? '0s' : `${ms}ms`
  const hours = Math.floor(ms / HOUR)
  const minutes = Math.floor((ms % HOUR) / MINUTE)
  const seconds = `${Number(((ms % MINUTE) / SECOND).toFixed(3))}s`
  if (hours > 0) return `${hours}h${minutes}m${seconds}`
  return minutes > 0 ? `${minutes}m${seconds}` : seconds
}
