import { describe, expect, test } from 'vitest'
import type { Pod } from '../kinds/pod/schema.ts'
import { Lab } from '../kubelet/test-support/lab.ts'

const cpu = (amount: string) => ({ resources: { requests: { cpu: amount } } })

function withClasses(lab: Lab, classes: Record<string, number>, rest: object = {}): Lab {
  for (const [name, value] of Object.entries(classes)) {
    lab.create({
      apiVersion: 'scheduling.k8s.io/v1',
      kind: 'PriorityClass',
      metadata: { name },
      value,
      ...rest,
    })
  }
  return lab
}

const important = { priorityClassName: 'high' }
const condition = (pod: Pod, type: string) =>
  pod.status.conditions?.find((one) => one.type === type)

describe('preemption', () => {
  test('[SCHED-002] a full node: one less important pod goes, gracefully, then the pod is bound', () => {
    const lab = withClasses(new Lab({ nodes: 1 }), { high: 1000 })
    lab.pod('a', 'nginx:1.7.9', {}, cpu('2'))
    lab.pod('b', 'nginx:1.7.9', {}, cpu('2'))
    lab.until(() => lab.word('a') === 'Running' && lab.word('b') === 'Running')
    const vip = lab.pod('vip', 'nginx:1.7.9', important, cpu('2'))
    lab.run(0.05)
    const victims = ['a', 'b'].filter((name) => lab.word(name) === 'Terminating')
    expect(victims).toHaveLength(1)
    const [victim = ''] = victims
    expect(lab.get(victim).metadata.deletionGracePeriodSeconds).toBe(30)
    expect(condition(lab.get(victim), 'DisruptionTarget')).toMatchObject({
      status: 'True',
      reason: 'PreemptionByScheduler',
      message: 'default-scheduler: preempting to accommodate a higher priority pod',
    })
    expect(lab.messages(victim, 'Preempted')).toEqual([
      `Preempted by pod ${vip.metadata.uid} on node node-1`,
    ])
    expect(lab.get('vip').status.nominatedNodeName).toBe('node-1')
    expect(lab.messages('vip', 'FailedScheduling')).toEqual([
      '0/1 nodes are available: 1 Insufficient cpu.',
    ])
    lab.until(() => lab.get('vip').spec.nodeName === 'node-1')
    expect(lab.exists(victim)).toBe(false)
    lab.until(() => lab.word('vip') === 'Running')
    expect(lab.get('vip').status.nominatedNodeName).toBeUndefined()
  })

  test('[SCHED-002] as few as possible go, and those that matter least', () => {
    const lab = withClasses(new Lab({ nodes: 1 }), { high: 1000, middle: 500 })
    lab.pod('small', 'nginx:1.7.9', {}, cpu('1'))
    lab.pod('large', 'nginx:1.7.9', {}, cpu('2'))
    lab.pod('middle', 'nginx:1.7.9', { priorityClassName: 'middle' }, cpu('1'))
    lab.run(10)
    lab.pod('vip', 'nginx:1.7.9', important, cpu('2'))
    lab.run(0.05)
    expect(['small', 'large', 'middle'].map((name) => lab.word(name))).toEqual([
      'Running',
      'Terminating',
      'Running',
    ])
  })

  test('[SCHED-002] the node is chosen where the least important pod has to go', () => {
    const lab = withClasses(new Lab({ nodes: 2 }), { high: 1000, middle: 500 })
    lab.pod('middle', 'nginx:1.7.9', { priorityClassName: 'middle' }, cpu('4'))
    lab.pod('low', 'nginx:1.7.9', {}, cpu('4'))
    lab.run(10)
    lab.pod('vip', 'nginx:1.7.9', important, cpu('4'))
    lab.run(0.05)
    expect([lab.word('middle'), lab.word('low')]).toEqual(['Running', 'Terminating'])
  })

  test('[SCHED-002] a disruption budget is kept where another victim can be found', () => {
    const lab = withClasses(new Lab({ nodes: 2 }), { high: 1000 })
    lab.create({
      apiVersion: 'policy/v1',
      kind: 'PodDisruptionBudget',
      metadata: { name: 'guard', namespace: 'default' },
      spec: { minAvailable: 1, selector: { matchLabels: { app: 'guarded' } } },
    })
    lab.pod('guarded', 'nginx:1.7.9', {}, cpu('4'))
    lab.pod('plain', 'nginx:1.7.9', {}, cpu('4'))
    lab.run(10)
    lab.pod('vip', 'nginx:1.7.9', important, cpu('4'))
    lab.run(0.05)
    expect([lab.word('guarded'), lab.word('plain')]).toEqual(['Running', 'Terminating'])
  })

  test('[SCHED-002] preemptionPolicy Never waits for its turn, before the others', () => {
    const lab = withClasses(new Lab({ nodes: 1 }), { high: 1000 }, { preemptionPolicy: 'Never' })
    lab.pod('low', 'nginx:1.7.9', {}, cpu('4'))
    lab.run(10)
    lab.pod('next', 'nginx:1.7.9', {}, cpu('4'))
    lab.run(0.1)
    lab.pod('patient', 'nginx:1.7.9', important, cpu('4'))
    lab.run(5)
    expect(lab.word('low')).toBe('Running')
    expect(lab.messages('patient', 'FailedScheduling')).toEqual([
      '0/1 nodes are available: 1 Insufficient cpu. preemption: ' +
        'not eligible due to preemptionPolicy=Never.',
    ])
    lab.delete('Pod/default/low', { graceSeconds: 0 })
    lab.run(2)
    expect(lab.get('patient').spec.nodeName).toBe('node-1')
    expect(lab.get('next').spec.nodeName).toBeUndefined()
  })

  test('[SCHED-002] what the removal of all of them would not change is said as it is', () => {
    const taints = [{ key: 'gpu', value: 'yes', effect: 'NoSchedule' }]
    const nodes = [{ name: 'a', taints }, { name: 'b' }, { name: 'c' }]
    const lab = withClasses(new Lab({ nodes }), { high: 1000 })
    lab.pod('low', 'nginx:1.7.9', { nodeSelector: { 'kubernetes.io/hostname': 'b' } }, cpu('1'))
    lab.run(5)
    lab.pod('huge', 'nginx:1.7.9', important, cpu('100'))
    lab.run(0.1)
    expect(lab.messages('huge', 'FailedScheduling')).toEqual([
      '0/3 nodes are available: 1 node(s) had untolerated taint {gpu: yes}, 2 Insufficient cpu. ' +
        'preemption: 0/3 nodes are available: 1 Insufficient cpu, ' +
        '1 No preemption victims found for incoming pod, ' +
        '1 Preemption is not helpful for scheduling.',
    ])
    expect(lab.word('low')).toBe('Running')
  })

  test('[SCHED-002] room that is being made is not given to somebody less important', () => {
    const lab = withClasses(new Lab({ nodes: 1 }), { high: 1000 })
    const slow = { terminationGracePeriodSeconds: 20 }
    const stubborn = { command: ['sh', '-c', "trap '' TERM; sleep 600"], ...cpu('4') }
    lab.pod('low', 'busybox:1.36', slow, stubborn)
    lab.run(10)
    lab.pod('vip', 'nginx:1.7.9', important, cpu('4'))
    lab.run(1)
    lab.pod('thief', 'nginx:1.7.9', {}, cpu('4'))
    lab.until(() => !lab.exists('low'))
    lab.run(12)
    expect(lab.get('vip').spec.nodeName).toBe('node-1')
    expect(lab.get('thief').spec.nodeName).toBeUndefined()
  })

  test('[SCHED-001] of pods that come together the more important one is placed first', () => {
    const lab = withClasses(new Lab({ nodes: 1 }), { high: 1000 })
    lab.pod('first', 'nginx:1.7.9', {}, cpu('4'))
    lab.pod('vip', 'nginx:1.7.9', important, cpu('4'))
    lab.run(1)
    expect(lab.get('vip').spec.nodeName).toBe('node-1')
    expect(lab.get('first').spec.nodeName).toBeUndefined()
    expect(lab.exists('first')).toBe(true)
  })
})
