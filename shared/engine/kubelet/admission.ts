import type { Node } from '../kinds/node/schema.ts'
import { tolerates } from '../kinds/tolerations.ts'
import { isTerminal } from '../kinds/pod/condition.ts'
import type { Pod } from '../kinds/pod/schema.ts'
import { isSidecar } from '../kinds/pod/status-word.ts'
import type { NodeUsage } from '../scheduler/node-usage.ts'
import { amountsOf, requestsOf } from '../scheduler/requests.ts'
import { admitsByLabels } from '../kinds/node-terms.ts'
import type { Life } from './life.ts'

/** From this priority on a pod is critical. */
const CRITICAL = 2_000_000_000

/** Why a kubelet does not take a pod: status.reason, and the words of event and message. */
export interface Rejection {
  reason: string
  message: string
}

/**
 * Pods that nobody scheduled may not fit on the node that they name: the kubelet fails them. What
 * it checks are the resources and the node's labels. Source: kubelet/lifecycle/predicate.go
 * (v1.32).
 */
export function rejection(life: Life): Rejection | undefined {
  const { pod, node, view } = life
  const usage = view.tally<NodeUsage>('nodeUsage').of(node.metadata.name)
  const allocatable = amountsOf(node.status.allocatable)
  const podLimit = allocatable.others.pods ?? 0
  if (usage.pods > podLimit) {
    const numbers = `requested: 1, used: ${usage.pods - 1}, capacity: ${podLimit}`
    return rejected('OutOfpods', `Node didn't have enough resource: pods, ${numbers}`)
  }
  const asked = requestsOf(pod.spec)
  for (const name of ['cpu', 'memory'] as const) {
    if (asked[name] === 0 || usage[name] <= allocatable[name]) continue
    const used = usage[name] - asked[name]
    const numbers = `requested: ${asked[name]}, used: ${used}, capacity: ${allocatable[name]}`
    return rejected(`OutOf${name}`, `Node didn't have enough resource: ${name}, ${numbers}`)
  }
  return misfit(pod, node) ?? underPressure(pod, node) ?? takenPort(life)
}

/**
 * A node that is short takes only critical pods; one short of memory also those that asked for some
 * or tolerate it. Source: eviction_manager.go Admit (v1.32).
 */
function underPressure(pod: Pod, node: Node): Rejection | undefined {
  const isOn = (type: string): boolean =>
    node.status.conditions?.some((one) => one.type === type && one.status === 'True') ?? false
  const found = ['MemoryPressure', 'DiskPressure', 'PIDPressure'].filter(isOn)
  if (found.length === 0 || (pod.spec.priority ?? 0) >= CRITICAL) return undefined
  if (found.length === 1 && found[0] === 'MemoryPressure') {
    const taint = { key: 'node.kubernetes.io/memory-pressure', effect: 'NoSchedule' } as const
    if (pod.status.qosClass !== 'BestEffort') return undefined
    if (tolerates(pod.spec.tolerations, taint)) return undefined
  }
  return rejected('Evicted', `The node had condition: [${found.join(' ')}]. `)
}

/** A port of the host can be had once. */
function takenPort({ pod, view }: Life): Rejection | undefined {
  const wanted = hostPortsOf(pod)
  if (wanted.length === 0) return undefined
  const isTaken = view
    .indexed<Pod>('podsByNode', pod.spec.nodeName ?? '')
    .filter((other) => other.metadata.uid !== pod.metadata.uid && !isTerminal(other))
    .filter((other) => other.status.startTime !== undefined)
    .some((other) => hostPortsOf(other).some((port) => wanted.includes(port)))
  if (!isTaken) return undefined
  const why = "node(s) didn't have free ports for the requested pod ports"
  return rejected('NodePorts', `Predicate NodePorts failed: ${why}`)
}

/** Ports of the host that a pod takes, such as `TCP/8080`. */
function hostPortsOf({ spec }: Pod): string[] {
  return [...spec.containers, ...(spec.initContainers ?? []).filter(isSidecar)].flatMap(
    ({ ports = [] }) =>
      ports
        .filter(({ hostPort }) => hostPort)
        .map(({ hostPort, protocol }) => `${protocol ?? 'TCP'}/${hostPort}`),
  )
}

function misfit({ spec }: Pod, node: Node): Rejection | undefined {
  if (admitsByLabels(spec, node)) return undefined
  const why = "node(s) didn't match Pod's node affinity/selector"
  return rejected('NodeAffinity', `Predicate NodeAffinity failed: ${why}`)
}

function rejected(reason: string, message: string): Rejection {
  return { reason, message }
}
