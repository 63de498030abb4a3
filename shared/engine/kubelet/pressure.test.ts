import { describe, expect, test } from 'vitest'
import type { Pod } from '../kinds/pod/schema.ts'
import { conditionOf } from '../kinds/pod/condition.ts'
import { sooner, type Candidate } from './ranking.ts'
import { Lab } from './test-support/lab.ts'

const N1 = { 'kubernetes.io/hostname': 'node-1' }

function deployment(replicas: number, spec: object): object {
  const labels = { app: 'web' }
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'web', namespace: 'default' },
    spec: {
      replicas,
      selector: { matchLabels: labels },
      template: { metadata: { labels }, spec: { containers: [CONTAINER], ...spec } },
    },
  }
}

const CONTAINER = { name: 'nginx', image: 'nginx:1.7.9' }
const pods = (lab: Lab): readonly Pod[] => lab.cluster.view.list<Pod>('Pod', 'default')
const failed = (lab: Lab): Pod[] => pods(lab).filter(({ status }) => status.phase === 'Failed')
const pressure = (lab: Lab, type = 'MemoryPressure') =>
  lab.node('node-1').status.conditions?.find((one) => one.type === type)
const taints = (lab: Lab): string[] =>
  (lab.node('node-1').spec.taints ?? []).map(({ key, effect }) => `${key}:${effect}`)

