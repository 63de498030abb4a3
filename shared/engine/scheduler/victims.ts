import { isTerminal } from '../kinds/pod/condition.ts'
import { budgetsOf } from '../kinds/poddisruptionbudget/match.ts'
import type { Pod } from '../kinds/pod/schema.ts'
import type { View } from '../store/view.ts'
import type { Ask, Candidate } from './candidate.ts'
import { NO_VICTIMS } from './message.ts'
import { changedBy } from './node-usage.ts'
import { priorityOf } from './queue.ts'
import { refusalOf } from './refusal.ts'
import { isRuleless, topologyOf } from './topology.ts'

/** The pods that would have to leave a node, the most important first. */
export interface Victims {
  node: string
  pods: readonly Pod[]
  /** How many of them their disruption budgets would rather keep. */
  violations: number
}

/**
 * The fewest pods whose removal makes a pod fit on a node: all less important ones are taken away,
 * then brought back one by one, the most important first, those with a budget before the others.
 * Upstream: plugins/defaultpreemption SelectVictimsOnNode (v1.32).
 */
export function victimsOn(
  ask: Ask,
  candidate: Candidate,
  candidates: readonly Candidate[],
  view: View,
): Victims | { reasons: readonly string[] } {
  const lower = view
    .indexed<Pod>('podsByNode', candidate.name)
    .filter((other) => !isTerminal(other) && priorityOf(other) < priorityOf(ask.pod))
  if (lower.length === 0) return { reasons: [NO_VICTIMS] }
  const without = (gone: readonly Pod[]) =>
    refusalOf(askWithout(ask, gone, candidates, view), {
      ...candidate,
      usage: changedBy(candidate.usage, gone, -1),
    })
  const refusal = without(lower)
  if (refusal) return { reasons: refusal.reasons }
  const { kept, free } = byBudget([...lower].sort(byImportance), view)
  let gone: Pod[] = [...kept, ...free]
  for (const pod of [...kept, ...free]) {
    const rest = gone.filter((other) => other !== pod)
    if (!without(rest)) gone = rest
  }
  const violations = gone.filter((pod) => kept.includes(pod)).length
  return { node: candidate.name, pods: gone.sort(byImportance), violations }
}

/** Rules about other pods are asked again without those that would be gone. */
function askWithout(
  ask: Ask,
  gone: readonly Pod[],
  candidates: readonly Candidate[],
  view: View,
): Ask {
  if (isRuleless(ask.topology)) return ask
  const absent = new Set(gone.map(({ metadata }) => metadata.uid))
  return { ...ask, topology: topologyOf(ask.pod, candidates, view, absent) }
}

const startOf = ({ status, metadata }: Pod): string =>
  status.startTime ?? metadata.creationTimestamp

/** Higher priority first; among equals who has run longer. Upstream: util.MoreImportantPod. */
function byImportance(left: Pod, right: Pod): number {
  const difference = priorityOf(right) - priorityOf(left)
  if (difference !== 0) return difference
  return startOf(left) < startOf(right) ? -1 : startOf(left) > startOf(right) ? 1 : 0
}

/** Whom budgets would rather keep, and the others. Upstream: filterPodsWithPDBViolation. */
function byBudget(pods: readonly Pod[], view: View): { kept: Pod[]; free: Pod[] } {
  const left = new Map<string, number>()
  const kept: Pod[] = []
  const free: Pod[] = []
  for (const pod of pods) {
    let isOver = false
    for (const { metadata, status } of budgetsOf(pod, view)) {
      if (status.disruptedPods?.[pod.metadata.name]) continue
      const allowed = (left.get(metadata.uid) ?? status.disruptionsAllowed) - 1
      left.set(metadata.uid, allowed)
      if (allowed < 0) isOver = true
    }
    ;(isOver ? kept : free).push(pod)
  }
  return { kept, free }
}

/**
 * Which node is cleared: the fewest budgets broken, then the least important victim, the least
 * importance in all, the fewest victims, and the victims that started last.
 * Upstream: framework/preemption pickOneNodeForPreemption.
 */
export function compareVictims(left: Victims, right: Victims): number {
  const sum = ({ pods }: Victims): number =>
    // Upstream lifts priorities above zero, so that more victims never weigh less.
    pods.reduce((total, pod) => total + priorityOf(pod) + 2 ** 31, 0)
  const highest = ({ pods }: Victims): number => (pods[0] ? priorityOf(pods[0]) : 0)
  return (
    left.violations - right.violations ||
    highest(left) - highest(right) ||
    sum(left) - sum(right) ||
    left.pods.length - right.pods.length ||
    latest(left, right)
  )
}

function latest(left: Victims, right: Victims): number {
  const earliest = ({ pods }: Victims): string => {
    const [first] = pods
    const top = pods.filter((pod) => first && priorityOf(pod) === priorityOf(first))
    return top.map(startOf).reduce((least, one) => (one < least ? one : least), '~')
  }
  const [ours, theirs] = [earliest(left), earliest(right)]
  return ours > theirs ? -1 : ours < theirs ? 1 : 0
}
