import { describe, expect, test } from 'vitest'
import type { PodDisruptionBudget } from '../kinds/poddisruptionbudget/schema.ts'
import type { Pod } from '../kinds/pod/schema.ts'
import { Lab } from '../kubelet/test-support/lab.ts'
import { timestamp } from '../time.ts'
import { ask } from './test-support/ask.ts'
import { refusal } from './test-support/desk.ts'

const PODS = '/api/v1/namespaces/default/pods'

function deploy(lab: Lab, replicas: number): void {
  const labels = { app: 'web' }
  const template = {
    metadata: { labels },
    spec: { containers: [{ name: 'c', image: 'nginx:1.7.9' }] },
  }
  lab.create({
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'web', namespace: 'default' },
    spec: { replicas, selector: { matchLabels: labels }, template },
  })
}

function guard(lab: Lab, spec: object): void {
  lab.create({
    apiVersion: 'policy/v1',
    kind: 'PodDisruptionBudget',
    metadata: { name: 'guard', namespace: 'default' },
    spec: { selector: { matchLabels: { app: 'web' } }, ...spec },
  })
}

const budget = (lab: Lab) =>
  lab.cluster.view.get<PodDisruptionBudget>('PodDisruptionBudget', 'default', 'guard')!
const pods = (lab: Lab) =>
  lab.cluster.view.list<Pod>('Pod').filter(({ metadata }) => !metadata.deletionTimestamp)
const ready = (lab: Lab) =>
  pods(lab).filter(({ metadata }) => lab.word(metadata.name) === 'Running')
const evict = (lab: Lab, name: string, options: object = {}) =>
  ask(lab, 'POST', `${PODS}/${name}/eviction`, {
    apiVersion: 'policy/v1',
    kind: 'Eviction',
    metadata: { name, namespace: 'default' },
    ...options,
  })

function settled(replicas: number, spec: object): Lab {
  const lab = new Lab()
  deploy(lab, replicas)
  guard(lab, spec)
  lab.until(() => ready(lab).length === replicas)
  lab.run(1)
  return lab
}

describe('evictions through the API', () => {
  test('[POD-021] an evicted pod says why it goes, goes with grace, and is replaced', () => {
    const lab = settled(2, { minAvailable: 1 })
    const { name = '', uid } = pods(lab)[0]?.metadata ?? { uid: '' }
    expect(evict(lab, name)).toMatchObject({ code: 201, body: { status: 'Success' } })
    expect(lab.word(name)).toBe('Terminating')
    const gone = lab.get(name)
    expect(gone.metadata.deletionGracePeriodSeconds).toBe(30)
    expect(gone.status.conditions?.find(({ type }) => type === 'DisruptionTarget')).toMatchObject({
      status: 'True',
      reason: 'EvictionByEvictionAPI',
      message: 'Eviction API: evicting',
    })
    lab.until(() => !lab.exists(name) && ready(lab).length === 2)
    expect(pods(lab).map((pod) => pod.metadata.uid)).not.toContain(uid)
  })

  test('[POD-021] a budget that is used up is 429, and a second later it is free again', () => {
    const lab = settled(2, { minAvailable: 1 })
    const [first = '', second = ''] = pods(lab).map(({ metadata }) => metadata.name)
    expect(evict(lab, first).code).toBe(201)
    // The second one in the same instant: the controller has not looked yet.
    const refused = evict(lab, second)
    expect(refused.code).toBe(429)
    expect(refusal(refused)).toMatchObject({
      reason: 'TooManyRequests',
      message: "Cannot evict pod as it would violate the pod's disruption budget.",
      details: {
        causes: [
          {
            reason: 'DisruptionBudget',
            message: 'The disruption budget guard needs 1 healthy pods and has 2 currently',
          },
        ],
      },
    })
    expect(lab.word(second)).toBe('Running')
    lab.until(() => ready(lab).length === 2)
    lab.run(1)
    expect(evict(lab, second).code).toBe(201)
  })

  test('a dry run asks and changes nothing', () => {
    const lab = settled(2, { minAvailable: 1 })
    const { name = '' } = pods(lab)[0]?.metadata ?? {}
    const { rv } = lab.cluster
    expect(evict(lab, name, { deleteOptions: { dryRun: ['All'] } }).code).toBe(201)
    expect(lab.cluster.rv).toBe(rv)
  })

  test('preconditions hold for the pod as it is', () => {
    const lab = settled(2, { minAvailable: 1 })
    const { name = '', resourceVersion } = pods(lab)[0]?.metadata ?? {}
    const other = { deleteOptions: { preconditions: { uid: 'another' } } }
    expect(evict(lab, name, other).code).toBe(409)
    const old = { deleteOptions: { preconditions: { resourceVersion: '1' } } }
    expect(evict(lab, name, old).code).toBe(409)
    expect(evict(lab, name, { deleteOptions: { preconditions: { resourceVersion } } }).code).toBe(
      201,
    )
  })

  test('pods that do not run, and bare pods, go without asking a budget', () => {
    const lab = settled(2, { minAvailable: 2 })
    lab.pod('bare', 'nginx:1.7.9')
    lab.pod('waiting', 'nginx:1.7.9', { nodeSelector: { no: 'such' }, labels: {} }, {})
    lab.run(5)
    expect(evict(lab, 'bare').code).toBe(201)
    expect(evict(lab, 'waiting').code).toBe(201)
    expect(lab.exists('waiting')).toBe(false)
    expect(evict(lab, 'nobody').code).toBe(404)
    const [first = ''] = ready(lab).map(({ metadata }) => metadata.name)
    expect(evict(lab, first).code).toBe(429)
  })

  test('two budgets for one pod are more than evictions can bear', () => {
    const lab = settled(2, { minAvailable: 1 })
    lab.create({
      apiVersion: 'policy/v1',
      kind: 'PodDisruptionBudget',
      metadata: { name: 'other', namespace: 'default' },
      spec: { maxUnavailable: 1, selector: {} },
    })
    lab.run(1)
    const { name = '' } = pods(lab)[0]?.metadata ?? {}
    expect(refusal(evict(lab, name))).toMatchObject({
      code: 500,
      message:
        'This pod has more than one PodDisruptionBudget, which the eviction subresource does not support.',
    })
  })
})

