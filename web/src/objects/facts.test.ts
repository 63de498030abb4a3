import { expect, it } from 'vitest'
import type { KubeObject } from '../kube/api.ts'
import { factsOf, mainContainer, readiness } from './facts.ts'

const pod = (spec: object, status: object = {}, annotations = {}): KubeObject => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'web', annotations },
  spec: spec as Record<string, unknown>,
  status: status as Record<string, unknown>,
})

it('lists init containers, sidecars, apps and ephemeral containers in the order of their start', () => {
  const { containers } = factsOf(
    pod({
      initContainers: [{ name: 'wait' }, { name: 'proxy', restartPolicy: 'Always' }],
      containers: [{ name: 'app' }],
      ephemeralContainers: [{ name: 'debugger' }],
    }),
  )
  expect(containers.map(({ name, role }) => `${name} ${role}`)).toEqual([
    'wait init',
    'proxy sidecar',
    'app app',
    'debugger ephemeral',
  ])
})

it('knows an init container that has ended well from one that failed and one that waits', () => {
  const names = ['done', 'failed', 'later']
  const states = [
    { terminated: { exitCode: 0, reason: 'Completed' } },
    { waiting: { reason: 'CrashLoopBackOff' } },
    { waiting: { reason: 'PodInitializing' } },
  ]
  const { containers } = factsOf(
    pod(
      { initContainers: names.map((name) => ({ name })), containers: [] },
      { initContainerStatuses: states.map((state, i) => ({ name: names[i], state })) },
    ),
  )
  expect(containers.map(({ ready }) => ready)).toEqual([true, false, null])
  expect(containers.map(({ state }) => state)).toEqual([
    'Completed',
    'CrashLoopBackOff',
    'PodInitializing',
  ])
})

it('reads the template of a workload, and survives a kind that has other lists', () => {
  const template = { spec: { containers: [{ name: 'app', image: 'nginx' }] } }
  expect(factsOf(pod({ template })).containers).toMatchObject([{ name: 'app', image: 'nginx' }])
  expect(factsOf(pod({ jobTemplate: { spec: { template } } })).containers).toHaveLength(1)
  expect(factsOf(pod({}, { conditions: null })).conditions).toEqual([])
})

it('means the container that kubectl means', () => {
  const spec = { initContainers: [{ name: 'a' }], containers: [{ name: 'b' }, { name: 'c' }] }
  const main = (annotations = {}) => {
    const object = pod(spec, {}, annotations)
    return mainContainer(object, factsOf(object).containers)?.name
  }
  expect(main()).toBe('b')
  expect(main({ 'kubectl.kubernetes.io/default-container': 'c' })).toBe('c')
})

it('counts the ready pods of a workload', () => {
  expect(readiness(pod({ replicas: 3 }, { readyReplicas: 2 }))).toEqual({ ready: 2, wanted: 3 })
  expect(readiness(pod({ replicas: 0 }))).toEqual({ ready: 0, wanted: 0 })
  const daemons = { desiredNumberScheduled: 3, numberReady: 1 }
  expect(readiness(pod({}, daemons))).toEqual({ ready: 1, wanted: 3 })
  expect(readiness(pod({}, { phase: 'Bound' }))).toBeNull()
})
