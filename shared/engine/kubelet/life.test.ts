import { describe, expect, test } from 'vitest'
import { conditionOf } from '../kinds/pod/condition.ts'
import type { Endpoints } from '../kinds/endpoints/schema.ts'
import type { Pod } from '../kinds/pod/schema.ts'
import { podReadyText, podRestartsText } from '../kinds/pod/status-word.ts'
import { parseTimestamp } from '../time.ts'
import { Lab } from './test-support/lab.ts'

const BUSYBOX = 'busybox:1.36'
const NGINX = 'nginx:1.7.9'
const sh = (script: string) => ({ image: BUSYBOX, command: ['sh', '-c', script] })
const status = (lab: Lab, name: string, at = 0) => lab.get(name).status.containerStatuses?.[at]
const phase = (lab: Lab, name: string) => lab.get(name).status.phase

describe('the phase of a pod', () => {
  test('[LIFE-001] says less than the word: crashing and ending pods are Running', () => {
    const lab = new Lab()
    lab.pod('loop', '', {}, sh('exit 1'))
    lab.pod('pull', 'no-such-image:1')
    lab.pod('ending', '', {}, sh('sleep 1000'))
    lab.until(() => lab.word('loop') === 'CrashLoopBackOff')
    lab.until(() => lab.word('pull') === 'ImagePullBackOff')
    lab.delete('Pod/default/ending')
    lab.run(1)
    expect([phase(lab, 'loop'), phase(lab, 'pull')]).toEqual(['Running', 'Pending'])
    expect([lab.word('ending'), phase(lab, 'ending')]).toEqual(['Terminating', 'Running'])
  })

  test('[LIFE-002] Pending: not scheduled yet, or the image is on its way', () => {
    const lab = new Lab()
    lab.pod('huge', NGINX, {}, { resources: { requests: { cpu: '100' } } })
    lab.run(1)
    expect([phase(lab, 'huge'), lab.word('huge')]).toEqual(['Pending', 'Pending'])
    expect(lab.messages('huge', 'FailedScheduling')).toEqual([
      '0/3 nodes are available: 3 Insufficient cpu. preemption: 0/3 nodes are available: ' +
        '3 No preemption victims found for incoming pod.',
    ])
    lab.fault('slow', { what: 'slow-pull', factor: 1_000 })
    lab.pod('web', NGINX)
    lab.run(5)
    expect([phase(lab, 'web'), lab.word('web')]).toEqual(['Pending', 'ContainerCreating'])
    expect(conditionOf(lab.get('web'), 'PodScheduled')?.status).toBe('True')
    expect(lab.messages('web', 'Pulling')).toEqual([`Pulling image "${NGINX}"`])
    expect(lab.messages('web', 'Pulled')).toEqual([])
    lab.until(() => lab.word('web') === 'Running', 60)
    expect(lab.messages('web', 'Pulled')).toHaveLength(1)
  })

  test('[LIFE-003] Running as long as one container runs; the word tells of the others', () => {
    const lab = new Lab()
    const containers = [
      { name: 'a', ...sh('sleep 3') },
      { name: 'b', ...sh('sleep 20') },
    ]
    lab.pod('two', '', { restartPolicy: 'Never', containers })
    lab.until(() => status(lab, 'two')?.state.terminated !== undefined)
    expect([phase(lab, 'two'), lab.word('two')]).toEqual(['Running', 'NotReady'])
    lab.run(30)
    expect([phase(lab, 'two'), lab.word('two')]).toEqual(['Succeeded', 'Completed'])
  })

  test('[LIFE-004] Succeeded: all ended well and none is started again', () => {
    const lab = new Lab()
    lab.pod('job', '', { restartPolicy: 'OnFailure' }, sh('sleep 3; exit 0'))
    lab.run(20)
    expect(phase(lab, 'job')).toBe('Succeeded')
    expect(status(lab, 'job')?.state.terminated).toMatchObject({ exitCode: 0, reason: 'Completed' })
    const told = (lab.get('job').status.conditions ?? []).map((one) => [
      one.type,
      one.status,
      one.reason,
    ])
    expect(told).toContainEqual(['Ready', 'False', 'PodCompleted'])
    expect(told).toContainEqual(['ContainersReady', 'False', 'PodCompleted'])
    expect(told).toContainEqual(['Initialized', 'True', 'PodCompleted'])
    expect(told).toContainEqual(['PodReadyToStartContainers', 'False', undefined])
    lab.run(7_200)
    expect(phase(lab, 'job')).toBe('Succeeded')
  })

  test('[LIFE-005] Failed: all have ended, one of them badly', () => {
    const lab = new Lab()
    const containers = [
      { name: 'a', ...sh('exit 0') },
      { name: 'b', ...sh('exit 3') },
    ]
    lab.pod('two', '', { restartPolicy: 'Never', containers })
    lab.pod('hungry', '', { restartPolicy: 'Never' }, sh('sleep 1000'))
    lab.until(() => lab.word('hungry') === 'Running')
    lab.fault('leak', { what: 'oom', where: { pods: 'app=hungry' } })
    lab.run(20)
    expect([phase(lab, 'two'), status(lab, 'two', 1)?.state.terminated?.exitCode]).toEqual([
      'Failed',
      3,
    ])
    expect(conditionOf(lab.get('two'), 'Ready')?.reason).toBe('PodFailed')
    expect([phase(lab, 'hungry'), lab.word('hungry')]).toEqual(['Failed', 'OOMKilled'])
    expect(status(lab, 'hungry')?.state.terminated).toMatchObject({
      exitCode: 137,
      reason: 'OOMKilled',
    })
  })

  test('[LIFE-005] [LIFE-034] the word is Error where the first container ended badly', () => {
    const lab = new Lab()
    const containers = [
      { name: 'a', ...sh('exit 3') },
      { name: 'b', ...sh('exit 0') },
    ]
    lab.pod('two', '', { restartPolicy: 'Never', containers })
    lab.run(20)
    expect([phase(lab, 'two'), lab.word('two'), podReadyText(lab.get('two'))]).toEqual([
      'Failed',
      'Error',
      '0/2',
    ])
  })

  test('[POD-014] a pod that has ended stays, and frees what it had', () => {
    const lab = new Lab({ nodes: 1 })
    const all = { resources: { requests: { cpu: '4' } } }
    lab.pod('first', '', { restartPolicy: 'Never' }, { ...sh('sleep 5; exit 0'), ...all })
    lab.until(() => lab.word('first') === 'Running')
    lab.pod('second', NGINX, {}, all)
    lab.run(2)
    expect(lab.word('second')).toBe('Pending')
    lab.run(20)
    expect([phase(lab, 'first'), lab.word('first'), podReadyText(lab.get('first'))]).toEqual([
      'Succeeded',
      'Completed',
      '0/1',
    ])
    expect(lab.get('first').spec.nodeName).toBe('node-1')
    expect(lab.word('second')).toBe('Running')
  })
})

