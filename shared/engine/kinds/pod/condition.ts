import { timestamp, type Millis } from '../../time.ts'
import type { Pod, PodCondition } from './schema.ts'

/** A condition without its times: these follow from what was there before. */
export interface ConditionNow {
  type: string
  status: 'True' | 'False' | 'Unknown'
  reason?: string
  message?: string
}

/** The condition of a type, if the pod has one. */
export function conditionOf(pod: Pod, type: string): PodCondition | undefined {
  return pod.status.conditions?.find((condition) => condition.type === type)
}

/** Does the pod say that it is ready to serve? */
export function podReady(pod: Pod): boolean {
  return conditionOf(pod, 'Ready')?.status === 'True'
}

/**
 * Has every container ended for good? Such a pod keeps its node's name but none of its resources.
 */
export function isTerminal(pod: Pod): boolean {
  return pod.status.phase === 'Succeeded' || pod.status.phase === 'Failed'
}

/** A condition as it is from now on; its transition time moves only when its status does. */
export function changedCondition(
  before: PodCondition | undefined,
  { type, status, reason, message }: ConditionNow,
  now: Millis,
): PodCondition {
  const since = before?.status === status ? before.lastTransitionTime : undefined
  return {
    type,
    status,
    lastProbeTime: null,
    lastTransitionTime: since ?? timestamp(now),
    ...(reason ? { reason } : {}),
    ...(message ? { message } : {}),
  }
}

/** The pod with one condition set, in its place or at the end of the list. */
export function withCondition(pod: Pod, next: ConditionNow, now: Millis): Pod {
  const conditions = pod.status.conditions ?? []
  const at = conditions.findIndex((condition) => condition.type === next.type)
  const changed = changedCondition(conditions[at], next, now)
  const list = at < 0 ? [...conditions, changed] : conditions.with(at, changed)
  return { ...pod, status: { ...pod.status, conditions: list } }
}
