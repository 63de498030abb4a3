import { describe, expect, test } from 'vitest'
import { Lab } from '../kubelet/test-support/lab.ts'
import type { Pod } from '../kinds/pod/schema.ts'

const ZONE = 'topology.kubernetes.io/zone'
const in3 = () =>
  new Lab({ nodes: ['a', 'b', 'c'].map((zone) => ({ name: zone, labels: { [ZONE]: zone } })) })

const nodeOf = (lab: Lab, name: string) => lab.get(name).spec.nodeName
const web = { matchLabels: { app: 'web' } }

function deploy(lab: Lab, replicas: number): void {
  const template = {
    metadata: { labels: web.matchLabels },
    spec: { containers: [{ name: 'c', image: 'nginx:1.7.9' }] },
  }
  lab.create({
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'web', namespace: 'default' },
    spec: { replicas, selector: web, template },
  })
}
const pods = (lab: Lab) =>
  lab.cluster.view.list<Pod>('Pod').filter(({ metadata }) => !metadata.deletionTimestamp)

function counts(lab: Lab): Record<string, number> {
  const found: Record<string, number> = {}
  for (const { spec } of pods(lab)) {
    const node = spec.nodeName ?? 'nowhere'
    found[node] = (found[node] ?? 0) + 1
  }
  return found
}

describe('a scheduler that is down', () => {
  test('[POD-020] old pods run on, new ones wait in silence, and are bound when it is back', () => {
    const lab = new Lab()
    deploy(lab, 3)
    const running = () =>
      pods(lab).filter(({ metadata }) => lab.word(metadata.name) === 'Running').length
    lab.until(() => running() === 3)
    lab.fault('down', { what: 'scheduler-down' })
    lab.run(1)
    const deployment = lab.cluster.view.get<Pod>('Deployment', 'default', 'web')!
    lab.update({ ...deployment, spec: { ...deployment.spec, replicas: 5 } } as never)
    lab.run(60)
    const fresh = pods(lab).filter(({ spec }) => !spec.nodeName)
    expect(fresh).toHaveLength(2)
    for (const { metadata, status } of fresh) {
      expect([status.phase, status.conditions]).toEqual(['Pending', undefined])
      expect(lab.events(metadata.name)).toEqual([])
    }
    expect(running()).toBe(3)
    lab.heal('down')
    lab.run(1)
    expect(pods(lab).every(({ spec }) => spec.nodeName)).toBe(true)
  })
})

describe('what others wish', () => {
  const nearWeb = (kind: string, weight: number) => ({
    affinity: {
      [kind]: {
        preferredDuringSchedulingIgnoredDuringExecution: [
          { weight, podAffinityTerm: { labelSelector: web, topologyKey: ZONE } },
        ],
      },
    },
  })
  const at = (zone: string) => ({ nodeSelector: { [ZONE]: zone } })

  test('a pod is drawn to those that would have it near', () => {
    const lab = in3()
    lab.pod('friend', 'nginx:1.7.9', { ...nearWeb('podAffinity', 100), ...at('b') })
    lab.run(0.1)
    lab.pod('web', 'nginx:1.7.9')
    lab.run(0.1)
    expect(nodeOf(lab, 'web')).toBe('b')
  })

  test('and kept from those that would rather not', () => {
    const lab = in3()
    for (const zone of ['a', 'b']) {
      lab.pod(`foe-${zone}`, 'nginx:1.7.9', { ...nearWeb('podAntiAffinity', 100), ...at(zone) })
    }
    lab.run(0.1)
    lab.pod('web', 'nginx:1.7.9')
    lab.run(0.1)
    expect(nodeOf(lab, 'web')).toBe('c')
  })

  test('keys of labels are written into the terms of a new pod, with its own values', () => {
    const lab = in3()
    const term = { labelSelector: web, topologyKey: ZONE, matchLabelKeys: ['app'] }
    const affinity = {
      podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [term] },
    }
    lab.pod('web', 'nginx:1.7.9', { affinity })
    const [made] =
      lab.get('web').spec.affinity?.podAntiAffinity
        ?.requiredDuringSchedulingIgnoredDuringExecution ?? []
    expect(made?.labelSelector?.matchExpressions).toEqual([
      { key: 'app', operator: 'In', values: ['web'] },
    ])
  })
})

describe('what nobody said', () => {
  test('pods of one ReplicaSet go to different zones, however many nodes one of them has', () => {
    const nodes = ['a1', 'a2', 'a3', 'b1'].map((name) => ({
      name,
      labels: { [ZONE]: name.slice(0, 1) },
    }))
    const lab = new Lab({ nodes })
    deploy(lab, 2)
    lab.run(1)
    expect(counts(lab).b1).toBe(1)
  })

  test('a large image draws a pod to the node that has it', () => {
    const lab = new Lab()
    const node = lab.node('node-2')
    const held = [{ names: ['docker.io/library/nginx:1.7.9'], sizeBytes: 2_000_000_000 }]
    lab.update({ ...node, status: { ...node.status, images: held } } as never, 'status')
    lab.pod('fat', 'nginx:1.7.9')
    lab.run(0.1)
    expect(nodeOf(lab, 'fat')).toBe('node-2')
  })

  test('a pod that names its node in a field is looked at there only, and says so', () => {
    const lab = new Lab()
    const matchFields = [{ key: 'metadata.name', operator: 'In', values: ['node-1'] }]
    const affinity = {
      nodeAffinity: {
        requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [{ matchFields }] },
      },
    }
    lab.pod('pinned', 'nginx:1.7.9', { affinity }, { resources: { requests: { cpu: '100' } } })
    lab.run(1)
    expect(lab.messages('pinned', 'FailedScheduling')).toEqual([
      "0/3 nodes are available: 1 Insufficient cpu, 2 node(s) didn't satisfy plugin(s) " +
        '[NodeAffinity]. preemption: 0/3 nodes are available: ' +
        '1 No preemption victims found for incoming pod, ' +
        '2 Preemption is not helpful for scheduling.',
    ])
  })
})

describe('tries', () => {
  test('[SCHED-001] are made again when something changes, not sooner than the back-off', () => {
    const lab = new Lab({ nodes: 1 })
    const full = { resources: { requests: { cpu: '4' } } }
    lab.pod('first', 'nginx:1.7.9', {}, full)
    lab.run(0.1)
    lab.pod('next', 'nginx:1.7.9', {}, full)
    lab.run(0.1)
    expect(lab.messages('next', 'FailedScheduling')).toHaveLength(1)
    lab.mark()
    lab.delete('Pod/default/first', { graceSeconds: 0 })
    lab.run(0.5)
    expect(nodeOf(lab, 'next')).toBeUndefined()
    lab.run(0.6)
    expect(nodeOf(lab, 'next')).toBe('node-1')
  })
})
