import { describe, expect, test } from 'vitest'
import { conditionOf } from '../kinds/pod/condition.ts'
import type { Pod } from '../kinds/pod/schema.ts'
import { podReadyText, podRestartsText } from '../kinds/pod/status-word.ts'
import { parseTimestamp } from '../time.ts'
import { Lab } from './test-support/lab.ts'

const BUSYBOX = 'busybox:1.36'
const NGINX = 'nginx:1.7.9'
const sh = (script: string) => ({ image: BUSYBOX, command: ['sh', '-c', script] })
const status = (lab: Lab, name: string, at = 0) => lab.get(name).status.containerStatuses?.[at]
const phase = (lab: Lab, name: string) => lab.get(name).status.phase

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
