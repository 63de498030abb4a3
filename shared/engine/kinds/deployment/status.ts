import type { Millis } from '../../time.ts'
import type { ReplicaSet } from '../replicaset/schema.ts'
import { newCondition, setCondition } from './conditions.ts'
import { fenceposts } from './fenceposts.ts'
import type { Deployment, DeploymentStatus } from './schema.ts'
import { actualOf, availableOf, readyOf, wantedOf } from './sets.ts'

/**
 * What the sets add up to. Old conditions stay; Available follows from the numbers.
 * Source: pkg/controller/deployment/sync.go calculateStatus.
 */
export function statusOf(
  deployment: Deployment,
  all: readonly ReplicaSet[],
  newest: ReplicaSet | undefined,
  now: Millis,
): DeploymentStatus {
  const available = availableOf(all)
  const unavailable = Math.max(0, wantedOf(all) - available)
  const { generation } = deployment.metadata
  const { collisionCount, conditions = [] } = deployment.status
  return {
    ...(generation ? { observedGeneration: generation } : {}),
    ...count('replicas', actualOf(all)),
    ...count('updatedReplicas', newest?.status.replicas ?? 0),
    ...count('readyReplicas', readyOf(all)),
    ...count('availableReplicas', available),
    ...count('unavailableReplicas', unavailable),
    conditions: setCondition(conditions, availability(deployment, available, now)),
    ...(collisionCount === undefined ? {} : { collisionCount }),
  }
}

/** Zeros are left out, as upstream's `omitempty` does. */
function count<K extends string>(name: K, value: number): Partial<Record<K, number>> {
  return (value === 0 ? {} : { [name]: value }) as Partial<Record<K, number>>
}

function availability(deployment: Deployment, available: number, now: Millis) {
  const least = deployment.spec.replicas - fenceposts(deployment).unavailable
  return available >= least
    ? newCondition(
        'Available',
        'True',
        'MinimumReplicasAvailable',
        'Deployment has minimum availability.',
        now,
      )
    : newCondition(
        'Available',
        'False',
        'MinimumReplicasUnavailable',
        'Deployment does not have minimum availability.',
        now,
      )
}
