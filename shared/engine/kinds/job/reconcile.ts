import { isTerminating } from '../../object.ts'
import { plan, type Plan } from '../../plan.ts'
import type { View } from '../../store/view.ts'
import { MINUTE, parseTimestamp, SECOND, timestamp, type Millis } from '../../time.ts'
import { backOff, type Refusals } from '../back-off.ts'
import { claim } from '../claim.ts'
import type { Pod } from '../pod/schema.ts'
import { victims } from '../victims.ts'
import { conditionIs, conditionOf, isFinished, withCondition } from './conditions.ts'
import { completedText, ledgerOf, missingIndexes, slowToGo, type Ledger } from './ledger.ts'
import { generatedName } from '../five-letters.ts'
import { podFor, TRACKING } from './names.ts'
import { deadlineOf, outcomeOf, type Outcome } from './outcome.ts'
import type { Job } from './schema.ts'

/** What the controller remembers: names drawn, and how often in a row pods failed. */
type JobMemo = Refusals & { made?: number; inARow?: number; failedAt?: Millis }

const REPORTER = 'job-controller'
/** A pod comes so long after a failure, doubled with each in a row. */
const FIRST_MS = 10 * SECOND
const LONGEST_MS = 10 * MINUTE
/** At most so many pods are made in one visit. */
const BURST = 500

/** A Job while it is looked at. */
interface Visit {
  job: Job
  view: View
  plan: Plan
  ledger: Ledger
  memo: JobMemo
}

/** Runs a Job's pods and counts how they end. Source: pkg/controller/job/job_controller.go. */
export function reconcile(job: Job, view: View): Plan {
  const result = plan()
  if (job.spec.managedBy && job.spec.managedBy !== 'kubernetes.io/job-controller') return result
  const { mine, adopted, released } = claim(
    job,
    job.spec.selector ?? {},
    view.owned<Pod>(job, 'Pod'),
    view.orphans<Pod>('Pod', job.metadata.namespace ?? ''),
  )
  const ledger = ledgerOf(job, mine)
  const counted = new Set(ledger.counted.map(({ metadata }) => metadata.uid))
  for (const pod of [...adopted, ...released])
    if (!counted.has(pod.metadata.uid)) result.update(pod)
  for (const pod of ledger.counted) result.update(untracked(pod))
  if (isFinished(job)) return expire(result, job, view)
  const memo = remembered(view.memo<JobMemo>() ?? {}, ledger, view.now)
  const visit: Visit = { job: counting(job, ledger), view, plan: result, ledger, memo }
  const outcome = settled(job) ?? outcomeOf(job, ledger, view.now)
  if (outcome) finish(visit, outcome)
  else if (!isTerminating(job)) work(visit)
  return result.status(visit.job).memo(visit.memo)
}

/** A pod whose end is counted need not be kept. */
function untracked(pod: Pod): Pod {
  const { finalizers = [], ...metadata } = pod.metadata
  const others = finalizers.filter((name) => name !== TRACKING)
  return {
    ...pod,
    metadata: others.length > 0 ? { ...metadata, finalizers: others } : metadata,
  }
}

function remembered(
  before: JobMemo,
  { newlyFailed, newlySucceeded }: Ledger,
  now: Millis,
): JobMemo {
  if (newlySucceeded > 0) {
    const { inARow: _none, failedAt: _neither, ...rest } = before
    return rest
  }
  if (newlyFailed === 0) return before
  return { ...before, inARow: (before.inARow ?? 0) + newlyFailed, failedAt: now }
}

function counting(job: Job, ledger: Ledger): Job {
  const { succeeded, failed, active, terminating, ready, completed } = ledger
  const { conditions, startTime, completionTime, failedIndexes } = job.status
  return {
    ...job,
    status: {
      ...(conditions ? { conditions } : {}),
      ...(startTime ? { startTime } : {}),
      ...(completionTime ? { completionTime } : {}),
      ...(active.length > 0 ? { active: active.length } : {}),
      ...(succeeded > 0 ? { succeeded } : {}),
      ...(failed > 0 ? { failed } : {}),
      terminating: terminating.length,
      ...(completed && completed.size > 0 ? { completedIndexes: completedText(ledger) } : {}),
      ...(failedIndexes === undefined ? {} : { failedIndexes }),
      uncountedTerminatedPods: {},
      ready,
    },
  }
}

/** A Job that is on its way to its end stays on it. */
function settled({ status }: Job): Outcome | undefined {
  const conditions = status.conditions ?? []
  const failing = conditionOf(conditions, 'FailureTarget')
  const met = conditionOf(conditions, 'SuccessCriteriaMet')
  const found = failing ?? met
  if (!found) return undefined
  const { reason = '', message = '' } = found
  return { is: failing ? 'Failed' : 'Complete', reason, message }
}

/** What still runs ends first; then the Job has. */
function finish(visit: Visit, { is, reason, message }: Outcome): void {
  const { job, ledger, view, plan } = visit
  for (const pod of ledger.active) remove(visit, pod)
  const target = is === 'Complete' ? 'SuccessCriteriaMet' : 'FailureTarget'
  const say = (type: typeof target | typeof is): void => {
    const conditions = visit.job.status.conditions ?? []
    const next = withCondition(conditions, type, 'True', reason, message, view.now)
    visit.job = { ...visit.job, status: { ...visit.job.status, conditions: next } }
  }
  if (!conditionIs(job, target)) {
    say(target)
    plan.wakeAt(view.now + 1)
    return
  }
  if (ledger.active.length + ledger.terminating.length > 0) return
  say(is)
  if (is === 'Complete') {
    const completionTime = timestamp(view.now)
    visit.job = { ...visit.job, status: { ...visit.job.status, completionTime } }
    tell(visit, 'Normal', 'Completed', 'Job completed')
  } else tell(visit, 'Warning', reason, message)
  plan.wakeAt(ttlOf(visit.job))
}

