import { expect, test } from 'vitest'
import { ask } from '../api/test-support/ask.ts'
import { conditionOf } from '../kinds/pod/condition.ts'
import type { Deployment } from '../kinds/deployment/schema.ts'
import { nodeStatusWord } from '../kinds/node/columns.ts'
import type { Pod } from '../kinds/pod/schema.ts'
import type { ReplicaSet } from '../kinds/replicaset/schema.ts'
import { Lab } from '../kubelet/test-support/lab.ts'

const DEPLOYMENTS = '/apis/apps/v1/namespaces/default/deployments'
const labels = { app: 'nginx' }

const pods = (lab: Lab): readonly Pod[] => lab.cluster.view.list<Pod>('Pod', 'default')
const sets = (lab: Lab) => lab.cluster.view.list<ReplicaSet>('ReplicaSet', 'default')
const words = (lab: Lab) => pods(lab).map(({ metadata }) => lab.word(metadata.name))
const isSettled = (lab: Lab, replicas: number) =>
  pods(lab).length === replicas && words(lab).every((word) => word === 'Running')

/** Three pods of a Deployment, one on each of three nodes. */
function deployed(): Lab {
  const lab = new Lab()
  const containers = [{ name: 'nginx', image: 'nginx:1.7.9', ports: [{ containerPort: 80 }] }]
  const made = ask(lab, 'POST', DEPLOYMENTS, {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'nginx-deployment', labels },
    spec: {
      replicas: 3,
      selector: { matchLabels: labels },
      template: { metadata: { labels }, spec: { containers } },
    },
  })
  expect(made.code).toBe(201)
  lab.until(() => isSettled(lab, 3))
  lab.run(15)
  const nodes = pods(lab).map(({ spec }) => spec.nodeName)
  expect(nodes.toSorted()).toEqual(['node-1', 'node-2', 'node-3'])
  lab.mark()
  return lab
}

function crashed(): { lab: Lab; lost: Pod } {
  const lab = deployed()
  const lost = pods(lab).find(({ spec }) => spec.nodeName === 'node-1')!
  lab.fault('dead', { what: 'crash', where: { nodes: 'node-1' } })
  return { lab, lost }
}

/** Those that came after the crash. */
const fresh = (lab: Lab, since: string) =>
  pods(lab).filter(({ metadata }) => (metadata.creationTimestamp ?? '') > since)

test('[POD-017] [LIFE-006] a node is lost: what is told of its pod, and when', () => {
  const { lab, lost } = crashed()
  const { name } = lost.metadata
  lab.run(49.5)
  expect(nodeStatusWord(lab.node('node-1'))).toBe('Ready')
  expect(conditionOf(lab.get(name), 'Ready')?.status).toBe('True')
  lab.run(5.5)
  expect(nodeStatusWord(lab.node('node-1'))).toBe('NotReady')
  expect(lab.node('node-1').status.conditions?.find(({ type }) => type === 'Ready')).toMatchObject({
    status: 'Unknown',
    reason: 'NodeStatusUnknown',
    message: 'Kubelet stopped posting node status.',
  })
  expect(conditionOf(lab.get(name), 'Ready')?.status).toBe('False')
  expect(lab.messages(name, 'NodeNotReady')).toEqual(['Node is not ready'])
  lab.run(5)
  expect(lab.node('node-1').spec.taints).toMatchObject([
    { key: 'node.kubernetes.io/unreachable', effect: 'NoSchedule' },
    { key: 'node.kubernetes.io/unreachable', effect: 'NoExecute' },
  ])
  expect([lab.get(name).status.phase, lab.word(name)]).toEqual(['Running', 'Running'])
  lab.run(289)
  expect([lab.word(name), pods(lab).length]).toEqual(['Running', 3])
  lab.run(11)
  expect([lab.get(name).status.phase, lab.word(name)]).toEqual(['Running', 'Terminating'])
  expect(lab.messages(name, 'TaintManagerEviction')).toEqual([
    `Marking for deletion Pod default/${name}`,
  ])
  expect(conditionOf(lab.get(name), 'DisruptionTarget')).toMatchObject({
    status: 'True',
    reason: 'DeletionByTaintManager',
  })
  expect(pods(lab)).toHaveLength(4)
  lab.run(3_600)
  expect(lab.word(name)).toBe('Terminating')
  lab.heal('dead')
  lab.until(() => !lab.exists(name))
  for (const { object } of lab.changes) {
    if (object.kind === 'Pod') expect((object as Pod).status.phase).not.toBe('Unknown')
  }
})

test('[POD-032] [POD-031] its replacement is the same but for name, uid and address', () => {
  const { lab, lost } = crashed()
  const since = lost.metadata.creationTimestamp ?? ''
  lab.run(344)
  expect(fresh(lab, since)).toEqual([])
  lab.until(() => fresh(lab, since).length === 1, 21)
  const [{ spec, metadata }] = fresh(lab, since) as [Pod]
  lab.until(() => lab.word(metadata.name) === 'Running')
  expect(words(lab).toSorted()).toEqual(['Running', 'Running', 'Running', 'Terminating'])
  expect(sets(lab).map(({ status }) => status.replicas)).toEqual([3])
  expect(['node-2', 'node-3']).toContain(lab.get(metadata.name).spec.nodeName)
  expect(metadata.labels).toEqual(lost.metadata.labels)
  expect(metadata.labels?.['pod-template-hash']).toBeDefined()
  const [container] = spec.containers
  const [old] = lost.spec.containers
  expect({ ...container, volumeMounts: [] }).toEqual({ ...old, volumeMounts: [] })
  expect(metadata.name).not.toBe(lost.metadata.name)
  expect(metadata.uid).not.toBe(lost.metadata.uid)
  expect(lab.get(metadata.name).status.podIP).not.toBe(lost.status.podIP)
})

test('[POD-031] a Deployment scales, brings a new version, and replaces what is deleted', () => {
  const lab = deployed()
  const patch = (spec: object) => {
    const type = 'application/strategic-merge-patch+json'
    expect(ask(lab, 'PATCH', `${DEPLOYMENTS}/nginx-deployment`, { spec }, type).code).toBe(200)
  }
  patch({ replicas: 5 })
  lab.until(() => isSettled(lab, 5))
  expect(sets(lab)).toHaveLength(1)

  const [gone] = pods(lab)
  lab.delete(`Pod/default/${gone?.metadata.name}`)
  lab.until(() => isSettled(lab, 5))
  expect(pods(lab).map(({ metadata }) => metadata.uid)).not.toContain(gone?.metadata.uid)

  const before = pods(lab).map(({ metadata }) => metadata.uid)
  patch({ template: { spec: { containers: [{ name: 'nginx', image: 'nginx:1.9.1' }] } } })
  const isNew = ({ spec }: Pod) => spec.containers[0]?.image === 'nginx:1.9.1'
  lab.until(() => isSettled(lab, 5) && pods(lab).every(isNew), 120)
  expect(
    sets(lab)
      .map(({ spec }) => spec.replicas)
      .toSorted(),
  ).toEqual([0, 5])
  for (const { metadata } of pods(lab)) expect(before).not.toContain(metadata.uid)
  const made = lab.cluster.view.get<Deployment>('Deployment', 'default', 'nginx-deployment')
  expect(made?.status.updatedReplicas).toBe(5)
})
