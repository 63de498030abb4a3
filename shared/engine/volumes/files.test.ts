import { describe, expect, test } from 'vitest'
import { Room, runOf } from './test-support/room.ts'

const mounted = (path: string, more = {}) => ({
  volumeMounts: [{ name: 'v', mountPath: path, ...more }],
})

describe('a container’s own files', () => {
  test('are those of its image and those that every container has', () => {
    const room = new Room()
    const pod = room.pod('web', {})
    const files = room.begin(room.open(pod), runOf(pod))
    expect(files.read('/usr/share/nginx/html/index.html')).toBe('Welcome')
    expect(files.list('/')).toEqual(
      expect.arrayContaining(['bin', 'dev', 'etc', 'proc', 'root', 'tmp', 'usr', 'var']),
    )
    expect(files.list('/usr/local/bin')).toEqual(['cat', 'ls', 'sh'])
    expect(files.read('/etc/hostname')).toBe('web\n')
    expect(files.read('/etc/hosts')).toContain('10.244.0.9\tweb\n')
    expect(files.read('/etc/resolv.conf')).toBe(
      'search default.svc.cluster.local svc.cluster.local cluster.local\n' +
        'nameserver 10.96.0.10\noptions ndots:5\n',
    )
    expect(files.read('/dev/null')).toBe('')
    expect(files.read('/etc/nothing')).toEqual({ problem: 'No such file or directory' })
    expect(files.read('/etc')).toEqual({ problem: 'Is a directory' })
    expect(files.read('/etc/passwd/x')).toEqual({ problem: 'Not a directory' })
  })

  test('have names and paths that come to an end', () => {
    const room = new Room()
    const pod = room.pod('web', {})
    const files = room.begin(room.open(pod), runOf(pod))
    const tooLong = { problem: 'File name too long' }
    expect(files.write(`/tmp/${'x'.repeat(256)}`, '')).toEqual(tooLong)
    let path = '/tmp'
    let last: unknown = true
    for (let depth = 0; depth < 2_000 && last === true; depth += 1) {
      path += '/d'
      last = files.mkdir(path)
    }
    expect(last).toEqual(tooLong)
    expect(path.length).toBeLessThan(1_100)
  })

  test('live as long as the run, and cost nothing while nobody writes', () => {
    const room = new Room()
    const pod = room.pod('web', {})
    const first = room.open(pod)
    room.begin(first, runOf(pod))
    expect(room.save(first).writes).toEqual([])
    const later = room.open(pod)
    expect(later.of(runOf(pod)).write('/tmp/marker', 'here')).toBe(true)
    room.save(later)
    expect(room.open(pod).of(runOf(pod)).read('/tmp/marker')).toBe('here')
    const next = room.open(pod)
    expect(room.begin(next, runOf(pod, 1)).read('/tmp/marker')).toEqual({
      problem: 'No such file or directory',
    })
    expect(room.save(next).writes).toMatchObject([{ op: 'note', name: 'files:c', note: null }])
  })

  test('are made, listed, linked, moved and removed as on a real disk', () => {
    const room = new Room()
    const pod = room.pod('web', {})
    const files = room.begin(room.open(pod), runOf(pod))
    expect(files.write('/no/where', 'x')).toEqual({ problem: 'No such file or directory' })
    expect(files.mkdir('/data')).toBe(true)
    expect(files.mkdir('/data')).toEqual({ problem: 'File exists' })
    expect(files.write('/data/a', 'one\n')).toBe(true)
    expect(files.write('/data/a', 'two\n', { append: true })).toBe(true)
    expect(files.read('/data/../data/./a')).toBe('one\ntwo\n')
    expect(files.link('a', '/data/l')).toBe(true)
    expect(files.read('/data/l')).toBe('one\ntwo\n')
    expect(files.lstat('/data/l')).toMatchObject({ type: 'link', target: 'a' })
    expect(files.stat('/data/l')).toMatchObject({ type: 'file', size: 8 })
    expect(files.remove('/data')).toEqual({ problem: 'Directory not empty' })
    expect(files.rename('/data', '/tmp/moved')).toBe(true)
    expect(files.list('/tmp/moved')).toEqual(['a', 'l'])
    expect(files.list('/data')).toEqual({ problem: 'No such file or directory' })
    expect(files.remove('/etc/passwd')).toBe(true)
    expect(files.list('/etc')).not.toContain('passwd')
    expect(files.link('c', '/tmp/b')).toBe(true)
    expect(files.link('b', '/tmp/c')).toBe(true)
    expect(files.read('/tmp/b')).toEqual({ problem: 'Too many levels of symbolic links' })
    expect(files.chmod('/tmp/moved/a', 0o600)).toBe(true)
    expect(files.stat('/tmp/moved/a')).toMatchObject({ mode: 0o600 })
    expect(files.remove('/etc/hosts')).toEqual({ problem: 'Device or resource busy' })
  })

  test('are read-only where the container says so, but not what is mounted', () => {
    const room = new Room()
    const pod = room.pod(
      'web',
      { volumes: [{ name: 'v', emptyDir: {} }] },
      { securityContext: { readOnlyRootFilesystem: true }, ...mounted('/data') },
    )
    const files = room.begin(room.open(pod), runOf(pod))
    expect(files.write('/tmp/x', 'x')).toEqual({ problem: 'Read-only file system' })
    expect(files.write('/data/x', 'x')).toBe(true)
    expect(files.mounts()).toContainEqual({ path: '/data', volume: 'v', readOnly: false })
  })

  test('let a user who is not root do only what the modes say', () => {
    const room = new Room()
    const pod = room.pod('web', { securityContext: { runAsUser: 1000 } })
    const files = room.begin(room.open(pod), runOf(pod))
    expect(files.write('/etc/x', 'x')).toEqual({ problem: 'Permission denied' })
    expect(files.list('/root')).toEqual({ problem: 'Permission denied' })
    expect(files.write('/tmp/x', 'x')).toBe(true)
    expect(files.chmod('/tmp/x', 0)).toBe(true)
    expect(files.read('/tmp/x')).toEqual({ problem: 'Permission denied' })
  })

  test('have an end: a learner’s dd does not fill the room, zeros cost nothing', () => {
    const room = new Room()
    const pod = room.pod('web', {})
    const open = room.open(pod)
    const files = room.begin(open, runOf(pod))
    for (let part = 0; part < 64; part += 1) {
      expect(files.write('/tmp/zeros', '\0'.repeat(1_048_576), { append: true })).toBe(true)
    }
    expect(files.stat('/tmp/zeros')).toMatchObject({ size: 64 * 1_048_576 })
    expect(JSON.stringify(room.save(open).writes).length).toBeLessThan(20_000)
    expect(files.write('/tmp/full', 'x'.repeat(1_048_577))).toEqual({
      problem: 'No space left on device',
    })
  })
})
