import { describe, expect, test } from 'vitest'
import type { Cluster } from '../../cluster.ts'
import type { KubeObject } from '../../object.ts'
import { fakeCluster, send, wait } from '../../stories/test-support/fake-cluster.ts'
import type { Namespace } from './schema.ts'

const contentType = 'application/json'

function make(cluster: Cluster, path: string, body: object): void {
  send(cluster, { method: 'POST', path, contentType, body: JSON.stringify(body) })
}

function furnished(): Cluster {
  const cluster = fakeCluster()
  make(cluster, '/api/v1/namespaces', {
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: { name: 'team' },
  })
  wait(cluster, 1_000)
  return cluster
}

const team = (cluster: Cluster): Namespace | undefined =>
  cluster.view.get<Namespace>('Namespace', '', 'team')

const addPod = (cluster: Cluster, metadata: object = {}): void =>
  make(cluster, '/api/v1/namespaces/team/pods', {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'p', ...metadata },
    spec: { containers: [{ name: 'c', image: 'nginx' }] },
  })

const drop = (cluster: Cluster) =>
  send(cluster, { method: 'DELETE', path: '/api/v1/namespaces/team', contentType, body: '{}' })

const condition = (cluster: Cluster, type: string): object | undefined =>
  team(cluster)?.status.conditions?.find((one) => one.type === type)

describe('a namespace', () => {
  test('has a finalizer, its name as a label, an account and a certificate', () => {
    const cluster = furnished()
    expect(team(cluster)).toMatchObject({
      metadata: { labels: { 'kubernetes.io/metadata.name': 'team' } },
      spec: { finalizers: ['kubernetes'] },
      status: { phase: 'Active' },
    })
    const names = (kind: string): string[] =>
      cluster.view.list<KubeObject>(kind, 'team').map(({ metadata }) => metadata.name)
    expect(names('ServiceAccount')).toEqual(['default'])
    expect(names('ConfigMap')).toEqual(['kube-root-ca.crt'])
  })

  test('gets both again when somebody deletes them', () => {
    const cluster = furnished()
    for (const path of ['serviceaccounts/default', 'configmaps/kube-root-ca.crt']) {
      send(cluster, {
        method: 'DELETE',
        path: `/api/v1/namespaces/team/${path}`,
        contentType,
        body: '{}',
      })
    }
    wait(cluster, 1_000)
    expect(cluster.view.list('ServiceAccount', 'team')).toHaveLength(1)
    expect(cluster.view.list('ConfigMap', 'team')).toHaveLength(1)
  })

  test('is Terminating until its pods have ended in peace, then gone with all that it had', () => {
    const cluster = furnished()
    addPod(cluster)
    wait(cluster, 2_000)
    drop(cluster)
    expect(team(cluster)?.status.phase).toBe('Terminating')
    wait(cluster, 100)
    expect(condition(cluster, 'NamespaceContentRemaining')).toMatchObject({
      status: 'True',
      reason: 'SomeResourcesRemain',
      message: 'Some resources are remaining: pods. has 1 resource instances',
    })
    wait(cluster, 5_000)
    expect(team(cluster)).toBeUndefined()
    expect(cluster.view.indexed('content', 'team')).toEqual([])
    expect(cluster.nextDue).toBeNull()
  })

  test('takes nothing new in while it goes', () => {
    const cluster = furnished()
    addPod(cluster)
    wait(cluster, 2_000)
    drop(cluster)
    expect(() => addPod(cluster, { name: 'late' })).toThrow(
      'unable to create new content in namespace team because it is being terminated',
    )
    wait(cluster, 100)
    expect(cluster.view.list('ServiceAccount', 'team')).toEqual([])
  })

  test('waits for what a finalizer keeps, and says for which', () => {
    const cluster = furnished()
    addPod(cluster, { finalizers: ['example.com/mine'] })
    wait(cluster, 2_000)
    drop(cluster)
    wait(cluster, 5_000)
    expect(condition(cluster, 'NamespaceFinalizersRemaining')).toMatchObject({
      status: 'True',
      message:
        'Some content in the namespace has finalizers remaining: ' +
        'example.com/mine in 1 resource instances',
    })
    send(cluster, {
      method: 'PATCH',
      path: '/api/v1/namespaces/team/pods/p',
      contentType: 'application/merge-patch+json',
      body: '{"metadata":{"finalizers":null}}',
    })
    wait(cluster, 1_000)
    expect(team(cluster)).toBeUndefined()
  })

  test('keeps its finalizers from everybody who does not finalize', () => {
    const cluster = furnished()
    send(cluster, {
      method: 'PATCH',
      path: '/api/v1/namespaces/team',
      contentType: 'application/merge-patch+json',
      body: '{"spec":{"finalizers":[]}}',
    })
    expect(team(cluster)?.spec.finalizers).toEqual(['kubernetes'])
  })
})
