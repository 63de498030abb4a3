import { describe, expect, test } from 'vitest'
import type { Cluster } from '../../cluster.ts'
import { controllerOf, type KubeObject } from '../../object.ts'
import {
  create,
  deploymentBody,
  fakeCluster,
  patch,
  remove,
  send,
  wait,
} from '../../stories/test-support/fake-cluster.ts'
import { DAY, HOUR, MINUTE, SECOND, type Millis } from '../../time.ts'
import type { Pod } from '../pod/schema.ts'
import type { ReplicaSet } from '../replicaset/schema.ts'
import { numberIn, REVISION } from './annotations.ts'
import type { Deployment } from './schema.ts'

const web = (cluster: Cluster): Deployment =>
  cluster.view.get<Deployment>('Deployment', 'default', 'web')!
const sets = (cluster: Cluster): readonly ReplicaSet[] => cluster.view.list('ReplicaSet', 'default')
const pods = (cluster: Cluster): readonly Pod[] => cluster.view.list('Pod', 'default')

const progress = (cluster: Cluster): string =>
  web(cluster).status.conditions?.find(({ type }) => type === 'Progressing')?.reason ?? ''

const imageOf = (pod: Pod): string => pod.spec.containers?.[0]?.image ?? ''
const toImage = (image: string): object => ({
  spec: { template: { spec: { containers: [{ name: 'c', image }] } } },
})

/** Looks at the cluster after every instant. */
function watch(cluster: Cluster, ms: Millis, look: () => void): void {
  const end = cluster.now + ms
  while (cluster.now < end) {
    const due = cluster.nextDue ?? end
    wait(cluster, Math.min(due, end) - cluster.now)
    look()
    if (cluster.nextDue === null) return
  }
}

