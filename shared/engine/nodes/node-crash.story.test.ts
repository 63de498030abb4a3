import { describe, expect, test } from 'vitest'
import { thaw } from '../index.ts'
import { Lab } from '../kubelet/test-support/lab.ts'
import { lease as leaseKind } from '../kinds/lease/index.ts'
import type { Lease } from '../kinds/lease/schema.ts'
import { nodeStatusWord } from '../kinds/node/columns.ts'
import type { Node } from '../kinds/node/schema.ts'
import { podReadyText } from '../kinds/pod/status-word.ts'
import { parseTimestamp } from '../time.ts'
import type { Pod } from '../kinds/pod/schema.ts'

const UNREACHABLE = 'node.kubernetes.io/unreachable'

/** A pod that runs on node-2 of three nodes, and a clock that stands at 0. */
function scene(spec = {}, nodes = 3): Lab {
  const lab = new Lab({ nodes })
  lab.pod('web', 'nginx:1.7.9', { nodeSelector: { 'kubernetes.io/hostname': 'node-2' }, ...spec })
  lab.until(() => lab.word('web') === 'Running')
  lab.mark()
  return lab
}

const crash = (lab: Lab, nodes?: string) =>
  lab.fault('boom', { what: 'crash', where: nodes ? { nodes } : {} })
const ready = (lab: Lab, name: string) =>
  lab.node(name).status.conditions?.find(({ type }) => type === 'Ready')
const taints = (lab: Lab, name: string) =>
  (lab.node(name).spec.taints ?? []).map(({ key, effect }) => `${key}:${effect}`)
const condition = (lab: Lab, type: string) =>
  lab.get('web').status.conditions?.find((one) => one.type === type)

