import { isTerminating } from '../../object.ts'
import type { Millis } from '../../time.ts'
import { REVISION_HASH } from '../revision-history.ts'
import type { Pod } from '../pod/schema.ts'
import { availableAt, isReady } from '../workload-pods.ts'
import { ordinalOf, startOf } from './identity.ts'
import type { StatefulSet } from './schema.ts'

/** The pods of a set by their numbers. */
export interface Members {
  /** One place for each wanted number, from the first on; empty where there is no pod. */
  places: readonly (Pod | undefined)[]
  /** Pods of numbers that are not wanted, highest first. */
  condemned: readonly Pod[]
}

/** Sorts a set's pods by their numbers. */
export function membersOf(set: StatefulSet, pods: readonly Pod[]): Members {
  const start = startOf(set)
  const places = Array.from({ length: set.spec.replicas }, (): Pod | undefined => undefined)
  const condemned: [number, Pod][] = []
  for (const pod of pods) {
    const ordinal = ordinalOf(set, pod)
    if (ordinal === undefined) continue
    const index = ordinal - start
    if (index >= 0 && index < places.length) places[index] = pod
    else condemned.push([ordinal, pod])
  }
  condemned.sort(([left], [right]) => right - left)
  return { places, condemned: condemned.map(([, pod]) => pod) }
}

/** Of which revision a pod is. */
export function revisionOf(pod: Pod): string {
  return pod.metadata.labels?.[REVISION_HASH] ?? ''
}

/** Has it ended, for good or bad? */
export function isOver({ status }: Pod): boolean {
  return status.phase === 'Failed' || status.phase === 'Succeeded'
}

export function isRunningAndReady(pod: Pod): boolean {
  return pod.status.phase === 'Running' && isReady(pod)
}

/** Running, ready, and so for long enough. */
export function isAvailable({ spec }: StatefulSet, pod: Pod, now: Millis): boolean {
  const at = availableAt(pod, spec.minReadySeconds ?? 0)
  return isRunningAndReady(pod) && at !== undefined && at <= now
}

/** May the walk go past it? */
export function isHealthy(set: StatefulSet, pod: Pod, now: Millis): boolean {
  return !isTerminating(pod) && isAvailable(set, pod, now)
}
