import { describe, expect, test } from 'vitest'
import type { Pod, PodSpec } from '../kinds/pod/schema.ts'
import { NodeUsage } from './node-usage.ts'
import { requestsOf } from './requests.ts'

const Mi = 1024 * 1024
const container = (cpu: string, memory: string, more = {}) => ({
  name: 'c',
  resources: { requests: { cpu, memory } },
  ...more,
})

describe('what a pod asks for', () => {
  test('its containers together, exactly', () => {
    const spec = {
      containers: [container('100m', '64Mi'), container('0.25', '0.5Gi')],
    } as unknown as PodSpec
    expect(requestsOf(spec)).toEqual({ cpu: 350, memory: 576 * Mi, others: {} })
  })

  test('[INIT-024] or the largest of its init containers, where that is more', () => {
    const spec = {
      initContainers: [container('2', '10Mi'), container('1', '900Mi')],
      containers: [container('500m', '100Mi')],
    } as unknown as PodSpec
    expect(requestsOf(spec)).toEqual({ cpu: 2_000, memory: 900 * Mi, others: {} })
  })

  test('a sidecar counts all the time, overhead comes on top', () => {
    const spec = {
      initContainers: [
        container('100m', '10Mi', { restartPolicy: 'Always' }),
        container('1', '10Mi'),
      ],
      containers: [container('500m', '100Mi')],
      overhead: { cpu: '50m', 'nvidia.com/gpu': '1' },
    } as unknown as PodSpec
    expect(requestsOf(spec)).toEqual({
      cpu: 1_150,
      memory: 110 * Mi,
      others: { 'nvidia.com/gpu': 1 },
    })
  })
})

describe('the running total of a node', () => {
  const pod = (phase: string, nodeName = 'n', cpu = '500m'): Pod =>
    ({
      kind: 'Pod',
      metadata: { name: 'p' },
      spec: {
        nodeName,
        containers: [container(cpu, '64Mi', { ports: [{ hostPort: 80, protocol: 'TCP' }] })],
      },
      status: { phase },
    }) as unknown as Pod

  test('goes up and down with pods that come, end and go', () => {
    const usage = new NodeUsage()
    usage.add(pod('Pending'))
    usage.add(pod('Running'))
    expect(usage.of('n')).toMatchObject({ pods: 2, cpu: 1_000, memory: 128 * Mi })
    expect(usage.of('n').ports.get('TCP/0.0.0.0/80')).toBe(2)
    // One write: the old state goes out, the new one comes in.
    usage.remove(pod('Running'))
    usage.add(pod('Succeeded'))
    expect(usage.of('n')).toMatchObject({ pods: 1, cpu: 500 })
    usage.remove(pod('Succeeded'))
    usage.remove(pod('Pending'))
    expect(usage.of('n')).toMatchObject({ pods: 0, cpu: 0, assumedMemory: 0 })
    expect(usage.of('n').ports.size).toBe(0)
  })

  test('pods without a node count nowhere', () => {
    const usage = new NodeUsage()
    usage.add(pod('Pending', ''))
    expect(usage.of('')).toMatchObject({ pods: 0 })
  })
})
