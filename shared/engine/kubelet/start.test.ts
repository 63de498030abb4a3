import { describe, expect, test } from 'vitest'
import { podSummary } from '../kinds/pod/status-word.ts'
import { Lab } from './test-support/lab.ts'

describe('a pod comes to life', () => {
  test('[LIFE-017] its events come in upstream’s order and words', () => {
    const lab = new Lab()
    lab.pod('web', 'nginx:1.7.9')
    lab.until(() => lab.word('web') === 'Running')
    expect(lab.events('web').map(([, reason]) => reason)).toEqual([
      'Scheduled',
      'Pulling',
      'Pulled',
      'Created',
      'Started',
    ])
    const node = lab.get('web').spec.nodeName
    expect(lab.messages('web', 'Scheduled')).toEqual([
      `Successfully assigned default/web to ${node}`,
    ])
    expect(lab.messages('web', 'Pulling')).toEqual(['Pulling image "nginx:1.7.9"'])
    expect(lab.messages('web', 'Pulled')[0]).toMatch(
      /^Successfully pulled image "nginx:1\.7\.9" in [\d.]+m?s \([\d.]+m?s including waiting\)\./,
    )
    expect(lab.messages('web', 'Pulled')[0]).toContain(' Image size: 39941824 bytes.')
    expect(lab.messages('web', 'Created')).toEqual(['Created container: c'])
    expect(lab.messages('web', 'Started')).toEqual(['Started container c'])
    const status = lab.get('web').status.containerStatuses?.[0]
    expect(status?.containerID).toMatch(/^containerd:\/\/[0-9a-f]{64}$/)
    expect(status?.imageID).toMatch(/^docker\.io\/library\/nginx@sha256:[0-9a-f]{64}$/)
  })

  test('a class can watch it: it takes some seconds, and the node pulls an image once', () => {
    const lab = new Lab({ nodes: 1 })
    lab.pod('first', 'nginx:1.7.9')
    lab.until(() => lab.word('first') === 'Running')
    expect(lab.seconds).toBeGreaterThan(1)
    expect(lab.seconds).toBeLessThan(6)
    lab.mark()
    lab.pod('second', 'nginx:1.7.9')
    lab.until(() => lab.word('second') === 'Running')
    expect(lab.seconds).toBeLessThan(1.2)
    expect(lab.messages('second', 'Pulled')).toEqual([
      'Container image "nginx:1.7.9" already present on machine',
    ])
  })

  test('[LIFE-013] a running pod has exactly five conditions, in order, all True', () => {
    const lab = new Lab()
    lab.pod('web', 'nginx:1.7.9')
    lab.until(() => lab.word('web') === 'Running')
    expect(lab.get('web').status.conditions?.map(({ type, status }) => [type, status])).toEqual([
      ['PodReadyToStartContainers', 'True'],
      ['Initialized', 'True'],
      ['Ready', 'True'],
      ['ContainersReady', 'True'],
      ['PodScheduled', 'True'],
    ])
  })

  test('[POD-013] bound first, PodScheduled in the same write; then the kubelet reports', () => {
    const lab = new Lab()
    lab.pod('web', 'nginx:1.7.9')
    lab.run(0.02)
    const states = lab.changes.flatMap(({ object }) => (object.kind === 'Pod' ? [object] : []))
    const told = states.map((object) => {
      const pod = object as ReturnType<Lab['get']>
      return [pod.spec.nodeName !== undefined, pod.status.conditions?.length ?? 0]
    })
    expect(told).toEqual([
      [false, 0],
      [true, 1],
      [true, 5],
    ])
  })

  test('[POD-002] pods have addresses of their node’s range, none of them twice', () => {
    const lab = new Lab({ nodes: 2 })
    const names = ['a', 'b', 'c', 'd', 'e']
    for (const name of names) lab.pod(name, 'nginx:1.7.9')
    lab.until(() => names.every((name) => lab.word(name) === 'Running'))
    const found = names.map((name) => lab.get(name))
    for (const { spec, status } of found) {
      const prefix = lab.node(spec.nodeName ?? '').spec.podCIDR?.replace('0/24', '') ?? '?'
      expect(status.podIP?.startsWith(prefix)).toBe(true)
      expect(status.podIPs).toEqual([{ ip: status.podIP }])
    }
    expect(new Set(found.map(({ status }) => status.podIP)).size).toBe(names.length)
  })

  test('[POD-006] a pod on the host’s network has the host’s address', () => {
    const lab = new Lab()
    lab.pod('web', 'nginx:1.7.9', { hostNetwork: true })
    lab.until(() => lab.word('web') === 'Running')
    const { podIP, hostIP } = lab.get('web').status
    expect(podIP).toBe(hostIP)
  })

  test('two containers are counted apart, and an unready one keeps the pod unready', () => {
    const lab = new Lab()
    const probe = { httpGet: { path: '/', port: 80 }, initialDelaySeconds: 20 }
    const containers = [
      { name: 'web', image: 'nginx:1.7.9', readinessProbe: probe },
      { name: 'side', image: 'busybox:1.36', command: ['sleep', 'infinity'] },
    ]
    lab.pod('two', '', { containers })
    lab.run(15)
    expect(podSummary(lab.get('two'))).toMatchObject({ word: 'Running', ready: 1, total: 2 })
    const ready = lab.get('two').status.conditions?.find(({ type }) => type === 'Ready')
    expect(ready).toMatchObject({
      status: 'False',
      reason: 'ContainersNotReady',
      message: 'containers with unready status: [web]',
    })
    lab.run(15)
    expect(podSummary(lab.get('two'))).toMatchObject({ ready: 2 })
  })

  test('a probe at a port where nobody listens never passes, and says why', () => {
    const lab = new Lab()
    lab.pod('web', 'nginx:1.7.9', {}, { readinessProbe: { tcpSocket: { port: 8080 } } })
    lab.run(60)
    expect(podSummary(lab.get('web'))).toMatchObject({ word: 'Running', ready: 0 })
    const { podIP } = lab.get('web').status
    expect([...new Set(lab.messages('web', 'Unhealthy'))]).toEqual([
      `Readiness probe failed: dial tcp ${podIP}:8080: connect: connection refused`,
    ])
  })

  test('pulls on one node wait for one another', () => {
    const lab = new Lab({ nodes: 1 })
    lab.pod('a', 'nginx:1.7.9')
    lab.pod('b', 'redis:7')
    lab.until(() => lab.word('b') === 'Running' && lab.word('a') === 'Running')
    const waited = [...lab.messages('a', 'Pulled'), ...lab.messages('b', 'Pulled')].filter(
      (text) => {
        const [, took, all] = /in ([\d.]+m?s) \(([\d.]+m?s) including/.exec(text) ?? []
        return took !== all
      },
    )
    expect(waited).toHaveLength(1)
  })

  test('a healthy pod is at rest', () => {
    const lab = new Lab()
    lab.pod('web', 'nginx:1.7.9')
    lab.run(3_700)
    expect(lab.cluster.nextDue).toBeNull()
  })
})
