import type { Clock } from '../../../shared/protocol/cluster.ts'

/** Durations as kubectl prints ages: 45s, 5m32s, 17m, 3h5m, 12h, 2d3h, 40d. */
export function ageText(ms: number): string {
  const s = Math.max(0, Math.floor(ms / 1000))
  if (s < 120) return `${s}s`
  const m = Math.floor(s / 60)
  if (m < 10) return pair(m, 'm', s % 60, 's')
  if (m < 180) return `${m}m`
  const h = Math.floor(m / 60)
  if (h < 8) return pair(h, 'h', m % 60, 'm')
  if (h < 48) return `${h}h`
  const d = Math.floor(h / 24)
  return d < 8 ? pair(d, 'd', h % 24, 'h') : `${d}d`
}

const pair = (a: number, unitA: string, b: number, unitB: string) =>
  b === 0 ? `${a}${unitA}` : `${a}${unitA}${b}${unitB}`

/** Virtual now, in ms, when the wall clock shows `wallMs`. */
export const virtualNow = (clock: Clock, wallMs: number): number =>
  clock.virtualMs + Math.max(0, wallMs - clock.wallMs) * clock.speed

/** h:mm:ss or m:ss of a duration in ms. */
export function clockText(ms: number): string {
  const s = Math.max(0, Math.floor(ms / 1000))
  const two = (n: number) => String(n).padStart(2, '0')
  const [h, m] = [Math.floor(s / 3600), Math.floor(s / 60) % 60]
  return h > 0 ? `${h}:${two(m)}:${two(s % 60)}` : `${m}:${two(s % 60)}`
}
