import { describe, expect, test } from 'vitest'
import { Lab } from '../kubelet/test-support/lab.ts'
import type { Pod } from '../kinds/pod/schema.ts'

const ZONE = 'topology.kubernetes.io/zone'
const HOST = 'kubernetes.io/hostname'

/** Two nodes in zone a, one in b, one that does not say. */
const lab = (): Lab =>
  new Lab({
    nodes: [
      { name: 'a1', labels: { [ZONE]: 'a' } },
      { name: 'a2', labels: { [ZONE]: 'a' } },
      { name: 'b1', labels: { [ZONE]: 'b' } },
      { name: 'nowhere' },
    ],
  })

function pods(room: Lab, prefix: string, count: number, spec: Record<string, unknown>): Pod[] {
  const names = Array.from({ length: count }, (_none, index) => `${prefix}${index}`)
  for (const name of names) {
    room.create({
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name, namespace: 'default', labels: { app: prefix } },
      spec: { containers: [{ name: 'c', image: 'nginx:1.7.9' }], ...spec },
    })
    room.run(0.05)
  }
  return names.map((name) => room.get(name))
}

const where = (found: readonly Pod[]) => found.map(({ spec }) => spec.nodeName)
const labelSelector = (app: string) => ({ matchLabels: { app } })

const spread = (topologyKey: string, more = {}) => ({
  topologySpreadConstraints: [
    {
      maxSkew: 1,
      topologyKey,
      whenUnsatisfiable: 'DoNotSchedule',
      labelSelector: labelSelector('web'),
      ...more,
    },
  ],
})

const near = (app: string, topologyKey = ZONE) => ({
  affinity: {
    podAffinity: {
      requiredDuringSchedulingIgnoredDuringExecution: [
        { topologyKey, labelSelector: labelSelector(app) },
      ],
    },
  },
})

const apart = (app: string, topologyKey = HOST) => ({
  affinity: {
    podAntiAffinity: {
      requiredDuringSchedulingIgnoredDuringExecution: [
        { topologyKey, labelSelector: labelSelector(app) },
      ],
    },
  },
})

describe('spread constraints', () => {
  test('zones are filled evenly; a node without the label takes none', () => {
    const room = lab()
    const found = pods(room, 'web', 6, spread(ZONE))
    const zones = where(found).map((name) => name?.[0])
    expect(zones.filter((zone) => zone === 'a')).toHaveLength(3)
    expect(zones.filter((zone) => zone === 'b')).toHaveLength(3)
  })

  test('what would make it uneven waits, and says why', () => {
    const room = lab()
    const node = room.node('b1')
    room.update({ ...node, spec: { ...node.spec, unschedulable: true } } as never)
    room.run(0.1)
    const found = pods(room, 'web', 2, spread(ZONE))
    expect(where(found)[1]).toBeUndefined()
    expect(room.messages('web1', 'FailedScheduling')).toEqual([
      "0/4 nodes are available: 1 node(s) didn't match pod topology spread constraints (missing " +
        'required label), 1 node(s) were unschedulable, ' +
        "2 node(s) didn't match pod topology spread constraints. preemption: " +
        '0/4 nodes are available: 2 No preemption victims found for incoming pod, ' +
        '2 Preemption is not helpful for scheduling.',
    ])
  })

  test('a soft one prefers, and refuses nobody', () => {
    const room = lab()
    const found = pods(room, 'web', 4, spread(HOST, { whenUnsatisfiable: 'ScheduleAnyway' }))
    expect(new Set(where(found)).size).toBe(4)
  })
})

describe('rules about other pods', () => {
  test('a pod goes where those are that it must be near, and waits for the first of them', () => {
    const room = lab()
    const [alone] = pods(room, 'front', 1, near('back'))
    expect(alone?.spec.nodeName).toBeUndefined()
    expect(room.messages('front0', 'FailedScheduling')[0]).toContain(
      "4 node(s) didn't match pod affinity rules",
    )
    pods(room, 'back', 1, { nodeSelector: { [HOST]: 'b1' } })
    room.run(15)
    expect(room.get('front0').spec.nodeName).toBe('b1')
  })

  test('the first of those that want to be together is let in', () => {
    const room = lab()
    const found = pods(room, 'herd', 3, near('herd', HOST))
    expect(new Set(where(found)).size).toBe(1)
    expect(where(found)[0]).toBeDefined()
  })

  test('pods that keep apart take a node each, and the next one waits', () => {
    const room = lab()
    const found = pods(room, 'cat', 5, apart('cat'))
    expect(new Set(where(found.slice(0, 4))).size).toBe(4)
    expect(where(found)[4]).toBeUndefined()
    expect(room.messages('cat4', 'FailedScheduling')[0]).toContain(
      "4 node(s) didn't match pod anti-affinity rules",
    )
  })

  test('what keeps apart is left alone by those who have no such rule', () => {
    const room = lab()
    pods(room, 'hermit', 1, { ...apart('guest', ZONE), nodeSelector: { [HOST]: 'b1' } })
    const [guest] = pods(room, 'guest', 1, { nodeSelector: { [ZONE]: 'b' } })
    expect(guest?.spec.nodeName).toBeUndefined()
    expect(room.messages('guest0', 'FailedScheduling')[0]).toContain(
      "1 node(s) didn't satisfy existing pods anti-affinity rules",
    )
  })

  test('a preference draws', () => {
    const room = lab()
    pods(room, 'cache', 1, { nodeSelector: { [HOST]: 'a2' } })
    const term = { topologyKey: HOST, labelSelector: labelSelector('cache') }
    const preferred = [{ weight: 100, podAffinityTerm: term }]
    const found = pods(room, 'app', 1, {
      affinity: {
        podAffinity: { preferredDuringSchedulingIgnoredDuringExecution: preferred },
      },
    })
    expect(where(found)).toEqual(['a2'])
  })
})