describe('a node crashes', () => {
  test('[NODE-001] silence is noticed after 50 s, tainted for eviction at the next look', () => {
    const lab = scene()
    crash(lab, 'node-2')
    lab.run(50)
    expect(nodeStatusWord(lab.node('node-2'))).toBe('Ready')
    lab.run(5)
    expect(nodeStatusWord(lab.node('node-2'))).toBe('NotReady')
    for (const one of lab.node('node-2').status.conditions ?? []) {
      expect(one).toMatchObject({
        status: 'Unknown',
        reason: 'NodeStatusUnknown',
        message: 'Kubelet stopped posting node status.',
      })
    }
    expect(lab.messages('node-2', 'NodeNotReady')).toEqual([
      'Node node-2 status is now: NodeNotReady',
    ])
    expect(taints(lab, 'node-2')).toEqual([`${UNREACHABLE}:NoSchedule`])
    lab.run(5)
    expect(taints(lab, 'node-2')).toEqual([`${UNREACHABLE}:NoSchedule`, `${UNREACHABLE}:NoExecute`])
  })

  test('[LIFE-006] the pod keeps its phase and word, but is not ready any more', () => {
    const lab = scene()
    crash(lab, 'node-2')
    lab.run(60)
    expect(lab.word('web')).toBe('Running')
    expect(podReadyText(lab.get('web'))).toBe('1/1')
    expect(condition(lab, 'Ready')).toMatchObject({ status: 'False' })
    expect(condition(lab, 'ContainersReady')).toMatchObject({ status: 'True' })
    expect(lab.messages('web', 'NodeNotReady')).toEqual(['Node is not ready'])
  })

  test('[POD-017] after 300 s more it is deleted, and stays until the node is back', () => {
    const lab = scene()
    crash(lab, 'node-2')
    lab.run(349)
    expect(lab.word('web')).toBe('Running')
    lab.run(12)
    expect(lab.word('web')).toBe('Terminating')
    expect(lab.messages('web', 'TaintManagerEviction')).toEqual([
      'Marking for deletion Pod default/web',
    ])
    expect(condition(lab, 'DisruptionTarget')).toMatchObject({
      status: 'True',
      reason: 'DeletionByTaintManager',
      message: 'Taint manager: deleting due to NoExecute taint',
    })
    lab.run(600)
    expect(lab.word('web')).toBe('Terminating')
    lab.heal('boom')
    lab.run(30)
    expect(lab.exists('web')).toBe(false)
  })

  test('[POD-019] nobody replaces a pod that nobody owns', () => {
    const lab = scene()
    crash(lab, 'node-2')
    lab.run(600)
    expect(lab.cluster.view.list<Pod>('Pod').map(({ metadata }) => metadata.name)).toEqual(['web'])
  })

  test('a short crash: the machine boots, its containers are started again', () => {
    const lab = scene()
    const before = lab.get('web')
    lab.fault('blip', { what: 'crash', where: { nodes: 'node-2' }, for: '20s' })
    lab.run(40)
    expect(nodeStatusWord(lab.node('node-2'))).toBe('Ready')
    expect(lab.messages('node-2', 'Rebooted')).toEqual([
      `Node node-2 has been rebooted, boot id: ${lab.node('node-2').status.nodeInfo?.bootID}`,
    ])
    expect(lab.messages('web', 'SandboxChanged')).toHaveLength(1)
    const [status] = lab.get('web').status.containerStatuses ?? []
    expect(status).toMatchObject({ restartCount: 1, ready: true })
    expect(status?.lastState.terminated).toMatchObject({ exitCode: 255, reason: 'Unknown' })
    expect(lab.get('web').metadata.uid).toBe(before.metadata.uid)
    expect(condition(lab, 'Ready')).toMatchObject({ status: 'True' })
  })

  test('a kubelet that is back tells of its node in upstream’s order', () => {
    const lab = scene()
    const conditions = ['NodeHasSufficientMemory', 'NodeHasNoDiskPressure', 'NodeHasSufficientPID']
    const told = () => lab.events('node-2').map(([, reason]) => reason)
    lab.mark()
    lab.fault('blip', { what: 'crash', where: { nodes: 'node-2' }, for: '20s' })
    lab.run(39)
    expect(told()).toEqual(['Starting', ...conditions, 'Rebooted'])
    lab.mark()
    lab.fault('cut', { what: 'unreachable', where: { nodes: 'node-2' }, for: '60s' })
    lab.run(90)
    expect(told()).toEqual(['NodeNotReady', ...conditions, 'NodeReady'])
    const [pid] = lab.messages('node-2', 'NodeHasSufficientPID')
    expect(pid).toBe('Node node-2 status is now: NodeHasSufficientPID')
    lab.mark()
    lab.fault('boom', { what: 'crash', where: { nodes: 'node-2' }, for: '60s' })
    lab.run(90)
    const boot = ['Starting', ...conditions, 'Rebooted']
    expect(told()).toEqual(['NodeNotReady', ...boot, ...conditions, 'NodeReady'])
  })

  test('back in time: taints go, the deletion is cancelled, the pod is ready again', () => {
    const lab = scene()
    crash(lab, 'node-2')
    lab.run(200)
    lab.heal('boom')
    lab.run(30)
    expect(taints(lab, 'node-2')).toEqual([])
    expect(lab.messages('web', 'TaintManagerEviction')).toEqual([
      'Cancelling deletion of Pod default/web',
    ])
    expect(condition(lab, 'Ready')).toMatchObject({ status: 'True' })
    lab.run(400)
    expect(lab.word('web')).toBe('Running')
  })

  test('an unreachable node goes on working: nothing is restarted when it is back', () => {
    const lab = scene()
    lab.fault('cut', { what: 'unreachable', where: { nodes: 'node-2' } })
    lab.run(120)
    expect(nodeStatusWord(lab.node('node-2'))).toBe('NotReady')
    lab.heal('cut')
    lab.run(10)
    expect(nodeStatusWord(lab.node('node-2'))).toBe('Ready')
    expect(lab.get('web').status.containerStatuses?.[0]).toMatchObject({ restartCount: 0 })
    expect(condition(lab, 'Ready')).toMatchObject({ status: 'True' })
    expect(lab.messages('node-2', 'Rebooted')).toEqual([])
  })

  test('when every node is lost the control plane doubts itself: no evictions at all', () => {
    const lab = scene()
    crash(lab)
    lab.run(1_000)
    for (const name of ['node-1', 'node-2', 'node-3']) {
      expect(nodeStatusWord(lab.node(name))).toBe('NotReady')
      expect(taints(lab, name)).toEqual([`${UNREACHABLE}:NoSchedule`])
    }
    expect(lab.word('web')).toBe('Running')
    lab.heal('boom')
    lab.run(60)
    expect(taints(lab, 'node-2')).toEqual([])
    expect(lab.word('web')).toBe('Running')
  })

  test('nodes of one zone are evicted one after the other, ten seconds apart', () => {
    const lab = scene({}, 5)
    crash(lab, 'node-2,node-3')
    lab.run(80)
    const added = ['node-2', 'node-3'].flatMap((name) =>
      (lab.node(name).spec.taints ?? []).flatMap(({ effect, timeAdded }) =>
        effect === 'NoExecute' ? [timeAdded ?? ''] : [],
      ),
    )
    expect(added).toHaveLength(2)
    const [first, second] = added.map(
      (text) => Number(text.slice(17, 19)) + 60 * Number(text.slice(14, 16)),
    )
    expect(Math.abs(first! - second!)).toBe(10)
  })

  test('a pod that tolerates everything stays', () => {
    const lab = scene({ tolerations: [{ operator: 'Exists' }] })
    crash(lab, 'node-2')
    lab.run(1_000)
    expect(lab.word('web')).toBe('Running')
    expect(ready(lab, 'node-2')).toMatchObject({ status: 'Unknown' })
  })

  test('all that happens is to be blamed on the fault', () => {
    const lab = scene()
    crash(lab, 'node-2')
    lab.run(370)
    const blamed = lab.changes.flatMap(({ key, cause }) =>
      cause.by === 'visit' && cause.fault === 'boom' ? [key] : [],
    )
    expect(blamed).toContain('Node//node-2')
    expect(blamed).toContain('Pod/default/web')
  })

  test('a cluster with a dead node is at rest, and so is one that was healed', () => {
    const lab = scene()
    crash(lab, 'node-2')
    lab.run(8_000)
    expect(lab.cluster.nextDue).toBeNull()
    lab.heal('boom')
    lab.run(8_000)
    expect(lab.cluster.nextDue).toBeNull()
  })

  test('a lease is renewed by computation, until its node is silent', () => {
    const lab = scene()
    const lease = lab.cluster.view.get('Lease', 'kube-node-lease', 'node-2')
    expect(lease?.metadata.ownerReferences?.[0]).toMatchObject({ kind: 'Node', name: 'node-2' })
    const shown = () => (lease && leaseKind.strategy?.present?.(lease, lab.cluster.view)) as Lease
    const age = () => lab.cluster.now - (parseTimestamp(shown().spec.renewTime ?? '') ?? 0)
    const rv = lab.cluster.rv
    for (let turn = 0; turn < 20; turn += 1) {
      lab.run(7)
      expect(age()).toBeLessThan(10_000)
    }
    expect(lab.cluster.rv).toBe(rv)
    crash(lab, 'node-2')
    lab.run(40)
    expect(age()).toBeGreaterThan(39_000)
  })

  test('thawed in the middle, it goes on as it would have', () => {
    const lab = scene()
    crash(lab, 'node-2')
    lab.run(100)
    const twin = thaw(lab.cluster.freeze())
    const at = lab.cluster.now + 400_000
    const input = { seq: lab.cluster.seq + 1, at, actor: { user: 'lab', groups: [] } }
    twin.step({ ...input, do: { type: 'advance' } })
    lab.cluster.step({ ...input, do: { type: 'advance' } })
    expect(twin.freeze()).toEqual(lab.cluster.freeze())
  })
})