describe('conditions', () => {
  test('[LIFE-007] have a type and a status; their time moves with the status alone', () => {
    const lab = new Lab()
    lab.pod('loop', '', {}, sh('sleep 2; exit 1'))
    lab.run(60)
    const seen = new Map<string, [string, string]>()
    for (const { object } of lab.changes) {
      if (object.kind !== 'Pod') continue
      for (const one of (object as Pod).status.conditions ?? []) {
        expect(['True', 'False', 'Unknown']).toContain(one.status)
        expect(one.lastProbeTime ?? null).toBeNull()
        const [before, since] = seen.get(one.type) ?? [one.status, one.lastTransitionTime ?? '']
        if (before === one.status) expect(one.lastTransitionTime).toBe(since)
        seen.set(one.type, [one.status, one.lastTransitionTime ?? ''])
      }
    }
    expect(seen.size).toBe(5)
  })

  test('[LIFE-014] [LIFE-015] [LIFE-016] keep to the words that the API allows', () => {
    const lab = new Lab()
    lab.pod('loop', '', {}, sh('exit 1'))
    lab.pod('huge', NGINX, {}, { resources: { requests: { cpu: '100' } } })
    lab.pod('web', NGINX, {}, { readinessProbe: { httpGet: { port: 80 } } })
    lab.fault('thirst', { what: 'memory-pressure', at: '30s' })
    lab.run(90)
    const reason = /^[A-Za-z]([A-Za-z0-9_,:]*[A-Za-z0-9_])?$/
    for (const { object } of lab.changes) {
      const { conditions = [] } = ((object as Pod).status ?? {}) as Pod['status']
      for (const one of conditions) {
        expect(['True', 'False', 'Unknown']).toContain(one.status)
        if (one.reason) expect(one.reason).toMatch(reason)
        if (object.kind === 'Pod') expect(one.lastProbeTime).toBeNull()
      }
      if (object.kind === 'Event') {
        expect((object as unknown as { reason: string }).reason).toMatch(reason)
      }
    }
  })

  test('[LIFE-009] Ready and the endpoint of a Service turn together', () => {
    const lab = new Lab()
    lab.create({
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 'web', namespace: 'default' },
      spec: { selector: { app: 'web' }, ports: [{ port: 80 }] },
    })
    lab.pod('web', NGINX, {}, { readinessProbe: { httpGet: { port: 80 }, periodSeconds: 1 } })
    const isReady = () => conditionOf(lab.get('web'), 'Ready')?.status === 'True'
    const isServed = () =>
      (lab.cluster.view.get<Endpoints>('Endpoints', 'default', 'web')?.subsets ?? []).some(
        ({ addresses = [] }) => addresses.length > 0,
      )
    lab.until(isReady)
    lab.run(1)
    expect(isServed()).toBe(true)
    lab.fault('bad', { what: 'probe-fails', probe: 'readiness' })
    lab.until(() => !isReady())
    lab.run(1)
    expect(isServed()).toBe(false)
    lab.heal('bad')
    lab.until(isReady)
    lab.run(1)
    expect(isServed()).toBe(true)
  })

  test('[LIFE-012] ContainersReady knows nothing of readiness gates', () => {
    const lab = new Lab()
    const conditionType = 'www.example.com/lb'
    lab.pod('web', NGINX, { readinessGates: [{ conditionType }] })
    lab.until(() => lab.word('web') === 'Running')
    lab.run(1)
    expect(conditionOf(lab.get('web'), 'ContainersReady')?.status).toBe('True')
    expect(conditionOf(lab.get('web'), 'Ready')).toMatchObject({
      status: 'False',
      reason: 'ReadinessGatesNotReady',
      message: `corresponding condition of pod readiness gate "${conditionType}" does not exist.`,
    })
    const pod = lab.get('web')
    const gate = { type: conditionType, status: 'True' as const }
    const conditions = [...(pod.status.conditions ?? []), gate]
    lab.update({ ...pod, status: { ...pod.status, conditions } } as Pod, 'status')
    lab.run(1)
    expect(conditionOf(lab.get('web'), 'Ready')?.status).toBe('True')
  })

  test('[LIFE-008] [LIFE-011] Unschedulable is a reason, and goes when a node fits', () => {
    const lab = new Lab()
    lab.pod('web', NGINX, { nodeSelector: { disk: 'ssd' } })
    lab.run(2)
    expect(conditionOf(lab.get('web'), 'PodScheduled')).toMatchObject({
      status: 'False',
      reason: 'Unschedulable',
      message:
        "0/3 nodes are available: 3 node(s) didn't match Pod's node affinity/selector. " +
        'preemption: 0/3 nodes are available: 3 Preemption is not helpful for scheduling.',
    })
    expect(conditionOf(lab.get('web'), 'Unschedulable')).toBeUndefined()
    const node = lab.node('node-2')
    const labels = { ...node.metadata.labels, disk: 'ssd' }
    lab.update({ ...node, metadata: { ...node.metadata, labels } })
    lab.run(1)
    expect(conditionOf(lab.get('web'), 'PodScheduled')?.status).toBe('True')
    expect(lab.get('web').spec.nodeName).toBe('node-2')
  })
})