describe('a Deployment', () => {
  test('[DEP-001] makes a set and says in annotations what it wants', () => {
    const cluster = fakeCluster()
    create(cluster, 'deployments', deploymentBody('web'))
    wait(cluster, 5_000)
    const [set] = sets(cluster)
    const hash = set?.metadata.labels?.['pod-template-hash'] ?? ''
    expect(set?.metadata.name).toBe(`web-${hash}`)
    expect(set?.metadata.annotations).toEqual({
      'deployment.kubernetes.io/desired-replicas': '3',
      'deployment.kubernetes.io/max-replicas': '4',
      'deployment.kubernetes.io/revision': '1',
    })
    expect(set?.spec.selector.matchLabels).toEqual({ app: 'web', 'pod-template-hash': hash })
    expect(web(cluster).status.observedGeneration).toBe(1)
    expect(cluster.nextDue).toBeNull()
  })

  test('[DEP-010] only a changed template makes a set; [DEP-028] annotations count', () => {
    const cluster = fakeCluster()
    create(cluster, 'deployments', deploymentBody('web'))
    wait(cluster, 5_000)
    patch(cluster, 'deployments', 'web', { metadata: { labels: { more: 'labels' } } })
    patch(cluster, 'deployments', 'web', { spec: { replicas: 4 } })
    const cause = { 'kubernetes.io/change-cause': 'because' }
    patch(cluster, 'deployments', 'web', { metadata: { annotations: cause } })
    wait(cluster, 5_000)
    expect(sets(cluster)).toHaveLength(1)
    expect(sets(cluster)[0]?.metadata.annotations).toMatchObject(cause)
    expect(web(cluster).metadata).toMatchObject({ generation: 3, annotations: { [REVISION]: '1' } })
    expect(web(cluster).status.observedGeneration).toBe(3)
  })

  test('[DEP-014] Recreate never has pods of two templates, not even on their way out', () => {
    const cluster = fakeCluster()
    create(cluster, 'deployments', deploymentBody('web', { strategy: { type: 'Recreate' } }))
    wait(cluster, 5_000)
    patch(cluster, 'deployments', 'web', toImage('nginx:1.9.1'))
    let wasEmpty = false
    watch(cluster, MINUTE, () => {
      expect(new Set(pods(cluster).map(imageOf)).size).toBeLessThanOrEqual(1)
      wasEmpty ||= pods(cluster).length === 0
    })
    expect(wasEmpty).toBe(true)
    expect(pods(cluster).map(imageOf)).toEqual(Array(3).fill('nginx:1.9.1'))
  })

  test('[DEP-019] keeps ten old revisions', () => {
    const cluster = fakeCluster()
    create(cluster, 'deployments', deploymentBody('web', { replicas: 1 }))
    for (let version = 1; version <= 13; version += 1) {
      wait(cluster, 20_000)
      patch(cluster, 'deployments', 'web', toImage(`nginx:1.${version}`))
    }
    wait(cluster, 20_000)
    const kept = sets(cluster).map(({ metadata }) => numberIn(metadata.annotations, REVISION) ?? 0)
    expect(kept.sort((a, b) => a - b)).toEqual([4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14])
  })

  test('[DEP-025] gives up after 600 s without progress, at that time and without an event', () => {
    const cluster = fakeCluster((pod) => (imageOf(pod) === 'bad' ? undefined : 1_000))
    create(cluster, 'deployments', deploymentBody('web'))
    wait(cluster, 5_000)
    patch(cluster, 'deployments', 'web', toImage('bad'))
    wait(cluster, 599 * SECOND)
    expect(progress(cluster)).toBe('ReplicaSetUpdated')
    const { changes } = wait(cluster, 3 * SECOND)
    expect(progress(cluster)).toBe('ProgressDeadlineExceeded')
    expect(changes.map(({ key }) => key)).toEqual(['Deployment/default/web'])
    expect(cluster.nextDue).toBeNull()
    patch(cluster, 'deployments', 'web', { spec: { paused: true } })
    wait(cluster, SECOND)
    expect(progress(cluster)).toBe('ProgressDeadlineExceeded')
    patch(cluster, 'deployments', 'web', { spec: { paused: null } })
    patch(cluster, 'deployments', 'web', toImage('good'))
    wait(cluster, MINUTE)
    expect(progress(cluster)).toBe('NewReplicaSetAvailable')
  })

  test('[DEP-047] slow is not stuck: 400 s for each pod never exceed the deadline', () => {
    const cluster = fakeCluster(() => 400 * SECOND)
    create(cluster, 'deployments', deploymentBody('web'))
    wait(cluster, HOUR)
    patch(cluster, 'deployments', 'web', toImage('nginx:1.9.1'))
    const seen = new Set<string>()
    watch(cluster, HOUR, () => seen.add(progress(cluster)))
    expect([...seen]).not.toContain('ProgressDeadlineExceeded')
    expect(progress(cluster)).toBe('NewReplicaSetAvailable')
  })

  test('[DEP-039] the deadline does not run while it is paused', () => {
    const cluster = fakeCluster()
    create(cluster, 'deployments', deploymentBody('web'))
    wait(cluster, 5_000)
    patch(cluster, 'deployments', 'web', { spec: { paused: true } })
    patch(cluster, 'deployments', 'web', toImage('nginx:1.9.1'))
    wait(cluster, HOUR)
    expect(progress(cluster)).toBe('DeploymentPaused')
    expect(sets(cluster)).toHaveLength(1)
    expect(web(cluster).status.updatedReplicas).toBeUndefined()
    expect(cluster.nextDue).toBeNull()
  })

  test('[DEP-064] what was complete does not fail again by itself', () => {
    const cluster = fakeCluster((_pod, view) => (view.list('Pod').length > 9 ? undefined : 1_000))
    create(cluster, 'deployments', deploymentBody('web'))
    wait(cluster, 5_000)
    patch(cluster, 'deployments', 'web', { spec: { replicas: 50 } })
    wait(cluster, DAY)
    expect(progress(cluster)).toBe('NewReplicaSetAvailable')
    const available = web(cluster).status.conditions?.find(({ type }) => type === 'Available')
    expect(available).toMatchObject({ status: 'False', reason: 'MinimumReplicasUnavailable' })
    expect(cluster.nextDue).toBeNull()
  })

  test('[DEP-066] adopts the set of a Deployment that went without it; no pod restarts', () => {
    const cluster = fakeCluster()
    create(cluster, 'deployments', deploymentBody('web'))
    wait(cluster, 5_000)
    remove(cluster, 'deployments', 'web', 'Orphan')
    wait(cluster, 5_000)
    const before = pods(cluster).map(({ metadata }) => metadata.uid)
    create(cluster, 'deployments', deploymentBody('web'))
    wait(cluster, 5_000)
    expect(pods(cluster).map(({ metadata }) => metadata.uid)).toEqual(before)
    expect(sets(cluster)).toHaveLength(1)
    expect(controllerOf(sets(cluster)[0]!)?.uid).toBe(web(cluster).metadata.uid)
    expect(progress(cluster)).toBe('NewReplicaSetAvailable')
  })

  test('[DEP-067] where the name of its set is taken it counts that and takes another', () => {
    const cluster = fakeCluster()
    create(cluster, 'deployments', deploymentBody('web'))
    wait(cluster, 5_000)
    const { metadata, spec } = sets(cluster)[0]!
    remove(cluster, 'deployments', 'web')
    wait(cluster, 5_000)
    const labels = { app: 'foreign' }
    const template = { metadata: { labels }, spec: spec.template.spec }
    create(cluster, 'replicasets', {
      apiVersion: 'apps/v1',
      kind: 'ReplicaSet',
      metadata: { name: metadata.name },
      spec: { replicas: 0, selector: { matchLabels: labels }, template },
    })
    create(cluster, 'deployments', deploymentBody('web'))
    wait(cluster, 5_000)
    expect(web(cluster).status).toMatchObject({ collisionCount: 1, readyReplicas: 3 })
    expect(sets(cluster)).toHaveLength(2)
  })

  test('[DEP-035] another number is no new revision', () => {
    const cluster = fakeCluster()
    create(cluster, 'deployments', deploymentBody('web'))
    wait(cluster, 5_000)
    patch(cluster, 'deployments', 'web', { spec: { replicas: 10 } })
    wait(cluster, 5_000)
    expect(pods(cluster)).toHaveLength(10)
    expect(sets(cluster).map(({ metadata }) => metadata.annotations)).toEqual([
      {
        'deployment.kubernetes.io/desired-replicas': '10',
        'deployment.kubernetes.io/max-replicas': '13',
        'deployment.kubernetes.io/revision': '1',
      },
    ])
    patch(cluster, 'deployments', 'web', { spec: { replicas: 3 } })
    wait(cluster, 5_000)
    expect(pods(cluster)).toHaveLength(3)
  })

  test('[CTRL-003] a number that somebody gives its set by hand is taken back', () => {
    const cluster = fakeCluster()
    create(cluster, 'deployments', deploymentBody('web'))
    wait(cluster, 5_000)
    patch(cluster, 'replicasets', sets(cluster)[0]!.metadata.name, { spec: { replicas: 5 } })
    wait(cluster, 5_000)
    expect(sets(cluster)[0]?.spec.replicas).toBe(3)
    expect(pods(cluster)).toHaveLength(3)
  })

  test('[DEP-044] pods recover and numbers change while it is paused', () => {
    const cluster = fakeCluster()
    create(cluster, 'deployments', deploymentBody('web'))
    wait(cluster, 5_000)
    patch(cluster, 'deployments', 'web', { spec: { paused: true, replicas: 5 } })
    wait(cluster, 5_000)
    const path = `/api/v1/namespaces/default/pods/${pods(cluster)[0]!.metadata.name}`
    send(cluster, { method: 'DELETE', path, contentType: 'application/json', body: '{}' })
    wait(cluster, 5_000)
    expect(pods(cluster)).toHaveLength(5)
  })

  test('[DEP-054] a failure of its set is its own', () => {
    const cluster = fakeCluster()
    const body = deploymentBody('web') as { spec: { template: { spec: object } } }
    body.spec.template.spec = { ...body.spec.template.spec, serviceAccountName: 'foo' }
    create(cluster, 'deployments', body)
    wait(cluster, 2_000)
    const failure = (): KubeObject | undefined =>
      web(cluster).status.conditions?.find(({ type }) => type === 'ReplicaFailure') as never
    expect(failure()).toMatchObject({ status: 'True', reason: 'FailedCreate' })
    send(cluster, {
      method: 'POST',
      path: '/api/v1/namespaces/default/serviceaccounts',
      contentType: 'application/json',
      body: '{"apiVersion":"v1","kind":"ServiceAccount","metadata":{"name":"foo"}}',
    })
    wait(cluster, MINUTE)
    expect(failure()).toBeUndefined()
    expect(progress(cluster)).toBe('NewReplicaSetAvailable')
  })

  test('a set that the API server refuses is told of, and tried less and less often', () => {
    const cluster = fakeCluster()
    const name = 'w'.repeat(250)
    create(cluster, 'deployments', { ...deploymentBody('web'), metadata: { name } })
    wait(cluster, MINUTE)
    const found = cluster.view.get<Deployment>('Deployment', 'default', name)
    const condition = found?.status.conditions?.find(({ type }) => type === 'Progressing')
    expect(condition).toMatchObject({ status: 'False', reason: 'ReplicaSetCreateError' })
    expect(condition?.message).toMatch(/^Failed to create new replica set "w+-[a-z0-9]+": /)
    expect(cluster.nextDue! - cluster.now).toBeGreaterThan(10 * SECOND)
  })
})
