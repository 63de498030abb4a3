import type { ReplicaSet } from '../replicaset/schema.ts'
import { fenceposts } from './fenceposts.ts'
import type { Rollout } from './rollout.ts'
import type { Deployment } from './schema.ts'
import { wantedOf } from './sets.ts'

/**
 * Moves a rolling update one step: new pods first, and only when none can be added, old ones go.
 * Source: pkg/controller/deployment/rolling.go.
 *
 * With 10 replicas, surge 3 and 2 unavailable: the new set gets 3 at once (13 is the most there may
 * be), the old one drops to 8 in the same breath (8 is the least that must be available), which
 * leaves room for 2 more new ones: 8 old and 5 new. From then on each new pod that becomes
 * available lets an old one go, and each old one that goes lets a new one come.
 */
export function roll(rollout: Rollout): void {
  if (!rollout.newest || growNewest(rollout)) return
  shrinkOld(rollout)
}

/** How many pods a set of the present template may have beside `all` the others. */
export function roomFor(
  deployment: Deployment,
  all: readonly ReplicaSet[],
  replicas: number,
): number {
  const wanted = deployment.spec.replicas
  if (deployment.spec.strategy.type === 'Recreate') return wanted
  const most = wanted + fenceposts(deployment).surge
  const room = Math.max(0, most - wantedOf(all))
  return replicas + Math.min(room, wanted - replicas)
}

function growNewest(rollout: Rollout): boolean {
  const { newest, deployment, all } = rollout
  if (!newest) return false
  const { replicas } = newest.spec
  const wanted = deployment.spec.replicas
  if (replicas === wanted) return false
  return rollout.scale(newest, replicas > wanted ? wanted : roomFor(deployment, all, replicas))
}

/**
 * Takes old pods away as far as the least number of available ones allows. Pods of the new set that
 * are not available yet count as missing: they must not be counted on.
 */
function shrinkOld(rollout: Rollout): void {
  const { deployment, newest } = rollout
  if (rollout.activeOld.length === 0) return
  const least = deployment.spec.replicas - fenceposts(deployment).unavailable
  const unavailableNew = newest ? newest.spec.replicas - available(newest) : 0
  const removable = wantedOf(rollout.all) - least - unavailableNew
  if (removable <= 0) return
  removeUnhealthy(rollout, removable)
  removeAvailable(rollout, least)
}

/** Pods that do not work go first, or they would hold the rollout up until its deadline. */
function removeUnhealthy(rollout: Rollout, most: number): void {
  let left = most
  for (const set of rollout.activeOld) {
    if (left <= 0) return
    const unhealthy = Math.max(0, set.spec.replicas - available(set))
    const removed = Math.min(left, unhealthy)
    if (removed > 0) rollout.scale(set, set.spec.replicas - removed)
    left -= removed
  }
}

function removeAvailable(rollout: Rollout, least: number): void {
  const spare = rollout.all.reduce((sum, set) => sum + available(set), 0) - least
  let left = spare
  for (const set of rollout.activeOld) {
    if (left <= 0) return
    const removed = Math.min(left, set.spec.replicas)
    rollout.scale(set, set.spec.replicas - removed)
    left -= removed
  }
}

/**
 * Upstream reads the set's status alone, which still counts pods that the set was just told to
 * remove: seen at that moment, it would take too many. A set never has more than it should have.
 */
function available(set: ReplicaSet): number {
  return Math.min(set.status.availableReplicas ?? 0, set.spec.replicas)
}
