import { expect, it } from 'vitest'
import { newCluster } from '../../index.ts'
import { MOST_PODS } from './limit.ts'

const actor = { user: 'admin', groups: ['system:masters', 'system:authenticated'] }

it('stops a Deployment that grows without bound, and tells its controller why', () => {
  const cluster = newCluster({ seed: 'runaway', startMs: 0, nodes: 0 })
  const containers = [{ name: 'web', image: 'nginx:1.7.9' }]
  const template = { metadata: { labels: { app: 'web' } }, spec: { containers } }
  const spec = { replicas: 1_000_000, selector: { matchLabels: { app: 'web' } }, template }
  const path = '/apis/apps/v1/namespaces/default/deployments'
  const body = JSON.stringify({ kind: 'Deployment', metadata: { name: 'web' }, spec })
  const request = { method: 'POST' as const, path, contentType: 'application/json', body }
  const { reply } = cluster.step({ seq: 1, at: 0, actor, do: { type: 'request', request } })
  expect(reply.code).toBe(201)
  cluster.step({ seq: 2, at: 5_000, actor, do: { type: 'advance' } })
  expect(cluster.view.list('Pod').length).toBe(MOST_PODS)
  const replicaSet = JSON.stringify(cluster.view.list('ReplicaSet'))
  expect(replicaSet).toContain('"reason":"FailedCreate"')
  expect(replicaSet).toContain(`used: pods=${MOST_PODS}, limited: pods=${MOST_PODS}`)
})
