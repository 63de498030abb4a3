import { expect, test } from 'vitest'
import { Lab } from '../../kubelet/test-support/lab.ts'
import { controllerOf, keyOf } from '../../object.ts'
import { REVISION_HASH } from '../revision-history.ts'
import type { ControllerRevision } from '../controllerrevision/schema.ts'
import type { Node, Taint } from '../node/schema.ts'
import type { Pod } from '../pod/schema.ts'
import type { DaemonSet } from './schema.ts'

type Spec = Record<string, unknown>

const daemon = (name: string, spec: Spec = {}, rest: Spec = {}): Spec => ({
  apiVersion: 'apps/v1',
  kind: 'DaemonSet',
  metadata: { name, namespace: 'default' },
  spec: {
    selector: { matchLabels: { name } },
    template: {
      metadata: { labels: { name } },
      spec: { containers: [{ name: 'c', image: 'nginx:1.7.9' }], ...spec },
    },
    ...rest,
  },
})

const setOf = (lab: Lab): DaemonSet => lab.cluster.view.get('DaemonSet', 'default', 'logs')!
const podsOf = (lab: Lab): readonly Pod[] =>
  lab.cluster.view.list<Pod>('Pod', 'default').filter(({ metadata }) => {
    return metadata.labels?.name === 'logs'
  })
const nodesOf = (pods: readonly Pod[]): string[] =>
  pods.map(({ spec }) => spec.nodeName ?? '').sort((a, b) => (a < b ? -1 : 1))
const isSeen = (lab: Lab): boolean =>
  setOf(lab).status.observedGeneration === setOf(lab).metadata.generation
const ready = (lab: Lab, count: number): boolean => setOf(lab).status.numberReady === count

function running(spec: Spec = {}, rest: Spec = {}, count = 3): Lab {
  const lab = new Lab()
  lab.create(daemon('logs', spec, rest))
  lab.until(() => ready(lab, count))
  return lab
}

function changeNode(lab: Lab, name: string, change: (node: Node) => Node): void {
  lab.update(change(lab.node(name)))
}
const labelled = (labels: Record<string, string>) => (node: Node) => ({
  ...node,
  metadata: { ...node.metadata, labels: { ...node.metadata.labels, ...labels } },
})
const tainted = (taints: Taint[]) => (node: Node) => ({ ...node, spec: { ...node.spec, taints } })

function setImage(lab: Lab, image: string): void {
  const set = setOf(lab)
  const { template } = set.spec
  const containers = template.spec.containers.map((one) => ({ ...one, image }))
  const spec = { ...set.spec, template: { ...template, spec: { ...template.spec, containers } } }
  lab.update({ ...set, spec } as DaemonSet)
}

test('[DS-001] puts one pod on each node and counts them', () => {
  const lab = running()
  expect(nodesOf(podsOf(lab))).toEqual(['node-1', 'node-2', 'node-3'])
  expect(setOf(lab).status).toEqual({
    currentNumberScheduled: 3,
    numberMisscheduled: 0,
    desiredNumberScheduled: 3,
    numberReady: 3,
    observedGeneration: 1,
    updatedNumberScheduled: 3,
    numberAvailable: 3,
  })
  expect(lab.messages('logs', 'SuccessfulCreate')).toHaveLength(3)
})

test('[DS-012] [DS-019] pins each pod to its node and tolerates what befalls nodes', () => {
  const [pod] = podsOf(running())
  expect(controllerOf(pod!)?.kind).toBe('DaemonSet')
  expect(pod!.metadata.labels?.['pod-template-generation']).toBe('1')
  const terms =
    pod!.spec.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution
      ?.nodeSelectorTerms
  expect(terms).toEqual([
    { matchFields: [{ key: 'metadata.name', operator: 'In', values: [pod!.spec.nodeName] }] },
  ])
  expect(pod!.spec.tolerations?.map(({ key, effect }) => `${key}:${effect}`)).toEqual([
    'node.kubernetes.io/not-ready:NoExecute',
    'node.kubernetes.io/unreachable:NoExecute',
    'node.kubernetes.io/disk-pressure:NoSchedule',
    'node.kubernetes.io/memory-pressure:NoSchedule',
    'node.kubernetes.io/pid-pressure:NoSchedule',
    'node.kubernetes.io/unschedulable:NoSchedule',
  ])
  expect(pod!.spec.tolerations?.some((one) => one.tolerationSeconds !== undefined)).toBe(false)
})

test('[DS-010] [DS-024] [DS-025] follows the labels of nodes', () => {
  const lab = new Lab()
  changeNode(lab, 'node-1', labelled({ disk: 'ssd' }))
  lab.create(daemon('logs', { nodeSelector: { disk: 'ssd' } }))
  lab.until(() => ready(lab, 1))
  expect(nodesOf(podsOf(lab))).toEqual(['node-1'])
  changeNode(lab, 'node-2', labelled({ disk: 'ssd' }))
  lab.run(1)
  expect(nodesOf(podsOf(lab))).toEqual(['node-1', 'node-2'])
  expect(setOf(lab).status.desiredNumberScheduled).toBe(2)
  changeNode(lab, 'node-1', labelled({ disk: 'hdd' }))
  lab.mark()
  lab.until(() => podsOf(lab).length === 1)
  const seen = lab.changes.flatMap(({ object }) =>
    object.kind === 'DaemonSet' ? [(object as DaemonSet).status] : [],
  )
  expect(seen[0]).toMatchObject({ desiredNumberScheduled: 1, numberMisscheduled: 1 })
  expect(lab.messages('logs', 'SuccessfulDelete')).toHaveLength(1)
  expect(nodesOf(podsOf(lab))).toEqual(['node-2'])
})

