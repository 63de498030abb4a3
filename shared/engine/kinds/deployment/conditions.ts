import { timestamp, type Millis } from '../../time.ts'
import type { DeploymentCondition } from './schema.ts'

/** A condition that came to be now. */
export function newCondition(
  type: string,
  status: DeploymentCondition['status'],
  reason: string,
  message: string,
  now: Millis,
): DeploymentCondition {
  const at = timestamp(now)
  return { type, status, lastUpdateTime: at, lastTransitionTime: at, reason, message }
}

/**
 * Puts a condition in, at the end. One of the same status and reason stays as it is, whatever its
 * message; one of the same status keeps its transition time. Source: SetDeploymentCondition.
 */
export function setCondition(
  conditions: readonly DeploymentCondition[],
  next: DeploymentCondition,
): DeploymentCondition[] {
  const before = conditionOf(conditions, next.type)
  if (before?.status === next.status && before.reason === next.reason) return [...conditions]
  const { lastTransitionTime } = before?.status === next.status ? before : next
  return [...withoutCondition(conditions, next.type), { ...next, lastTransitionTime }]
}

export function conditionOf(
  conditions: readonly DeploymentCondition[],
  type: string,
): DeploymentCondition | undefined {
  return conditions.find((condition) => condition.type === type)
}

export function withoutCondition(
  conditions: readonly DeploymentCondition[],
  type: string,
): DeploymentCondition[] {
  return conditions.filter((condition) => condition.type !== type)
}
