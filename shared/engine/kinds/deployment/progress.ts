import { parseTimestamp, SECOND, type Millis } from '../../time.ts'
import type { ReplicaSet } from '../replicaset/schema.ts'
import { conditionOf, newCondition, setCondition, withoutCondition } from './conditions.ts'
import type { Rollout } from './rollout.ts'
import type { Deployment, DeploymentCondition, DeploymentStatus } from './schema.ts'
import { statusOf } from './status.ts'

/** The largest int32 means: no deadline. */
const NEVER = 2 ** 31 - 1
const DONE = 'NewReplicaSetAvailable'
const TIMED_OUT = 'ProgressDeadlineExceeded'
const PAUSED = 'DeploymentPaused'

export function hasDeadline({ spec }: Deployment): boolean {
  return spec.progressDeadlineSeconds !== NEVER
}

/** Says in the Progressing condition that the rollout is paused, or that it goes on. */
export function notePause(rollout: Rollout): 'paused' | 'resumed' | undefined {
  const { deployment, view } = rollout
  if (!hasDeadline(deployment)) return undefined
  const conditions = deployment.status.conditions ?? []
  const reason = conditionOf(conditions, 'Progressing')?.reason
  const isPaused = deployment.spec.paused === true
  // What has timed out stays so: a pause must not hide it.
  if (reason === TIMED_OUT || isPaused === (reason === PAUSED)) return undefined
  const next = isPaused
    ? newCondition('Progressing', 'Unknown', PAUSED, 'Deployment is paused', view.now)
    : newCondition('Progressing', 'Unknown', 'DeploymentResumed', 'Deployment is resumed', view.now)
  const status = { ...deployment.status, conditions: setCondition(conditions, next) }
  rollout.deployment = { ...deployment, status }
  return isPaused ? 'paused' : 'resumed'
}

/** Are all pods new, available, and no old ones left? */
export function isComplete({ spec, metadata }: Deployment, status: DeploymentStatus): boolean {
  return (
    (status.updatedReplicas ?? 0) === spec.replicas &&
    (status.replicas ?? 0) === spec.replicas &&
    (status.availableReplicas ?? 0) === spec.replicas &&
    (status.observedGeneration ?? 0) >= (metadata.generation ?? 0)
  )
}

/** Is it nearer to the end than it was? */
function hasProgressed(before: DeploymentStatus, now: DeploymentStatus): boolean {
  const old = (status: DeploymentStatus): number =>
    (status.replicas ?? 0) - (status.updatedReplicas ?? 0)
  return (
    (now.updatedReplicas ?? 0) > (before.updatedReplicas ?? 0) ||
    old(now) < old(before) ||
    (now.readyReplicas ?? 0) > (before.readyReplicas ?? 0) ||
    (now.availableReplicas ?? 0) > (before.availableReplicas ?? 0)
  )
}

/** When a rollout that does not move is given up; undefined when no clock runs for it. */
function deadlineOf(
  deployment: Deployment,
  condition: DeploymentCondition | undefined,
): Millis | undefined {
  const reason = condition?.reason
  if (!condition || reason === DONE || reason === TIMED_OUT || reason === PAUSED) return undefined
  const from = condition.lastUpdateTime ? parseTimestamp(condition.lastUpdateTime) : undefined
  const seconds = deployment.spec.progressDeadlineSeconds ?? NEVER
  return from === undefined || seconds === NEVER ? undefined : from + seconds * SECOND
}

/**
 * The status of a rollout and how it comes along. Each step forward renews the condition's update
 * time, and from that the deadline runs: a rollout whose pods take 400 s each never fails, however
 * long it takes. One that was complete is not judged again until its template changes.
 * Source: pkg/controller/deployment/progress.go syncRolloutStatus.
 */
export function rolloutStatus(rollout: Rollout): DeploymentStatus {
  const { deployment, newest, all, view } = rollout
  const status = statusOf(deployment, all, newest, view.now)
  let conditions = status.conditions ?? []
  const current = conditionOf(conditions, 'Progressing')
  if (!hasDeadline(deployment)) {
    conditions = withoutCondition(conditions, 'Progressing')
  } else if (!(isAllNew(status) && current?.reason === DONE)) {
    conditions = judge(rollout, status, current)
  }
  status.conditions = withReplicaFailure(conditions, all, newest)
  const after = conditionOf(status.conditions, 'Progressing')
  const deadline = deadlineOf(deployment, after)
  if (deadline !== undefined && !isComplete(deployment, status)) {
    rollout.plan.wakeAt(Math.max(deadline + SECOND, view.now + SECOND))
  }
  return status
}

const isAllNew = (status: DeploymentStatus): boolean =>
  (status.replicas ?? 0) === (status.updatedReplicas ?? 0)

function judge(
  { deployment, newest, view }: Rollout,
  status: DeploymentStatus,
  current: DeploymentCondition | undefined,
): DeploymentCondition[] {
  const conditions = status.conditions ?? []
  const who = newest
    ? `ReplicaSet "${newest.metadata.name}"`
    : `Deployment "${deployment.metadata.name}"`
  const tell = (value: 'True' | 'False', reason: string, message: string) =>
    newCondition('Progressing', value, reason, `${who} ${message}`, view.now)
  if (isComplete(deployment, status)) {
    return setCondition(conditions, tell('True', DONE, 'has successfully progressed.'))
  }
  if (hasProgressed(deployment.status, status)) {
    const next = tell('True', 'ReplicaSetUpdated', 'is progressing.')
    const since = current?.status === 'True' ? current : next
    const { lastTransitionTime } = since
    return [...withoutCondition(conditions, 'Progressing'), { ...next, lastTransitionTime }]
  }
  const deadline = deadlineOf(deployment, current)
  if (deadline === undefined || deadline >= view.now) return conditions
  return setCondition(conditions, tell('False', TIMED_OUT, 'has timed out progressing.'))
}

/** A failure of the newest set, or else of any other, is the Deployment's failure too. */
function withReplicaFailure(
  conditions: readonly DeploymentCondition[],
  all: readonly ReplicaSet[],
  newest: ReplicaSet | undefined,
): DeploymentCondition[] {
  const failures = (newest ? [newest, ...all] : all).flatMap((set) =>
    (set.status.conditions ?? []).filter((condition) => condition.type === 'ReplicaFailure'),
  )
  const [first] = failures
  if (!first) return withoutCondition(conditions, 'ReplicaFailure')
  const { lastTransitionTime } = first
  return setCondition(conditions, {
    ...first,
    lastTransitionTime,
    lastUpdateTime: lastTransitionTime,
  })
}
