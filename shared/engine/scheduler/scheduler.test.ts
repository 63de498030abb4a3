import { describe, expect, test } from 'vitest'
import { Lab } from '../kubelet/test-support/lab.ts'
import type { Pod } from '../kinds/pod/schema.ts'
import type { Machine } from '../kinds/node/shape.ts'

const asks = (requests: Record<string, string>) => ({ resources: { requests } })
const machine = (name: string, more: Partial<Machine> = {}): Machine => ({ name, ...more })

const nodeOf = (lab: Lab, name: string) => lab.get(name).spec.nodeName
const scheduled = (pod: Pod) => pod.status.conditions?.find(({ type }) => type === 'PodScheduled')

/** Where the pods are, by node. */
function spreadOf(lab: Lab, names: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const name of names) {
    const node = nodeOf(lab, name) ?? 'nowhere'
    counts[node] = (counts[node] ?? 0) + 1
  }
  return counts
}

describe('what keeps pods off nodes', () => {
  test('[LIFE-002] too large a request: upstream’s words in event and condition', () => {
    const lab = new Lab()
    lab.pod('huge', 'nginx:1.7.9', {}, asks({ cpu: '100' }))
    lab.run(1)
    const message =
      '0/3 nodes are available: 3 Insufficient cpu. preemption: 0/3 nodes are available: ' +
      '3 No preemption victims found for incoming pod.'
    expect(lab.messages('huge', 'FailedScheduling')).toEqual([message])
    expect(scheduled(lab.get('huge'))).toMatchObject({
      status: 'False',
      reason: 'Unschedulable',
      message,
    })
    expect(lab.word('huge')).toBe('Pending')
    lab.run(3_700)
    expect(lab.cluster.nextDue).toBeNull()
  })

  test('[SCHED-001] requests are counted, usage is not: six of 1500m fit on three nodes', () => {
    const lab = new Lab()
    const names = [1, 2, 3, 4, 5, 6, 7].map((index) => `p${index}`)
    for (const name of names) lab.pod(name, 'nginx:1.7.9', {}, asks({ cpu: '1500m' }))
    lab.run(1)
    expect(spreadOf(lab, names)).toEqual({ 'node-1': 2, 'node-2': 2, 'node-3': 2, nowhere: 1 })
    expect(lab.messages('p7', 'FailedScheduling')[0]).toContain('3 Insufficient cpu')
  })

  test('[POD-014] a pod that has ended gives its room back, and the next one gets it', () => {
    const lab = new Lab({ nodes: 1 })
    const job = { restartPolicy: 'Never' }
    lab.pod('job', 'busybox:1.36', job, { command: ['sleep', '5'], ...asks({ cpu: '3' }) })
    lab.run(0.1)
    lab.pod('next', 'nginx:1.7.9', {}, asks({ cpu: '3' }))
    lab.run(3)
    expect(nodeOf(lab, 'next')).toBeUndefined()
    lab.run(10)
    expect(lab.word('job')).toBe('Completed')
    expect(nodeOf(lab, 'job')).toBe('node-1')
    expect(nodeOf(lab, 'next')).toBe('node-1')
  })

  test('[LIFE-008] a selector that no node meets; a label later it is bound', () => {
    const lab = new Lab()
    lab.pod('picky', 'nginx:1.7.9', { nodeSelector: { disk: 'ssd' } })
    lab.run(5)
    expect(lab.messages('picky', 'FailedScheduling')).toEqual([
      "0/3 nodes are available: 3 node(s) didn't match Pod's node affinity/selector. preemption: " +
        '0/3 nodes are available: 3 Preemption is not helpful for scheduling.',
    ])
    const node = lab.node('node-2')
    const labels = { ...node.metadata.labels, disk: 'ssd' }
    lab.update({ ...node, metadata: { ...node.metadata, labels } })
    lab.run(1)
    expect(nodeOf(lab, 'picky')).toBe('node-2')
  })

  test('several reasons are counted and sorted as text', () => {
    const taints = [{ key: 'gpu', value: 'yes', effect: 'NoSchedule' }]
    const nodes = [machine('a', { taints }), machine('b', { cpu: '1' }), machine('c', { cpu: '1' })]
    const lab = new Lab({ nodes })
    lab.pod('web', 'nginx:1.7.9', {}, asks({ cpu: '2', memory: '1Ti' }))
    lab.run(1)
    expect(lab.messages('web', 'FailedScheduling')).toEqual([
      '0/3 nodes are available: 1 node(s) had untolerated taint {gpu: yes}, 2 Insufficient cpu, ' +
        '2 Insufficient memory. preemption: 0/3 nodes are available: ' +
        '1 Preemption is not helpful for scheduling, ' +
        '2 No preemption victims found for incoming pod.',
    ])
  })

  test('a toleration opens a tainted node', () => {
    const taints = [{ key: 'gpu', value: 'yes', effect: 'NoSchedule' }]
    const lab = new Lab({ nodes: [machine('a', { taints })] })
    const tolerations = [{ key: 'gpu', operator: 'Equal', value: 'yes', effect: 'NoSchedule' }]
    lab.pod('in', 'nginx:1.7.9', { tolerations })
    lab.pod('out', 'nginx:1.7.9')
    lab.run(1)
    expect(nodeOf(lab, 'in')).toBe('a')
    expect(nodeOf(lab, 'out')).toBeUndefined()
  })

  test('[NODE-003] a cordoned node takes nobody until it is uncordoned', () => {
    const lab = new Lab({ nodes: 1 })
    const cordon = (unschedulable: boolean) => {
      const node = lab.node('node-1')
      lab.update({ ...node, spec: { ...node.spec, unschedulable } } as never)
    }
    cordon(true)
    lab.run(1)
    expect(lab.node('node-1').spec.taints).toMatchObject([
      { key: 'node.kubernetes.io/unschedulable', effect: 'NoSchedule' },
    ])
    lab.pod('web', 'nginx:1.7.9')
    lab.run(2)
    expect(lab.messages('web', 'FailedScheduling')[0]).toContain('1 node(s) were unschedulable')
    cordon(false)
    lab.run(12)
    expect(lab.node('node-1').spec.taints).toBeUndefined()
    expect(nodeOf(lab, 'web')).toBe('node-1')
  })

  test('required affinity, with operators', () => {
    const nodes = [machine('a', { labels: { size: '3' } }), machine('b', { labels: { size: '9' } })]
    const lab = new Lab({ nodes })
    const affinity = (matchExpressions: unknown[]) => ({
      affinity: {
        nodeAffinity: {
          requiredDuringSchedulingIgnoredDuringExecution: {
            nodeSelectorTerms: [{ matchExpressions }],
          },
        },
      },
    })
    lab.pod('big', 'nginx:1.7.9', affinity([{ key: 'size', operator: 'Gt', values: ['5'] }]))
    lab.pod('small', 'nginx:1.7.9', affinity([{ key: 'size', operator: 'NotIn', values: ['9'] }]))
    lab.run(1)
    expect([nodeOf(lab, 'big'), nodeOf(lab, 'small')]).toEqual(['b', 'a'])
  })

  test('a port of the host belongs to one pod', () => {
    const lab = new Lab({ nodes: 1 })
    const ports = { ports: [{ containerPort: 80, hostPort: 8080 }] }
    lab.pod('first', 'nginx:1.7.9', {}, ports)
    lab.run(0.1)
    lab.pod('second', 'nginx:1.7.9', {}, ports)
    lab.run(1)
    expect(lab.messages('second', 'FailedScheduling')[0]).toContain(
      "1 node(s) didn't have free ports for the requested pod ports",
    )
  })

  test('a node takes so many pods and no more', () => {
    const lab = new Lab({ nodes: [machine('a', { pods: 2 })] })
    for (const name of ['x', 'y', 'z']) lab.pod(name, 'nginx:1.7.9')
    lab.run(1)
    expect(spreadOf(lab, ['x', 'y', 'z'])).toEqual({ a: 2, nowhere: 1 })
    expect(lab.messages('z', 'FailedScheduling')[0]).toContain('1 Too many pods')
    lab.delete('Pod/default/x', { graceSeconds: 0 })
    lab.run(2)
    expect(nodeOf(lab, 'z')).toBe('a')
  })

  test('without any node there is nothing to say about them', () => {
    const lab = new Lab({ nodes: [] })
    lab.pod('web', 'nginx:1.7.9')
    lab.run(1)
    expect(lab.messages('web', 'FailedScheduling')).toEqual(['no nodes available to schedule pods'])
  })

  test('a claim that does not exist keeps the pod off every node', () => {
    const lab = new Lab()
    const claim = { name: 'data', persistentVolumeClaim: { claimName: 'data' } }
    lab.pod('db', 'postgres:16', { volumes: [claim] })
    lab.run(1)
    expect(lab.messages('db', 'FailedScheduling')).toEqual([
      '0/3 nodes are available: persistentvolumeclaim "data" not found. preemption: ' +
        '0/3 nodes are available: 3 Preemption is not helpful for scheduling.',
    ])
  })

  test('gates hold a pod back before any try; another scheduler’s pods are left alone', () => {
    const lab = new Lab()
    lab.pod('gated', 'nginx:1.7.9', { schedulingGates: [{ name: 'wait' }] })
    lab.pod('other', 'nginx:1.7.9', { schedulerName: 'mine' })
    lab.run(5)
    expect(lab.word('gated')).toBe('SchedulingGated')
    expect(lab.events('gated')).toEqual([])
    expect([nodeOf(lab, 'other'), lab.events('other').length]).toEqual([undefined, 0])
  })
})

