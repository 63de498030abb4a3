import { SECOND, type Millis } from '../../time.ts'

/**
 * Requests are not sent one by one: as long as nothing changes that decides what comes of them,
 * their numbers follow from the time. This file is that arithmetic; see network/traffic for who
 * finds out what they come to.
 */

/** What a share of the requests comes to. */
export interface Share {
  /** Of all requests, between 0 and 1. The shares of a mix add up to 1. */
  share: number
  /** `ok`, or why they fail. */
  result: string
  tookMs: Millis
}

/** A time in which every request has the same prospects. */
export interface Interval {
  since: Millis
  /** How many requests had been sent when it began. */
  sentBefore: number
  mix: readonly Share[]
  /** In [0, 1): where in their turn failures begin, so that many short times come out even. */
  phase: number
}

/** Ten seconds: their number since the first request, and what was sent and failed in them. */
export type Bucket = [number: number, sent: number, failed: number]

/** All that is kept of a traffic: the note `traffic` of its object. */
export interface TrafficNote {
  madeAt: Millis
  /** When sending began; left out before. */
  startMs?: Millis
  /** When it will end, or has ended. */
  endMs?: Millis
  perSecond: number
  /** What was sent and failed before the interval. */
  sent: number
  failed: number
  /** By message: how many before the interval, and the last instant at which there were any. */
  errors: Record<string, [count: number, last: Millis]>
  buckets: Bucket[]
  interval?: Interval
}

/** Counts of a traffic at one instant. */
export interface Counts {
  sent: number
  failed: number
  errors: Record<string, [count: number, last: Millis]>
  buckets: Bucket[]
}

export const OK = 'ok'
export const BUCKET_MS: Millis = 10 * SECOND
/** Ten minutes of them are kept. */
export const MOST_BUCKETS = 60
const MOST_ERRORS = 10

/** How many requests have been sent by an instant. The first one comes when its turn is over. */
export function sentBy(note: TrafficNote, at: Millis): number {
  const { startMs, endMs = Infinity, perSecond } = note
  if (startMs === undefined) return 0
  return Math.max(0, Math.floor(((Math.min(at, endMs) - startMs) * perSecond) / SECOND))
}

/** What a traffic has come to by an instant that is not before its interval. */
export function countsAt(note: TrafficNote, now: Millis): Counts {
  const { interval, startMs } = note
  if (!interval || startMs === undefined) {
    return { sent: note.sent, failed: note.failed, errors: note.errors, buckets: note.buckets }
  }
  const sent = sentBy(note, now) - interval.sentBefore
  const failed = failedOf(interval, sent)
  return {
    sent: note.sent + sent,
    failed: note.failed + failed,
    errors: errorsWith(note, interval, failed, now),
    buckets: bucketsWith(note, interval, startMs, now),
  }
}

/** How many of the first requests of an interval fail. It never shrinks as they get more. */
export function failedOf({ mix, phase }: Interval, sent: number): number {
  return Math.min(sent, Math.floor(sent * failing(mix) + phase + 1e-9))
}

/** The share of requests that fail. */
export function failing(mix: readonly Share[]): number {
  const good = mix.reduce((sum, { share, result }) => (result === OK ? sum + share : sum), 0)
  const bad = mix.reduce((sum, { share, result }) => (result === OK ? sum : sum + share), 0)
  return bad === 0 ? 0 : bad / (good + bad)
}

/** Failures split among their reasons, one after the other: no count ever shrinks. */
function errorsWith(
  { errors }: TrafficNote,
  { mix, phase }: Interval,
  failed: number,
  now: Millis,
): Counts['errors'] {
  if (failed === 0) return errors
  const bad = mix.filter(({ result }) => result !== OK)
  const all: Counts['errors'] = { ...errors }
  let left = failed
  let share = bad.reduce((sum, one) => sum + one.share, 0)
  for (const [index, one] of bad.entries()) {
    const isLast = index === bad.length - 1
    const count = isLast ? left : Math.min(left, Math.floor((left * one.share) / share + phase))
    left -= count
    share -= one.share
    if (count > 0) all[one.result] = [(errors[one.result]?.[0] ?? 0) + count, now]
  }
  return fewest(all)
}

/** Only the most frequent reasons are told apart. */
function fewest(errors: Counts['errors']): Counts['errors'] {
  const entries = Object.entries(errors)
  if (entries.length <= MOST_ERRORS) return errors
  const sorted = entries.sort((left, right) => right[1][0] - left[1][0])
  return Object.fromEntries(sorted.slice(0, MOST_ERRORS))
}

/** The buckets with those of the interval; the oldest are dropped. */
function bucketsWith(
  note: TrafficNote,
  interval: Interval,
  startMs: Millis,
  now: Millis,
): Bucket[] {
  const end = Math.min(now, note.endMs ?? Infinity)
  const lastNumber = Math.max(0, Math.floor((end - startMs) / BUCKET_MS))
  const from = Math.max(startMs, interval.since)
  const firstNumber = Math.max(
    Math.floor((from - startMs) / BUCKET_MS),
    lastNumber - MOST_BUCKETS + 1,
  )
  const buckets = new Map(note.buckets.map((bucket) => [bucket[0], bucket] as const))
  for (let number = firstNumber; number <= lastNumber; number += 1) {
    const begin = Math.max(from, startMs + number * BUCKET_MS)
    const stop = Math.min(end, startMs + (number + 1) * BUCKET_MS)
    const before = Math.max(0, sentBy(note, begin) - interval.sentBefore)
    const after = Math.max(before, sentBy(note, stop) - interval.sentBefore)
    const [, sent, failed] = buckets.get(number) ?? [number, 0, 0]
    const more = failedOf(interval, after) - failedOf(interval, before)
    buckets.set(number, [number, sent + after - before, failed + more])
  }
  return [...buckets.values()].filter(([number]) => number > lastNumber - MOST_BUCKETS)
}

/** The note with everything up to now counted, and another interval begun (or none). */
export function cut(
  note: TrafficNote,
  now: Millis,
  mix: readonly Share[] | undefined,
  phase: number,
): TrafficNote {
  const { interval: _over, ...rest } = note
  const next: TrafficNote = { ...rest, ...countsAt(note, now) }
  if (mix) next.interval = { since: now, sentBefore: sentBy(note, now), mix, phase }
  return next
}

/**
 * What was sent and failed in the buckets that began at an instant or later, for objectives over a
 * window: no more than ten minutes back.
 */
export function countsSince(
  note: TrafficNote,
  from: Millis,
  now: Millis,
): { sent: number; failed: number } {
  const { startMs = 0 } = note
  const sum = { sent: 0, failed: 0 }
  for (const [number, sent, failed] of countsAt(note, now).buckets) {
    if (startMs + number * BUCKET_MS < from) continue
    sum.sent += sent
    sum.failed += failed
  }
  return sum
}

/** The time within which a fraction of the requests of a mix is answered. */
export function percentile(mix: readonly Share[], fraction: number): Millis {
  const sorted = [...mix].sort((left, right) => left.tookMs - right.tookMs)
  let sum = 0
  for (const { share, tookMs } of sorted) {
    sum += share
    if (sum + 1e-9 >= fraction) return tookMs
  }
  return sorted.at(-1)?.tookMs ?? 0
}
