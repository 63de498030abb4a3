import { isTerminating } from '../../object.ts'
import type { Millis } from '../../time.ts'
import type { Pod } from '../pod/schema.ts'
import { isAvailable, isRunningAndReady, revisionOf } from './members.ts'
import type { StatefulSet, StatefulSetStatus } from './schema.ts'

/** The revisions that a set lives with. */
export interface Revisions {
  current: string
  update: string
}

/**
 * The status that follows from the pods. When all of them are new and ready, the new revision is
 * the current one. Source: pkg/controller/statefulset/stateful_set_control.go.
 */
export function statusOf(
  set: StatefulSet,
  pods: readonly Pod[],
  { current, update }: Revisions,
  now: Millis,
): StatefulSetStatus {
  const { replicas, updateStrategy } = set.spec
  const living = pods.filter((pod) => !isTerminating(pod))
  const ready = pods.filter(isRunningAndReady).length
  const of = (revision: string) => living.filter((pod) => revisionOf(pod) === revision).length
  const updated = of(update)
  const isDone =
    updateStrategy.type === 'RollingUpdate' &&
    updated === replicas &&
    pods.length === replicas &&
    ready === replicas
  const currently = isDone ? updated : of(current)
  const { collisionCount, conditions } = set.status
  return {
    ...(set.metadata.generation ? { observedGeneration: set.metadata.generation } : {}),
    replicas: pods.length,
    ...(ready > 0 ? { readyReplicas: ready } : {}),
    ...(currently > 0 ? { currentReplicas: currently } : {}),
    ...(updated > 0 ? { updatedReplicas: updated } : {}),
    currentRevision: isDone ? update : current,
    updateRevision: update,
    collisionCount: collisionCount ?? 0,
    ...(conditions ? { conditions } : {}),
    availableReplicas: pods.filter((pod) => isAvailable(set, pod, now)).length,
  }
}
