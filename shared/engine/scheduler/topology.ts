import type { Node } from '../kinds/node/schema.ts'
import type { Pod, PodAffinityTerm, TopologySpreadConstraint } from '../kinds/pod/schema.ts'
import { isTerminating } from '../object.ts'
import { matchesSelector } from '../schema/match-selector.ts'
import type { View } from '../store/view.ts'
import { admitsByLabels } from '../kinds/node/node-terms.ts'
import { meansPod, selectorFor } from './pod-terms.ts'
import { tolerates } from '../kinds/node/tolerations.ts'

/** One spread constraint with how many pods it counts in each part of the cluster. */
export interface SpreadCount {
  constraint: TopologySpreadConstraint
  /** By value of the topology's label; parts without any pod count 0. */
  counts: ReadonlyMap<string, number>
  /** What the fullest part may have at most, for a pod that comes. */
  least: number
  /** 1 when the pod itself counts. */
  self: number
}

/** A term with the parts of the cluster in which pods are that it means, and how many. */
export interface TermCount {
  key: string
  counts: ReadonlyMap<string, number>
}

/** What a pod's rules about other pods come to at this instant. */
export interface Topology {
  spread: readonly SpreadCount[]
  /** Required: a pod that it means must be near. */
  near: readonly TermCount[]
  /** Required: no pod that it means may be near. */
  apart: readonly TermCount[]
  /** Pods that are there and want none like this one near them. */
  shunned: readonly TermCount[]
  /** Preferred, with weights; negative ones push away. */
  preferred: readonly (TermCount & { weight: number })[]
}

const FREE: Topology = { spread: [], near: [], apart: [], shunned: [], preferred: [] }

/** Counts once for one pod; pods without such rules among pods without them cost nothing. */
export function topologyOf(pod: Pod, candidates: readonly { node: Node }[], view: View): Topology {
  const { topologySpreadConstraints = [], affinity } = pod.spec
  const others = view.indexed<Pod>('antiAffinePods', 'all')
  const near = affinity?.podAffinity
  const apart = affinity?.podAntiAffinity
  if (topologySpreadConstraints.length === 0 && !near && !apart && others.length === 0) return FREE
  const nodes = candidates.map(({ node }) => node)
  const count = (term: PodAffinityTerm): TermCount => ({
    key: term.topologyKey,
    counts: countsOf(nodes, [term.topologyKey], view, (other) => meansPod(term, pod, other, view)),
  })
  return {
    spread: topologySpreadConstraints.map((one) => spreadOf(one, pod, nodes, view)),
    near: firstOfItsKind(pod, near?.requiredDuringSchedulingIgnoredDuringExecution ?? [], view).map(
      count,
    ),
    apart: (apart?.requiredDuringSchedulingIgnoredDuringExecution ?? []).map(count),
    shunned: shunnedBy(pod, others, view),
    preferred: [
      ...(near?.preferredDuringSchedulingIgnoredDuringExecution ?? []).map(
        ({ weight, podAffinityTerm }) => ({ ...count(podAffinityTerm), weight }),
      ),
      ...(apart?.preferredDuringSchedulingIgnoredDuringExecution ?? []).map(
        ({ weight, podAffinityTerm }) => ({ ...count(podAffinityTerm), weight: -weight }),
      ),
    ],
  }
}

/** A pod that means itself may be the first: terms that nobody meets yet do not hold it. */
function firstOfItsKind(pod: Pod, terms: readonly PodAffinityTerm[], view: View) {
  const isFirst =
    terms.every((term) => meansPod(term, pod, pod, view)) &&
    !view
      .list<Pod>('Pod')
      .some((one) => one.spec.nodeName && terms.some((term) => meansPod(term, pod, one, view)))
  return isFirst ? [] : terms
}

function spreadOf(
  constraint: TopologySpreadConstraint,
  pod: Pod,
  nodes: readonly Node[],
  view: View,
): SpreadCount {
  const selector = selectorFor(pod, constraint.labelSelector, constraint.matchLabelKeys)
  const keys = (pod.spec.topologySpreadConstraints ?? []).map(({ topologyKey }) => topologyKey)
  const counted = nodes.filter((node) => isCounted(constraint, pod, node))
  const counts = countsOf(
    counted,
    [constraint.topologyKey, ...keys],
    view,
    (other) =>
      other.metadata.namespace === pod.metadata.namespace &&
      matchesSelector(selector, other.metadata.labels),
  )
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

/**
 * How many pods that count are in each part, by the first of the labels; nodes must have them all.
 */
function countsOf(
  nodes: readonly Node[],
  keys: readonly string[],
  view: View,
  counts: (pod: Pod) => boolean,
): ReadonlyMap<string, number> {
  const parts = new Map<string, number>()
  for (const { metadata } of nodes) {
    const { labels = {} } = metadata
    if (keys.some((key) => labels[key] === undefined)) continue
    const part = labels[keys[0]!]!
    const here = view
      .indexed<Pod>('podsByNode', metadata.name)
      .filter((pod) => !isTerminating(pod) && counts(pod)).length
    parts.set(part, (parts.get(part) ?? 0) + here)
  }
  return parts
}

/** Where pods are whose own rules keep this one away. */
function shunnedBy(pod: Pod, others: readonly Pod[], view: View): TermCount[] {
  return others.flatMap((other) => {
    const labels = view.get<Node>('Node', '', other.spec.nodeName ?? '')?.metadata.labels ?? {}
    const terms =
      other.spec.affinity?.podAntiAffinity?.requiredDuringSchedulingIgnoredDuringExecution ?? []
    return terms
      .filter((term) => labels[term.topologyKey] !== undefined && meansPod(term, other, pod, view))
      .map(({ topologyKey: key }) => ({ key, counts: new Map([[labels[key]!, 1]]) }))
  })
}

/** How many of the pods that a term means are in the node's part. */
export function countNear({ key, counts }: TermCount, node: Node): number {
  const part = node.metadata.labels?.[key]
  return part === undefined ? 0 : (counts.get(part) ?? 0)
}
