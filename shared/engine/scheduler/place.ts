import type { Pod } from '../kinds/pod/schema.ts'
import type { View } from '../store/view.ts'
import { askOf, candidatesOf, type Ask, type Candidate } from './candidate.ts'
import { hopelessText, refusalText } from './message.ts'
import { changedBy } from './node-usage.ts'
import { preempt, type Preemption } from './preempt.ts'
import { priorityOf } from './queue.ts'
import { refusalOf, type Refused } from './refusal.ts'
import { scores } from './scores/index.ts'

/** Why a pod goes nowhere, and what is done about it. */
export interface Nowhere {
  message: string
  /** Whom to remove, where that helps. */
  preemption?: Preemption
  /** Room is being made for it already. */
  keepsNode?: boolean
}

/** Where a pod goes, or why it goes nowhere. */
export type Placement = { node: string } | Nowhere

/** At least so many fitting nodes are compared. Source: schedule_one.go (v1.32). */
const COMPARED = 100

/** Chooses a node: all rules that forbid, then all that prefer, then the pod's own luck. */
export function place(pod: Pod, view: View): Placement {
  const candidates = candidatesOf(view)
  if (candidates.length === 0) return { message: 'no nodes available to schedule pods' }
  const ask = askOf(pod, candidates, view)
  const { problem } = ask.claims
  if (problem) return { message: hopelessText(problem, candidates.length) }
  const promised = candidates.find(({ name }) => name === pod.status.nominatedNodeName)
  if (promised && !refusalOf(ask, withPromises(ask, promised, view))) return { node: promised.name }
  const { fitting, refused } = search(ask, candidates, view)
  if (fitting.length === 0) return nowhere(ask, refused, candidates, view)
  const best = bestOf(ask, fitting)
  const chosen = best.length > 1 ? Math.floor(view.luck(pod, 'node') * best.length) : 0
  return { node: best[chosen]!.name }
}

function search(ask: Ask, candidates: readonly Candidate[], view: View) {
  const refused: Refused[] = []
  const fitting: Candidate[] = []
  const enough = enoughOf(candidates.length)
  // A large cluster is not searched from its first node each time, or the last ones stayed empty.
  const start =
    enough < candidates.length
      ? Math.floor(view.luck(ask.pod, 'first node to look at') * candidates.length)
      : 0
  const isPromised = view.indexed('nominatedPods', 'all').length > 0
  for (let index = 0; index < candidates.length && fitting.length < enough; index += 1) {
    const candidate = candidates[(start + index) % candidates.length]!
    const refusal = refusalOf(ask, isPromised ? withPromises(ask, candidate, view) : candidate)
    if (refusal) refused.push({ ...refusal, candidate })
    else fitting.push(candidate)
  }
  return { fitting, refused }
}

function nowhere(
  ask: Ask,
  refused: readonly Refused[],
  candidates: readonly Candidate[],
  view: View,
): Nowhere {
  const found = preempt(ask, refused, candidates, view)
  const { preemption, keepsNode } = found
  const message = refusalText(refused, candidates.length, found.message)
  return {
    message,
    ...(preemption ? { preemption } : {}),
    ...(keepsNode ? { keepsNode } : {}),
  }
}

/**
 * The node with the pods for which room is being made there: what was promised to those that are no
 * less important is taken. Upstream: RunFilterPluginsWithNominatedPods.
 */
function withPromises({ pod }: Ask, candidate: Candidate, view: View): Candidate {
  const others = view.indexed<Pod>('nominatedPods', 'all').filter((other) => {
    if (other.status.nominatedNodeName !== candidate.name) return false
    return other.metadata.uid !== pod.metadata.uid && priorityOf(other) >= priorityOf(pod)
  })
  if (others.length === 0) return candidate
  return { ...candidate, usage: changedBy(candidate.usage, others, 1) }
}

/** Up to 100 nodes all are compared, of more a share that shrinks from 50 % to 5 %. */
function enoughOf(count: number): number {
  if (count <= COMPARED) return count
  const percent = Math.max(50 - Math.floor(count / 125), 5)
  return Math.max(Math.floor((count * percent) / 100), COMPARED)
}

function bestOf(ask: Ask, fitting: readonly Candidate[]): Candidate[] {
  if (fitting.length === 1) return [...fitting]
  const totals = fitting.map(() => 0)
  for (const { weight, applies, points } of scores) {
    if (applies && !applies(ask, fitting)) continue
    for (const [index, given] of points(ask, fitting).entries()) {
      totals[index] = totals[index]! + weight * given
    }
  }
  const most = Math.max(...totals)
  return fitting.filter((_candidate, index) => totals[index] === most)
}