describe('containers', () => {
  test('[LIFE-020] how one ended: code, reason, last words', () => {
    const lab = new Lab()
    const never = { restartPolicy: 'Never' }
    lab.pod('good', '', never, sh('exit 0'))
    lab.pod('bad', '', never, sh('exit 7'))
    lab.pod('told', '', never, sh('printf DONE > /dev/termination-log'))
    lab.pod('absent', '', never, { image: BUSYBOX, command: ['ngnix'] })
    lab.run(20)
    const end = (name: string) => status(lab, name)?.state.terminated
    expect(end('good')).toMatchObject({ exitCode: 0, reason: 'Completed' })
    expect(end('bad')).toMatchObject({ exitCode: 7, reason: 'Error' })
    expect(end('told')?.message).toBe('DONE')
    expect(end('absent')).toMatchObject({ exitCode: 128, reason: 'StartError' })
    expect(end('absent')?.message).toMatch(/exec: "ngnix": executable file not found in \$PATH/)
    expect(lab.messages('absent', 'Failed')[0]).toBe(`Error: ${end('absent')?.message}`)
    expect(phase(lab, 'absent')).toBe('Failed')
  })

  test('[LIFE-018] [LIFE-020] nothing to run: RunContainerError, then CrashLoopBackOff', () => {
    const lab = new Lab()
    lab.pod('web', '', {}, { image: BUSYBOX, command: ['ngnix'] })
    lab.run(60)
    const words = lab.words('web').map(([, word]) => word)
    expect(words).toContain('RunContainerError')
    expect(lab.word('web')).toBe('CrashLoopBackOff')
    expect(status(lab, 'web')?.lastState.terminated).toMatchObject({
      exitCode: 128,
      reason: 'StartError',
    })
  })

  test('[LIFE-019] one whose postStart hook fails is killed and started again', () => {
    const lab = new Lab()
    const lifecycle = { postStart: { exec: { command: ['sh', '-c', 'exit 1'] } } }
    lab.pod('web', NGINX, {}, { lifecycle })
    lab.run(60)
    expect(lab.messages('web', 'FailedPostStartHook')[0]).toBe('PostStartHook failed')
    expect(lab.messages('web', 'Killing')[0]).toBe('FailedPostStartHook')
    expect(status(lab, 'web')?.restartCount).toBeGreaterThan(1)
    expect(lab.words('web').map(([, word]) => word)).toContain('PostStartHookError')
    lab.until(() => lab.word('web') === 'CrashLoopBackOff', 60)
  })

  test('[LIFE-019] it is neither started nor ready before its hook is over', () => {
    const lab = new Lab()
    const lifecycle = { postStart: { exec: { command: ['sleep', '8'] } } }
    lab.pod('web', NGINX, {}, { lifecycle })
    lab.until(() => lab.messages('web', 'Started').length === 1)
    lab.run(7.8)
    expect(status(lab, 'web')).toMatchObject({ started: false, ready: false })
    lab.run(0.4)
    expect(status(lab, 'web')).toMatchObject({ started: true, ready: true, restartCount: 0 })
    expect(status(lab, 'web')?.state.running).toBeDefined()
    lab.run(60)
    expect(lab.cluster.nextDue).toBeNull()
  })

  test('[LIFE-019] a fault makes hooks fail, those that it is about', () => {
    const lab = new Lab()
    lab.fault('bad', { what: 'hook-fails', hook: 'postStart', times: 1 })
    const lifecycle = { postStart: { exec: { command: ['true'] } } }
    lab.pod('web', NGINX, {}, { lifecycle })
    lab.run(30)
    expect(lab.messages('web', 'FailedPostStartHook')).toHaveLength(1)
    expect(status(lab, 'web')).toMatchObject({ restartCount: 1, ready: true })
  })

  test('[LIFE-022] the policy is the pod’s, the restart each container’s', () => {
    const lab = new Lab()
    const containers = [
      { name: 'a', ...sh('exit 0') },
      { name: 'b', ...sh('sleep 1; exit 1') },
    ]
    lab.pod('two', '', { restartPolicy: 'OnFailure', containers })
    lab.run(60)
    expect(status(lab, 'two')?.restartCount).toBe(0)
    expect(status(lab, 'two', 1)?.restartCount).toBeGreaterThan(1)
    expect(phase(lab, 'two')).toBe('Running')
  })

  test('[LIFE-026] a crash loop goes on for a day, and can be deleted', () => {
    const lab = new Lab()
    lab.pod('loop', '', {}, sh('exit 1'))
    lab.run(86_400)
    expect(status(lab, 'loop')?.restartCount).toBeGreaterThan(280)
    expect(status(lab, 'loop')?.restartCount).toBeLessThan(300)
    expect(phase(lab, 'loop')).toBe('Running')
    lab.delete('Pod/default/loop')
    lab.run(2)
    expect(lab.exists('loop')).toBe(false)
  })

  test('[LIFE-033] restarts are counted, with the time of the last one', () => {
    const lab = new Lab()
    lab.pod('web', NGINX)
    lab.until(() => lab.word('web') === 'Running')
    lab.fault('bug', { what: 'exit', times: 3 })
    lab.until(() => status(lab, 'web')?.restartCount === 3, 60)
    const ended = parseTimestamp(status(lab, 'web')?.lastState.terminated?.finishedAt ?? '') ?? 0
    lab.run(45 - (lab.cluster.now - ended) / 1_000)
    expect(podRestartsText(lab.get('web'), lab.cluster.now)).toBe('3 (45s ago)')
    expect(status(lab, 'web')?.lastState.terminated).toMatchObject({ exitCode: 1, reason: 'Error' })
  })

  test('[LIFE-032] pulls are tried again after 10, 20, 40 … 300 s; another name heals at once', () => {
    const lab = new Lab({ nodes: 1 })
    lab.pod('web', 'nginx:1.91')
    lab.until(() => lab.messages('web', 'Pulling').length === 1)
    lab.mark()
    lab.run(700)
    const told = lab.messages('web', 'Failed')
    expect(told[0]).toContain('Failed to pull image "nginx:1.91": ')
    expect(told[0]).toContain('not found')
    expect(told).toContain('Error: ErrImagePull')
    expect(told).toContain('Error: ImagePullBackOff')
    expect(lab.messages('web', 'BackOff')).toContain('Back-off pulling image "nginx:1.91"')
    expect(status(lab, 'web')?.state.waiting?.message).toMatch(/not found$/)
    const tries = lab.words('web').flatMap(([at, word]) => (word === 'ErrImagePull' ? [at] : []))
    const expected = [0, 10, 30, 70, 150, 310, 610]
    expect(tries).toHaveLength(expected.length)
    for (const [index, at] of tries.entries()) {
      expect(at).toBeGreaterThanOrEqual(expected[index]! - 1)
      expect(at).toBeLessThan(expected[index]! + 3)
    }
    const pod = lab.get('web')
    const [container] = pod.spec.containers
    const spec = { ...pod.spec, containers: [{ ...container!, image: NGINX }] }
    lab.update({ ...pod, spec } as Pod)
    lab.until(() => lab.word('web') === 'Running', 10)
  })

  test('[POD-003] all containers of a pod run on one node, and count together', () => {
    const lab = new Lab()
    const containers = [
      { name: 'web', image: NGINX },
      { name: 'sidecar', ...sh('sleep 100000') },
    ]
    lab.pod('two', '', { containers })
    lab.until(() => podReadyText(lab.get('two')) === '2/2')
    expect(lab.word('two')).toBe('Running')
    expect(lab.get('two').spec.nodeName).toMatch(/^node-\d$/)
    lab.fault('sick', { what: 'not-ready', where: { containers: 'sidecar' } })
    lab.run(1)
    expect([podReadyText(lab.get('two')), lab.word('two')]).toEqual(['1/2', 'Running'])
    expect(conditionOf(lab.get('two'), 'Ready')).toMatchObject({
      status: 'False',
      reason: 'ContainersNotReady',
      message: 'containers with unready status: [sidecar]',
    })
  })
})