describe('a node runs short', () => {
  function starved(): Lab {
    const lab = new Lab()
    lab.create(deployment(3, {}))
    const isRunning = ({ status }: Pod): boolean => status.phase === 'Running'
    lab.until(() => pods(lab).filter(isRunning).length === 3)
    lab.mark()
    lab.fault('thirst', { what: 'memory-pressure', where: { nodes: 'node-1' } })
    lab.run(30)
    return lab
  }

  test('[POD-016] of memory: one pod is evicted and listed on, another comes elsewhere', () => {
    const lab = starved()
    const [evicted, ...others] = failed(lab)
    expect(others).toEqual([])
    expect(evicted?.spec.nodeName).toBe('node-1')
    expect(evicted?.status.reason).toBe('Evicted')
    // Its container heard SIGTERM: how it ended goes before the pod's reason in kubectl's table.
    expect(lab.word(evicted?.metadata.name ?? '')).toBe('Completed')
    expect(evicted?.status.containerStatuses?.[0]?.state.terminated?.exitCode).toBe(0)
    expect(evicted?.status.message).toMatch(
      new RegExp(
        '^The node was low on resource: memory\\. Threshold quantity: 100Mi, available: \\d+Ki\\. ' +
          'Container nginx was using \\w+, request is 0, has larger consumption of memory\\. $',
      ),
    )
    expect(conditionOf(evicted!, 'DisruptionTarget')).toMatchObject({
      status: 'True',
      reason: 'TerminationByKubelet',
      message: evicted?.status.message,
    })
    expect(lab.messages(evicted?.metadata.name ?? '', 'Evicted')).toEqual([evicted?.status.message])
    const running = pods(lab).filter(({ status }) => status.phase === 'Running')
    expect(running).toHaveLength(3)
    expect(running.map(({ spec }) => spec.nodeName)).not.toContain('node-1')
    expect(lab.messages('node-1', 'EvictionThresholdMet')).toEqual(['Attempting to reclaim memory'])
    expect(pressure(lab)).toMatchObject({
      status: 'True',
      reason: 'KubeletHasInsufficientMemory',
      message: 'kubelet has insufficient memory available',
    })
    expect(taints(lab)).toEqual(['node.kubernetes.io/memory-pressure:NoSchedule'])
  })

  test('[POD-016] [LIFE-013] who is deaf has a second, and gets a sixth condition', () => {
    const lab = new Lab({ nodes: 1 })
    lab.pod('deaf', 'busybox:1.36', {}, { command: ['sleep', 'infinity'] })
    lab.until(() => lab.word('deaf') === 'Running')
    lab.mark()
    lab.fault('thirst', { what: 'memory-pressure' })
    lab.until(() => lab.get('deaf').status.phase === 'Failed')
    expect(lab.seconds).toBeLessThan(3)
    expect(lab.word('deaf')).toBe('Error')
    const [status] = lab.get('deaf').status.containerStatuses ?? []
    expect(status?.state.terminated).toMatchObject({ exitCode: 137, reason: 'Error' })
    const told = lab.get('deaf').status.conditions?.map(({ type, status }) => [type, status])
    expect(told?.toSorted()).toEqual([
      ['ContainersReady', 'False'],
      ['DisruptionTarget', 'True'],
      ['Initialized', 'True'],
      ['PodReadyToStartContainers', 'False'],
      ['PodScheduled', 'True'],
      ['Ready', 'False'],
    ])
  })

  test('[POD-016] healed: the node says so five minutes later, and the taint goes', () => {
    const lab = starved()
    lab.heal('thirst')
    lab.run(299)
    expect(pressure(lab)?.status).toBe('True')
    lab.run(2)
    expect(pressure(lab)).toMatchObject({ status: 'False', reason: 'KubeletHasSufficientMemory' })
    expect(taints(lab)).toEqual([])
    expect(lab.messages('node-1', 'NodeHasSufficientMemory')).toEqual([
      'Node node-1 status is now: NodeHasSufficientMemory',
    ])
    expect(failed(lab)).toHaveLength(1)
  })

  test('of disk: other words, and as many pods as the fault may strike, 10 s apart', () => {
    const lab = new Lab({ nodes: 1 })
    for (const name of ['a', 'b', 'c']) lab.pod(name, 'nginx:1.7.9')
    lab.until(() => pods(lab).every(({ status }) => status.phase === 'Running'))
    lab.mark()
    lab.fault('full', { what: 'disk-pressure', times: 2 })
    lab.run(60)
    expect(failed(lab)).toHaveLength(2)
    expect(lab.times('node-1', 'EvictionThresholdMet').map(Math.round)).toEqual([0, 10])
    expect(failed(lab)[0]?.status.message).toMatch(
      /^The node was low on resource: ephemeral-storage\. Threshold quantity: \d+, available: /,
    )
    expect(pressure(lab, 'DiskPressure')).toMatchObject({ reason: 'KubeletHasDiskPressure' })
    expect(taints(lab)).toEqual(['node.kubernetes.io/disk-pressure:NoSchedule'])
  })

  test('[POD-016] its kubelet takes no pod that asked for nothing', () => {
    const lab = new Lab()
    lab.fault('thirst', { what: 'memory-pressure', where: { nodes: 'node-1' } })
    lab.run(1)
    lab.pod('bare', 'nginx:1.7.9', { nodeName: 'node-1' })
    const resources = { requests: { memory: '10Mi' } }
    lab.pod('asks', 'nginx:1.7.9', { nodeName: 'node-1', nodeSelector: N1 }, { resources })
    lab.run(8)
    expect(lab.get('bare').status).toMatchObject({
      phase: 'Failed',
      reason: 'Evicted',
      message: 'Pod was rejected: The node had condition: [MemoryPressure]. ',
    })
    expect(lab.word('bare')).toBe('Evicted')
    expect(lab.word('asks')).toBe('Running')
  })

  test('[POD-016] who goes first: usage over request, then priority, then by how much', () => {
    const one = (name: string, usedBytes: number, askedBytes: number, priority = 0): Candidate => ({
      pod: { metadata: { name }, spec: { priority } } as Pod,
      usage: [],
      usedBytes,
      askedBytes,
    })
    const order = [
      one('modest', 5, 10),
      one('greedy', 90, 10),
      one('dear', 900, 10, 1_000),
      one('small excess', 12, 10),
    ].sort(sooner)
    expect(order.map(({ pod }) => pod.metadata.name)).toEqual([
      'greedy',
      'small excess',
      'dear',
      'modest',
    ])
  })
})
