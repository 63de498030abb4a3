import { wall } from '../rooms/pacer.ts'

/** So many requests a second in the long run, so many at once. */
export interface Rate {
  perSecond: number
  burst: number
}

/** kubectl itself asks 50 times a second at most, 300 at once. Source: kubectl cmd.go, QPS and Burst. */
const RATES: Record<'teacher' | 'student', Rate> = {
  student: { perSecond: 50, burst: 300 },
  teacher: { perSecond: 3_000, burst: 6_000 },
}

/** A bucket of tokens for each seat, in memory: a runaway script slows down its own seat only. */
export class Limiter {
  #buckets = new Map<string, { tokens: number; atMs: number }>()

  /** Takes one token: 0 when there was one, otherwise seconds to wait. */
  take(seat: string, role: 'teacher' | 'student', rate: Rate = RATES[role]): number {
    const atMs = wall.now()
    const bucket = this.#buckets.get(seat) ?? { tokens: rate.burst, atMs }
    const refilled = bucket.tokens + ((atMs - bucket.atMs) / 1000) * rate.perSecond
    const tokens = Math.min(rate.burst, refilled)
    const isEmpty = tokens < 1
    this.#buckets.set(seat, { tokens: isEmpty ? tokens : tokens - 1, atMs })
    return isEmpty ? Math.max(1, Math.ceil((1 - tokens) / rate.perSecond)) : 0
  }
}