function work(visit: Visit): void {
  const { job, plan } = visit
  if (job.spec.suspend) return suspend(visit)
  start(visit)
  const { ledger } = visit
  const { completions, parallelism = 1 } = job.spec
  const left = completions === undefined ? Infinity : completions - ledger.succeeded
  const isEnding = completions === undefined && ledger.succeeded > 0
  const wanted = isEnding ? ledger.active.length : Math.min(left, parallelism)
  const taken = ledger.active.length + slowToGo(job, ledger).length
  if (taken > wanted) {
    for (const pod of victims(ledger.active, ledger.active, taken - wanted, visit.view.now)) {
      remove(visit, pod)
    }
  } else grow(visit, wanted - taken)
  plan.wakeAt(deadlineOf(visit.job))
}

function suspend(visit: Visit): void {
  const { view, ledger } = visit
  for (const pod of ledger.active) remove(visit, pod)
  if (conditionIs(visit.job, 'Suspended')) return
  change(visit, 'True', 'JobSuspended', 'Job suspended', view.now)
  tell(visit, 'Normal', 'Suspended', 'Job suspended')
}

function start(visit: Visit): void {
  const { view } = visit
  if (conditionIs(visit.job, 'Suspended')) {
    change(visit, 'False', 'JobResumed', 'Job resumed', view.now)
    tell(visit, 'Normal', 'Resumed', 'Job resumed')
  } else if (visit.job.status.startTime) return
  visit.job = { ...visit.job, status: { ...visit.job.status, startTime: timestamp(view.now) } }
}

function change(
  visit: Visit,
  status: 'True' | 'False',
  reason: string,
  message: string,
  now: Millis,
): void {
  const { job } = visit
  const before = job.status.conditions ?? []
  const conditions = withCondition(before, 'Suspended', status, reason, message, now)
  visit.job = { ...job, status: { ...job.status, conditions } }
}

function grow(visit: Visit, count: number): void {
  const { job, view, plan, ledger, memo } = visit
  const { inARow = 0, failedAt = 0 } = memo
  const comesAt = inARow === 0 ? 0 : failedAt + Math.min(FIRST_MS * 2 ** (inARow - 1), LONGEST_MS)
  const { generation = 0 } = job.metadata
  const before = view.memo<JobMemo>() ?? {}
  const { memo: refusals, refused, isWaiting } = backOff(before, generation, count > 0, view)
  const { failures: _count, retryAt: _at, generation: _of, ...kept } = memo
  visit.memo = { ...kept, ...refusals }
  if (refused !== undefined) tell(visit, 'Warning', 'FailedCreate', `Error creating: ${refused}`)
  if (count <= 0) return
  if (isWaiting) return void plan.wakeAt(refusals.retryAt)
  if (view.now < comesAt) return void plan.wakeAt(comesAt)
  const namespace = job.metadata.namespace ?? ''
  const home = view.get('Namespace', '', namespace)
  if (!home || isTerminating(home)) return
  const indexes = ledger.completed ? missingIndexes(job, ledger) : undefined
  let made = memo.made ?? 0
  for (let turn = 0; turn < Math.min(count, indexes?.length ?? count, BURST); turn += 1) {
    const index = indexes?.[turn]
    const prefix = index === undefined ? job.metadata.name : `${job.metadata.name}-${index}`
    const name = generatedName(job, view, made, prefix)
    made += 1
    if (view.get('Pod', namespace, name)) continue
    plan.create(podFor(job, name, index))
    tell(visit, 'Normal', 'SuccessfulCreate', `Created pod: ${name}`)
  }
  visit.memo = { ...visit.memo, made }
}

function remove(visit: Visit, pod: Pod): void {
  visit.plan.delete(pod)
  tell(visit, 'Normal', 'SuccessfulDelete', `Deleted pod: ${pod.metadata.name}`)
}

/** When a Job that has ended goes by itself. Source: pkg/controller/ttlafterfinished. */
function ttlOf({ spec, status }: Job): Millis | undefined {
  const ended = (status.conditions ?? []).find(({ type, status: is }) => {
    return is === 'True' && (type === 'Complete' || type === 'Failed')
  })
  const at = ended?.lastTransitionTime ? parseTimestamp(ended.lastTransitionTime) : undefined
  const { ttlSecondsAfterFinished } = spec
  if (ttlSecondsAfterFinished === undefined || at === undefined) return undefined
  return at + ttlSecondsAfterFinished * SECOND
}

function expire(result: Plan, job: Job, view: View): Plan {
  const due = ttlOf(job)
  if (due === undefined || isTerminating(job)) return result
  return view.now < due ? result.wakeAt(due) : result.delete(job, { propagation: 'Foreground' })
}

function tell(
  { job, plan }: Visit,
  type: 'Normal' | 'Warning',
  reason: string,
  message: string,
): void {
  plan.event({ regarding: job, type, reason, message, component: REPORTER })
}
