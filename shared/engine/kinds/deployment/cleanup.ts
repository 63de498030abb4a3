import { isTerminating } from '../../object.ts'
import { revisionOf } from './revision.ts'
import type { Rollout } from './rollout.ts'

const UNLIMITED = 2 ** 31 - 1

/**
 * Deletes the oldest revisions beyond the limit, those that have no pods and know it.
 * Source: pkg/controller/deployment/sync.go cleanupDeployment.
 */
export function cleanUp({ deployment, old, plan }: Rollout): void {
  const limit = deployment.spec.revisionHistoryLimit ?? UNLIMITED
  if (limit === UNLIMITED) return
  const alive = old.filter((set) => !isTerminating(set))
  const surplus = Math.max(0, alive.length - limit)
  const oldest = alive.sort((left, right) => revisionOf(left) - revisionOf(right)).slice(0, surplus)
  for (const set of oldest) {
    const isObserved = (set.status.observedGeneration ?? 0) >= (set.metadata.generation ?? 0)
    if (set.spec.replicas === 0 && set.status.replicas === 0 && isObserved) plan.delete(set)
  }
}
