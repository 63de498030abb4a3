import { describe, expect, test } from 'vitest'
import { conditionOf } from '../kinds/pod/condition.ts'
import { podReadyText } from '../kinds/pod/status-word.ts'
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
