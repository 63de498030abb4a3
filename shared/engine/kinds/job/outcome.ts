import { SECOND, parseTimestamp, type Millis } from '../../time.ts'
import type { Pod } from '../pod/schema.ts'
import { indexesOf } from './indexes.ts'
import type { Ledger } from './ledger.ts'
import type { Job } from './schema.ts'

/** How a Job ends: which condition it gets first and which at last, and why. */
export interface Outcome {
  is: 'Complete' | 'Failed'
  reason: string
  message: string
}

/** Does the Job end now? Failure comes first. Source: pkg/controller/job syncJob (v1.32). */
export function outcomeOf(job: Job, ledger: Ledger, now: Millis): Outcome | undefined {
  const failed = (reason: string, message: string): Outcome => ({ is: 'Failed', reason, message })
  if (ledger.fatal !== undefined) return failed('PodFailurePolicy', ledger.fatal)
  const limit = job.spec.backoffLimit ?? 6
  if (ledger.failed > limit || isWornOut(job, ledger.active, limit)) {
    return failed('BackoffLimitExceeded', 'Job has reached the specified backoff limit')
  }
  const deadline = deadlineOf(job)
  if (deadline !== undefined && now >= deadline) {
    return failed('DeadlineExceeded', 'Job was active longer than specified deadline')
  }
  const rule = metRule(job, ledger)
  if (rule !== undefined) {
    return { is: 'Complete', reason: 'SuccessPolicy', message: `Matched rules at index ${rule}` }
  }
  if (!isEnough(job, ledger)) return undefined
  const message = 'Reached expected number of succeeded pods'
  return { is: 'Complete', reason: 'CompletionsReached', message }
}

/** With OnFailure it is the restarts of containers that are counted. */
function isWornOut({ spec }: Job, active: readonly Pod[], limit: number): boolean {
  if (spec.template.spec.restartPolicy !== 'OnFailure') return false
  let restarts = 0
  for (const { status } of active) {
    const all = [...(status.initContainerStatuses ?? []), ...(status.containerStatuses ?? [])]
    for (const { restartCount } of all) restarts += restartCount
  }
  return limit === 0 ? restarts > 0 : restarts >= limit
}

/** When a Job that runs is given up. */
export function deadlineOf({ spec, status }: Job): Millis | undefined {
  const start = status.startTime ? parseTimestamp(status.startTime) : undefined
  if (spec.activeDeadlineSeconds === undefined || start === undefined || spec.suspend) {
    return undefined
  }
  return start + spec.activeDeadlineSeconds * SECOND
}

function isEnough({ spec }: Job, { succeeded, active }: Ledger): boolean {
  if (spec.completions !== undefined) return succeeded >= spec.completions
  return succeeded > 0 && active.length === 0
}

function metRule({ spec }: Job, { completed }: Ledger): number | undefined {
  if (!completed) return undefined
  const rules = spec.successPolicy?.rules ?? []
  const found = rules.findIndex(({ succeededIndexes, succeededCount }) => {
    const wanted = succeededIndexes === undefined ? undefined : indexesOf(succeededIndexes)
    const met = [...completed].filter((index) => !wanted || wanted.has(index)).length
    return met >= (succeededCount ?? wanted?.size ?? Infinity)
  })
  return found < 0 ? undefined : found
}
