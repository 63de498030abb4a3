import { describe, expect, test } from 'vitest'
import type { Cluster } from '../../cluster.ts'
import { controllerOf, type KubeObject } from '../../object.ts'
import { create, fakeCluster, patch, send, wait } from '../../stories/test-support/fake-cluster.ts'
import { parseTimestamp } from '../../time.ts'
import type { Pod } from '../pod/schema.ts'
import type { ReplicaSet } from './schema.ts'

const body = (name: string, app: string, spec: object = {}, podSpec: object = {}): object => ({
  apiVersion: 'apps/v1',
  kind: 'ReplicaSet',
  metadata: { name },
  spec: {
    replicas: 3,
    selector: { matchLabels: { app } },
    template: {
      metadata: { labels: { app } },
      spec: { containers: [{ name: 'c', image: 'nginx' }], ...podSpec },
    },
    ...spec,
  },
})

function post(cluster: Cluster, plural: string, object: object): void {
  send(cluster, {
    method: 'POST',
    path: `/api/v1/namespaces/default/${plural}`,
    contentType: 'application/json',
    body: JSON.stringify(object),
  })
}

function relabel(cluster: Cluster, name: string, labels: object): void {
  send(cluster, {
    method: 'PATCH',
    path: `/api/v1/namespaces/default/pods/${name}`,
    contentType: 'application/merge-patch+json',
    body: JSON.stringify({ metadata: { labels } }),
  })
}

const lonePod = (name: string, app: string): object => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name, labels: { app } },
  spec: { containers: [{ name: 'c', image: 'nginx' }] },
})

const set = (cluster: Cluster, name = 'rs-a'): ReplicaSet =>
  cluster.view.get<ReplicaSet>('ReplicaSet', 'default', name)!

const podsOf = (cluster: Cluster, name: string): Pod[] =>
  cluster.view.list<Pod>('Pod', 'default').filter((pod) => controllerOf(pod)?.name === name)

type Told = KubeObject & { type: string; reason: string; message: string; count: number }
const told = (cluster: Cluster, reason: string): Told[] =>
  cluster.view.list<Told>('Event', 'default').filter((event) => event.reason === reason)

