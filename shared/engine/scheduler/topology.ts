import { isTerminal } from '../kinds/pod/condition.ts'
import type { Node } from '../kinds/node/schema.ts'
import type { Pod, PodAffinityTerm } from '../kinds/pod/schema.ts'
import type { View } from '../store/view.ts'
import { meansPod } from './pod-terms.ts'
import { spreadOf, type SpreadCount } from './spread-count.ts'

/** A term with the parts of the cluster in which pods are that it means, and how many. */
export interface TermCount {
  key: string
  counts: ReadonlyMap<string, number>
}

/** What a pod's rules about other pods, and their rules about it, come to at this instant. */
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
const HARD = 'requiredDuringSchedulingIgnoredDuringExecution'
const SOFT = 'preferredDuringSchedulingIgnoredDuringExecution'
const NOBODY: ReadonlySet<string> = new Set()

/** Weight of another pod's required affinity. Source: plugins/interpodaffinity, its default. */
const HARD_WEIGHT = 1

/** Has nobody any rule that concerns the pod? */
export const isRuleless = (topology: Topology): boolean => topology === FREE

/**
 * Counts once for one pod; pods without such rules among pods without them cost nothing. `absent`
 * are uids of pods that count as gone.
 */
export function topologyOf(
  pod: Pod,
  candidates: readonly { node: Node }[],
  view: View,
  absent: ReadonlySet<string> = NOBODY,
): Topology {
  const { topologySpreadConstraints = [], affinity } = pod.spec
  const shunning = view.indexed<Pod>('antiAffinePods', 'all')
  const drawing = view.indexed<Pod>('affinePods', 'all')
  const near = affinity?.podAffinity
  const apart = affinity?.podAntiAffinity
  const others = shunning.length + drawing.length
  if (topologySpreadConstraints.length + others === 0 && !near && !apart) return FREE
  const nodes = candidates.map(({ node }) => node)
  const count = countIn(pod, nodes, view, absent)
  const isThere = (other: Pod): boolean => !absent.has(other.metadata.uid)
  return {
    spread: topologySpreadConstraints.map((one) => spreadOf(one, pod, nodes, view, absent)),
    near: firstOfItsKind(pod, near?.[HARD] ?? [], view, absent).map(count),
    apart: (apart?.[HARD] ?? []).map(count),
    shunned: shunnedBy(pod, shunning.filter(isThere), view),
    preferred: [
      ...(near?.[SOFT] ?? []).map((one) => ({
        ...count(one.podAffinityTerm),
        weight: one.weight,
      })),
      ...(apart?.[SOFT] ?? []).map((one) => ({
        ...count(one.podAffinityTerm),
        weight: -one.weight,
      })),
      ...drawnBy(pod, drawing.filter(isThere), view),
    ],
  }
}

/** Counts the pods that a term means in each part of the cluster; those that are ending count. */
function countIn(
  pod: Pod,
  nodes: readonly Node[],
  view: View,
  absent: ReadonlySet<string>,
): (term: PodAffinityTerm) => TermCount {
  return (term) => {
    const counts = new Map<string, number>()
    for (const { metadata } of nodes) {
      const part = metadata.labels?.[term.topologyKey]
      if (part === undefined) continue
      const here = view
        .indexed<Pod>('podsByNode', metadata.name)
        .filter((other) => !isTerminal(other) && !absent.has(other.metadata.uid))
        .filter((other) => meansPod(term, pod, other, view)).length
      counts.set(part, (counts.get(part) ?? 0) + here)
    }
    return { key: term.topologyKey, counts }
  }
}

/** A pod that means itself may be the first: terms that nobody meets yet do not hold it. */
function firstOfItsKind(
  pod: Pod,
  terms: readonly PodAffinityTerm[],
  view: View,
  absent: ReadonlySet<string>,
): readonly PodAffinityTerm[] {
  if (!terms.every((term) => meansPod(term, pod, pod, view))) return terms
  const isMet = view.list<Pod>('Pod').some((one) => {
    if (!one.spec.nodeName || isTerminal(one) || absent.has(one.metadata.uid)) return false
    return terms.some((term) => meansPod(term, pod, one, view))
  })
  return isMet ? terms : []
}

/** Where pods are whose own rules keep this one away. */
function shunnedBy(pod: Pod, others: readonly Pod[], view: View): TermCount[] {
  return others.flatMap((other) =>
    (other.spec.affinity?.podAntiAffinity?.[HARD] ?? []).flatMap(
      (term) => at(term, pod, other, view) ?? [],
    ),
  )
}

/** Where pods are that would rather be near this one, or not. Upstream: scoring.go processTerm. */
function drawnBy(pod: Pod, others: readonly Pod[], view: View): (TermCount & { weight: number })[] {
  return others.flatMap((other) => {
    const { podAffinity, podAntiAffinity } = other.spec.affinity ?? {}
    const terms = [
      ...(podAffinity?.[HARD] ?? []).map((term) => ({ term, weight: HARD_WEIGHT })),
      ...(podAffinity?.[SOFT] ?? []).map((one) => ({
        term: one.podAffinityTerm,
        weight: one.weight,
      })),
      ...(podAntiAffinity?.[SOFT] ?? []).map((one) => ({
        term: one.podAffinityTerm,
        weight: -one.weight,
      })),
    ]
    return terms.flatMap(({ term, weight }) => {
      const place = at(term, pod, other, view)
      return place ? [{ ...place, weight }] : []
    })
  })
}

/** The part of the cluster where another pod is, if its term means this one. */
function at(term: PodAffinityTerm, pod: Pod, other: Pod, view: View): TermCount | undefined {
  const labels = view.get<Node>('Node', '', other.spec.nodeName ?? '')?.metadata.labels
  const part = labels?.[term.topologyKey]
  if (part === undefined || !meansPod(term, other, pod, view)) return undefined
  return { key: term.topologyKey, counts: new Map([[part, 1]]) }
}

/** How many of the pods that a term means are in the node's part. */
export function countNear({ key, counts }: TermCount, node: Node): number {
  const part = node.metadata.labels?.[key]
  return part === undefined ? 0 : (counts.get(part) ?? 0)
}
