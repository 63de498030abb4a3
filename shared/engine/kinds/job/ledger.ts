import { isTerminating } from '../../object.ts'
import type { Pod } from '../pod/schema.ts'
import { isReady } from '../workload-pods.ts'
import { judge, type Verdict } from './failure-policy.ts'
import { indexesOf, textOf } from './indexes.ts'
import { indexOf, TRACKING } from './names.ts'
import type { Job } from './schema.ts'

/** What a Job's pods come to: the counts of before, and those that have ended since. */
export interface Ledger {
  active: readonly Pod[]
  terminating: readonly Pod[]
  ready: number
  succeeded: number
  failed: number
  /** Indexes that have ended well; only of an Indexed Job. */
  completed: ReadonlySet<number> | undefined
  /** Pods whose end is counted now: they need not be kept any more. */
  counted: readonly Pod[]
  /** How many of them count as failures. */
  newlyFailed: number
  newlySucceeded: number
  /** A failure that ends the Job at once. */
  fatal: string | undefined
}

/** Has the pod failed, or will it? Source: pkg/controller/job isPodFailed. */
function isFailed({ spec }: Job, pod: Pod): boolean {
  if (pod.status.phase === 'Failed') return true
  if (spec.podReplacementPolicy === 'Failed') return false
  return isTerminating(pod) && pod.status.phase !== 'Succeeded'
}

const isTracked = ({ metadata }: Pod): boolean => metadata.finalizers?.includes(TRACKING) === true

/**
 * Reads a Job's pods. Source: pkg/controller/job/job_controller.go
 * trackJobStatusAndRemoveFinalizers.
 */
export function ledgerOf(job: Job, pods: readonly Pod[]): Ledger {
  const isIndexed = job.spec.completionMode === 'Indexed'
  const completed = indexesOf(isIndexed ? job.status.completedIndexes : '')
  const counted: Pod[] = []
  let [newlyFailed, newlySucceeded] = [0, 0]
  let fatal: string | undefined
  for (const pod of pods.filter(isTracked)) {
    if (pod.status.phase === 'Succeeded') {
      counted.push(pod)
      newlySucceeded += 1
      const index = indexOf(pod)
      if (isIndexed && index !== undefined && index < (job.spec.completions ?? 0)) {
        completed.add(index)
      }
    } else if (isFailed(job, pod)) {
      const verdict: Verdict = judge(job, pod)
      counted.push(pod)
      if (verdict.counts) newlyFailed += 1
      fatal ??= verdict.fatal
    }
  }
  const open = pods.filter(
    ({ status }) => status.phase !== 'Succeeded' && status.phase !== 'Failed',
  )
  const active = open.filter((pod) => !isTerminating(pod))
  return {
    active,
    terminating: open.filter(isTerminating),
    ready: active.filter(isReady).length,
    succeeded: isIndexed ? completed.size : (job.status.succeeded ?? 0) + newlySucceeded,
    failed: (job.status.failed ?? 0) + newlyFailed,
    completed: isIndexed ? completed : undefined,
    counted,
    newlyFailed,
    newlySucceeded,
    fatal,
  }
}

/** The indexes that need a pod, lowest first. */
export function missingIndexes(job: Job, ledger: Ledger): number[] {
  const busy = new Set([...ledger.active, ...slowToGo(job, ledger)].map(indexOf))
  return Array.from({ length: job.spec.completions ?? 0 }, (_none, index) => index).filter(
    (index) => !busy.has(index) && !ledger.completed?.has(index),
  )
}

/** Pods on their way out that still take a place. */
export function slowToGo({ spec }: Job, { terminating }: Ledger): readonly Pod[] {
  return spec.podReplacementPolicy === 'Failed' ? terminating : []
}

/** The completed indexes as the status shows them. */
export function completedText({ completed }: Ledger): string {
  return textOf(completed ?? new Set())
}
