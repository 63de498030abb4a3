import { expect, test } from 'vitest'
import { conditionOf } from '../kinds/pod/condition.ts'
import type { KubeEvent } from '../kinds/event/schema.ts'
import type { Pod } from '../kinds/pod/schema.ts'
import { podReadyText, podRestartsText } from '../kinds/pod/status-word.ts'
import { Pods, sh } from '../runtime/test-support/pods.ts'
import { parseTimestamp } from '../time.ts'

const nginx = (name: string, more = {}) => ({ name, image: 'nginx:1.7.9', ...more })
const web = { containers: [nginx('nginx')] }
const podsOf = (lab: Pods): Pod[] =>
  lab.changes.flatMap(({ object }) => (object.kind === 'Pod' ? [object as Pod] : []))

function running(spec: Record<string, unknown>): Pods {
  const lab = new Pods()
  lab.make('web', spec)
  lab.until(() => lab.word('web') === 'Running')
  lab.mark()
  return lab
}

test('[POD-002] a pod of two containers has one address, also after one of them crashed', () => {
  const lab = running({ containers: [nginx('web'), sh('side', 'sleep 30; exit 1')] })
  const { podIP, podIPs, hostIP, hostIPs } = lab.get('web').status
  expect(podIP).toMatch(/^10\.244\.\d+\.\d+$/)
  expect(podIPs?.[0]?.ip).toBe(podIP)
  expect(hostIPs?.[0]?.ip).toBe(hostIP)
  lab.until(() => lab.status('web', 'side').restartCount === 1)
  lab.run(1)
  expect(lab.get('web').status.podIP).toBe(podIP)
  expect(lab.status('web', 'web').restartCount).toBe(0)
})

test('[POD-005] an init container of a minute: Init:0/1, PodInitializing, Running', () => {
  const lab = new Pods()
  lab.make('web', { initContainers: [sh('i', 'sleep 60')], ...web })
  lab.untilRuns('web', 'i')
  lab.mark()
  lab.run(30)
  expect(lab.word('web')).toBe('Init:0/1')
  expect(lab.status('web', 'nginx').state.waiting?.reason).toBe('PodInitializing')
  lab.run(40)
  expect(lab.words('web').map(([, word]) => word)).toEqual(['PodInitializing', 'Running'])
  expect(lab.words('web')[0]?.[0]).toBeGreaterThan(59)
})

test.each([false, true])('[POD-006] containers say one address; hostNetwork=%s', (hostNetwork) => {
  const lab = running({ hostNetwork, containers: [nginx('a'), sh('b', 'sleep 100000')] })
  const { podIP, hostIP } = lab.get('web').status
  for (const name of ['a', 'b']) {
    expect(lab.exec('web', name, ['hostname', '-i']).out).toBe(`${podIP}\n`)
  }
  expect(podIP === hostIP).toBe(hostNetwork)
})

test('[POD-010] a pod is reached at its address though it is not ready; localhost is one’s own', () => {
  const lab = new Pods()
  lab.make('a', { containers: [sh('c', 'sleep 100000')] })
  const readinessProbe = { exec: { command: ['false'] } }
  lab.make('b', { containers: [nginx('c', { readinessProbe })] })
  lab.until(() => lab.word('a') === 'Running' && lab.word('b') === 'Running')
  lab.run(2)
  expect(conditionOf(lab.get('b'), 'Ready')?.status).toBe('False')
  const ask = (host: string) => lab.exec('a', 'c', ['wget', '-q', '-O-', `${host}:80`])
  const answered = ask(lab.get('b').status.podIP ?? '')
  expect(answered.code).toBe(0)
  expect(answered.out).toContain('Welcome to nginx!')
  expect(ask('localhost')).toMatchObject({ code: 1, out: '' })
})

test('[POD-013] the scheduler itself tells where a pod went', () => {
  const lab = running(web)
  const event = lab.cluster.view
    .list<KubeEvent>('Event', 'default')
    .find(({ reason }) => reason === 'Scheduled')
  expect(event).toMatchObject({
    type: 'Normal',
    message: `Successfully assigned default/web to ${lab.get('web').spec.nodeName}`,
  })
  const { source, reportingComponent } = event ?? {}
  expect(source?.component || reportingComponent).toBe('default-scheduler')
})

