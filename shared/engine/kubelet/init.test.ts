import { describe, expect, test } from 'vitest'
import { conditionOf } from '../kinds/pod/condition.ts'
import type { ContainerStatus, Pod } from '../kinds/pod/schema.ts'
import { parseTimestamp } from '../time.ts'
import { Lab } from './test-support/lab.ts'

const BUSYBOX = 'busybox:1.36'
const run = (name: string, ...command: string[]) => ({ name, image: BUSYBOX, command })
const sleeps = (name: string, seconds: number) => run(name, 'sleep', String(seconds))
const APP = { containers: [{ name: 'app', image: 'nginx:1.7.9' }] }

const inits = (pod: Pod): ContainerStatus[] => pod.status.initContainerStatuses ?? []
const app = (pod: Pod): ContainerStatus | undefined => pod.status.containerStatuses?.[0]
const started = (status?: ContainerStatus): number | undefined =>
  parseTimestamp((status?.state.running ?? status?.state.terminated)?.startedAt ?? '')
const ids = (pod: Pod) => inits(pod).map(({ containerID }) => containerID)

function lab(spec: object): Lab {
  const made = new Lab({ nodes: 1 })
  made.pod('web', '', { ...APP, ...spec })
  return made
}

/** Seconds count from the start of the first init container. */
function begun(spec: object): Lab {
  const made = lab(spec)
  made.until(() => started(inits(made.get('web'))[0]) !== undefined)
  made.mark()
  return made
}

function running(spec: object): Lab {
  const made = lab(spec)
  made.until(() => made.word('web') === 'Running', 200)
  made.run(1)
  made.mark()
  return made
}

