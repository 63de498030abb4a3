import { equal } from '../json.ts'
import { defineController } from '../kinds/define-kind.ts'
import type { Node } from '../kinds/node/schema.ts'
import { conditionOf, isTerminal, withCondition } from '../kinds/pod/condition.ts'
import type { Pod } from '../kinds/pod/schema.ts'
import { isTerminating, keyOf, type ObjectKey } from '../object.ts'
import { plan, type Plan } from '../plan.ts'
import type { View } from '../store/view.ts'
import { SECOND } from '../time.ts'
import { place } from './place.ts'

const NAME = 'default-scheduler'

/**
 * Failed tries are repeated after 1 s, doubled each time, at most 10 s. Source: scheduler queue.
 */
const FIRST_RETRY_MS = SECOND
const LAST_RETRY_MS = 10 * SECOND

interface Note {
  tries: number
  at: number
  [key: string]: number
}

/** Puts pods on nodes, one at a time, each where it fits best at that instant. */
export const scheduler = defineController<Pod>({
  name: 'scheduler',
  kind: 'Pod',
  lagMs: 10,
  wokenBy: { Pod: onPod, Node: onNode },
  reconcile,
})

function reconcile(pod: Pod, view: View): Plan {
  if (!isWaiting(pod)) return plan()
  const note = view.memo<Note>()
  const notBefore = note ? note.at + retryMs(note.tries) : 0
  if (view.now < notBefore) return plan().wakeAt(notBefore)
  const placement = place(pod, view)
  if ('node' in placement) return bound(pod, placement.node)
  return unschedulable(pod, placement.message, note?.tries ?? 0, view)
}

/** Does the pod wait for this scheduler? */
function isWaiting(pod: Pod): boolean {
  const { nodeName, schedulerName, schedulingGates = [] } = pod.spec
  if (nodeName || schedulerName !== NAME || schedulingGates.length > 0) return false
  return !isTerminating(pod) && !isTerminal(pod)
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
function unschedulable(pod: Pod, message: string, tries: number, view: View): Plan {
  const told = conditionOf(pod, 'PodScheduled')
  if (told?.reason === 'Unschedulable' && told.message === message) return plan()
  const condition = { type: 'PodScheduled', status: 'False', reason: 'Unschedulable' } as const
  return plan()
    .event({
      regarding: pod,
      type: 'Warning',
      reason: 'FailedScheduling',
      message,
      component: NAME,
      action: 'Scheduling',
    })
    .status(withCondition(pod, { ...condition, message }, view.now))
    .memo({ tries: tries + 1, at: view.now })
}

function retryMs(tries: number): number {
  return Math.min(FIRST_RETRY_MS * 2 ** (tries - 1), LAST_RETRY_MS)
}

/**
 * A new or changed pod looks for a node; one that frees room lets the others try again, and one
 * that comes to a node or changes there those whose rules are about other pods.
 */
function onPod(pod: Pod, change: { type: string; previous?: unknown }, view: View): ObjectKey[] {
  const before = change.previous as Pod | undefined
  if (change.type === 'DELETED') return usedRoom(pod) ? everyWaiting(view) : []
  if (before && usedRoom(before) && !usedRoom(pod)) return everyWaiting(view)
  if (pod.spec.nodeName) return before && !isNewThere(before, pod) ? [] : everyMinding(view)
  if (!isWaiting(pod)) return []
  return before && equal(before.spec, pod.spec) ? [] : [keyOf(pod)]
}

function isNewThere(before: Pod, after: Pod): boolean {
  return (
    !before.spec.nodeName ||
    isTerminating(before) !== isTerminating(after) ||
    !equal(before.metadata.labels, after.metadata.labels)
  )
}

const usedRoom = (pod: Pod): boolean => Boolean(pod.spec.nodeName) && !isTerminal(pod)

/** Only what the rules look at can help: heartbeats and images do not. */
function onNode(
  node: Node,
  { type, previous }: { type: string; previous?: unknown },
  view: View,
): ObjectKey[] {
  const before = previous as Node | undefined
  if (type === 'MODIFIED' && before && !isNews(before, node)) return []
  return everyWaiting(view)
}

function isNews(before: Node, after: Node): boolean {
  return (
    !equal(before.spec, after.spec) ||
    !equal(before.metadata.labels, after.metadata.labels) ||
    !equal(before.status.allocatable, after.status.allocatable)
  )
}

function everyWaiting(view: View): ObjectKey[] {
  return view.indexed<Pod>('unschedulablePods', 'all').map((pod) => keyOf(pod))
}

/** Those that wait and have rules about other pods. */
function everyMinding(view: View): ObjectKey[] {
  return view
    .indexed<Pod>('unschedulablePods', 'all')
    .filter(({ spec }) => {
      const { affinity, topologySpreadConstraints } = spec
      return affinity?.podAffinity ?? affinity?.podAntiAffinity ?? topologySpreadConstraints
    })
    .map((pod) => keyOf(pod))
}
