import { describe, expect, test } from 'vitest'
import { Lab } from '../../kubelet/test-support/lab.ts'
import { keyOf } from '../../object.ts'
import type { Pod } from '../pod/schema.ts'
import { indexesOf, textOf } from './indexes.ts'
import type { Job } from './schema.ts'

type Spec = Record<string, unknown>

const job = (script: string, rest: Spec = {}, pod: Spec = {}): Spec => ({
  apiVersion: 'batch/v1',
  kind: 'Job',
  metadata: { name: 'pi', namespace: 'default' },
  spec: {
    template: {
      spec: {
        restartPolicy: 'Never',
        terminationGracePeriodSeconds: 1,
        containers: [{ name: 'c', image: 'busybox:1.36', command: ['sh', '-c', script] }],
        ...pod,
      },
    },
    ...rest,
  },
})

const jobOf = (lab: Lab): Job => lab.cluster.view.get('Job', 'default', 'pi')!
const podsOf = (lab: Lab): Pod[] =>
  lab.cluster.view.list<Pod>('Pod', 'default').filter((pod) => pod.metadata.name.startsWith('pi-'))
const conditions = (lab: Lab): string[] =>
  (jobOf(lab).status.conditions ?? []).map(
    ({ type, reason, status }) => `${type}=${status}/${reason}`,
  )
const has = (lab: Lab, type: string): boolean =>
  conditions(lab).some((one) => one.startsWith(`${type}=True`))
const born = (lab: Lab): number[] =>
  lab.changes
    .filter(({ type, object }) => type === 'ADDED' && object.metadata.name.startsWith('pi-'))
    .filter(({ object }) => object.kind === 'Pod')
    .map(({ at }) => (at - lab.changes[0]!.at) / 1_000)