describe('a node is deleted', () => {
  test('[LIFE-030] its pods are gone 40 to 80 s later, though no kubelet reports', () => {
    const lab = scene()
    lab.delete('Node//node-2')
    lab.run(39)
    expect(lab.exists('web')).toBe(true)
    lab.run(41)
    expect(lab.exists('web')).toBe(false)
    const last = lab.changes.findLast(({ object }) => object.kind === 'Pod')?.object as Pod
    expect(last.status.phase).toBe('Failed')
    expect(last.status.conditions).toContainEqual(
      expect.objectContaining({
        type: 'DisruptionTarget',
        reason: 'DeletionByPodGC',
        message: 'PodGC: node no longer exists',
      }),
    )
  })

  test('a lost node declared out of service gives up what waits to end there', () => {
    const lab = scene()
    crash(lab, 'node-2')
    lab.run(370)
    expect(lab.word('web')).toBe('Terminating')
    const node = lab.node('node-2')
    const taint = { key: 'node.kubernetes.io/out-of-service', effect: 'NoExecute' as const }
    const next: Node = {
      ...node,
      spec: { ...node.spec, taints: [...(node.spec.taints ?? []), taint] },
    }
    lab.update(next)
    lab.run(1)
    expect(lab.exists('web')).toBe(false)
  })
})

describe('a Node that no machine stands behind', () => {
  test('is given up after a minute: its kubelet never spoke', () => {
    const lab = new Lab()
    lab.create({ apiVersion: 'v1', kind: 'Node', metadata: { name: 'ghost' } })
    lab.run(1)
    expect(nodeStatusWord(lab.node('ghost'))).toBe('Unknown')
    lab.run(70)
    expect(ready(lab, 'ghost')).toMatchObject({
      status: 'Unknown',
      reason: 'NodeStatusNeverUpdated',
      message: 'Kubelet never posted node status.',
    })
  })
})
