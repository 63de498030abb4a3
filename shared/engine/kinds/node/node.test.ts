import { describe, expect, test } from 'vitest'
import { newCluster } from '../../index.ts'
import { columns, nodeStatusWord } from './columns.ts'
import type { Node } from './schema.ts'
import { bootId } from './shape.ts'

const START = 1_780_300_800_000
const world = (nodes: Parameters<typeof newCluster>[0]['nodes']) =>
  newCluster({ seed: 's', startMs: START, nodes })
const nodesOf = (nodes: Parameters<typeof newCluster>[0]['nodes']) =>
  world(nodes).view.list<Node>('Node')

describe('the machines of a world', () => {
  test('are counted, or described one by one', () => {
    expect(nodesOf(2).map(({ metadata }) => metadata.name)).toEqual(['node-1', 'node-2'])
    const [big] = nodesOf([
      {
        name: 'big',
        cpu: '64',
        memory: '256Gi',
        pods: 250,
        labels: { zone: 'b' },
        taints: [{ key: 'gpu', value: 'yes', effect: 'NoSchedule' }],
      },
    ])
    expect(big?.status.allocatable).toMatchObject({ cpu: '64', memory: '256Gi', pods: '250' })
    expect(big?.metadata.labels).toMatchObject({ zone: 'b', 'kubernetes.io/hostname': 'big' })
    expect(big?.spec.taints).toEqual([{ key: 'gpu', value: 'yes', effect: 'NoSchedule' }])
  })

  test('are ready from the start, each with addresses of its own', () => {
    const nodes = nodesOf(300)
    expect(nodes.every((node) => nodeStatusWord(node) === 'Ready')).toBe(true)
    const ranges = nodes.map(({ spec }) => spec.podCIDR)
    const addresses = nodes.map(({ status }) => status.addresses?.[0]?.address)
    expect(new Set(ranges).size).toBe(300)
    expect(new Set(addresses).size).toBe(300)
  })

  test('have ids that look like ids, and a new one for each boot', () => {
    const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/
    expect(bootId('n', 0)).toMatch(uuid)
    expect(bootId('n', 1)).not.toBe(bootId('n', 0))
  })

  test('stand in a namespace of their own with a lease each', () => {
    const cluster = world(2)
    const actor = { user: 'test', groups: [] }
    cluster.step({ seq: 1, at: START + 100, actor, do: { type: 'advance' } })
    const leases = cluster.view.list('Lease', 'kube-node-lease')
    expect(leases.map(({ metadata }) => metadata.name)).toEqual(['node-1', 'node-2'])
  })

  test('come with the Service by which pods find the API server', () => {
    const { view } = world(1)
    expect(view.get('Service', 'default', 'kubernetes')).toMatchObject({
      spec: { clusterIP: '10.96.0.1', ports: [{ name: 'https', port: 443 }] },
    })
  })
})

describe('the columns of kubectl get nodes', () => {
  const [node] = nodesOf(1)
  const { view } = world(1)
  const row = (of: Node) =>
    Object.fromEntries(
      columns.map((column) => [column.name, column.cell(of, { now: START + 90_000, view })]),
    )

  test('say what upstream’s do', () => {
    expect(row(node!)).toEqual({
      Name: 'node-1',
      Status: 'Ready',
      Roles: '<none>',
      Age: '90s',
      Version: 'v1.32.9',
      'Internal-IP': '172.18.0.2',
      'External-IP': '<none>',
      'OS-Image': 'Debian GNU/Linux 12 (bookworm)',
      'Kernel-Version': '6.1.0-28-amd64',
      'Container-Runtime': 'containerd://1.7.24',
    })
  })

  test('roles come from labels, sorted; a cordoned node says so', () => {
    const labels = { 'node-role.kubernetes.io/worker': '', 'kubernetes.io/role': 'edge' }
    const changed: Node = {
      ...node!,
      metadata: { ...node!.metadata, labels },
      spec: { ...node!.spec, unschedulable: true },
    }
    expect(row(changed)).toMatchObject({ Roles: 'edge,worker', Status: 'Ready,SchedulingDisabled' })
  })

  test('a node that never spoke is Unknown', () => {
    expect(row({ ...node!, status: {} as Node['status'] })).toMatchObject({
      Status: 'Unknown',
      'OS-Image': '<unknown>',
    })
  })
})