describe('what a budget counts', () => {
  test.each([
    [{ minAvailable: 3 }, 3, 2],
    [{ minAvailable: '50%' }, 3, 2],
    [{ maxUnavailable: 1 }, 4, 1],
    [{ maxUnavailable: '30%' }, 3, 2],
  ])('%j of five: %d are wanted, %d may go', (spec, desiredHealthy, disruptionsAllowed) => {
    const lab = settled(5, spec)
    expect(budget(lab).status).toMatchObject({
      expectedPods: 5,
      currentHealthy: 5,
      desiredHealthy,
      disruptionsAllowed,
      observedGeneration: 1,
      conditions: [
        { type: 'DisruptionAllowed', status: 'True', reason: 'SufficientPods', message: '' },
      ],
    })
    expect(lab.cluster.nextDue).toBeNull()
  })

  test('a budget of nothing says so once', () => {
    const lab = new Lab()
    guard(lab, { minAvailable: 1 })
    lab.run(5)
    expect(lab.messages('guard', 'NoPods')).toEqual(['No matching pods found'])
    expect(budget(lab).status).toMatchObject({ disruptionsAllowed: 0, expectedPods: 0 })
  })

  test('pods that are not ready may go while the others are enough, or always', () => {
    const lab = settled(2, { minAvailable: 2 })
    expect(budget(lab).status.disruptionsAllowed).toBe(0)
    lab.fault('sick', { what: 'not-ready', where: { pods: 'app=web' } })
    lab.until(() => budget(lab).status.currentHealthy === 0)
    const { name = '' } = pods(lab)[0]?.metadata ?? {}
    expect(evict(lab, name).code).toBe(429)
    const { spec, metadata } = budget(lab)
    const next = { ...spec, unhealthyPodEvictionPolicy: 'AlwaysAllow' as const }
    lab.update({ ...budget(lab), metadata, spec: next } as PodDisruptionBudget)
    lab.run(1)
    expect(evict(lab, name).code).toBe(201)
  })

  test('a pod whose eviction was granted and that stays counts again after two minutes', () => {
    const lab = settled(2, { minAvailable: 1 })
    const { name = '' } = pods(lab)[0]?.metadata ?? {}
    const granted = timestamp(lab.cluster.now)
    const status = { ...budget(lab).status, disruptedPods: { [name]: granted } }
    lab.update({ ...budget(lab), status } as PodDisruptionBudget, 'status')
    lab.run(1)
    expect(budget(lab).status).toMatchObject({ currentHealthy: 1, disruptionsAllowed: 0 })
    lab.run(121)
    expect(budget(lab).status).toMatchObject({ currentHealthy: 2, disruptionsAllowed: 1 })
    expect(lab.messages(name, 'NotDeleted')).toEqual([
      "Pod was expected by PDB default/guard to be deleted but it wasn't",
    ])
  })

  test('minAvailable and maxUnavailable contradict each other', () => {
    const lab = new Lab()
    const reply = ask(lab, 'POST', '/apis/policy/v1/namespaces/default/poddisruptionbudgets', {
      metadata: { name: 'guard' },
      spec: { minAvailable: 1, maxUnavailable: 1, selector: {} },
    })
    expect(reply.code).toBe(422)
    expect(refusal(reply).message).toContain('minAvailable and maxUnavailable cannot be both set')
  })
})
