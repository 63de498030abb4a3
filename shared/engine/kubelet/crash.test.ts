import { describe, expect, test } from 'vitest'
import type { Pod } from '../kinds/pod/schema.ts'
import { podReadyText } from '../kinds/pod/status-word.ts'
import { Lab } from './test-support/lab.ts'

const EXIT_1 = { command: ['sh', '-c', 'exit 1'] }
const status = (pod: Pod) => pod.status.containerStatuses?.[0]

describe('containers that end', () => {
  test('[LIFE-023] restarts come at once, then after 10, 20, 40, 80, 160, 300 s', () => {
    const lab = new Lab()
    lab.pod('loop', 'busybox:1.36', {}, EXIT_1)
    lab.until(() => lab.times('loop', 'Started').length === 1)
    lab.mark()
    lab.run(1_300)
    // Not by its events: a loop soon uses up how many of them an object may have.
    const starts = lab.runs('loop')
    const gaps = starts.slice(1).map((at, index) => Math.round(at - starts[index]!))
    expect(starts[0]).toBeLessThan(1)
    expect(gaps).toEqual([10, 20, 40, 80, 160, 300, 300, 300])
    const { uid } = lab.get('loop').metadata
    expect(lab.messages('loop', 'BackOff')[0]).toBe(
      `Back-off restarting failed container c in pod loop_default(${uid})`,
    )
  })

  test('[LIFE-024] the message of the back-off says how long, at most 5m0s', () => {
    const lab = new Lab()
    lab.pod('loop', 'busybox:1.36', {}, EXIT_1)
    lab.run(2_000)
    const told = lab.changes.flatMap(({ object }) => {
      if (object.kind !== 'Pod') return []
      const waiting = status(object as Pod)?.state.waiting
      return waiting?.reason === 'CrashLoopBackOff' ? [waiting.message?.split(' ')[1]] : []
    })
    expect([...new Set(told)]).toEqual(['10s', '20s', '40s', '1m20s', '2m40s', '5m0s'])
  })

  test('[LIFE-025] ten good minutes are a new beginning, five are not', () => {
    const gapAfter = (goodSeconds: number): number => {
      const lab = new Lab()
      lab.pod('loop', 'nginx:1.7.9')
      lab.until(() => lab.word('loop') === 'Running')
      const strike = (times: number) => {
        lab.fault('bug', { what: 'exit', times, where: { pods: 'app=loop' } })
        lab.until(() => (status(lab.get('loop'))?.restartCount ?? 0) >= times, 200)
        lab.heal('bug')
      }
      strike(3)
      lab.run(goodSeconds)
      lab.mark()
      lab.fault('once', { what: 'exit', times: 1, where: { pods: 'app=loop' } })
      lab.until(() => lab.times('loop', 'Started').length === 1, 400)
      return Math.round(lab.seconds)
    }
    expect(gapAfter(605)).toBeLessThanOrEqual(1)
    expect(gapAfter(300)).toBeGreaterThanOrEqual(39)
  })

  test('[LIFE-001] the phase stays Running while the word is CrashLoopBackOff', () => {
    const lab = new Lab()
    lab.pod('loop', 'busybox:1.36', {}, EXIT_1)
    lab.until(() => lab.word('loop') === 'CrashLoopBackOff')
    expect(lab.get('loop').status.phase).toBe('Running')
    expect(status(lab.get('loop'))?.lastState.terminated).toMatchObject({
      exitCode: 1,
      reason: 'Error',
    })
  })

  test('[POD-018] a restarted container leaves the pod what it was', () => {
    const lab = new Lab()
    lab.pod('web', 'nginx:1.7.9')
    lab.until(() => lab.word('web') === 'Running')
    const before = lab.get('web')
    lab.fault('bug', { what: 'exit', code: 3, times: 1 })
    lab.until(() => status(lab.get('web'))?.restartCount === 1)
    lab.run(2)
    const after = lab.get('web')
    expect(after.metadata.uid).toBe(before.metadata.uid)
    expect(after.status.podIP).toBe(before.status.podIP)
    expect(status(after)?.lastState.terminated).toMatchObject({ exitCode: 3, reason: 'Error' })
    expect(status(after)?.containerID).not.toBe(status(before)?.containerID)
    expect(lab.word('web')).toBe('Running')
  })

  test('[LIFE-021] each restart policy decides for itself', () => {
    const lab = new Lab()
    const run = (name: string, restartPolicy: string, code: number) =>
      lab.pod(name, 'busybox:1.36', { restartPolicy }, { command: ['sh', '-c', `exit ${code}`] })
    run('always-0', 'Always', 0)
    run('failure-0', 'OnFailure', 0)
    run('failure-1', 'OnFailure', 1)
    run('never-0', 'Never', 0)
    run('never-1', 'Never', 1)
    lab.run(30)
    const restarts = (name: string) => status(lab.get(name))?.restartCount ?? 0
    const phase = (name: string) => lab.get(name).status.phase
    expect(restarts('always-0')).toBeGreaterThan(0)
    expect([restarts('failure-0'), phase('failure-0')]).toEqual([0, 'Succeeded'])
    expect(restarts('failure-1')).toBeGreaterThan(0)
    expect([restarts('never-0'), phase('never-0'), lab.word('never-0')]).toEqual([
      0,
      'Succeeded',
      'Completed',
    ])
    expect([restarts('never-1'), phase('never-1'), lab.word('never-1')]).toEqual([
      0,
      'Failed',
      'Error',
    ])
  })

  test('[LIFE-004] a pod that has ended well says so in all its conditions', () => {
    const lab = new Lab()
    lab.pod('job', 'busybox:1.36', { restartPolicy: 'Never' }, { command: ['true'] })
    lab.run(20)
    const told = lab
      .get('job')
      .status.conditions?.map(({ type, status, reason }) => [type, status, reason])
    expect(told).toEqual([
      ['PodReadyToStartContainers', 'False', undefined],
      ['Initialized', 'True', 'PodCompleted'],
      ['Ready', 'False', 'PodCompleted'],
      ['ContainersReady', 'False', 'PodCompleted'],
      ['PodScheduled', 'True', undefined],
    ])
  })

  test('[LIFE-031] a deadline ends the pod', () => {
    const lab = new Lab()
    const spec = { restartPolicy: 'Never', activeDeadlineSeconds: 30 }
    lab.pod('late', 'busybox:1.36', spec, { command: ['sleep', '300'] })
    lab.run(29)
    expect(lab.word('late')).toBe('Running')
    lab.run(2)
    expect(lab.word('late')).toBe('Error')
    expect(lab.get('late').status).toMatchObject({ phase: 'Failed', reason: 'DeadlineExceeded' })
  })
})