describe('a ReplicaSet', () => {
  test('[RS-001] adopts what matches, lets go what does not match any more, replaces it', () => {
    const cluster = fakeCluster()
    post(cluster, 'pods', lonePod('lone', 'a'))
    wait(cluster, 2_000)
    create(cluster, 'replicasets', body('rs-a', 'a'))
    wait(cluster, 5_000)
    expect(podsOf(cluster, 'rs-a')).toHaveLength(3)
    expect(podsOf(cluster, 'rs-a').map(({ metadata }) => metadata.name)).toContain('lone')
    expect(told(cluster, 'SuccessfulCreate')).toHaveLength(2)

    relabel(cluster, 'lone', { app: 'b' })
    wait(cluster, 5_000)
    const lone = cluster.view.get<Pod>('Pod', 'default', 'lone')
    expect(lone?.metadata.ownerReferences).toBeUndefined()
    expect(podsOf(cluster, 'rs-a')).toHaveLength(3)
    expect(set(cluster).status).toEqual({
      replicas: 3,
      fullyLabeledReplicas: 3,
      readyReplicas: 3,
      availableReplicas: 3,
      observedGeneration: 1,
    })
  })

  test('deletes what is too much among adopted pods', () => {
    const cluster = fakeCluster()
    for (const name of ['p1', 'p2', 'p3']) post(cluster, 'pods', lonePod(name, 'a'))
    wait(cluster, 2_000)
    create(cluster, 'replicasets', body('rs-a', 'a', { replicas: 1 }))
    wait(cluster, 5_000)
    expect(podsOf(cluster, 'rs-a')).toHaveLength(1)
    expect(told(cluster, 'SuccessfulDelete')).toHaveLength(2)
  })

  test('does not take the pods of another set with the same selector', () => {
    const cluster = fakeCluster()
    create(cluster, 'replicasets', body('rs-a', 'a'))
    create(cluster, 'replicasets', body('rs-b', 'a', { replicas: 2 }))
    wait(cluster, 5_000)
    expect([podsOf(cluster, 'rs-a').length, podsOf(cluster, 'rs-b').length]).toEqual([3, 2])
  })

  test('[RS-002] a changed template concerns only pods that are made later', () => {
    const cluster = fakeCluster()
    create(cluster, 'replicasets', body('rs-a', 'a', { replicas: 1 }))
    wait(cluster, 3_000)
    const containers = [{ name: 'c', image: 'nginx:2' }]
    patch(cluster, 'replicasets', 'rs-a', {
      spec: { replicas: 2, template: { spec: { containers } } },
    })
    wait(cluster, 3_000)
    const images = podsOf(cluster, 'rs-a').map(({ spec }) => spec.containers?.[0]?.image)
    expect(images.sort((a, b) => (a! < b! ? -1 : 1))).toEqual(['nginx', 'nginx:2'])
  })

  test('[DEP-009] counts a pod as available when it was ready for minReadySeconds', () => {
    const cluster = fakeCluster()
    create(cluster, 'replicasets', body('rs-a', 'a', { replicas: 1, minReadySeconds: 30 }))
    wait(cluster, 20_000)
    expect(set(cluster).status).toMatchObject({ readyReplicas: 1 })
    expect(set(cluster).status.availableReplicas).toBeUndefined()
    wait(cluster, 20_000)
    expect(set(cluster).status.availableReplicas).toBe(1)
    const [pod] = podsOf(cluster, 'rs-a')
    const ready = parseTimestamp(pod!.status.conditions![0]!.lastTransitionTime!)!
    expect(cluster.now - ready).toBeGreaterThan(30_000)
    expect(cluster.nextDue).toBeNull()
  })

  test('[DEP-054] says why it has no pods, tries less and less often, and recovers', () => {
    const cluster = fakeCluster()
    create(cluster, 'replicasets', body('rs-a', 'a', {}, { serviceAccountName: 'foo' }))
    wait(cluster, 1_000)
    expect(set(cluster).status.replicas).toBe(0)
    const [condition] = set(cluster).status.conditions ?? []
    expect(condition).toMatchObject({
      type: 'ReplicaFailure',
      status: 'True',
      reason: 'FailedCreate',
    })
    const why = 'error looking up service account default/foo: serviceaccount "foo" not found'
    expect(condition?.message).toMatch(/^pods "rs-a-[a-z0-9]{5}" is forbidden: /)
    expect(condition?.message).toContain(why)
    const first = told(cluster, 'FailedCreate').reduce((sum, event) => sum + event.count, 0)
    expect(first).toBeGreaterThan(3)
    expect(told(cluster, 'FailedCreate')[0]).toMatchObject({ type: 'Warning' })
    wait(cluster, 60_000)
    const later = told(cluster, 'FailedCreate').reduce((sum, event) => sum + event.count, 0)
    expect(later - first).toBeLessThan(10)

    post(cluster, 'serviceaccounts', {
      apiVersion: 'v1',
      kind: 'ServiceAccount',
      metadata: { name: 'foo' },
    })
    wait(cluster, 120_000)
    expect(set(cluster).status).toMatchObject({ replicas: 3, readyReplicas: 3 })
    expect(set(cluster).status.conditions).toBeUndefined()
    expect(cluster.nextDue).toBeNull()
  })

  test('makes at most 500 pods at a time, each with a name of its own', () => {
    const cluster = fakeCluster()
    create(cluster, 'replicasets', body('rs-a', 'a', { replicas: 1_200 }))
    const made = wait(cluster, 20).changes.filter(({ key }) => key.startsWith('Pod/'))
    expect(made).toHaveLength(500)
    wait(cluster, 5_000)
    expect(set(cluster).status.readyReplicas).toBe(1_200)
  })

  test('pods carry an account, its token and the set’s labels', () => {
    const cluster = fakeCluster()
    create(cluster, 'replicasets', body('rs-a', 'a', { replicas: 1 }))
    wait(cluster, 3_000)
    const [pod] = podsOf(cluster, 'rs-a')
    expect(pod?.metadata).toMatchObject({ generateName: 'rs-a-', labels: { app: 'a' } })
    expect(pod?.spec).toMatchObject({ serviceAccountName: 'default', serviceAccount: 'default' })
    const [volume] = pod?.spec.volumes ?? []
    expect(volume?.name).toMatch(/^kube-api-access-[a-z0-9]{5}$/)
    expect(volume?.projected?.sources).toHaveLength(3)
    expect(pod?.spec.containers?.[0]?.volumeMounts).toEqual([
      {
        name: volume?.name,
        readOnly: true,
        mountPath: '/var/run/secrets/kubernetes.io/serviceaccount',
      },
    ])
  })
})