describe('init containers', () => {
  test('[INIT-001] a, b, then the app: each begins when the one before has ended', () => {
    const made = running({ initContainers: [sleeps('a', 3), sleeps('b', 2)] })
    const [a, b] = inits(made.get('web'))
    const finished = (status?: ContainerStatus) =>
      parseTimestamp(status?.state.terminated?.finishedAt ?? '') ?? Infinity
    expect(finished(a)).toBeLessThanOrEqual(started(b) ?? 0)
    expect(finished(b)).toBeLessThanOrEqual(started(app(made.get('web'))) ?? 0)
    expect(inits(made.get('web')).every(({ state }) => state.terminated?.exitCode === 0)).toBe(true)
  })

  test('[INIT-002] one that never ends is waited for without limit', () => {
    const made = lab({ initContainers: [run('i', 'sleep', 'infinity')] })
    made.run(3_600)
    expect(made.get('web').status.phase).toBe('Pending')
    expect(made.word('web')).toBe('Init:0/1')
    expect(inits(made.get('web'))[0]?.restartCount).toBe(0)
    expect(made.cluster.nextDue).toBeNull()
  })

  test('[INIT-003] [POD-005] the word counts those that are done', () => {
    const made = begun({ initContainers: [sleeps('i', 10), sleeps('j', 20), sleeps('k', 30)] })
    expect(made.word('web')).toBe('Init:0/3')
    expect(app(made.get('web'))?.state.waiting?.reason).toBe('PodInitializing')
    made.run(90)
    const at = new Map(made.words('web').map(([seconds, word]) => [word, Math.round(seconds)]))
    expect(at.get('Init:1/3')).toBe(10)
    // Each of them takes a moment to be made.
    expect([30, 31]).toContain(at.get('Init:2/3'))
    expect([60, 61, 62]).toContain(at.get('PodInitializing'))
    expect(made.word('web')).toBe('Running')
  })

  test('[INIT-004] the second fails: the app is never made', () => {
    const made = lab({ initContainers: [run('a', 'true'), run('b', 'false')] })
    made.run(600)
    expect(app(made.get('web'))).toMatchObject({
      started: false,
      restartCount: 0,
      state: { waiting: { reason: 'PodInitializing' } },
    })
    expect(app(made.get('web'))?.containerID).toBeUndefined()
    expect(conditionOf(made.get('web'), 'Initialized')).toMatchObject({
      status: 'False',
      reason: 'ContainersNotInitialized',
      message: 'containers with incomplete status: [b]',
    })
  })

  test('[INIT-005] only the one that fails is run again: at once, then 10, 30, 70 s later', () => {
    const made = lab({ initContainers: [run('a', 'true'), run('b', 'false')] })
    made.run(100)
    const starts: number[] = []
    const seen = new Set<string>()
    for (const { object, at } of made.changes) {
      if (object.kind !== 'Pod') continue
      const { containerID = '', state, lastState } = inits(object as Pod)[1] ?? { lastState: {} }
      if (!containerID || seen.has(containerID)) continue
      seen.add(containerID)
      expect(state?.running ?? state?.terminated ?? lastState.terminated).toBeDefined()
      starts.push(at / 1_000)
    }
    const gaps = starts.slice(1).map((at, index) => Math.round(at - starts[index]!))
    expect(gaps.slice(0, 4)).toEqual([0, 10, 20, 40])
    const [a, b] = inits(made.get('web'))
    expect([a?.restartCount, b?.restartCount]).toEqual([0, 4])
    expect(new Set(made.words('web').map(([, word]) => word))).toEqual(
      new Set(['Pending', 'Init:0/2', 'Init:1/2', 'Init:Error', 'Init:CrashLoopBackOff']),
    )
    expect(made.get('web').status.phase).toBe('Pending')
  })

  test('[INIT-006] with restartPolicy Never the pod fails, and nothing is started again', () => {
    const made = lab({ restartPolicy: 'Never', initContainers: [run('i', 'false')] })
    made.run(10)
    expect(made.get('web').status.phase).toBe('Failed')
    expect(made.word('web')).toBe('Init:Error')
    made.run(600)
    expect(inits(made.get('web'))[0]?.restartCount).toBe(0)
    expect(conditionOf(made.get('web'), 'Initialized')).toMatchObject({
      status: 'False',
      reason: 'ContainersNotInitialized',
    })
    expect(app(made.get('web'))?.state.waiting?.reason).toBe('PodInitializing')
  })

  test('[INIT-008] an image that is missing shows before the app’s is pulled', () => {
    const image = 'no-such-tools:1'
    const made = lab({ initContainers: [{ ...run('i', 'true'), image }] })
    made.until(() => made.word('web') === 'Init:ErrImagePull')
    made.until(() => made.word('web') === 'Init:ImagePullBackOff')
    expect(made.messages('web', 'Failed')[0]).toContain(`Failed to pull image "${image}"`)
    expect(made.messages('web', 'Pulling')).toEqual([`Pulling image "${image}"`])
  })

  test('[INIT-013] sleep 60 holds the app back by a minute', () => {
    const made = begun({ initContainers: [sleeps('i', 60)] })
    made.run(59)
    expect(made.word('web')).toBe('Init:0/1')
    made.run(20)
    const [init] = inits(made.get('web'))
    expect((started(app(made.get('web'))) ?? 0) - (started(init) ?? 0)).toBeGreaterThanOrEqual(
      60_000,
    )
    const since = conditionOf(made.get('web'), 'Initialized')?.lastTransitionTime ?? ''
    expect((parseTimestamp(since) ?? 0) - (started(init) ?? 0)).toBeLessThan(62_000)
  })

  test('[INIT-017] [INIT-019] [INIT-016] conditions while it initializes, and after', () => {
    const made = begun({ initContainers: [sleeps('i', 30)] })
    const told = () =>
      Object.fromEntries(
        (made.get('web').status.conditions ?? []).map(({ type, status }) => [type, status]),
      )
    expect(told()).toEqual({
      PodScheduled: 'True',
      PodReadyToStartContainers: 'True',
      Initialized: 'False',
      ContainersReady: 'False',
      Ready: 'False',
    })
    expect(conditionOf(made.get('web'), 'Initialized')).toMatchObject({
      reason: 'ContainersNotInitialized',
      message: 'containers with incomplete status: [i]',
    })
    expect(conditionOf(made.get('web'), 'ContainersReady')?.reason).toBe('ContainersNotReady')
    expect(made.get('web').status.phase).toBe('Pending')
    expect(made.get('web').status.podIP).toBeDefined()
    made.run(60)
    expect(new Set(Object.values(told()))).toEqual(new Set(['True']))
  })

  test('[INIT-020] an app that crashes leaves them alone; a lost sandbox runs them again', () => {
    const made = running({ initContainers: [run('a', 'true'), run('b', 'true')] })
    const before = ids(made.get('web'))
    made.fault('bug', { what: 'exit', times: 1, where: { containers: 'app' } })
    made.until(() => app(made.get('web'))?.restartCount === 1)
    expect(ids(made.get('web'))).toEqual(before)
    made.run(5)
    made.mark()
    made.fault('loss', { what: 'sandbox-lost' })
    made.until(() => app(made.get('web'))?.restartCount === 2, 30)
    expect(inits(made.get('web')).map(({ restartCount }) => restartCount)).toEqual([1, 1])
    expect(ids(made.get('web'))).not.toEqual(before)
    expect(made.messages('web', 'Started')).toEqual(
      ['a', 'b', 'app'].map((name) => `Started container ${name}`),
    )
  })

  test('[INIT-029] a lost sandbox is told of; the pod keeps its uid', () => {
    const made = running({ initContainers: [run('a', 'true')] })
    const { uid } = made.get('web').metadata
    made.fault('loss', { what: 'sandbox-lost', where: { pods: 'app=web' } })
    made.run(20)
    expect(made.messages('web', 'SandboxChanged')).toEqual([
      'Pod sandbox changed, it will be killed and re-created.',
    ])
    expect(made.get('web').metadata.uid).toBe(uid)
    expect(app(made.get('web'))).toMatchObject({ restartCount: 1, ready: true })
    expect(inits(made.get('web'))[0]?.restartCount).toBe(1)
    expect(made.word('web')).toBe('Running')
  })

  test('[INIT-022] [LIFE-031] a deadline counts the time of init, and kills healthy pods too', () => {
    const failing = lab({ activeDeadlineSeconds: 120, initContainers: [run('i', 'false')] })
    const healthy = running({ activeDeadlineSeconds: 120 })
    for (const made of [failing, healthy]) {
      const begin = parseTimestamp(made.get('web').status.startTime ?? '') ?? made.cluster.now
      made.run((begin - made.cluster.now) / 1_000 + 119)
      expect(made.get('web').status.phase).not.toBe('Failed')
      made.run(2.5)
      expect(made.get('web').status).toMatchObject({
        phase: 'Failed',
        reason: 'DeadlineExceeded',
        message: 'Pod was active on the node longer than the specified deadline',
      })
    }
    const { restartCount } = inits(failing.get('web'))[0]!
    failing.run(600)
    expect(inits(failing.get('web'))[0]?.restartCount).toBe(restartCount)
  })

  test('[INIT-027] another image of one that is done waits for the next sandbox', () => {
    const made = running({ initContainers: [run('a', 'true')] })
    const before = made.get('web')
    const [init] = before.spec.initContainers ?? []
    made.update({
      ...before,
      spec: { ...before.spec, initContainers: [{ ...init!, image: 'busybox:1.37' }] },
    } as Pod)
    made.run(60)
    const after = made.get('web')
    expect(after.metadata.uid).toBe(before.metadata.uid)
    expect([inits(after)[0]?.restartCount, app(after)?.restartCount]).toEqual([0, 0])
    expect(ids(after)).toEqual(ids(before))
    made.fault('loss', { what: 'sandbox-lost' })
    made.until(() => app(made.get('web'))?.restartCount === 1, 30)
    expect(inits(made.get('web'))[0]?.image).toBe('docker.io/library/busybox:1.37')
  })

  test('[INIT-028] another image of an app container restarts that one alone', () => {
    const containers = [...APP.containers, { ...run('side', 'sleep', 'infinity') }]
    const made = running({ containers, initContainers: [run('a', 'true')] })
    const before = made.get('web')
    const [web, side] = before.spec.containers
    made.update({
      ...before,
      spec: { ...before.spec, containers: [{ ...web!, image: 'nginx:1.9.1' }, side!] },
    } as Pod)
    made.run(30)
    const after = made.get('web')
    expect(made.messages('web', 'Killing')).toEqual([
      'Container app definition changed, will be restarted',
    ])
    const status = (pod: Pod, name: string) =>
      pod.status.containerStatuses?.find((one) => one.name === name)
    expect(status(after, 'app')?.restartCount).toBe(1)
    expect(status(after, 'app')?.imageID).not.toBe(status(before, 'app')?.imageID)
    expect(status(after, 'side')?.restartCount).toBe(0)
    expect(ids(after)).toEqual(ids(before))
    expect(after.status.podIP).toBe(before.status.podIP)
    expect(after.metadata.uid).toBe(before.metadata.uid)
  })

  test('[INIT-028] also where the policy is Never: the definition changed', () => {
    const made = running({ restartPolicy: 'Never' })
    const { spec, ...rest } = made.get('web')
    const containers = [{ ...spec.containers[0]!, image: 'nginx:1.9.1' }]
    made.update({ ...rest, spec: { ...spec, containers } } as Pod)
    made.run(30)
    expect(made.word('web')).toBe('Running')
    expect(app(made.get('web'))).toMatchObject({ restartCount: 1, ready: true })
  })

  test('[INIT-030] a lost record of one that is done does not run it again', () => {
    const made = running({ initContainers: [run('a', 'true')] })
    made.fault('lost', { what: 'init-record-lost' })
    made.run(1)
    expect(inits(made.get('web'))[0]).toMatchObject({
      restartCount: 0,
      state: { terminated: { exitCode: 0, reason: 'Completed' } },
    })
    made.fault('bug', { what: 'exit', times: 1, where: { containers: 'app' } })
    made.until(() => app(made.get('web'))?.restartCount === 1)
    made.run(5)
    expect(made.messages('web', 'Started')).toEqual(['Started container app'])
    expect(made.word('web')).toBe('Running')
  })
})
