import { conditionOf, isTerminal } from '../kinds/pod/condition.ts'
import type { Pod } from '../kinds/pod/schema.ts'
import { isTerminating } from '../object.ts'
import type { View } from '../store/view.ts'
import type { Ask, Candidate } from './candidate.ts'
import { HELPLESS, NO_VICTIMS, noneText } from './message.ts'
import type { Refused } from './refusal.ts'
import { priorityOf, type BoundPriorities } from './queue.ts'
import { compareVictims, victimsOn, type Victims } from './victims.ts'

/** Who has to leave which node so that a pod fits there. */
export interface Preemption {
  node: string
  victims: readonly Pod[]
}

/** What came of the search for room: whom to remove, or why nobody is. */
export interface Found {
  preemption?: Preemption
  /** What FailedScheduling says of it; nothing when room is made. */
  message?: string
  /** Room is being made already. */
  keepsNode?: boolean
}

/** So many nodes are tried at least, and a tenth of all. Source: plugins/defaultpreemption. */
const TRIED = 100

/**
 * Looks for less important pods whose removal would make room. Upstream: framework/preemption
 * Evaluator.Preempt (v1.32).
 */
export function preempt(
  ask: Ask,
  refused: readonly Refused[],
  candidates: readonly Candidate[],
  view: View,
): Found {
  const { pod } = ask
  if (pod.spec.preemptionPolicy === 'Never') {
    return { message: 'not eligible due to preemptionPolicy=Never.', keepsNode: true }
  }
  if (isMakingRoom(pod, refused, view)) {
    const message = 'not eligible due to a terminating pod on the nominated node.'
    return { message, keepsNode: true }
  }
  const found: Victims[] = []
  const reasons: string[] = []
  const isUseless = !view.tally<BoundPriorities>('boundPriorities').hasBelow(priorityOf(pod))
  const most = Math.max(TRIED, Math.floor(candidates.length / 10))
  for (const { by, candidate } of turned(refused, view.luck(pod, 'first node to clear'))) {
    if (!by.helpedByPreemption) reasons.push(HELPLESS)
    else if (isUseless) reasons.push(NO_VICTIMS)
    else if (found.length < most) {
      const victims = victimsOn(ask, candidate, candidates, view)
      if ('reasons' in victims) reasons.push(...victims.reasons)
      else found.push(victims)
    }
  }
  const [best] = found.sort(compareVictims)
  if (!best) return { message: noneText(reasons, candidates.length) }
  return { preemption: { node: best.node, victims: best.pods } }
}

function turned(refused: readonly Refused[], luck: number): readonly Refused[] {
  if (refused.length <= TRIED) return refused
  const start = Math.floor(luck * refused.length)
  return [...refused.slice(start), ...refused.slice(0, start)]
}

/** Do victims of this pod still end on the node that was promised to it? */
function isMakingRoom(pod: Pod, refused: readonly Refused[], view: View): boolean {
  const { nominatedNodeName } = pod.status
  if (!nominatedNodeName) return false
  const there = refused.find(({ candidate }) => candidate.name === nominatedNodeName)
  if (there && !there.by.helpedByPreemption) return false
  return view
    .indexed<Pod>('podsByNode', nominatedNodeName)
    .some(
      (other) =>
        isTerminating(other) &&
        !isTerminal(other) &&
        priorityOf(other) < priorityOf(pod) &&
        conditionOf(other, 'DisruptionTarget')?.reason === 'PreemptionByScheduler',
    )
}
