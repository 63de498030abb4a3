import type { Millis } from '../../time.ts'
import { availableAt, isReady } from '../workload-pods.ts'
import { isAvailable, isOf, type Berth } from './daemons.ts'
import type { DaemonSet, DaemonSetStatus } from './schema.ts'

/**
 * The status that follows from the nodes. Source: pkg/controller/daemon/daemon_controller.go
 * updateDaemonSetStatus.
 */
export function statusOf(
  set: DaemonSet,
  berths: readonly Berth[],
  hash: string,
  now: Millis,
): DaemonSetStatus {
  const wanted = berths.filter(({ wanted }) => wanted)
  const first = wanted.flatMap(({ pods }) => pods.slice(0, 1))
  const available = first.filter((pod) => isReady(pod) && isAvailable(set, pod, now)).length
  const updated = first.filter((pod) => isOf(pod, hash)).length
  const unavailable = wanted.length - available
  const { collisionCount, conditions } = set.status
  return {
    currentNumberScheduled: first.length,
    numberMisscheduled: berths.filter(({ wanted, pods }) => !wanted && pods.length > 0).length,
    desiredNumberScheduled: wanted.length,
    numberReady: first.filter(isReady).length,
    ...(set.metadata.generation ? { observedGeneration: set.metadata.generation } : {}),
    ...(updated > 0 ? { updatedNumberScheduled: updated } : {}),
    ...(available > 0 ? { numberAvailable: available } : {}),
    ...(unavailable > 0 ? { numberUnavailable: unavailable } : {}),
    ...(collisionCount === undefined ? {} : { collisionCount }),
    ...(conditions ? { conditions } : {}),
  }
}

/** When the next ready pod has been ready for long enough. */
export function nextAvailable(
  { spec }: DaemonSet,
  berths: readonly Berth[],
  now: Millis,
): Millis | undefined {
  let next: Millis | undefined
  for (const { pods } of berths) {
    for (const pod of pods) {
      const at = availableAt(pod, spec.minReadySeconds ?? 0)
      if (at !== undefined && at > now) next = Math.min(at, next ?? at)
    }
  }
  return next
}
