import type { Node } from '../kinds/node/schema.ts'
import type { Pod } from '../kinds/pod/schema.ts'
import type { NodeUsage } from '../scheduler/node-usage.ts'
import { amountsOf, requestsOf } from '../scheduler/requests.ts'
import { admitsByLabels } from '../kinds/node/node-terms.ts'
import type { Life } from './life.ts'

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
  return misfit(pod, node)
}

function misfit({ spec }: Pod, node: Node): Rejection | undefined {
  if (admitsByLabels(spec, node)) return undefined
  const why = "node(s) didn't match Pod's node affinity/selector"
  return rejected('NodeAffinity', `Predicate NodeAffinity failed: ${why}`)
}

function rejected(reason: string, message: string): Rejection {
  return { reason, message }
}