test('[POD-015] a deletion is marked with its end; DELETED comes when containers have stopped', () => {
  const lab = running(web)
  lab.delete('Pod/default/web')
  const { metadata } = lab.get('web')
  expect(lab.word('web')).toBe('Terminating')
  expect(metadata.deletionGracePeriodSeconds).toBe(30)
  const end = Math.ceil(lab.cluster.now / 1_000) * 1_000 + 30_000
  expect([end, end - 1_000]).toContain(parseTimestamp(metadata.deletionTimestamp ?? ''))
  lab.until(() => !lab.exists('web'))
  const told = lab.changes.filter(({ object }) => object.kind === 'Pod')
  expect(told.map(({ type }) => type)).toEqual([
    ...Array(told.length - 1).fill('MODIFIED'),
    'DELETED',
  ])
  const last = told.at(-1)?.object as Pod
  expect(last.status.containerStatuses?.[0]?.state.terminated).toBeDefined()
})

test('[POD-018] a crash leaves the pod what it was, and its last end is told', () => {
  const lab = running(web)
  const before = lab.get('web')
  lab.fault('bug', { what: 'exit', times: 1 })
  lab.until(() => lab.status('web', 'nginx').restartCount === 1)
  const { lastState } = lab.status('web', 'nginx')
  expect(lastState.terminated).toEqual({
    exitCode: 1,
    reason: 'Error',
    startedAt: expect.stringMatching(/^2026-06-01T08:/),
    finishedAt: expect.stringMatching(/^2026-06-01T08:/),
    containerID: before.status.containerStatuses?.[0]?.containerID,
  })
  const finished = parseTimestamp(lastState.terminated?.finishedAt ?? '') ?? 0
  lab.run(2 - (lab.cluster.now - finished) / 1_000)
  const after = lab.get('web')
  expect(podRestartsText(after, lab.cluster.now)).toBe('1 (2s ago)')
  expect(after.metadata).toMatchObject({ name: 'web', uid: before.metadata.uid })
  expect(after.spec.nodeName).toBe(before.spec.nodeName)
  expect(after.status.podIP).toBe(before.status.podIP)
})

test('[POD-027] five seconds of grace for one that is deaf; a later wish for sixty is too late', () => {
  const lab = running({ containers: [sh('c', 'trap "" TERM; while true; do sleep 1; done')] })
  lab.delete('Pod/default/web', { graceSeconds: 5 })
  expect(lab.get('web').metadata.deletionGracePeriodSeconds).toBe(5)
  lab.run(1)
  lab.delete('Pod/default/web', { graceSeconds: 60 })
  expect(lab.get('web').metadata.deletionGracePeriodSeconds).toBe(5)
  lab.run(3.9)
  expect(lab.exists('web')).toBe(true)
  lab.run(1.1)
  expect(lab.exists('web')).toBe(false)
})

test('[LIFE-005] Failed when one ended badly; the word is that of the first container', () => {
  const lab = new Pods()
  const bad = { ...sh('b', 'exit 3') }
  lab.make('later', { restartPolicy: 'Never', containers: [sh('a', 'exit 0'), bad] })
  lab.make('first', { restartPolicy: 'Never', containers: [bad, sh('c', 'exit 0')] })
  lab.until(() => ['later', 'first'].every((name) => lab.get(name).status.phase === 'Failed'))
  expect([lab.word('first'), lab.word('later')]).toEqual(['Error', 'Completed'])
  for (const name of ['later', 'first']) {
    expect(conditionOf(lab.get(name), 'Ready')).toMatchObject({ reason: 'PodFailed' })
    expect(lab.status(name, 'b').state.terminated).toMatchObject({ exitCode: 3, reason: 'Error' })
  }
})

test('[LIFE-010] Initialized names who is not done, fewer and fewer, and turns True', () => {
  const lab = new Pods()
  const initContainers = [sh('init-a', 'sleep 5'), sh('init-b', 'sleep 10')]
  lab.make('web', { initContainers, ...web })
  lab.until(() => lab.word('web') === 'Running')
  const told = podsOf(lab).flatMap((pod) => {
    const { status, reason = '', message = '' } = conditionOf(pod, 'Initialized') ?? {}
    return status ? [`${status} ${reason} ${message}`.trim()] : []
  })
  expect([...new Set(told)]).toEqual([
    'False ContainersNotInitialized containers with incomplete status: [init-a init-b]',
    'False ContainersNotInitialized containers with incomplete status: [init-b]',
    'True',
  ])
  expect(lab.status('web', 'init-b').state.terminated?.exitCode).toBe(0)
})

