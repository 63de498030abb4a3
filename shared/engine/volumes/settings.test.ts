import { describe, expect, test } from 'vitest'
import { Room, runOf } from './test-support/room.ts'

const DATA = { one: '1', 'two.txt': 'zwei' }
const TOKEN = '/var/run/secrets/kubernetes.io/serviceaccount'
const NONE = { problem: 'No such file or directory' }
const READ_ONLY = { problem: 'Read-only file system' }

const v1 = (kind: string, name: string, more: Record<string, unknown>) => ({
  apiVersion: 'v1',
  kind,
  metadata: { name, namespace: 'default' },
  ...more,
})

function furnished(): Room {
  const room = new Room()
  room.lab.create(v1('ConfigMap', 'settings', { data: DATA }))
  room.lab.create(v1('Secret', 'hidden', { stringData: DATA }))
  return room
}

const at = (mountPath: string, more = {}) => ({ volumeMounts: [{ name: 'v', mountPath, ...more }] })
const from = (source: Record<string, unknown>) => ({ volumes: [{ name: 'v', ...source }] })

/** Every kind of volume of settings, and what a pod finds of it at /v. */
const WRITTEN: [string, Record<string, unknown>, Record<string, string>][] = [
  ['configMap', { configMap: { name: 'settings' } }, DATA],
  ['secret', { secret: { secretName: 'hidden' } }, DATA],
  [
    'items of a configMap',
    { configMap: { name: 'settings', items: [{ key: 'one', path: 'deep/er/1', mode: 0o400 }] } },
    { 'deep/er/1': '1' },
  ],
  ['an optional configMap that is not there', { configMap: { name: 'no', optional: true } }, {}],
  [
    'downwardAPI',
    {
      downwardAPI: {
        items: [
          { path: 'labels', fieldRef: { fieldPath: 'metadata.labels' } },
          { path: 'cpu', resourceFieldRef: { containerName: 'c', resource: 'limits.cpu' } },
        ],
      },
    },
    { labels: 'app="web"', cpu: '4' },
  ],
  [
    'projected',
    {
      projected: {
        sources: [
          { configMap: { name: 'settings', items: [{ key: 'one', path: 'config/one' }] } },
          { secret: { name: 'hidden', items: [{ key: 'two.txt', path: 'secret' }] } },
          { downwardAPI: { items: [{ path: 'name', fieldRef: { fieldPath: 'metadata.name' } }] } },
        ],
      },
    },
    { 'config/one': '1', secret: 'zwei', name: 'web' },
  ],
]

