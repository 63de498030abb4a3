import { describe, expect, test } from 'vitest'
import type { Container, ContainerStatus, Pod, PodStatus } from './schema.ts'
import { podReadyText, podRestartsText, podStatusWord } from './status-word.ts'

const NOW = 1_780_300_800_000

type State = ContainerStatus['state']

const waiting = (reason: string): State => ({ waiting: { reason } })
const running: State = { running: { startedAt: '2026-06-01T07:00:00Z' } }
const ended = (exitCode: number, reason = '', signal = 0): State => ({
  terminated: { exitCode, reason, signal, startedAt: null, finishedAt: null },
})

function container(name: string, state: State, more: Partial<ContainerStatus> = {}) {
  const ready = state.running !== undefined
  return { name, state, lastState: {}, ready, restartCount: 0, image: '', imageID: '', ...more }
}

interface Given {
  init?: ContainerStatus[]
  app?: ContainerStatus[]
  sidecars?: string[]
  status?: Partial<PodStatus>
  deleted?: boolean
}

function pod({ init = [], app = [], sidecars = [], status = {}, deleted = false }: Given): Pod {
  const spec = (name: string): Container =>
    ({ name, ...(sidecars.includes(name) ? { restartPolicy: 'Always' } : {}) }) as Container
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name: 'web',
      uid: 'u',
      resourceVersion: '1',
      creationTimestamp: '2026-06-01T07:00:00Z',
      ...(deleted ? { deletionTimestamp: '2026-06-01T08:00:00Z' } : {}),
    },
    spec: {
      containers: app.map(({ name }) => spec(name)),
      initContainers: init.map(({ name }) => spec(name)),
    } as Pod['spec'],
    status: { phase: 'Running', initContainerStatuses: init, containerStatuses: app, ...status },
  }
}

const condition = (type: string, status: 'True' | 'False', reason = '') => ({
  conditions: [{ type, status, reason, lastProbeTime: null, lastTransitionTime: null }],
})

describe('[LIFE-034] the STATUS column', () => {
  const cases: [string, Given, string][] = [
    ['Pending', { status: { phase: 'Pending' } }, '0/0'],
    ['Evicted', { status: { phase: 'Failed', reason: 'Evicted' } }, '0/0'],
    [
      'SchedulingGated',
      { status: { phase: 'Pending', ...condition('PodScheduled', 'False', 'SchedulingGated') } },
      '0/0',
    ],
    ['ContainerCreating', { app: [container('a', waiting('ContainerCreating'))] }, '0/1'],
    ['Running', { app: [container('a', running)] }, '1/1'],
    ['CrashLoopBackOff', { app: [container('a', waiting('CrashLoopBackOff'))] }, '0/1'],
    ['Error', { app: [container('a', ended(1, 'Error'))] }, '0/1'],
    ['ExitCode:3', { app: [container('a', ended(3))] }, '0/1'],
    ['Signal:9', { app: [container('a', ended(137, '', 9))] }, '0/1'],
    ['OOMKilled', { app: [container('a', ended(137, 'OOMKilled'))] }, '0/1'],
    // The first container's trouble is told.
    [
      'ErrImagePull',
      { app: [container('a', waiting('ErrImagePull')), container('b', ended(1, 'Error'))] },
      '0/2',
    ],
    // One has ended well, another still runs: what counts is whether the pod is ready.
    [
      'Running',
      {
        app: [container('a', ended(0, 'Completed')), container('b', running)],
        status: condition('Ready', 'True'),
      },
      '1/2',
    ],
    ['NotReady', { app: [container('a', ended(0, 'Completed')), container('b', running)] }, '1/2'],
    [
      'Init:0/2',
      { init: [container('i', running), container('j', waiting('PodInitializing'))] },
      '0/0',
    ],
    ['Init:1/2', { init: [container('i', ended(0, 'Completed')), container('j', running)] }, '0/0'],
    ['Init:Error', { init: [container('i', ended(1, 'Error'))] }, '0/0'],
    ['Init:ExitCode:2', { init: [container('i', ended(2))] }, '0/0'],
    ['Init:CrashLoopBackOff', { init: [container('i', waiting('CrashLoopBackOff'))] }, '0/0'],
    [
      'PodInitializing',
      {
        init: [container('i', ended(0, 'Completed'))],
        app: [container('a', waiting('PodInitializing'))],
      },
      '0/1',
    ],
    // A sidecar that has started holds nothing up, and counts among the ready.
    [
      'Running',
      {
        init: [container('s', running, { started: true })],
        sidecars: ['s'],
        app: [container('a', running)],
      },
      '2/2',
    ],
    // One that has not started holds the pod up, and counts in the total.
    [
      'Init:0/1',
      {
        init: [container('s', waiting('PodInitializing'))],
        sidecars: ['s'],
        app: [container('a', waiting('PodInitializing'))],
      },
      '0/2',
    ],
    ['Init:Signal:9', { init: [container('i', ended(137, '', 9))] }, '0/0'],
    // How the container ended goes before the reason of the pod.
    [
      'Error',
      {
        app: [container('a', ended(137, 'Error'))],
        status: { phase: 'Failed', reason: 'Evicted' },
      },
      '0/1',
    ],
    ['Terminating', { app: [container('a', running)], deleted: true }, '1/1'],
    [
      'Completed',
      {
        app: [container('a', ended(0, 'Completed'))],
        status: { phase: 'Succeeded' },
        deleted: true,
      },
      '0/1',
    ],
    ['Unknown', { status: { reason: 'NodeLost' }, deleted: true }, '0/0'],
  ]

  test.each(cases)('%s for %o, with %s ready', (word, given, ready) => {
    expect(podStatusWord(pod(given))).toBe(word)
    expect(podReadyText(pod(given))).toBe(ready)
  })
})

describe('[LIFE-033] the RESTARTS column', () => {
  const end = (finishedAt: string): State => ({
    terminated: { exitCode: 1, startedAt: null, finishedAt },
  })

  test('counts all containers, and tells when the last of them ended', () => {
    const app = [
      container('a', running, { restartCount: 2, lastState: end('2026-06-01T07:50:00Z') }),
      container('b', running, { restartCount: 1, lastState: end('2026-06-01T07:55:00Z') }),
    ]
    expect(podRestartsText(pod({ app }), NOW)).toBe('3 (5m ago)')
  })

  test('is a bare number when nothing is known of an end', () => {
    expect(podRestartsText(pod({ app: [container('a', running)] }), NOW)).toBe('0')
    const app = [container('a', running, { restartCount: 4 })]
    expect(podRestartsText(pod({ app }), NOW)).toBe('4')
  })
})
