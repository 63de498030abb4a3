import { includesLabels } from '../../schema/match-selector.ts'
import { timestamp, type Millis } from '../../time.ts'
import type { Pod } from '../pod/schema.ts'
import { availableAt, isReady } from '../workload-pods.ts'
import type { ReplicaSet, ReplicaSetCondition, ReplicaSetStatus } from './schema.ts'

/** What a set's active pods add up to. */
export interface Census {
  active: number
  labeled: number
  ready: number
  available: number
  /** When the next ready pod becomes available. */
  nextAvailableAt: Millis | undefined
}

/** Counts a set's active pods. Source: pkg/controller/replicaset/replica_set_utils.go. */
export function census(set: ReplicaSet, pods: readonly Pod[], now: Millis): Census {
  const wait = set.spec.minReadySeconds ?? 0
  const wanted = set.spec.template.metadata.labels
  const found: Census = {
    active: pods.length,
    labeled: 0,
    ready: 0,
    available: 0,
    nextAvailableAt: undefined,
  }
  let last: unknown
  let isLabeled = false
  for (const pod of pods) {
    const { labels } = pod.metadata
    if (labels === undefined || labels !== last) isLabeled = includesLabels(labels, wanted)
    last = labels
    if (isLabeled) found.labeled += 1
    if (!isReady(pod)) continue
    found.ready += 1
    const at = wait === 0 ? now : (availableAt(pod, wait) ?? now)
    if (at <= now) found.available += 1
    else found.nextAvailableAt = Math.min(at, found.nextAvailableAt ?? at)
  }
  return found
}

/** Why a set cannot have the pods that it should have. */
export interface Failure {
  reason: 'FailedCreate' | 'FailedDelete'
  message: string
}

/**
 * The status that a set's pods lead to. A failure is told once, from the first refusal on, and
 * taken back as soon as nothing is refused any more; `undefined` leaves what is said.
 */
export function statusOf(
  set: ReplicaSet,
  found: Census,
  failure: Failure | null | undefined,
  now: Millis,
): ReplicaSetStatus {
  const status: ReplicaSetStatus = { replicas: found.active }
  if (found.labeled > 0) status.fullyLabeledReplicas = found.labeled
  if (found.ready > 0) status.readyReplicas = found.ready
  if (found.available > 0) status.availableReplicas = found.available
  if (set.metadata.generation) status.observedGeneration = set.metadata.generation
  const conditions = withFailure(set.status.conditions ?? [], failure, now)
  if (conditions.length > 0) status.conditions = conditions
  return status
}

function withFailure(
  conditions: readonly ReplicaSetCondition[],
  failure: Failure | null | undefined,
  now: Millis,
): ReplicaSetCondition[] {
  if (failure === undefined) return [...conditions]
  const others = conditions.filter((condition) => condition.type !== 'ReplicaFailure')
  if (failure === null) return others
  if (others.length < conditions.length) return [...conditions]
  const lastTransitionTime = timestamp(now)
  return [...others, { type: 'ReplicaFailure', status: 'True', lastTransitionTime, ...failure }]
}
