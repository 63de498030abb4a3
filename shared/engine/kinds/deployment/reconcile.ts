import { isTerminating } from '../../object.ts'
import type { Plan } from '../../plan.ts'
import type { View } from '../../store/view.ts'
import { claim } from '../claim.ts'
import type { ReplicaSet } from '../replicaset/schema.ts'
import { cleanUp } from './cleanup.ts'
import { conditionOf } from './conditions.ts'
import { isComplete, notePause, rolloutStatus } from './progress.ts'
import { recreate } from './recreate.ts'
import { ensureNewest, syncRevision } from './revision.ts'
import { roll } from './rolling.ts'
import { Rollout } from './rollout.ts'
import { isScaling, scale } from './scale.ts'
import type { Deployment, DeploymentStatus } from './schema.ts'
import { statusOf } from './status.ts'

/** Moves a Deployment one step. Upstream: deployment_controller.go syncDeployment. */
export function reconcile(deployment: Deployment, view: View): Plan {
  const namespace = deployment.metadata.namespace ?? ''
  const owned = view.owned<ReplicaSet>(deployment, 'ReplicaSet')
  const orphans = view.orphans<ReplicaSet>('ReplicaSet', namespace)
  const claimed = claim(deployment, deployment.spec.selector, owned, orphans)
  const rollout = new Rollout(deployment, claimed.mine, view)
  for (const set of [...claimed.adopted, ...claimed.released]) rollout.plan.update(set)
  const status = step(rollout)
  tellOnTheWay(rollout, status)
  const next: Deployment = { ...rollout.deployment, status }
  rollout.plan.status(next)
  const isPaused = next.spec.paused === true
  if (!isTerminating(next) && (isPaused || isComplete(next, status))) cleanUp(rollout)
  return rollout.plan
}

function step(rollout: Rollout): DeploymentStatus {
  if (isTerminating(rollout.deployment)) {
    syncRevision(rollout)
    return plainStatus(rollout)
  }
  const noted = notePause(rollout)
  syncRevision(rollout)
  if (rollout.deployment.spec.paused) {
    scale(rollout)
    return plainStatus(rollout)
  }
  if (isScaling(rollout)) {
    scale(rollout)
    return plainStatus(rollout)
  }
  if (rollout.deployment.spec.strategy.type === 'Recreate') {
    recreate(rollout)
  } else {
    // Upstream's first status write after a resume is lost to its second: the set is made silently.
    ensureNewest(rollout, noted === 'resumed')
    roll(rollout)
  }
  return rolloutStatus(rollout)
}

/**
 * A new set is told of in a write of its own where the same visit already sees it get on: whoever
 * watches gets each reason of the Progressing condition, as from upstream's two writes.
 */
function tellOnTheWay({ deployment, plan }: Rollout, final: DeploymentStatus): void {
  const [said, last] = [deployment.status, final].map(({ conditions = [] }) =>
    conditionOf(conditions, 'Progressing'),
  )
  if (said?.reason === 'NewReplicaSetCreated' && said.reason !== last?.reason)
    plan.status(deployment)
}

function plainStatus({ deployment, all, newest, view }: Rollout): DeploymentStatus {
  return statusOf(deployment, all, newest, view.now)
}
