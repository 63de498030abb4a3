import { DESIRED, MAX, numberIn } from './annotations.ts'
import { isRolling } from './fenceposts.ts'
import type { ReplicaSet } from '../replicaset/schema.ts'
import { sizesOf, type Rollout } from './rollout.ts'
import type { Deployment } from './schema.ts'
import { byAge, isActiveSet, wantedOf } from './sets.ts'

/** Was the number of replicas changed since the sets got theirs? */
export function isScaling({ deployment, all }: Rollout): boolean {
  return all.filter(isActiveSet).some((set) => {
    const desired = numberIn(set.metadata.annotations, DESIRED)
    return desired !== undefined && desired !== deployment.spec.replicas
  })
}

/**
 * Scales without rolling on: a lone set gets all; a complete new set lets the old ones go; in the
 * middle of a rollout every set grows or shrinks in proportion, so that the risk stays spread.
 * Source: pkg/controller/deployment/sync.go scale.
 */
export function scale(rollout: Rollout): void {
  const { deployment, newest } = rollout
  const lone = activeOrLatest(rollout)
  if (lone) {
    // Upstream leaves a stale annotation when the number is right by chance, and then never rolls
    // on.
    if (isScaling(rollout)) rollout.resize(lone, deployment.spec.replicas)
    else rollout.scale(lone, deployment.spec.replicas)
  } else if (isSaturated(deployment, newest)) {
    for (const set of rollout.activeOld) rollout.scale(set, 0)
  } else if (isRolling(deployment)) {
    const active = rollout.all.filter(isActiveSet)
    for (const [set, replicas] of shares(deployment, active)) rollout.resize(set, replicas)
  }
}

/** The only set with pods; the newest where none has any; undefined where several have. */
function activeOrLatest({ newest, old, all }: Rollout): ReplicaSet | undefined {
  const active = all.filter(isActiveSet)
  if (active.length > 1) return undefined
  return active[0] ?? newest ?? old.at(-1)
}

function isSaturated({ spec }: Deployment, set: ReplicaSet | undefined): boolean {
  if (!set) return false
  const desired = numberIn(set.metadata.annotations, DESIRED)
  const { availableReplicas = 0 } = set.status
  return [set.spec.replicas, desired, availableReplicas].every((count) => count === spec.replicas)
}

/**
 * What each set gets, largest first. 10 replicas with surge 3 stand at 8 old and 5 new when they
 * are scaled to 15: 18 pods may be, 5 more than now. The old set's share is 8 · 18/13 = 11, the new
 * set's 5 · 18/13 = 7. What rounding leaves over goes to the largest.
 */
export function shares(
  deployment: Deployment,
  active: readonly ReplicaSet[],
): [ReplicaSet, number][] {
  const { desired, max } = sizesOf(deployment)
  const toAdd = (desired > 0 ? max : 0) - wantedOf(active)
  const ordered = [...active].sort(toAdd > 0 ? largestThenNewest : largestThenOldest)
  let added = 0
  const sizes = ordered.map((set): [ReplicaSet, number] => {
    const share = toAdd === added ? 0 : shareOf(deployment, set, toAdd, toAdd - added)
    added += share
    return [set, set.spec.replicas + share]
  })
  const [first] = sizes
  if (first) first[1] = Math.max(0, first[1] + toAdd - added)
  return sizes
}

const largestThenNewest = (left: ReplicaSet, right: ReplicaSet): number =>
  right.spec.replicas - left.spec.replicas || byAge(right, left)
const largestThenOldest = (left: ReplicaSet, right: ReplicaSet): number =>
  right.spec.replicas - left.spec.replicas || byAge(left, right)

/** A set's share of what is to be added (or, below zero, taken), within what is left of it. */
function shareOf(deployment: Deployment, set: ReplicaSet, toAdd: number, left: number): number {
  const { replicas } = set.spec
  if (replicas === 0 || toAdd === 0) return 0
  const share = fractionOf(deployment, set)
  return toAdd > 0 ? Math.min(share, left) : Math.max(share, left)
}

function fractionOf(deployment: Deployment, set: ReplicaSet): number {
  const { replicas } = set.spec
  const { desired, max } = sizesOf(deployment)
  if (desired === 0) return -replicas
  const before = numberIn(set.metadata.annotations, MAX) || deployment.status.replicas || 0
  return before === 0 ? 0 : Math.round((replicas * max) / before) - replicas
}
