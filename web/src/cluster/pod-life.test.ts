import { expect, it } from 'vitest'
import type { PodDot } from '../../../shared/protocol/cluster.ts'
import { hueOf, lifeOf, shortName, workloadOf } from './pod-life.ts'

const dot = (status: string, node = 'node-1', ready = 0, owner = '', name = 'web'): PodDot => [
  'default',
  name,
  node,
  status,
  ready,
  1,
  0,
  owner,
  0,
]

it.each([
  ['Pending', '', 0, 'pending'],
  ['Pending', 'node-1', 0, 'creating'],
  ['ContainerCreating', 'node-1', 0, 'creating'],
  ['Init:0/2', 'node-1', 0, 'creating'],
  ['Running', 'node-1', 0, 'starting'],
  ['Running', 'node-1', 1, 'running'],
  ['Completed', 'node-1', 0, 'done'],
  ['Terminating', 'node-1', 1, 'terminating'],
  ['ErrImagePull', 'node-1', 0, 'failing'],
  ['ImagePullBackOff', 'node-1', 0, 'failing'],
  ['Init:CrashLoopBackOff', 'node-1', 0, 'failing'],
  ['Evicted', 'node-1', 0, 'failing'],
  ['PodInitializing', 'node-1', 0, 'creating'],
  ['NotReady', 'node-1', 1, 'starting'],
  ['OOMKilled', 'node-1', 0, 'failing'],
  ['Error', 'node-1', 0, 'failing'],
  ['Init:Error', 'node-1', 0, 'failing'],
  ['Unknown', 'node-1', 1, 'failing'],
] as const)('%s on "%s" with %i ready is %s', (status, node, ready, life) => {
  expect(lifeOf(dot(status, node, ready))).toBe(life)
})

it('names the Deployment behind a ReplicaSet', () => {
  const pod = dot('Running', 'n', 1, 'ReplicaSet/nginx-deployment-66b488bc76', 'x')
  expect(workloadOf(pod)).toBe('nginx-deployment')
  expect(workloadOf(dot('Running', 'n', 1, 'ReplicaSet/frontend', 'x'))).toBe('frontend')
  expect(workloadOf(dot('Running', 'n', 1, '', 'alone'))).toBe('alone')
})

it('shortens a name to what tells siblings apart', () => {
  const owner = 'ReplicaSet/web-66b488bc76'
  expect(shortName(dot('Running', 'n', 1, owner, 'web-66b488bc76-cl9jk'))).toBe('cl9jk')
  expect(shortName(dot('Running', 'n', 1, '', 'alone'))).toBe('alone')
  expect(shortName(dot('Running', 'n', 1, 'StatefulSet/db', 'db-0'))).toBe('0')
  expect(shortName(dot('Running', 'n', 1, 'DaemonSet/log-agent', 'log-agent-x7k2p'))).toBe('x7k2p')
  expect(shortName(dot('Completed', 'n', 0, 'Job/pi', 'pi-0-5t8qp'))).toBe('5t8qp')
})

it('gives a workload the same hue each time, and different ones to neighbours', () => {
  expect(hueOf('default', 'web')).toBe(hueOf('default', 'web'))
  const hues = new Set(['web', 'db', 'cache', 'api', 'front'].map((name) => hueOf('default', name)))
  expect(hues.size).toBeGreaterThan(2)
})