describe('a Job', () => {
  test('[JOB-001] runs its pod to the end and says so', () => {
    const lab = new Lab()
    lab.mark()
    lab.create(job('sleep 2; echo done'))
    expect(jobOf(lab).spec).toMatchObject({
      completions: 1,
      parallelism: 1,
      backoffLimit: 6,
      completionMode: 'NonIndexed',
      suspend: false,
      podReplacementPolicy: 'TerminatingOrFailed',
    })
    const { uid } = jobOf(lab).metadata
    expect(jobOf(lab).spec.selector?.matchLabels).toEqual({
      'batch.kubernetes.io/controller-uid': uid,
    })
    lab.until(() => has(lab, 'Complete'))
    expect(conditions(lab)).toEqual([
      'SuccessCriteriaMet=True/CompletionsReached',
      'Complete=True/CompletionsReached',
    ])
    const { status } = jobOf(lab)
    expect(status).toMatchObject({ succeeded: 1, ready: 0, terminating: 0 })
    expect(status.completionTime).toBeDefined()
    expect(lab.messages('pi', 'Completed')).toEqual(['Job completed'])
    expect(podsOf(lab).map(({ status: { phase } }) => phase)).toEqual(['Succeeded'])
    expect(podsOf(lab)[0]?.metadata.finalizers ?? []).toEqual([])
  })

  test('[JOB-002] tries again after 10, 20 … seconds and gives up beyond its limit', () => {
    const lab = new Lab()
    lab.mark()
    lab.create(job('exit 1', { backoffLimit: 2 }))
    lab.until(() => has(lab, 'Failed'), 300)
    expect(podsOf(lab)).toHaveLength(3)
    expect(jobOf(lab).status.failed).toBe(3)
    expect(conditions(lab)).toEqual([
      'FailureTarget=True/BackoffLimitExceeded',
      'Failed=True/BackoffLimitExceeded',
    ])
    expect(lab.messages('pi', 'BackoffLimitExceeded')).toEqual([
      'Job has reached the specified backoff limit',
    ])
    const [first = 0, second = 0, third = 0] = born(lab)
    expect(second - first).toBeGreaterThanOrEqual(10)
    expect(third - second).toBeGreaterThanOrEqual(20)
  })

  test('[JOB-002] with OnFailure the restarts of the container are counted', () => {
    const lab = new Lab()
    lab.create(job('exit 1', { backoffLimit: 2 }, { restartPolicy: 'OnFailure' }))
    lab.until(() => has(lab, 'Failed'), 120)
    expect(podsOf(lab)).toEqual([])
  })

  test('[JOB-003] runs no more pods at once than it may', () => {
    const lab = new Lab()
    lab.create(job('sleep 3', { completions: 3, parallelism: 2 }))
    let most = 0
    lab.until(() => {
      most = Math.max(most, jobOf(lab).status.active ?? 0)
      return has(lab, 'Complete')
    })
    expect(most).toBe(2)
    expect(jobOf(lab).status.succeeded).toBe(3)
  })

  test('[JOB-003] gives each pod of an Indexed Job a number of its own', () => {
    const lab = new Lab()
    const script = 'echo "$JOB_COMPLETION_INDEX"; test "$(hostname)" = "pi-$JOB_COMPLETION_INDEX"'
    lab.create(job(script, { completions: 3, parallelism: 3, completionMode: 'Indexed' }))
    lab.until(() => has(lab, 'Complete'))
    expect(jobOf(lab).status).toMatchObject({ succeeded: 3, completedIndexes: '0-2' })
    const indexes = podsOf(lab).map(({ metadata }) => {
      return metadata.annotations?.['batch.kubernetes.io/job-completion-index']
    })
    expect(indexes).toEqual(['0', '1', '2'])
  })

  test('[JOB-003] is given up at its deadline', () => {
    const lab = new Lab()
    lab.create(job('sleep 600', { activeDeadlineSeconds: 20 }))
    lab.until(() => has(lab, 'Failed'), 60)
    expect(conditions(lab).at(-1)).toBe('Failed=True/DeadlineExceeded')
    expect(podsOf(lab)).toEqual([])
  })

  test('[JOB-003] runs nothing while it is suspended, and goes on afterwards', () => {
    const lab = new Lab()
    lab.create(job('sleep 5', { suspend: true }))
    lab.run(10)
    expect(podsOf(lab)).toEqual([])
    expect(conditions(lab)).toEqual(['Suspended=True/JobSuspended'])
    const suspended = jobOf(lab)
    lab.update({ ...suspended, spec: { ...suspended.spec, suspend: false } } as Job)
    lab.until(() => has(lab, 'Complete'))
    expect(conditions(lab)[0]).toBe('Suspended=False/JobResumed')
  })

  test('[CTRL-005] goes by itself so long after its end', () => {
    const lab = new Lab()
    lab.create(job('true', { ttlSecondsAfterFinished: 10 }))
    lab.until(() => has(lab, 'Complete'))
    lab.run(8)
    expect(podsOf(lab)).toHaveLength(1)
    lab.run(5)
    expect(lab.cluster.view.list('Job', 'default')).toEqual([])
    expect(podsOf(lab)).toEqual([])
  })

  test('a failure that is to be ignored does not count, one that is fatal ends the Job', () => {
    const lab = new Lab()
    const rules = [
      { action: 'FailJob', onExitCodes: { operator: 'In', values: [42] } },
      { action: 'Ignore', onExitCodes: { operator: 'In', values: [7] } },
    ]
    lab.create(job('exit 42', { podFailurePolicy: { rules } }))
    lab.until(() => has(lab, 'Failed'))
    const [failed] = (jobOf(lab).status.conditions ?? []).slice(-1)
    const name = podsOf(lab)[0]?.metadata.name
    expect(failed).toMatchObject({
      reason: 'PodFailurePolicy',
      message:
        `Container c for pod default/${name} failed with exit code 42 ` +
        'matching FailJob rule at index 0',
    })
    lab.delete(keyOf(jobOf(lab)))
    lab.run(5)
    lab.create(job('exit 7', { podFailurePolicy: { rules }, backoffLimit: 0 }))
    lab.run(60)
    expect(jobOf(lab).status.failed).toBeUndefined()
    expect(has(lab, 'Failed')).toBe(false)
  })

  test('[INIT-032] is complete when its app has ended, though a sidecar would run on', () => {
    const lab = new Lab()
    const sidecar = {
      name: 'logger',
      image: 'busybox:1.36',
      restartPolicy: 'Always',
      command: ['sh', '-c', 'while true; do sleep 1000; done'],
    }
    lab.create(job('sleep 3', {}, { initContainers: [sidecar] }))
    lab.until(() => has(lab, 'Complete'))
    expect(podsOf(lab)[0]?.status.phase).toBe('Succeeded')
  })

  test('lets its pods go when it is deleted', () => {
    const lab = new Lab()
    lab.create(job('sleep 600'))
    lab.run(5)
    lab.delete(keyOf(jobOf(lab)))
    lab.until(() => podsOf(lab).length === 0)
  })

  test('[LIFE-027] takes no pods that would run for ever', () => {
    expect(() => new Lab().create(job('true', {}, { restartPolicy: 'Always' }))).toThrow(
      'Job.batch "pi" is invalid: spec.template.spec.restartPolicy: Required value: ' +
        'valid values: "OnFailure", "Never"',
    )
  })
})

test.each([
  ['', []],
  ['0,2-4', [0, 2, 3, 4]],
  ['1,2', [1, 2]],
  ['0-9', [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]],
])('indexes as text: %s', (text, indexes) => {
  expect([...indexesOf(text)]).toEqual(indexes)
  expect(textOf(new Set(indexes))).toBe(text)
})
