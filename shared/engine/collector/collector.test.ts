import { describe, expect, test } from 'vitest'
import type { Cluster } from '../cluster.ts'
import { objectKey, type KubeObject, type OwnerReference } from '../object.ts'
import {
  create,
  deploymentBody,
  fakeCluster,
  remove,
  send,
  wait,
} from '../stories/test-support/fake-cluster.ts'

const core = '/api/v1/namespaces/default/configmaps'

function configMap(cluster: Cluster, name: string, ownerReferences: OwnerReference[] = []) {
  const metadata = { name, ownerReferences }
  const body = JSON.stringify({ apiVersion: 'v1', kind: 'ConfigMap', metadata })
  send(cluster, { method: 'POST', path: core, contentType: 'application/json', body })
  return find(cluster, name)
}

function find(cluster: Cluster, name: string, kind = 'ConfigMap'): KubeObject {
  const found = cluster.view.get<KubeObject>(kind, 'default', name)
  if (!found) throw new Error(`no ${kind} ${name}`)
  return found
}

const has = (cluster: Cluster, name: string): boolean =>
  cluster.entry(objectKey('ConfigMap', 'default', name)) !== undefined

const ownedBy = (owner: KubeObject, uid = owner.metadata.uid): OwnerReference => ({
  apiVersion: owner.apiVersion,
  kind: owner.kind,
  name: owner.metadata.name,
  uid,
  blockOwnerDeletion: true,
})

function drop(cluster: Cluster, name: string, propagationPolicy: string): void {
  const body = JSON.stringify({ propagationPolicy })
  const path = `${core}/${name}`
  send(cluster, { method: 'DELETE', path, contentType: 'application/json', body })
}

function own(cluster: Cluster, name: string, ownerReferences: OwnerReference[]): void {
  const body = JSON.stringify({ metadata: { ownerReferences } })
  const contentType = 'application/merge-patch+json'
  send(cluster, { method: 'PATCH', path: `${core}/${name}`, contentType, body })
}

/** Kinds and names in the order in which they went. */
const gone = (outcome: { changes: { type: string; key: string }[] }): string[] =>
  outcome.changes
    .filter(({ type, key }) => type === 'DELETED' && !key.startsWith('Event'))
    .map(({ key }) => key.slice(0, key.indexOf('/')))

describe('the garbage collector', () => {
  test('[GC-001] deletes what names an owner that does not exist', () => {
    const cluster = fakeCluster()
    const stranger = find(cluster, 'kube-root-ca.crt')
    configMap(cluster, 'stray', [ownedBy(stranger, 'no-such-uid')])
    wait(cluster, 1_000)
    expect(has(cluster, 'stray')).toBe(false)
  })

  test('[CTRL-004] in the background the owner goes at once and its dependents follow', () => {
    const cluster = fakeCluster()
    create(cluster, 'deployments', deploymentBody('web', { replicas: 2 }))
    wait(cluster, 5_000)
    remove(cluster, 'deployments', 'web', 'Background')
    expect(cluster.view.list('Deployment')).toEqual([])
    expect(cluster.view.list('ReplicaSet')).toHaveLength(1)
    expect(gone(wait(cluster, 5_000))).toEqual(['ReplicaSet', 'Pod', 'Pod'])
    expect(cluster.nextDue).toBeNull()
  })

  test('[CTRL-004] in the foreground the dependents go first: pods, set, Deployment', () => {
    const cluster = fakeCluster()
    create(cluster, 'deployments', deploymentBody('web', { replicas: 2 }))
    wait(cluster, 5_000)
    remove(cluster, 'deployments', 'web', 'Foreground')
    wait(cluster, 100)
    const waiting = [find(cluster, 'web', 'Deployment'), ...cluster.view.list('ReplicaSet')]
    expect(waiting.map(({ metadata }) => metadata.finalizers)).toEqual([
      ['foregroundDeletion'],
      ['foregroundDeletion'],
    ])
    expect(gone(wait(cluster, 5_000))).toEqual(['Pod', 'Pod', 'ReplicaSet', 'Deployment'])
  })

  test('[CTRL-004] orphaned dependents stay and forget their owner', () => {
    const cluster = fakeCluster()
    create(cluster, 'deployments', deploymentBody('web', { replicas: 2 }))
    wait(cluster, 5_000)
    remove(cluster, 'deployments', 'web', 'Orphan')
    expect(gone(wait(cluster, 5_000))).toEqual(['Deployment'])
    const [set] = cluster.view.list('ReplicaSet')
    expect(set?.metadata.ownerReferences).toBeUndefined()
    expect(cluster.view.list('Pod')).toHaveLength(2)
  })

  test('a dependent with another living owner stays and forgets the one that is gone', () => {
    const cluster = fakeCluster()
    const [first, second] = [configMap(cluster, 'first'), configMap(cluster, 'second')]
    configMap(cluster, 'child', [ownedBy(first), ownedBy(second)])
    drop(cluster, 'first', 'Foreground')
    wait(cluster, 1_000)
    expect(has(cluster, 'first')).toBe(false)
    expect(find(cluster, 'child').metadata.ownerReferences).toEqual([ownedBy(second)])
  })

  test.each(['Background', 'Foreground'])('two that own each other both go: %s', (policy) => {
    const cluster = fakeCluster()
    const first = configMap(cluster, 'first')
    const second = configMap(cluster, 'second', [ownedBy(first)])
    own(cluster, 'first', [ownedBy(second)])
    drop(cluster, 'first', policy)
    wait(cluster, 1_000)
    expect([has(cluster, 'first'), has(cluster, 'second')]).toEqual([false, false])
  })

  test('a finalizer of one’s own keeps the owner, whatever the policy', () => {
    const cluster = fakeCluster()
    const owner = configMap(cluster, 'owner')
    configMap(cluster, 'child', [ownedBy(owner)])
    const body = JSON.stringify({ metadata: { finalizers: ['example.com/mine'] } })
    const contentType = 'application/merge-patch+json'
    send(cluster, { method: 'PATCH', path: `${core}/owner`, contentType, body })
    drop(cluster, 'owner', 'Foreground')
    wait(cluster, 1_000)
    expect(has(cluster, 'child')).toBe(false)
    expect(find(cluster, 'owner').metadata.finalizers).toEqual(['example.com/mine'])
  })

  test('an owner in another namespace counts as gone, and an event says why', () => {
    const cluster = fakeCluster()
    const far = cluster.view.get<KubeObject>('ConfigMap', 'kube-system', 'kube-root-ca.crt')
    configMap(cluster, 'child', [{ ...ownedBy(far!), name: 'elsewhere' }])
    const events = wait(cluster, 1_000).changes.filter(({ key }) => key.startsWith('Event'))
    expect(has(cluster, 'child')).toBe(false)
    expect(events.map(({ object }) => (object as KubeObject & { reason: string }).reason)).toEqual([
      'OwnerRefInvalidNamespace',
    ])
  })
})
