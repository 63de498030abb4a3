import { ageOf } from '../age.ts'
import type { Description } from './description.ts'
import type { Node } from './node.ts'
import type { Pod } from './pod-types.ts'
import { bytesText, cpuText, milli } from './quantity.ts'

type Side = 'requests' | 'limits'

/** What the pods of a node ask for, and how much of it there is. */
export function describeNodeResources(
  page: Description,
  { status = {} }: Node,
  pods: readonly Pod[],
  now: number,
): void {
  const there = status.allocatable ?? status.capacity ?? {}
  const share = (value: number, name: string) => {
    const all = milli(there[name])
    return all === 0 ? 0 : Math.trunc((value / all) * 100)
  }
  const cpu = (value: number) => `${cpuText(value)} (${share(value, 'cpu')}%)`
  const memory = (value: number) => `${bytesText(value)} (${share(value, 'memory')}%)`
  page.line(0, `Non-terminated Pods:\t(${pods.length} in total)`)
  const titles = 'Namespace\tName\t\tCPU Requests\tCPU Limits\tMemory Requests\tMemory Limits\tAge'
  page.line(1, titles)
  page.line(1, titles.replace(/[^\t]/g, '-'))
  for (const pod of pods) {
    const { namespace = '', name, creationTimestamp } = pod.metadata
    const cells = [
      `${namespace}\t${name}\t`,
      cpu(podSum(pod, 'requests', 'cpu')),
      cpu(podSum(pod, 'limits', 'cpu')),
      memory(podSum(pod, 'requests', 'memory')),
      memory(podSum(pod, 'limits', 'memory')),
      ageOf(creationTimestamp, now),
    ]
    page.line(1, cells.join('\t'))
  }
  page.line(0, 'Allocated resources:')
  page.line(1, '(Total limits may be over 100 percent, i.e., overcommitted.)')
  page.line(1, 'Resource\tRequests\tLimits')
  page.line(1, '--------\t--------\t------')
  const total = (side: Side, name: string) => {
    return pods.reduce((sum, pod) => sum + podSum(pod, side, name), 0)
  }
  const row = (name: string, text: (value: number) => string) => {
    page.line(1, `${name}\t${text(total('requests', name))}\t${text(total('limits', name))}`)
  }
  row('cpu', cpu)
  row('memory', memory)
  row('ephemeral-storage', (value) => `${bytesText(value)} (${share(value, 'ephemeral-storage')}%)`)
  for (const name of Object.keys(there)
    .filter((one) => one.startsWith('hugepages-'))
    .sort()) {
    row(name, (value) => `${bytesText(value)} (${share(value, name)}%)`)
  }
}

/** Containers add up; an init container counts where it alone asks for more. */
function podSum(pod: Pod, side: Side, name: string): number {
  const of = (list: Pod['spec']['containers']) => {
    return (list ?? []).map(({ resources }) => milli(resources?.[side]?.[name]))
  }
  const sum = of(pod.spec.containers).reduce((total, value) => total + value, 0)
  return Math.max(sum, ...of(pod.spec.initContainers))
}