describe('volumes that the kubelet writes', () => {
  test.each(WRITTEN)('%s', (_what, source, wanted) => {
    const room = furnished()
    const pod = room.pod('web', from(source), at('/v'))
    const open = room.open(pod)
    const files = room.begin(open, runOf(pod))
    for (const [path, text] of Object.entries(wanted)) expect(files.read(`/v/${path}`)).toBe(text)
    const tops = new Set(Object.keys(wanted).map((path) => path.split('/')[0] ?? ''))
    const names = files.list('/v') as string[]
    expect(names.filter((name) => !name.startsWith('..'))).toEqual([...tops].sort())
    expect(names.filter((name) => name.startsWith('..'))).toHaveLength(2)
    expect(files.lstat('/v/..data')).toMatchObject({ type: 'link', target: names[0] })
    expect(names[0]).toMatch(/^\.\.2026_06_01_08_00_\d\d\.\d+$/)
    for (const top of tops) {
      expect(files.lstat(`/v/${top}`)).toMatchObject({ type: 'link', target: `..data/${top}` })
    }
    expect(files.write('/v/new', 'x')).toEqual(READ_ONLY)
    expect(room.save(open).writes).toEqual([])
  })

  test('have the modes that were asked for', () => {
    const room = furnished()
    const source = { secret: { secretName: 'hidden', defaultMode: 0o400 } }
    const pod = room.pod('web', from(source), at('/v'))
    const files = room.begin(room.open(pod), runOf(pod))
    expect(files.stat('/v/one')).toMatchObject({ mode: 0o400 })
    const user = { securityContext: { runAsUser: 1000 } }
    const plain = room.pod('user', { ...from(source), ...user }, at('/v'))
    const theirs = room.begin(room.open(plain), runOf(plain))
    expect(theirs.read('/v/one')).toEqual({ problem: 'Permission denied' })
    const group = { securityContext: { runAsUser: 1000, fsGroup: 2000 } }
    const shared = room.pod('group', { ...from(source), ...group }, at('/v'))
    expect(room.begin(room.open(shared), runOf(shared)).read('/v/one')).toBe('1')
  })

  test('a service account’s token, certificate and namespace are in every pod that wants them', () => {
    const room = new Room()
    const pod = room.pod('web', {})
    const files = room.begin(room.open(pod), runOf(pod))
    expect(files.read(`${TOKEN}/namespace`)).toBe('default')
    expect(files.read(`${TOKEN}/ca.crt`)).toContain('BEGIN CERTIFICATE')
    const parts = (files.read(`${TOKEN}/token`) as string).split('.')
    expect(parts).toHaveLength(3)
    expect(JSON.parse(Buffer.from(parts[1] ?? '', 'base64url').toString())).toMatchObject({
      sub: 'system:serviceaccount:default:default',
      'kubernetes.io': { pod: { name: 'web', uid: pod.metadata.uid } },
    })
    const bare = room.pod('bare', { automountServiceAccountToken: false })
    expect(room.begin(room.open(bare), runOf(bare)).list(TOKEN)).toEqual(NONE)
  })

  test('follow a change of their source within about a minute, all files at once', () => {
    const room = furnished()
    const { lab } = room
    const pod = room.pod('web', from({ configMap: { name: 'settings' } }), at('/v'))
    const run = { ...runOf(pod), startedAt: lab.cluster.now }
    const page = () => room.open(pod).of(run)
    expect(page().read('/v/one')).toBe('1')
    lab.run(10)
    const source = lab.cluster.view.get('ConfigMap', 'default', 'settings')!
    lab.update({ ...source, data: { one: 'new', three: '3' } } as never)
    lab.run(0.1)
    expect(page().read('/v/one')).toBe('1')
    const due = room.open(pod).changesAt() ?? 0
    expect(due - lab.cluster.now).toBeGreaterThan(0)
    expect(due - lab.cluster.now).toBeLessThan(61_000)
    lab.run((due - lab.cluster.now - 1) / 1_000)
    expect([page().read('/v/one'), page().read('/v/two.txt')]).toEqual(['1', 'zwei'])
    lab.run(0.001)
    expect([page().read('/v/one'), page().read('/v/three')]).toEqual(['new', '3'])
    expect(page().read('/v/two.txt')).toEqual(NONE)
    expect(room.open(pod).changesAt()).toBeNull()
  })

  test('keep what they show when their source is deleted, until the pods are gone', () => {
    const room = furnished()
    const { lab } = room
    const pod = room.pod('web', from({ configMap: { name: 'settings' } }), at('/v'))
    lab.run(1)
    lab.delete('ConfigMap/default/settings')
    lab.run(20)
    expect(room.open(pod).of(runOf(pod)).read('/v/one')).toBe('1')
    const home = lab.cluster.view.get('Namespace', '', 'default')!
    expect(lab.cluster.view.noteOf(home, 'source:ConfigMap/settings')).toBeDefined()
    lab.delete('Pod/default/web', { graceSeconds: 0 })
    lab.delete('Secret/default/hidden')
    lab.run(20)
    expect(lab.cluster.view.noteOf(home, 'source:ConfigMap/settings')).toBeUndefined()
    expect(lab.cluster.view.noteOf(home, 'sources')).toEqual(['source:ConfigMap/kube-root-ca.crt'])
  })

  test('by subPath never change while the container runs', () => {
    const room = furnished()
    const { lab } = room
    const mount = at('/etc/app/one.conf', { subPath: 'one' })
    const pod = room.pod('web', from({ configMap: { name: 'settings' } }), mount)
    const open = room.open(pod)
    const first = room.begin(open, runOf(pod))
    room.save(open)
    expect(first.read('/etc/app/one.conf')).toBe('1')
    expect(first.lstat('/etc/app/one.conf')).toMatchObject({ type: 'file' })
    expect(first.list('/etc/app')).toEqual(['one.conf'])
    const source = lab.cluster.view.get('ConfigMap', 'default', 'settings')!
    lab.update({ ...source, data: { one: 'new' } } as never)
    lab.run(120)
    expect(room.open(pod).of(runOf(pod)).read('/etc/app/one.conf')).toBe('1')
    expect(room.begin(room.open(pod), runOf(pod, 1)).read('/etc/app/one.conf')).toBe('new')
  })
})
