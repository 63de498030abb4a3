import { timestamp, type Millis } from '../../time.ts'
import type { PodDisruptionBudget, PodDisruptionBudgetStatus } from './schema.ts'

type Condition = NonNullable<PodDisruptionBudgetStatus['conditions']>[number]

const ALLOWED = 'DisruptionAllowed'

/** Why nothing may go because the numbers are not known, if that is so. */
export function syncProblem({ status }: PodDisruptionBudget): string | undefined {
  const condition = status.conditions?.find(({ type }) => type === ALLOWED)
  return condition?.reason === 'SyncFailed' ? condition.message : undefined
}

/**
 * The status with the condition that says whether anything may go.
 * Upstream: component-helpers apps/poddisruptionbudget UpdateDisruptionAllowedCondition.
 */
export function withAllowed(
  status: PodDisruptionBudgetStatus,
  now: Millis,
  problem?: string,
): PodDisruptionBudgetStatus {
  const isAllowed = problem === undefined && status.disruptionsAllowed > 0
  const known = isAllowed ? 'SufficientPods' : 'InsufficientPods'
  const before = status.conditions?.find(({ type }) => type === ALLOWED)
  const value = isAllowed ? 'True' : 'False'
  const isSame = before?.status === value
  const next: Condition = {
    type: ALLOWED,
    status: value,
    lastTransitionTime: isSame ? before.lastTransitionTime : timestamp(now),
    reason: problem === undefined ? known : 'SyncFailed',
    message: problem ?? '',
  }
  if (status.observedGeneration) next.observedGeneration = status.observedGeneration
  const others = (status.conditions ?? []).filter(({ type }) => type !== ALLOWED)
  return { ...status, conditions: [...others, next] }
}

/** The status after one more eviction was granted. Upstream: eviction.go checkAndDecrement. */
export function withEviction(
  status: PodDisruptionBudgetStatus,
  pod: string,
  now: Millis,
): PodDisruptionBudgetStatus {
  const disruptionsAllowed = status.disruptionsAllowed - 1
  const disruptedPods = { ...status.disruptedPods, [pod]: timestamp(now) }
  const next = { ...status, disruptionsAllowed, disruptedPods }
  return disruptionsAllowed === 0 ? withAllowed(next, now) : next
}
