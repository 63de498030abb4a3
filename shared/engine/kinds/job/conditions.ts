import { timestamp, type Millis } from '../../time.ts'
import type { Job, JobCondition } from './schema.ts'

export type JobConditionType =
  'Complete' | 'Failed' | 'Suspended' | 'SuccessCriteriaMet' | 'FailureTarget'

/** Is the condition true? */
export function conditionIs({ status }: Job, type: JobConditionType): boolean {
  return conditionOf(status.conditions ?? [], type)?.status === 'True'
}

export function conditionOf(
  conditions: readonly JobCondition[],
  type: JobConditionType,
): JobCondition | undefined {
  return conditions.find((one) => one.type === type)
}

/** Has it ended, for good or bad? */
export function isFinished(job: Job): boolean {
  return conditionIs(job, 'Complete') || conditionIs(job, 'Failed')
}

/** A condition that is new or changes now; one that stays as it is keeps its times. */
export function withCondition(
  conditions: readonly JobCondition[],
  type: JobConditionType,
  status: 'True' | 'False',
  reason: string,
  message: string,
  now: Millis,
): JobCondition[] {
  const known = conditionOf(conditions, type)
  if (known?.status === status && known.reason === reason) return [...conditions]
  const at = timestamp(now)
  const next: JobCondition = {
    type,
    status,
    lastProbeTime: at,
    lastTransitionTime: at,
    reason,
    message,
  }
  return known ? conditions.map((one) => (one === known ? next : one)) : [...conditions, next]
}