describe('what becomes of pods when others are gone', () => {
  test('[POD-019] [LIFE-006] nobody replaces a bare pod of a dead node; its phase is never Unknown', () => {
    const lab = new Lab()
    lab.pod('bare', NGINX, { nodeName: 'node-1' })
    lab.until(() => lab.word('bare') === 'Running')
    lab.mark()
    lab.fault('dead', { what: 'crash', where: { nodes: 'node-1' } })
    lab.run(60)
    expect([phase(lab, 'bare'), lab.word('bare')]).toEqual(['Running', 'Running'])
    expect(podReadyText(lab.get('bare'))).toBe('1/1')
    expect(conditionOf(lab.get('bare'), 'Ready')?.status).toBe('False')
    lab.run(540)
    expect(lab.word('bare')).toBe('Terminating')
    expect(lab.cluster.view.list('Pod', 'default')).toHaveLength(1)
    for (const { object } of lab.changes) {
      if (object.kind === 'Pod') expect((object as Pod).status.phase).not.toBe('Unknown')
    }
  })

  test('[POD-020] without a scheduler what runs runs on, and what is new waits without a word', () => {
    const lab = new Lab()
    for (const name of ['a', 'b', 'c']) lab.pod(name, NGINX)
    lab.until(() => ['a', 'b', 'c'].every((name) => lab.word(name) === 'Running'))
    lab.fault('stopped', { what: 'scheduler-down' })
    lab.run(1)
    lab.mark()
    for (const name of ['d', 'e']) lab.pod(name, NGINX)
    lab.run(600)
    for (const name of ['d', 'e']) {
      expect(phase(lab, name)).toBe('Pending')
      expect(lab.get(name).spec.nodeName).toBeUndefined()
      expect(lab.get(name).status.conditions ?? []).toEqual([])
      expect(lab.events(name)).toEqual([])
    }
    expect(['a', 'b', 'c'].map((name) => lab.word(name))).toEqual(Array(3).fill('Running'))
    lab.heal('stopped')
    lab.run(1)
    for (const name of ['d', 'e']) expect(lab.get(name).spec.nodeName).toBeDefined()
  })
})
