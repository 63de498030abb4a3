import type { Json } from '../../json.ts'
import type { View } from '../../store/view.ts'
import { timestamp, type Millis } from '../../time.ts'
import { BUCKET_MS, countsAt, percentile, type TrafficNote } from './counts.ts'
import type { Traffic, TrafficStatus } from './schema.ts'

/** Who keeps the note of a traffic, and its controller. */
export const TRAFFIC = 'traffic'

/** What is kept of a traffic; undefined before its controller has seen it. */
export function trafficNote(traffic: Traffic, view: View): TrafficNote | undefined {
  return view.noteOf<Json>(traffic, TRAFFIC) as unknown as TrafficNote | undefined
}

/** The traffic with its counts as of now: what everybody reads. */
export function presentTraffic(traffic: Traffic, view: View): Traffic {
  const note = trafficNote(traffic, view)
  return note ? { ...traffic, status: statusAt(note, view.now) } : traffic
}

/** The status of a traffic at an instant: a pure function of what is kept. */
export function statusAt(note: TrafficNote, now: Millis): TrafficStatus {
  const { startMs, endMs = Infinity, interval } = note
  const active = startMs !== undefined && now < endMs && interval !== undefined
  const { sent, failed, errors, buckets } = countsAt(note, now)
  const status: TrafficStatus = { active, sent, succeeded: sent - failed, failed }
  const mix = active ? interval.mix : []
  if (mix.length > 0) {
    status.outcomes = mix.map(({ share, result, tookMs }) => {
      return { result, permille: Math.round(share * 1_000), tookMs: Math.round(tookMs) }
    })
    status.p50Ms = Math.round(percentile(mix, 0.5))
    status.p95Ms = Math.round(percentile(mix, 0.95))
  }
  const reasons = Object.entries(errors)
  if (reasons.length > 0) {
    status.errors = reasons.map(([message, [count, last]]) => {
      return { message, count, lastTime: timestamp(last) }
    })
  }
  if (startMs === undefined) return status
  status.startTime = timestamp(startMs)
  if (buckets.length > 0) {
    status.buckets = buckets.map(([number, some, bad]) => {
      return { startTime: timestamp(startMs + number * BUCKET_MS), sent: some, failed: bad }
    })
  }
  return status
}