test('[DS-013] a taint keeps the pod away; NoExecute drives it out, and it comes back', () => {
  const lab = running()
  const taint: Taint = { key: 'dedicated', value: 'x', effect: 'NoExecute' }
  changeNode(lab, 'node-2', tainted([taint]))
  lab.until(() => podsOf(lab).length === 2)
  lab.run(60)
  expect(setOf(lab).status.desiredNumberScheduled).toBe(2)
  changeNode(lab, 'node-2', tainted([]))
  lab.until(() => ready(lab, 3))
})

test('[DS-028] [DS-027] pods whose set was deleted alone stay, and a new set adopts them', () => {
  const lab = running()
  const before = podsOf(lab).map(({ metadata }) => metadata.uid)
  lab.delete(keyOf(setOf(lab)), { propagation: 'Orphan' })
  lab.run(5)
  expect(podsOf(lab).map(({ metadata }) => metadata.uid)).toEqual(before)
  expect(podsOf(lab).flatMap(({ metadata }) => metadata.ownerReferences ?? [])).toEqual([])
  lab.create(daemon('logs'))
  lab.run(10)
  expect(podsOf(lab).map(({ metadata }) => metadata.uid)).toEqual(before)
  const owners = podsOf(lab).map((pod) => controllerOf(pod)?.uid)
  expect(new Set(owners)).toEqual(new Set([setOf(lab).metadata.uid]))
  expect(setOf(lab).status.updatedNumberScheduled).toBe(3)
})

test('[DS-030] a new image goes from node to node, one at a time, and leaves a revision', () => {
  const lab = running()
  setImage(lab, 'nginx:1.9.1')
  let worst = 0
  lab.until(() => {
    worst = Math.max(worst, setOf(lab).status.numberUnavailable ?? 0)
    return isSeen(lab) && setOf(lab).status.updatedNumberScheduled === 3 && ready(lab, 3)
  }, 300)
  expect(worst).toBe(1)
  expect(podsOf(lab).map(({ spec }) => spec.containers[0]?.image)).toEqual(
    Array.from({ length: 3 }, () => 'nginx:1.9.1'),
  )
  const revisions = lab.cluster.view.list<ControllerRevision>('ControllerRevision', 'default')
  expect(revisions.map(({ revision }) => revision).sort((a, b) => a - b)).toEqual([1, 2])
})

test('[DS-031] a bad image stops at the first node, and going back touches only that one', () => {
  const lab = running()
  const before = new Map(podsOf(lab).map(({ metadata }) => [metadata.name, metadata.uid]))
  setImage(lab, 'nginx:1.91')
  lab.run(300)
  expect(setOf(lab).status).toMatchObject({ updatedNumberScheduled: 1, numberUnavailable: 1 })
  setImage(lab, 'nginx:1.7.9')
  lab.until(() => ready(lab, 3), 120)
  const same = podsOf(lab).filter(({ metadata }) => before.get(metadata.name) === metadata.uid)
  expect(same).toHaveLength(2)
  const revisions = lab.cluster.view.list<ControllerRevision>('ControllerRevision', 'default')
  expect(revisions.map(({ revision }) => revision).sort((a, b) => a - b)).toEqual([2, 3])
  expect(new Set(podsOf(lab).map(({ metadata }) => metadata.labels?.[REVISION_HASH])).size).toBe(1)
})

test('[DS-030] with maxSurge the new pod is available before the old one goes', () => {
  const strategy = { type: 'RollingUpdate', rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } }
  const lab = running({}, { updateStrategy: strategy })
  setImage(lab, 'nginx:1.9.1')
  lab.until(() => {
    expect(setOf(lab).status.numberAvailable).toBe(3)
    const { updatedNumberScheduled } = setOf(lab).status
    return isSeen(lab) && updatedNumberScheduled === 3 && podsOf(lab).length === 3
  }, 300)
})

test('[DS-032] a pod that is deleted or failed is replaced', () => {
  const lab = running()
  const [first] = podsOf(lab)
  lab.delete(keyOf(first!))
  lab.until(() => podsOf(lab).every(({ metadata }) => metadata.uid !== first!.metadata.uid))
  lab.until(() => ready(lab, 3))
  const [pod] = podsOf(lab)
  lab.update({ ...pod!, status: { ...pod!.status, phase: 'Failed' } } as Pod, 'status')
  lab.until(() => lab.messages('logs', 'FailedDaemonPod').length > 0)
  const { name } = pod!.metadata
  expect(lab.messages('logs', 'FailedDaemonPod')).toEqual([
    `Found failed daemon pod default/${name} on node ${pod!.spec.nodeName}, will try to kill it`,
  ])
  lab.until(() => ready(lab, 3) && podsOf(lab).length === 3)
})

test.each(['Never', 'OnFailure'])('[LIFE-027] a template must run for ever, not %s', (policy) => {
  const lab = new Lab()
  expect(() => lab.create(daemon('logs', { restartPolicy: policy }))).toThrow(
    'DaemonSet.apps "logs" is invalid: spec.template.spec.restartPolicy: Unsupported value: ' +
      `"${policy}": supported values: "Always"`,
  )
})
