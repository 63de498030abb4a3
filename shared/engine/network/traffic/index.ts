import { equal, type Json } from '../../json.ts'
import { defineController } from '../../kinds/define-kind.ts'
import { cut, type TrafficNote } from '../../kinds/traffic/counts.ts'
import type { Traffic } from '../../kinds/traffic/schema.ts'
import { statusAt, TRAFFIC } from '../../kinds/traffic/status.ts'
import type { Pod } from '../../kinds/pod/schema.ts'
import { plan, type Plan } from '../../plan.ts'
import { parseDuration } from '../../schema/duration.ts'
import type { View } from '../../store/view.ts'
import { SECOND, type Millis } from '../../time.ts'
import { findListener } from '../listeners.ts'
import { prospectOf } from './mix.ts'
import { ifOwnSpec, onAnything, onPod, onService, onSlice } from './wakes.ts'

/**
 * What a program does to its own files or memory is told to nobody: what requests come to is looked
 * at again after this time, though nothing was heard of, and the counts are written by the way.
 */
const RECHECK_MS: Millis = 10 * SECOND

/** Finds out what requests of each traffic come to, whenever something changes that decides it. */
export const trafficController = defineController<Traffic>({
  name: TRAFFIC,
  kind: 'Traffic',
  lagMs: 1,
  wokenBy: {
    Traffic: ifOwnSpec,
    Service: onService,
    EndpointSlice: onSlice,
    Pod: onPod,
    Node: onAnything,
    Namespace: onAnything,
    NetworkPolicy: onAnything,
    Fault: onAnything,
  },
  reconcile,
})

function reconcile(traffic: Traffic, view: View): Plan {
  const before = timed(traffic, view)
  const { startMs = Infinity, endMs = Infinity } = before
  const { now } = view
  if (now < startMs) return kept(traffic, before, view).wakeAt(startMs)
  if (now >= endMs)
    return kept(traffic, before.interval ? cut(before, endMs, undefined, 0) : before, view)
  const { mix, until } = prospectOf(traffic, view, findListener)
  const due = Math.min(until ?? Infinity, endMs, now + RECHECK_MS)
  const isSame =
    before.interval !== undefined &&
    before.perSecond === traffic.spec.perSecond &&
    equal(before.interval.mix as unknown as Json, mix as unknown as Json)
  if (isSame) return kept(traffic, before, view).wakeAt(Math.max(due, now + 1))
  const counted = cut(before, now, undefined, 0)
  const faster = { ...counted, perSecond: traffic.spec.perSecond }
  const phase = view.luck(traffic, `failures from ${now}`)
  return kept(traffic, cut(faster, now, mix, phase), view).wakeAt(Math.max(due, now + 1))
}

/** The note with the times that the spec asks for; a beginning that is past stays. */
function timed(traffic: Traffic, view: View): TrafficNote {
  const { spec } = traffic
  const known = view.memo<Json>() as unknown as TrafficNote | undefined
  const note = known ?? fresh(traffic, view.now)
  const asked = note.madeAt + (parseDuration(spec.at ?? '') ?? 0)
  const hasBegun = note.startMs !== undefined && note.startMs <= view.now
  const startMs = hasBegun ? note.startMs! : asked
  const lasts = parseDuration(spec.for ?? '')
  const { endMs: _end, ...rest } = note
  return { ...rest, startMs, ...(lasts === undefined ? {} : { endMs: startMs + lasts }) }
}

function fresh({ spec }: Traffic, now: Millis): TrafficNote {
  return { madeAt: now, perSecond: spec.perSecond, sent: 0, failed: 0, errors: {}, buckets: [] }
}

/**
 * Keeps what changed. The counts of everybody who reads are computed then; what is written is for
 * those who follow changes. Buckets are many, and left to the readers.
 */
function kept(traffic: Traffic, note: TrafficNote, view: View): Plan {
  const { buckets: _buckets, ...status } = statusAt(note, view.now)
  const next: Traffic = { ...traffic, status }
  return plan()
    .memo(note as unknown as Json)
    .status(next)
}

/** How many requests of all traffic each pod gets in a second, by uid: its load. */
export function loads(view: View): ReadonlyMap<string, number> {
  const sum = new Map<string, number>()
  for (const traffic of view.list<Traffic>('Traffic')) {
    const note = view.noteOf<Json>(traffic, TRAFFIC) as unknown as TrafficNote | undefined
    if (!note?.interval || view.now >= (note.endMs ?? Infinity)) continue
    for (const [pod, share] of prospectOf(traffic, view, findListener).arrivals) {
      sum.set(pod, (sum.get(pod) ?? 0) + share * note.perSecond)
    }
  }
  return sum
}

/** How many requests of all traffic a pod gets in a second. */
export function loadOf(pod: Pod, view: View): number {
  if (view.list('Traffic').length === 0) return 0
  return loads(view).get(pod.metadata.uid) ?? 0
}
