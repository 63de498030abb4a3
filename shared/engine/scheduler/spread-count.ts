import { admitsByLabels } from '../kinds/node-terms.ts'
import type { Node } from '../kinds/node/schema.ts'
import { tolerates } from '../kinds/tolerations.ts'
import type { Pod, TopologySpreadConstraint } from '../kinds/pod/schema.ts'
import { isTerminating } from '../object.ts'
import { matchesSelector } from '../schema/match-selector.ts'
import type { View } from '../store/view.ts'
import { selectorFor } from './pod-terms.ts'

/** One spread constraint with how many pods it counts in each part of the cluster. */
export interface SpreadCount {
  constraint: TopologySpreadConstraint
  /** By value of the topology's label; parts without any pod count 0. */
  counts: ReadonlyMap<string, number>
  /** What the emptiest part has. */
  least: number
  /** 1 when the pod itself counts. */
  self: number
}

/**
 * Counts for one constraint. Nodes must have the labels of all constraints of its sort, hard or
 * soft; those that the pod could not use are left out, unless the constraint says otherwise.
 * Upstream: plugins/podtopologyspread filtering.go, scoring.go (v1.32).
 */
export function spreadOf(
  constraint: TopologySpreadConstraint,
  pod: Pod,
  nodes: readonly Node[],
  view: View,
  absent: ReadonlySet<string>,
): SpreadCount {
  const selector = selectorFor(pod, constraint.labelSelector, constraint.matchLabelKeys)
  const keys = (pod.spec.topologySpreadConstraints ?? [])
    .filter((other) => other.whenUnsatisfiable === constraint.whenUnsatisfiable)
    .map(({ topologyKey }) => topologyKey)
  const counts = new Map<string, number>()
  for (const node of nodes) {
    const { labels = {}, name } = node.metadata
    const part = labels[constraint.topologyKey]
    if (part === undefined || keys.some((key) => labels[key] === undefined)) continue
    if (!isCounted(constraint, pod, node)) continue
    const here = view.indexed<Pod>('podsByNode', name).filter((other) => {
      const { namespace, uid, labels: own } = other.metadata
      if (namespace !== pod.metadata.namespace || absent.has(uid)) return false
      return !isTerminating(other) && matchesSelector(selector, own)
    }).length
    counts.set(part, (counts.get(part) ?? 0) + here)
  }
  const enough = counts.size >= (constraint.minDomains ?? 1)
  const least = enough && counts.size > 0 ? Math.min(...counts.values()) : 0
  return { constraint, counts, least, self: matchesSelector(selector, pod.metadata.labels) ? 1 : 0 }
}

function isCounted(constraint: TopologySpreadConstraint, pod: Pod, node: Node): boolean {
  if (constraint.nodeAffinityPolicy !== 'Ignore' && !admitsByLabels(pod.spec, node)) return false
  if (constraint.nodeTaintsPolicy !== 'Honor') return true
  return (node.spec.taints ?? []).every(
    (taint) => taint.effect === 'PreferNoSchedule' || tolerates(pod.spec.tolerations, taint),
  )
}