describe('init containers', () => {
  const sleeps = (name: string, seconds: number) => ({
    name,
    image: 'busybox:1.36',
    command: ['sleep', String(seconds)],
  })

  test('[INIT-003] they run one after the other, and the word counts them', () => {
    const lab = new Lab()
    const initContainers = [sleeps('i', 10), sleeps('j', 20), sleeps('k', 30)]
    lab.pod('web', 'nginx:1.7.9', { initContainers })
    lab.run(80)
    expect(lab.words('web').map(([, word]) => word)).toEqual([
      'Pending',
      'Init:0/3',
      'Init:1/3',
      'Init:2/3',
      'PodInitializing',
      'Running',
    ])
  })

  test('[LIFE-010] Initialized names those that are not done', () => {
    const lab = new Lab()
    lab.pod('web', 'nginx:1.7.9', { initContainers: [sleeps('a', 10), sleeps('b', 20)] })
    lab.run(15)
    const found = lab.get('web').status.conditions?.find(({ type }) => type === 'Initialized')
    expect(found).toMatchObject({
      status: 'False',
      reason: 'ContainersNotInitialized',
      message: 'containers with incomplete status: [b]',
    })
  })

  test('[INIT-005] one that fails is run again with back-off, those before it are not', () => {
    const lab = new Lab()
    const bad = { name: 'b', image: 'busybox:1.36', command: ['false'] }
    lab.pod('web', 'nginx:1.7.9', { initContainers: [sleeps('a', 1), bad] })
    lab.run(60)
    const [a, b] = lab.get('web').status.initContainerStatuses ?? []
    expect(a?.restartCount).toBe(0)
    expect(b?.restartCount).toBe(3)
    expect(lab.word('web')).toBe('Init:CrashLoopBackOff')
    expect(lab.get('web').status.phase).toBe('Pending')
  })

  test('[INIT-006] with restartPolicy Never the pod fails', () => {
    const lab = new Lab()
    const bad = { name: 'b', image: 'busybox:1.36', command: ['false'] }
    lab.pod('web', 'nginx:1.7.9', { restartPolicy: 'Never', initContainers: [bad] })
    lab.run(20)
    expect(lab.get('web').status.phase).toBe('Failed')
    expect(lab.word('web')).toBe('Init:Error')
  })

  const sidecar = { name: 'side', image: 'redis:7', restartPolicy: 'Always' }

  test('a sidecar starts before the others, runs beside them, and counts among the ready', () => {
    const lab = new Lab()
    lab.pod('web', 'nginx:1.7.9', { initContainers: [sidecar, sleeps('i', 2)] })
    lab.until(() => lab.word('web') === 'Running')
    expect(podReadyText(lab.get('web'))).toBe('2/2')
    expect(lab.messages('web', 'Started')).toEqual(
      ['side', 'i', 'c'].map((name) => `Started container ${name}`),
    )
  })

  test('a sidecar that crashes is started again and stops nobody', () => {
    const lab = new Lab()
    lab.pod('web', 'nginx:1.7.9', { initContainers: [sidecar] })
    lab.until(() => lab.word('web') === 'Running')
    lab.fault('bug', { what: 'exit', times: 2, where: { containers: 'side' } })
    lab.run(30)
    const { initContainerStatuses, containerStatuses, phase } = lab.get('web').status
    expect(initContainerStatuses?.[0]).toMatchObject({ restartCount: 2, ready: true })
    expect(containerStatuses?.[0]).toMatchObject({ restartCount: 0, ready: true })
    expect(phase).toBe('Running')
  })

  test('when the others have ended for good, sidecars end too', () => {
    const lab = new Lab()
    const spec = { restartPolicy: 'Never', initContainers: [sidecar] }
    lab.pod('job', 'busybox:1.36', spec, { command: ['sleep', '5'] })
    lab.run(30)
    expect(lab.get('job').status.phase).toBe('Succeeded')
    expect(lab.word('job')).toBe('Completed')
    lab.run(7_200)
    expect(lab.cluster.nextDue).toBeNull()
  })
})
