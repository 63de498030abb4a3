import { describe, expect, test } from 'vitest'
import type { Container, Pod } from '../kinds/pod/schema.ts'
import { environmentOf, expandWords } from './environment.ts'
import { IMAGE, Room } from './test-support/room.ts'

const v1 = (kind: string, name: string, more: Record<string, unknown>) => ({
  apiVersion: 'v1',
  kind,
  metadata: { name, namespace: 'default' },
  ...more,
})

const service = (name: string, ports: unknown[], more = {}) =>
  v1('Service', name, { spec: { selector: { app: name }, ports, ...more } })

function envOf(room: Room, pod: Pod, startedAt?: number): Record<string, string> {
  const made = tried(room, pod, startedAt)
  if ('problem' in made) throw new Error(made.problem)
  return made.env
}

function tried(room: Room, pod: Pod, startedAt?: number) {
  const frame = { pod, node: room.lab.node('node-1'), view: room.view, podIP: '10.244.0.9' }
  return environmentOf(frame, pod.spec.containers[0] as Container, IMAGE, startedAt)
}

describe('the environment of a container', () => {
  test('begins with PATH, the host name, the image’s variables and the API server', () => {
    const room = new Room()
    const env = envOf(room, room.pod('web', { hostname: 'front' }))
    expect(env).toMatchObject({
      PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
      HOSTNAME: 'front',
      LANG: 'C.UTF-8',
      HOME: '/root',
      KUBERNETES_SERVICE_HOST: '10.96.0.1',
      KUBERNETES_SERVICE_PORT: '443',
      KUBERNETES_SERVICE_PORT_HTTPS: '443',
      KUBERNETES_PORT: 'tcp://10.96.0.1:443',
      KUBERNETES_PORT_443_TCP: 'tcp://10.96.0.1:443',
      KUBERNETES_PORT_443_TCP_PROTO: 'tcp',
      KUBERNETES_PORT_443_TCP_PORT: '443',
      KUBERNETES_PORT_443_TCP_ADDR: '10.96.0.1',
    })
  })

  test('[INIT-012] has a Service that was there before it, and not one that came later', () => {
    const room = new Room()
    const { lab } = room
    lab.create(service('management', [{ name: 'web', port: 80 }]))
    lab.run(5)
    const pod = room.pod('web', {})
    const startedAt = lab.cluster.now
    lab.run(5)
    lab.create(service('late', [{ port: 80 }]))
    const env = envOf(room, pod, startedAt)
    expect(env.MANAGEMENT_SERVICE_HOST).toMatch(/^10\.\d+\./)
    expect(env.MANAGEMENT_SERVICE_PORT).toBe('80')
    expect(env.MANAGEMENT_SERVICE_PORT_WEB).toBe('80')
    expect(env).not.toHaveProperty('LATE_SERVICE_HOST')
    expect(envOf(room, pod, lab.cluster.now + 1_000)).toHaveProperty('LATE_SERVICE_HOST')
  })

  test('without service links has only the API server; headless Services are in none', () => {
    const room = new Room()
    room.lab.create(service('shop', [{ port: 80 }]))
    room.lab.create(service('bare', [{ port: 80 }], { clusterIP: 'None' }))
    const linked = envOf(room, room.pod('a', {}))
    expect(linked).toHaveProperty('SHOP_SERVICE_HOST')
    expect(linked).not.toHaveProperty('BARE_SERVICE_HOST')
    const alone = envOf(room, room.pod('b', { enableServiceLinks: false }))
    expect(alone).not.toHaveProperty('SHOP_SERVICE_HOST')
    expect(alone).toHaveProperty('KUBERNETES_SERVICE_HOST')
  })

  test('fills in $(NAME) from what stands before it, and keeps what it does not know', () => {
    const room = new Room()
    const env = [
      { name: 'LATER', value: '$(ONE)' },
      { name: 'ONE', value: '1' },
      { name: 'TWO', value: '$(ONE)+$(ONE)=$$(ONE) $(NONE) $(KUBERNETES_SERVICE_PORT)' },
    ]
    const got = envOf(room, room.pod('web', {}, { env }))
    expect(got.LATER).toBe('$(ONE)')
    expect(got.TWO).toBe('1+1=$(ONE) $(NONE) 443')
    expect(expandWords(['echo', '$(TWO)', '$(NO)'], got)).toEqual(['echo', got.TWO, '$(NO)'])
  })

  test('knows every field that may be asked for', () => {
    const room = new Room()
    const fields: Record<string, string> = {
      NAME: 'metadata.name',
      SPACE: 'metadata.namespace',
      APP: "metadata.labels['app']",
      NOTE: "metadata.annotations['none']",
      NODE: 'spec.nodeName',
      ACCOUNT: 'spec.serviceAccountName',
      IP: 'status.podIP',
      IPS: 'status.podIPs',
      HOST: 'status.hostIP',
      UID: 'metadata.uid',
    }
    const env = Object.entries(fields).map(([name, fieldPath]) => ({
      name,
      valueFrom: { fieldRef: { fieldPath } },
    }))
    const pod = room.pod('web', {}, { env })
    expect(envOf(room, pod)).toMatchObject({
      NAME: 'web',
      SPACE: 'default',
      APP: 'web',
      NOTE: '',
      NODE: 'node-1',
      ACCOUNT: 'default',
      IP: '10.244.0.9',
      IPS: '10.244.0.9',
      HOST: '172.18.0.2',
      UID: pod.metadata.uid,
    })
  })

  test('counts resources in units of the divisor, rounded up; no limit is the node’s', () => {
    const room = new Room()
    const ref = (resource: string, divisor?: string) => ({
      valueFrom: { resourceFieldRef: { resource, ...(divisor ? { divisor } : {}) } },
    })
    const env = [
      { name: 'CPU', ...ref('limits.cpu') },
      { name: 'MILLI', ...ref('requests.cpu', '1m') },
      { name: 'MEMORY', ...ref('limits.memory') },
      { name: 'MEBI', ...ref('requests.memory', '1Mi') },
    ]
    const resources = { requests: { cpu: '250m', memory: '64Mi' }, limits: { cpu: '1500m' } }
    expect(envOf(room, room.pod('web', {}, { env, resources }))).toMatchObject({
      CPU: '2',
      MILLI: '250',
      MEMORY: String(16 * 1024 ** 3),
      MEBI: '64',
    })
  })

  test('takes keys of ConfigMaps and Secrets, with prefix, its own variables last; then it is pinned', () => {
    const room = new Room()
    const { lab } = room
    lab.create(v1('ConfigMap', 'settings', { data: { COLOR: 'grün', 'a.b': 'dot' } }))
    lab.create(v1('Secret', 'hidden', { stringData: { PASSWORD: 'pssst' } }))
    const envFrom = [
      { configMapRef: { name: 'settings' } },
      { prefix: 'DB_', secretRef: { name: 'hidden' } },
    ]
    const env = [
      { name: 'COLOR', value: 'red' },
      { name: 'ONE', valueFrom: { secretKeyRef: { name: 'hidden', key: 'PASSWORD' } } },
      { name: 'NO', valueFrom: { configMapKeyRef: { name: 'no', key: 'x', optional: true } } },
    ]
    const pod = room.pod('web', {}, { env, envFrom })
    const got = envOf(room, pod)
    expect(got).toMatchObject({ COLOR: 'red', 'a.b': 'dot', DB_PASSWORD: 'pssst', ONE: 'pssst' })
    expect(got).not.toHaveProperty('NO')
    expect(tried(room, pod)).toMatchObject({ isPinned: true })
    expect(tried(room, room.pod('plain', {}))).toMatchObject({ isPinned: false })
    const other = room.pod('bytes', {}, { envFrom: [{ configMapRef: { name: 'settings' } }] })
    expect(envOf(room, other).COLOR).toBe('gr\u00c3\u00bcn')
  })

  test('[LIFE-018] cannot be made without its sources, in the kubelet’s words', () => {
    const room = new Room()
    const from = (valueFrom: unknown) => ({ env: [{ name: 'V', valueFrom }] })
    room.lab.create(v1('ConfigMap', 'settings', { data: {} }))
    const pods = {
      a: from({ secretKeyRef: { name: 'missing', key: 'k' } }),
      b: from({ configMapKeyRef: { name: 'settings', key: 'k' } }),
      c: { envFrom: [{ configMapRef: { name: 'gone' } }] },
    }
    const problems = Object.entries(pods).map(([name, spec]) =>
      tried(room, room.pod(name, {}, spec)),
    )
    expect(problems).toEqual([
      { problem: 'secret "missing" not found' },
      { problem: "couldn't find key k in ConfigMap default/settings" },
      { problem: 'configmap "gone" not found' },
    ])
  })
})