describe('what draws pods to nodes', () => {
  test('pods of one controller spread over the nodes', () => {
    const lab = new Lab()
    const labels = { app: 'web' }
    const template = {
      metadata: { labels },
      spec: { containers: [{ name: 'c', image: 'nginx:1.7.9' }] },
    }
    lab.create({
      apiVersion: 'apps/v1',
      kind: 'ReplicaSet',
      metadata: { name: 'web', namespace: 'default' },
      spec: { replicas: 9, selector: { matchLabels: labels }, template },
    })
    lab.run(0.5)
    const names = lab.cluster.view.list<Pod>('Pod').map(({ metadata }) => metadata.name)
    expect(spreadOf(lab, names)).toEqual({ 'node-1': 3, 'node-2': 3, 'node-3': 3 })
  })

  test('the emptier node is preferred', () => {
    const lab = new Lab({ nodes: 2 })
    lab.pod('heavy', 'nginx:1.7.9', {}, asks({ cpu: '3', memory: '12Gi' }))
    lab.run(0.1)
    lab.pod('light', 'nginx:1.7.9', {}, asks({ cpu: '100m', memory: '1Gi' }))
    lab.run(0.1)
    expect(nodeOf(lab, 'light')).not.toBe(nodeOf(lab, 'heavy'))
  })

  test('a preference of the pod, and a node that would rather not', () => {
    const taints = [{ key: 'old', value: '', effect: 'PreferNoSchedule' }]
    const nodes = [
      machine('a', { taints }),
      machine('b'),
      machine('c', { labels: { fast: 'yes' } }),
    ]
    const lab = new Lab({ nodes })
    const preference = { matchExpressions: [{ key: 'fast', operator: 'Exists' }] }
    const preferred = [{ weight: 50, preference }]
    lab.pod('racer', 'nginx:1.7.9', {
      affinity: {
        nodeAffinity: { preferredDuringSchedulingIgnoredDuringExecution: preferred },
      },
    })
    lab.pod('cordoned-off', 'nginx:1.7.9', { nodeSelector: { 'kubernetes.io/hostname': 'a' } })
    for (const name of ['p', 'q', 'r']) lab.pod(name, 'nginx:1.7.9')
    lab.run(0.1)
    expect(nodeOf(lab, 'racer')).toBe('c')
    expect(nodeOf(lab, 'cordoned-off')).toBe('a')
    expect(Object.keys(spreadOf(lab, ['p', 'q', 'r']))).not.toContain('a')
  })

  test('ties are broken by the pod’s own luck: not always by the first node', () => {
    const chosen = ['one', 'two', 'three', 'four', 'five', 'six'].map((seed) => {
      const lab = new Lab({ seed })
      lab.pod('web', 'nginx:1.7.9')
      lab.run(0.1)
      return nodeOf(lab, 'web')
    })
    expect(new Set(chosen).size).toBeGreaterThan(1)
  })

  test('a large cluster is used in all its parts', () => {
    const lab = new Lab({ nodes: 150 })
    for (let index = 0; index < 300; index += 1) lab.pod(`p${index}`, 'nginx:1.7.9')
    lab.run(0.1)
    const used = new Set(lab.cluster.view.list<Pod>('Pod').map(({ spec }) => spec.nodeName))
    expect(used.size).toBeGreaterThan(140)
  })
})
