import { equal } from '../../json.ts'
import { controllerOf, keyOf, objectKey, type ObjectKey } from '../../object.ts'
import { matchesSelector } from '../../schema/match-selector.ts'
import type { View } from '../../store/view.ts'
import type { Wakes } from '../define-kind.ts'
import type { Node } from '../node/schema.ts'
import type { Pod } from '../pod/schema.ts'
import { readySince } from '../workload-pods.ts'
import type { DaemonSet } from './schema.ts'

/** A pod wakes the set that has or had it; an orphan those that would have it. */
export const daemonsOfPod: Wakes<Pod> = (pod, change, view) => {
  const before = change.previous as Pod | undefined
  if (change.type === 'MODIFIED' && before && !isNews(pod, before)) return []
  const keys = new Set<ObjectKey>()
  for (const state of before ? [pod, before] : [pod]) {
    const reference = controllerOf(state)
    if (reference?.kind === 'DaemonSet') {
      keys.add(objectKey('DaemonSet', pod.metadata.namespace ?? '', reference.name))
    } else if (!reference) {
      for (const key of candidates(state, view)) keys.add(key)
    }
  }
  return [...keys]
}

function isNews(pod: Pod, before: Pod): boolean {
  return (
    pod.status.phase !== before.status.phase ||
    pod.metadata.deletionTimestamp !== before.metadata.deletionTimestamp ||
    pod.spec.nodeName !== before.spec.nodeName ||
    readySince(pod) !== readySince(before) ||
    !equal(pod.metadata.labels, before.metadata.labels) ||
    !equal(pod.metadata.ownerReferences, before.metadata.ownerReferences)
  )
}

function candidates(pod: Pod, view: View): ObjectKey[] {
  return view
    .list<DaemonSet>('DaemonSet', pod.metadata.namespace ?? '')
    .filter((set) => matchesSelector(set.spec.selector, pod.metadata.labels))
    .map((set) => keyOf(set))
}

/** A node that comes, goes, or gets other labels or taints concerns every DaemonSet. */
export const daemonsOfNode: Wakes<Node> = (node, { type, previous }, view) => {
  const before = previous as Node | undefined
  const isSame =
    type === 'MODIFIED' &&
    equal(node.metadata.labels, before?.metadata.labels) &&
    equal(node.spec, before?.spec)
  return isSame ? [] : view.list('DaemonSet').map((set) => keyOf(set))
}
