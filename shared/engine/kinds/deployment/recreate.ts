import type { Pod } from '../pod/schema.ts'
import type { ReplicaSet } from '../replicaset/schema.ts'
import { ensureNewest } from './revision.ts'
import type { Rollout } from './rollout.ts'
import { actualOf } from './sets.ts'

/**
 * First every old pod goes, then the new ones come; pods on their way out still count.
 * Source: pkg/controller/deployment/recreate.go.
 */
export function recreate(rollout: Rollout): void {
  const active = rollout.activeOld
  for (const set of active) rollout.scale(set, 0)
  if (active.length > 0 || isOldRunning(rollout)) return
  if (!rollout.newest) ensureNewest(rollout)
  if (rollout.newest) rollout.scale(rollout.newest, rollout.deployment.spec.replicas)
}

function isOldRunning({ old, view }: Rollout): boolean {
  if (actualOf(old) > 0) return true
  return old.some((set: ReplicaSet) => view.owned<Pod>(set, 'Pod').some(isRunning))
}

function isRunning(pod: Pod): boolean {
  return pod.status.phase !== 'Succeeded' && pod.status.phase !== 'Failed'
}
