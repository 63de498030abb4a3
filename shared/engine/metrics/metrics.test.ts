import { beforeAll, describe, expect, test } from 'vitest'
import type { Actor, Reply } from '../input.ts'
import { Lab } from '../kubelet/test-support/lab.ts'

const GROUP = '/apis/metrics.k8s.io/v1beta1'
const student: Actor = { user: 'student:1', groups: ['flotilla:students'] }

interface Metrics {
  metadata: { name: string }
  usage: { cpu: string; memory: string }
  containers: { name: string; usage: { cpu: string; memory: string } }[]
}

describe('what is used', () => {
  let lab: Lab
  const get = (path: string, query = ''): Reply =>
    lab.cluster.read({ method: 'GET', path, query }, student)
  const items = (path: string, query = '') =>
    (get(path, query).body as unknown as { items: Metrics[] }).items

  beforeAll(() => {
    lab = new Lab()
    lab.pod('web', 'nginx:1.25')
    lab.pod('spin', 'busybox', {}, { command: ['sh', '-c', 'while true; do :; done'] })
    lab.until(() => lab.word('web') === 'Running' && lab.word('spin') === 'Running')
  })

  test('of a pod is known 15 seconds after its containers began', () => {
    const path = `${GROUP}/namespaces/default/pods/web`
    const { code, body } = get(path)
    expect([code, (body as { message: string }).message]).toEqual([
      404,
      'podmetrics.metrics.k8s.io "default/web" not found',
    ])
    lab.run(20)
    expect(get(path).body).toMatchObject({
      kind: 'PodMetrics',
      apiVersion: 'metrics.k8s.io/v1beta1',
      metadata: { name: 'web', namespace: 'default', labels: { app: 'web' } },
      window: '15s',
      containers: [{ name: 'c', usage: { memory: expect.stringMatching(/^[1-9]\d+Ki$/) } }],
    })
  })

  test('of pods is told by namespace and label; one that spins uses much', () => {
    const names = (path: string, query = '') =>
      items(path, query).map(({ metadata }) => metadata.name)
    expect(names(`${GROUP}/namespaces/default/pods`)).toEqual(['spin', 'web'])
    expect(names(`${GROUP}/pods`, 'labelSelector=app%3Dweb')).toEqual(['web'])
    expect(names(`${GROUP}/namespaces/kube-public/pods`)).toEqual([])
    const milli = (metrics: Metrics) => parseInt(metrics.containers[0]!.usage.cpu) / 1e6
    const [spin, web] = items(`${GROUP}/namespaces/default/pods`)
    expect(milli(spin!)).toBeGreaterThan(500)
    expect(milli(web!)).toBeLessThan(50)
  })

  test('of a node is its own and its pods together; nothing of one that nobody hears', () => {
    const cpu = (name: string) => {
      const found = items(`${GROUP}/nodes`).find(({ metadata }) => metadata.name === name)
      return found && parseInt(found.usage.cpu) / 1e6
    }
    const busy = lab.get('spin').spec.nodeName ?? ''
    const other = ['node-1', 'node-2', 'node-3'].find((name) => {
      return name !== busy && name !== lab.get('web').spec.nodeName
    })
    expect(cpu(busy)).toBeGreaterThan((cpu(other ?? '') ?? 0) + 500)
    lab.fault('dark', { what: 'unreachable', where: { nodes: `kubernetes.io/hostname=${busy}` } })
    lab.run(1)
    expect(cpu(busy)).toBeUndefined()
    expect(items(`${GROUP}/pods`).map(({ metadata }) => metadata.name)).toEqual(['web'])
  })

  test('is found by discovery, cannot be written, and has no parts', () => {
    const list = get(GROUP).body as unknown as { resources: { name: string; verbs: string[] }[] }
    expect(list.resources.map(({ name, verbs }) => [name, ...verbs])).toEqual([
      ['nodes', 'get', 'list'],
      ['pods', 'get', 'list'],
    ])
    const path = `${GROUP}/nodes/node-1`
    expect(lab.cluster.read({ method: 'DELETE', path }, student).code).toBe(405)
    expect(get(`${path}/status`).code).toBe(404)
    expect(get(`${GROUP}/pods/web`).code).toBe(404)
  })
})
