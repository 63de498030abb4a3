import { describe, expect, test } from 'vitest'
import type { Cluster } from '../../cluster.ts'
import { fakeCluster, send } from '../../stories/test-support/fake-cluster.ts'
import type { Pod } from '../pod/schema.ts'

const TOKEN = '/var/run/secrets/kubernetes.io/serviceaccount'
const contentType = 'application/json'

function make(cluster: Cluster, plural: string, body: object): void {
  const path = `/api/v1/namespaces/default/${plural}`
  send(cluster, { method: 'POST', path, contentType, body: JSON.stringify(body) })
}

function pod(cluster: Cluster, spec: object): Pod {
  const containers = [{ name: 'c', image: 'nginx' }]
  const metadata = { name: 'p' }
  make(cluster, 'pods', { apiVersion: 'v1', kind: 'Pod', metadata, spec: { containers, ...spec } })
  return cluster.view.get<Pod>('Pod', 'default', 'p')!
}

const account = (cluster: Cluster, name: string, rest: object = {}): void =>
  make(cluster, 'serviceaccounts', {
    apiVersion: 'v1',
    kind: 'ServiceAccount',
    metadata: { name },
    ...rest,
  })

describe('every pod runs under an account', () => {
  test('`default` where none is named', () => {
    expect(pod(fakeCluster(), {}).spec).toMatchObject({
      serviceAccountName: 'default',
      serviceAccount: 'default',
    })
  })

  test('one that does not exist is refused', () => {
    expect(() => pod(fakeCluster(), { serviceAccountName: 'foo' })).toThrow(
      String.raw`pods \"p\" is forbidden: error looking up service account default/foo: ` +
        String.raw`serviceaccount \"foo\" not found`,
    )
  })

  test('a file may bring a namespace and its first pod together', () => {
    const cluster = fakeCluster()
    const namespace = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'new' } }
    const path = '/api/v1/namespaces'
    send(cluster, { method: 'POST', path, contentType, body: JSON.stringify(namespace) })
    const containers = [{ name: 'c', image: 'nginx' }]
    const first = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'p' }, spec: { containers } }
    const pods = `${path}/new/pods`
    send(cluster, { method: 'POST', path: pods, contentType, body: JSON.stringify(first) })
    const made = cluster.view.get<Pod>('Pod', 'new', 'p')
    expect(made?.spec.serviceAccountName).toBe('default')
    expect(made?.spec.volumes).toHaveLength(1)
  })

  test('the token is mounted in each container that has none at its place', () => {
    const own = { name: 'mine', mountPath: TOKEN }
    const { spec } = pod(fakeCluster(), {
      initContainers: [{ name: 'i', image: 'busybox' }],
      containers: [
        { name: 'a', image: 'nginx' },
        { name: 'b', image: 'nginx', volumeMounts: [own] },
      ],
      volumes: [{ name: 'mine', emptyDir: {} }],
    })
    const [, token] = spec.volumes ?? []
    expect(token).toMatchObject({
      projected: {
        defaultMode: 420,
        sources: [
          { serviceAccountToken: { expirationSeconds: 3607, path: 'token' } },
          { configMap: { name: 'kube-root-ca.crt' } },
          { downwardAPI: { items: [{ path: 'namespace' }] } },
        ],
      },
    })
    const mount = { name: token?.name, readOnly: true, mountPath: TOKEN }
    expect(spec.initContainers?.[0]?.volumeMounts).toEqual([mount])
    expect(spec.containers?.[0]?.volumeMounts).toEqual([mount])
    expect(spec.containers?.[1]?.volumeMounts).toEqual([own])
  })

  test.each([
    ['the pod', { automountServiceAccountToken: false }, {}],
    ['the account', { serviceAccountName: 'quiet' }, { automountServiceAccountToken: false }],
  ])('%s may do without the token', (_who, spec, rest) => {
    const cluster = fakeCluster()
    account(cluster, 'quiet', rest)
    expect(pod(cluster, spec).spec.volumes).toBeUndefined()
  })

  test('pull secrets are the account’s where the pod names none', () => {
    const cluster = fakeCluster()
    account(cluster, 'puller', { imagePullSecrets: [{ name: 'registry' }] })
    const { spec } = pod(cluster, { serviceAccountName: 'puller' })
    expect(spec.imagePullSecrets).toEqual([{ name: 'registry' }])
  })
})
