import { describe, expect, test } from 'vitest'
import { START } from '../kubelet/test-support/lab.ts'
import type { Files } from '../programs/files.ts'
import { Room, runOf } from './test-support/room.ts'

const NONE = { problem: 'No such file or directory' }
const READ_ONLY = { problem: 'Read-only file system' }

const v1 = (kind: string, name: string, more: Record<string, unknown>) => ({
  apiVersion: 'v1',
  kind,
  metadata: { name, namespace: 'default' },
  ...more,
})

const at = (mountPath: string, more = {}) => ({ volumeMounts: [{ name: 'v', mountPath, ...more }] })
const from = (source: Record<string, unknown>) => ({ volumes: [{ name: 'v', ...source }] })

describe('volumes that pods write to', () => {
  const both = (source: Record<string, unknown>) => ({
    ...from(source),
    containers: ['a', 'b'].map((name) => ({ name, image: 'busybox:1.36', ...at('/v') })),
  })
  const two = (room: Room, source: Record<string, unknown>, name = 'web') => {
    const pod = room.pod(name, both(source))
    const open = room.open(pod)
    const [a, b] = ['a', 'b'].map((one) => room.begin(open, runOf(pod, 0, {}, one))) as [
      Files,
      Files,
    ]
    return { pod, open, a, b }
  }

  test('[POD-011] emptyDir: shared at once, kept over restarts, gone with the pod', () => {
    const room = new Room()
    const { pod, open, a, b } = two(room, { emptyDir: {} })
    expect(a.stat('/v')).toMatchObject({ type: 'directory', mode: 0o777 })
    expect(a.write('/v/marker', 'here')).toBe(true)
    expect(b.read('/v/marker')).toBe('here')
    room.save(open)
    const again = room.open(pod)
    expect(room.begin(again, runOf(pod, 1, {}, 'a')).read('/v/marker')).toBe('here')
    room.lab.delete('Pod/default/web', { graceSeconds: 0 })
    room.lab.run(5)
    expect(two(room, { emptyDir: {} }).a.read('/v/marker')).toEqual(NONE)
  })

  test('[POD-011] persistentVolumeClaim: what is in it is there for the next pod', () => {
    const room = new Room()
    const { lab } = room
    lab.create({
      apiVersion: 'storage.k8s.io/v1',
      kind: 'StorageClass',
      metadata: { name: 'fast' },
      provisioner: 'k8s.io/minikube-hostpath',
    })
    const resources = { requests: { storage: '1Gi' } }
    const spec = { accessModes: ['ReadWriteOnce'], storageClassName: 'fast', resources }
    lab.create(v1('PersistentVolumeClaim', 'data', { spec }))
    lab.run(10)
    const source = { persistentVolumeClaim: { claimName: 'data' } }
    const { a, b, open } = two(room, source, 'one')
    expect(a.write('/v/marker', 'here')).toBe(true)
    expect(b.read('/v/marker')).toBe('here')
    room.save(open)
    lab.delete('Pod/default/one', { graceSeconds: 0 })
    lab.run(5)
    expect(two(room, source, 'two').b.read('/v/marker')).toBe('here')
    const readOnly = { persistentVolumeClaim: { claimName: 'data', readOnly: true } }
    expect(two(room, readOnly, 'three').a.write('/v/x', 'x')).toEqual(READ_ONLY)
  })

  test('a volume of no class on a path of the node shows that path', () => {
    const room = new Room()
    const { lab } = room
    const capacity = { storage: '1Gi' }
    const accessModes = ['ReadWriteOnce']
    const disk = { capacity, accessModes, hostPath: { path: '/etc' } }
    lab.create({ ...v1('PersistentVolume', 'disk', { spec: disk }), metadata: { name: 'disk' } })
    const spec = { accessModes, storageClassName: '', resources: { requests: capacity } }
    lab.create(v1('PersistentVolumeClaim', 'data', { spec }))
    lab.run(1)
    const { a } = two(room, { persistentVolumeClaim: { claimName: 'data' } })
    expect(a.read('/v/hostname')).toBe('node-1\n')
  })

  test('emptyDir in memory ends at its limit', () => {
    const room = new Room()
    const { a } = two(room, { emptyDir: { medium: 'Memory', sizeLimit: '1Ki' } })
    expect(a.write('/v/x', 'x'.repeat(1_000))).toBe(true)
    expect(a.write('/v/y', 'y'.repeat(1_000))).toEqual({ problem: 'No space left on device' })
    expect(a.write('/v/x', 'x')).toBe(true)
    expect(a.write('/v/y', 'y'.repeat(1_000))).toBe(true)
  })

  test('emptyDir on disk is larger than its limit before anybody minds, and says how large', () => {
    const room = new Room()
    const { a, open } = two(room, { emptyDir: { sizeLimit: '1Ki' } })
    expect(a.write('/v/x', '\0'.repeat(5_000))).toBe(true)
    expect(open.use().volumes).toEqual({ v: 5_000 })
    expect(room.save(open).writes).toContainEqual(
      expect.objectContaining({
        op: 'send',
        name: 'eviction',
        message: {
          reason: 'Evicted',
          message: 'Usage of EmptyDir volume "v" exceeds the limit "1Ki". ',
        },
      }),
    )
  })

  test.each([
    ['', 'directory'],
    ['DirectoryOrCreate', 'directory'],
    ['FileOrCreate', 'file'],
  ])('hostPath %j is made on the node, and another pod there finds it', (type, made) => {
    const room = new Room()
    const source = { hostPath: { path: '/srv/data', type } }
    const { a, open } = two(room, source, 'one')
    expect(a.stat('/v')).toMatchObject({ type: made })
    const path = made === 'file' ? '/v' : '/v/x'
    expect(a.write(path, 'kept')).toBe(true)
    room.save(open)
    room.lab.delete('Pod/default/one', { graceSeconds: 0 })
    expect(two(room, source, 'two').a.read(path)).toBe('kept')
    const elsewhere = room.pod('three', { ...both(source), nodeName: 'node-2' })
    const theirs = room.begin(room.open(elsewhere), runOf(elsewhere, 0, {}, 'a'))
    expect(theirs.read(path)).toEqual(made === 'file' ? '' : NONE)
  })

  test('hostPath shows the machine: its name, its devices', () => {
    const room = new Room()
    const { a } = two(room, { hostPath: { path: '/' } })
    expect(a.read('/v/etc/hostname')).toBe('node-1\n')
    expect(a.list('/v/var/log')).toEqual(['containers', 'pods'])
  })

  test('subPath and subPathExpr show a part, and make it', () => {
    const room = new Room()
    const volumeMounts = [
      { name: 'v', mountPath: '/all' },
      { name: 'v', mountPath: '/part', subPath: 'deep/er' },
      { name: 'v', mountPath: '/mine', subPathExpr: 'pods/$(POD)' },
      { name: 'v', mountPath: '/fixed', readOnly: true },
    ]
    const pod = room.pod('web', from({ emptyDir: {} }), { volumeMounts })
    const files = room.begin(room.open(pod), runOf(pod, 0, { env: { POD: 'web' } }))
    expect(files.write('/part/x', '1')).toBe(true)
    expect(files.write('/mine/y', '2')).toBe(true)
    expect(files.read('/all/deep/er/x')).toBe('1')
    expect(files.read('/all/pods/web/y')).toBe('2')
    expect(files.read('/fixed/deep/er/x')).toBe('1')
    expect(files.write('/fixed/z', '3')).toEqual(READ_ONLY)
    expect(files.remove('/part')).toEqual({ problem: 'Device or resource busy' })
  })

  test('keep the time of the last change', () => {
    const room = new Room()
    const { a } = two(room, { emptyDir: {} })
    a.write('/v/x', 'x')
    expect(a.stat('/v/x')).toMatchObject({ at: room.lab.cluster.now })
    expect(room.lab.cluster.now).toBeGreaterThan(START)
  })
})
