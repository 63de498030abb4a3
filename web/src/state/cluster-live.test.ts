import { expect, it } from 'vitest'
import type { FromCluster, PodDot } from '../../../shared/protocol/cluster.ts'
import { ClusterLive } from './cluster-live.svelte.ts'

const clock = { virtualMs: 0, wallMs: 0, speed: 1 }

const pod = (name: string, node = '', status = 'Pending', created = 0): PodDot => [
  'default',
  name,
  node,
  status,
  status === 'Running' ? 1 : 0,
  1,
  0,
  'ReplicaSet/web-5d8f7c9b6d',
  created,
]

function open(...pods: PodDot[]): ClusterLive {
  const live = new ClusterLive('c')
  live.receive({
    t: 'snapshot',
    n: 0,
    clock,
    rv: 1,
    tasks: [],
    nodes: [
      ['node-10', 'Ready', [], 110],
      ['node-2', 'Ready', [], 110],
    ],
    pods,
  })
  return live
}

function tell(live: ClusterLive, change: Partial<Extract<FromCluster, { t: 'batch' }>>) {
  live.receive({ t: 'batch', n: 1, clock, rv: 2, ...change })
}

const onBoard = (live: ClusterLive, ship: number) =>
  live.ships[ship]?.places.map((place) => place?.[1] ?? null)

it('puts ships in natural order and unbound pods on the quay', () => {
  const live = open(pod('a'), pod('b', 'node-2'))
  expect(live.ships.map((ship) => ship.name)).toEqual(['node-2', 'node-10'])
  expect(live.quay.places.map((place) => place?.[1])).toEqual(['a'])
  expect(onBoard(live, 0)).toEqual(['b'])
})

it('moves a pod aboard when it is bound', () => {
  const live = open(pod('a'))
  tell(live, { pods: [pod('a', 'node-10')] })
  expect(live.quay.places).toEqual([])
  expect(onBoard(live, 1)).toEqual(['a'])
})

it('leaves a gap where a pod went, and fills it with the next one', () => {
  const live = open(pod('a', 'node-2'), pod('b', 'node-2'), pod('c', 'node-2'))
  tell(live, { gone: ['Pod/default/b'] })
  expect(onBoard(live, 0)).toEqual(['a', null, 'c'])
  tell(live, { pods: [pod('d', 'node-2')] })
  expect(onBoard(live, 0)).toEqual(['a', 'd', 'c'])
  tell(live, { gone: ['Pod/default/c', 'Pod/default/d'] })
  expect(onBoard(live, 0)).toEqual(['a'])
})

it('moves the rest together when most places are empty', () => {
  const live = open(...['a', 'b', 'c', 'd', 'e'].map((name) => pod(name, 'node-2')))
  tell(live, { gone: ['Pod/default/a', 'Pod/default/b'] })
  expect(onBoard(live, 0)).toEqual([null, null, 'c', 'd', 'e'])
  tell(live, { gone: ['Pod/default/c'] })
  expect(onBoard(live, 0)).toEqual(['d', 'e'])
  tell(live, { gone: ['Pod/default/d'] })
  expect(onBoard(live, 0)).toEqual([null, 'e'])
})

it('redraws only the ships that a batch concerns', () => {
  const live = open(pod('a', 'node-2'), pod('b', 'node-10'))
  const before = live.ships.map((ship) => ship.places)
  tell(live, { pods: [pod('a', 'node-2', 'Running')] })
  expect(live.ships[0]?.places).not.toBe(before[0])
  expect(live.ships[1]?.places).toBe(before[1])
})

it('puts the pods of a lost node on the quay and takes them aboard when it returns', () => {
  const live = open(pod('a', 'node-2'))
  tell(live, { gone: ['Node//node-2'] })
  expect(live.ships.map((ship) => ship.name)).toEqual(['node-10'])
  expect(live.quay.places.map((place) => place?.[1])).toEqual(['a'])
  tell(live, { nodes: [['node-2', 'Ready', [], 110]] })
  expect(onBoard(live, 0)).toEqual(['a'])
})

it('forgets everything at a fresh snapshot', () => {
  const live = open(pod('a', 'node-2'))
  live.receive({ t: 'snapshot', n: 9, clock, rv: 7, tasks: [] })
  expect(live.ships).toEqual([])
  expect(live.podCount).toBe(0)
})

it('counts how often a kind was touched', () => {
  const live = open()
  tell(live, { touched: ['Pod'] })
  tell(live, { touched: ['Pod', 'Node'] })
  expect(live.touched).toEqual({ Pod: 2, Node: 1 })
})

it('keeps one line for an event that repeats, the newest first', () => {
  const live = open()
  tell(live, {
    events: [
      ['default', 'Pod/a', 'Normal', 'Pulling', 'x', 1, 10],
      ['default', 'Pod/a', 'Warning', 'BackOff', 'y', 1, 20],
    ],
  })
  tell(live, { events: [['default', 'Pod/a', 'Normal', 'Pulling', 'x', 2, 30]] })
  expect(live.events.map((event) => [event[3], event[5]])).toEqual([
    ['Pulling', 2],
    ['BackOff', 1],
  ])
})

it('names the troubles of a workload and the newest revision', () => {
  const live = open(pod('web-5d8f7c9b6d-a', 'node-2', 'Running', 1))
  const next: PodDot = [...pod('web-77b444779b-x', 'node-2', 'ImagePullBackOff', 9)]
  next[7] = 'ReplicaSet/web-77b444779b'
  tell(live, { pods: [next] })
  expect(live.survey.troubles.get('default/web')).toEqual([['ImagePullBackOff', 1]])
  expect(live.survey.fronts.get('default/web')).toBe('ReplicaSet/web-77b444779b')
})

it('drops a Deployment that is gone', () => {
  const live = open()
  tell(live, { workloads: [['default', 'web', 3, 3, 3, 3, 'nginx', '1']] })
  expect(live.workloads).toHaveLength(1)
  tell(live, { gone: ['Deployment/default/web'] })
  expect(live.workloads).toEqual([])
})
