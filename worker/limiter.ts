import { wall } from './rooms/pacer.ts'

/** So many requests a second in the long run, so many at once. */
export interface Rate {
  perSecond: number
  burst: number
}

/** A bucket of tokens for each seat, in memory: a runaway script slows down its own seat only. */
export class Limiter {
  #buckets = new Map<string, { tokens: number; atMs: number }>()

  /** Takes one token: 0 when there was one, otherwise seconds to wait. */
  take(seat: string, rate: Rate): number {
    const atMs = wall.now()
    const bucket = this.#buckets.get(seat) ?? { tokens: rate.burst, atMs }
    const refilled = bucket.tokens + ((atMs - bucket.atMs) / 1000) * rate.perSecond
    const tokens = Math.min(rate.burst, refilled)
    const isEmpty = tokens < 1
    this.#buckets.set(seat, { tokens: isEmpty ? tokens : tokens - 1, atMs })
    return isEmpty ? Math.max(1, Math.ceil((1 - tokens) / rate.perSecond)) : 0
  }
}