test('[LIFE-017] nodes name their container runtime, and containers are its own', () => {
  const lab = running(web)
  const { nodeInfo } = lab.node(lab.get('web').spec.nodeName ?? '').status
  expect(nodeInfo?.containerRuntimeVersion).toMatch(/^containerd:\/\/1\.7\.\d+$/)
  expect(lab.status('web', 'nginx').containerID).toMatch(/^containerd:\/\/[0-9a-f]{64}$/)
})

test('[LIFE-031] at the end of its deadline the pod has Failed, its container is killed', () => {
  const lab = new Pods()
  lab.make('web', { activeDeadlineSeconds: 30, containers: [sh('c', 'sleep 300')] })
  lab.until(() => lab.get('web').status.startTime !== undefined)
  const begin = parseTimestamp(lab.get('web').status.startTime ?? '') ?? 0
  lab.run(29 - (lab.cluster.now - begin) / 1_000)
  expect(lab.get('web').status.phase).toBe('Running')
  lab.run(2)
  expect(lab.get('web').status).toMatchObject({
    phase: 'Failed',
    reason: 'DeadlineExceeded',
    message: 'Pod was active on the node longer than the specified deadline',
  })
  expect([137, 143]).toContain(lab.status('web', 'c').state.terminated?.exitCode)
  expect(podReadyText(lab.get('web'))).toBe('0/1')
})

test('[POD-028] by force a pod goes at once, also from a dead node; nobody answers for it', () => {
  const lab = running(web)
  lab.make('a', { containers: [sh('c', 'sleep 100000')] })
  lab.until(() => lab.word('a') === 'Running')
  lab.run(2)
  const { podIP = '' } = lab.get('web').status
  const ask = () => lab.exec('a', 'c', ['wget', '-q', '-O-', '-T', '2', podIP], 5).code
  expect(ask()).toBe(0)
  lab.delete('Pod/default/web', { graceSeconds: 0 })
  expect(lab.exists('web')).toBe(false)
  lab.run(31)
  expect(ask()).toBe(1)

  lab.fault('dead', { what: 'crash', where: { nodes: lab.get('a').spec.nodeName } })
  lab.run(60)
  lab.delete('Pod/default/a')
  lab.run(600)
  expect(lab.word('a')).toBe('Terminating')
  lab.delete('Pod/default/a', { graceSeconds: 0 })
  expect(lab.exists('a')).toBe(false)
})

test('[LIFE-018] a Secret that is missing is a warning of the container, until it is there', () => {
  const lab = new Pods()
  const secretKeyRef = { name: 'missing', key: 'password' }
  lab.make('web', {
    containers: [nginx('nginx', { env: [{ name: 'P', valueFrom: { secretKeyRef } }] })],
  })
  lab.until(() => lab.word('web') === 'CreateContainerConfigError')
  const events = lab.cluster.view.list<KubeEvent>('Event', 'default')
  expect(events.find(({ reason }) => reason === 'Failed')).toMatchObject({
    type: 'Warning',
    message: 'Error: secret "missing" not found',
    involvedObject: { kind: 'Pod', name: 'web', fieldPath: 'spec.containers{nginx}' },
  })
  expect(lab.get('web').status.phase).toBe('Pending')
  const { uid } = lab.get('web').metadata
  lab.create({
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name: 'missing', namespace: 'default' },
    data: { password: 'cGFzcw==' },
  })
  lab.until(() => lab.word('web') === 'Running', 60)
  lab.run(1)
  expect(lab.exec('web', 'nginx', ['printenv', 'P']).out).toBe('pass\n')
  expect(lab.get('web').metadata.uid).toBe(uid)
  expect(lab.status('web', 'nginx').restartCount).toBe(0)
})

test('[LIFE-008] a gated pod says that its gates hold it back', () => {
  const lab = new Pods()
  lab.make('web', { ...web, schedulingGates: [{ name: 'example.com/wait' }] })
  lab.run(5)
  expect(lab.word('web')).toBe('SchedulingGated')
  expect(conditionOf(lab.get('web'), 'PodScheduled')).toMatchObject({
    status: 'False',
    reason: 'SchedulingGated',
    message: 'Scheduling is blocked due to non-empty scheduling gates',
  })
})
