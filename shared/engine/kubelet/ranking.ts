import type { Node } from '../kinds/node/schema.ts'
import { isTerminal } from '../kinds/pod/condition.ts'
import type { Pod } from '../kinds/pod/schema.ts'
import { isTerminating } from '../object.ts'
import { amountsOf } from '../scheduler/requests.ts'
import type { View } from '../store/view.ts'
import { evictionOf } from './evicted.ts'
import { usageOf, type ContainerUsage } from './usage.ts'

/** A pod that may be driven away, with what it uses. */
export interface Candidate {
  pod: Pod
  usage: readonly ContainerUsage[]
  /** Bytes that all of its containers use, and have asked for. */
  usedBytes: number
  askedBytes: number
}

/** From this priority on a pod is critical: it is never driven away. */
const CRITICAL = 2_000_000_000

/**
 * Whom a node that is short drives away, the first first: those that use more than they asked for
 * before those that do not, then the lower priority, then who exceeds its request the most.
 * Source: eviction/helpers.go rankMemoryPressure (v1.32).
 */
export function ranked(node: Node, view: View): Candidate[] {
  return view
    .indexed<Pod>('podsByNode', node.metadata.name)
    .filter((pod) => isEvictable(pod, view))
    .map((pod) => candidateOf(pod, node, view))
    .sort(sooner)
}

function isEvictable(pod: Pod, view: View): boolean {
  if (isTerminal(pod) || isTerminating(pod) || pod.status.phase !== 'Running') return false
  return (pod.spec.priority ?? 0) < CRITICAL && evictionOf(view, pod) === undefined
}

function candidateOf(pod: Pod, node: Node, view: View): Candidate {
  const usage = usageOf(pod, node, view)
  const usedBytes = usage.reduce((sum, { memoryBytes }) => sum + memoryBytes, 0)
  const askedBytes = pod.spec.containers.reduce((sum, { resources }) => {
    return sum + amountsOf(resources?.requests).memory
  }, 0)
  return { pod, usage, usedBytes, askedBytes }
}

/** Negative when the first goes before the second. */
export function sooner(left: Candidate, right: Candidate): number {
  const exceeds = (one: Candidate): number => (one.usedBytes > one.askedBytes ? 0 : 1)
  const priority = ({ pod }: Candidate): number => pod.spec.priority ?? 0
  const excess = (one: Candidate): number => one.usedBytes - one.askedBytes
  return (
    exceeds(left) - exceeds(right) ||
    priority(left) - priority(right) ||
    excess(right) - excess(left)
  )
}
