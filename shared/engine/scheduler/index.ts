import { defineController } from '../kinds/define-kind.ts'
import { isStopped } from '../kinds/fault/effects.ts'
import { claimsForNode, podClaims } from '../storage/scheduling.ts'
import { conditionOf, withCondition } from '../kinds/pod/condition.ts'
import type { Pod } from '../kinds/pod/schema.ts'
import { isTerminating } from '../object.ts'
import { plan, type Plan } from '../plan.ts'
import type { View } from '../store/view.ts'
import { SECOND } from '../time.ts'
import { place, type Nowhere } from './place.ts'
import type { Preemption } from './preempt.ts'
import { isWaiting, NAME, priorityOf, type SchedulingQueue } from './queue.ts'
import { onFault, onNode, onPod, onStorage } from './wakes.ts'

/**
 * Failed tries are repeated after 1 s, doubled each time, at most 10 s. Source: scheduler queue.
 */
const FIRST_RETRY_MS = SECOND
const LAST_RETRY_MS = 10 * SECOND

/** From a change to the try that it causes. */
const LAG_MS = 10

interface Note {
  /** 0: it only let more important ones go first. */
  tries: number
  at: number
  [key: string]: number
}

/** Puts pods on nodes, one at a time, each where it fits best at that instant. */
export const scheduler = defineController<Pod>({
  name: 'scheduler',
  kind: 'Pod',
  lagMs: LAG_MS,
  wokenBy: {
    Pod: onPod,
    Node: onNode,
    Fault: onFault,
    PersistentVolumeClaim: onStorage,
    PersistentVolume: onStorage,
    StorageClass: onStorage,
  },
  reconcile,
})

function reconcile(pod: Pod, view: View): Plan {
  if (!isWaiting(pod) || isStopped(view, 'scheduler')) return plan()
  const note = view.memo<Note>()
  const notBefore = note && note.tries > 0 ? note.at + retryMs(note.tries) : 0
  if (view.now < notBefore) return plan().wakeAt(notBefore)
  const queue = view.tally<SchedulingQueue>('schedulingQueue')
  if (!note && queue.hasAbove(priorityOf(pod))) {
    return plan()
      .memo({ tries: 0, at: view.now })
      .wakeAt(view.now + LAG_MS)
  }
  const placement = place(pod, view)
  if ('node' in placement) return reserved(pod, placement.node, view) ?? bound(pod, placement.node)
  return unschedulable(pod, placement, note?.tries ?? 0, view)
}

/**
 * Claims that waited for their first pod are bound on its node before the pod goes there. Upstream:
 * volumebinding PreBind.
 */
function reserved(pod: Pod, node: string, view: View): Plan | undefined {
  const claims = podClaims(pod, view)
  if (claims.waiting.length === 0) return undefined
  const result = plan()
  for (const claim of claimsForNode(claims, node)) result.update(claim)
  return result
}

function bound(pod: Pod, node: string): Plan {
  const { namespace, name } = pod.metadata
  return plan()
    .bind(pod, node)
    .event({
      regarding: pod,
      type: 'Normal',
      reason: 'Scheduled',
      message: `Successfully assigned ${namespace}/${name} to ${node}`,
      component: NAME,
      action: 'Binding',
    })
    .memo(null)
}

/** Told once for each new reason: the same failure again is no news. */
function unschedulable(pod: Pod, nowhere: Nowhere, tries: number, view: View): Plan {
  const { message, preemption } = nowhere
  const next = nominated(pod, nowhere)
  const failed = plan().memo({ tries: tries + 1, at: view.now })
  if (preemption) failed.and(removal(pod, preemption, view))
  const told = conditionOf(pod, 'PodScheduled')
  const isNews = told?.reason !== 'Unschedulable' || told.message !== message
  if (isNews) {
    failed.event({
      regarding: pod,
      type: 'Warning',
      reason: 'FailedScheduling',
      message,
      component: NAME,
      action: 'Scheduling',
    })
  } else if (next === pod) return failed
  const condition = { type: 'PodScheduled', status: 'False', reason: 'Unschedulable' } as const
  return failed.status(withCondition(next, { ...condition, message }, view.now))
}

/** The pod with the node where room is being made for it, if there is one. */
function nominated(pod: Pod, { preemption, keepsNode }: Nowhere): Pod {
  const { nominatedNodeName, ...status } = pod.status
  if (preemption) return { ...pod, status: { ...status, nominatedNodeName: preemption.node } }
  return keepsNode || nominatedNodeName === undefined ? pod : { ...pod, status }
}

/** Sends victims away, each with its own grace. Source: framework/preemption prepareCandidate. */
function removal(pod: Pod, { node, victims }: Preemption, view: View): Plan {
  const removed = plan()
  const message = `${pod.spec.schedulerName}: preempting to accommodate a higher priority pod`
  const reason = { reason: 'PreemptionByScheduler', message }
  for (const victim of victims) {
    if (isTerminating(victim)) continue
    const condition = { type: 'DisruptionTarget', status: 'True', ...reason } as const
    removed
      .status(withCondition(victim, condition, view.now))
      .delete(victim)
      .event({
        regarding: victim,
        type: 'Normal',
        reason: 'Preempted',
        message: `Preempted by pod ${pod.metadata.uid} on node ${node}`,
        component: NAME,
        action: 'Preempting',
      })
  }
  // Less important pods for which room was being made there must look elsewhere.
  for (const other of view.indexed<Pod>('nominatedPods', 'all')) {
    if (other.status.nominatedNodeName !== node || priorityOf(other) >= priorityOf(pod)) continue
    const { nominatedNodeName: _lost, ...status } = other.status
    const without: Pod = { ...other, status }
    removed.status(without)
  }
  return removed
}

function retryMs(tries: number): number {
  return Math.min(FIRST_RETRY_MS * 2 ** (tries - 1), LAST_RETRY_MS)
}
