import { equal } from '../json.ts'
import type { Wakes } from '../kinds/define-kind.ts'
import { isFelt } from '../kinds/fault/effects.ts'
import type { Fault } from '../kinds/fault/schema.ts'
import type { Node } from '../kinds/node/schema.ts'
import { isTerminal } from '../kinds/pod/condition.ts'
import type { Pod } from '../kinds/pod/schema.ts'
import { isTerminating, keyOf, type ObjectKey } from '../object.ts'
import type { View } from '../store/view.ts'
import { isWaiting, priorityOf } from './queue.ts'

/**
 * A new or changed pod looks for a node; one that frees room lets the others try again, and one
 * that comes to a node or changes there those whose rules are about other pods.
 */
export const onPod: Wakes<Pod> = (pod, change, view) => {
  const before = change.previous as Pod | undefined
  if (change.type === 'DELETED') return heldRoom(pod) ? everyWaiting(view) : []
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

/** Room on a node, or room that was being made for it there. */
const heldRoom = (pod: Pod): boolean =>
  usedRoom(pod) || (!pod.spec.nodeName && pod.status.nominatedNodeName !== undefined)

/** Only what the rules look at can help: heartbeats and images do not. */
export const onNode: Wakes<Node> = (node, { type, previous }, view) => {
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

/** A scheduler that is back looks at everything that it missed. */
export const onFault: Wakes<Fault> = (fault, { previous, type }, view) => {
  if (fault.spec.what !== 'scheduler-down') return []
  if (type === 'MODIFIED' && !isFelt(fault, previous)) return []
  return byPriority(view.list<Pod>('Pod').filter(isWaiting))
}

/**
 * What is said of storage concerns pods with claims only; of a claim, also those that have a node
 * in mind and wait for that claim.
 */
export const onStorage: Wakes = ({ kind, metadata }, _change, view) => {
  const refused = view
    .indexed<Pod>('unschedulablePods', 'all')
    .filter(({ spec }) =>
      spec.volumes?.some((volume) => volume.persistentVolumeClaim ?? volume.ephemeral),
    )
  if (kind !== 'PersistentVolumeClaim') return byPriority(refused)
  const word = `${metadata.namespace ?? ''}/${metadata.name}`
  const users = view.indexed<Pod>('podsByClaim', word).filter(isWaiting)
  return byPriority([...new Set([...refused, ...users])])
}

function everyWaiting(view: View): ObjectKey[] {
  return byPriority(view.indexed<Pod>('unschedulablePods', 'all'))
}

/** Those that wait and have rules about other pods. */
function everyMinding(view: View): ObjectKey[] {
  return byPriority(
    view.indexed<Pod>('unschedulablePods', 'all').filter(({ spec }) => {
      const { affinity, topologySpreadConstraints } = spec
      return affinity?.podAffinity ?? affinity?.podAntiAffinity ?? topologySpreadConstraints
    }),
  )
}

/** The most important ones first; among equals those that have waited longest. */
function byPriority(pods: readonly Pod[]): ObjectKey[] {
  const born = ({ metadata }: Pod): string => metadata.creationTimestamp
  return pods
    .map((pod) => ({ pod, priority: priorityOf(pod) }))
    .sort(
      (left, right) =>
        right.priority - left.priority ||
        (born(left.pod) < born(right.pod) ? -1 : born(left.pod) > born(right.pod) ? 1 : 0),
    )
    .map(({ pod }) => keyOf(pod))
}
