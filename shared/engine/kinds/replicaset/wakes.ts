import { equal } from '../../json.ts'
import { controllerOf, keyOf, objectKey, type ObjectKey } from '../../object.ts'
import { matchesSelector } from '../../schema/match-selector.ts'
import type { View } from '../../store/view.ts'
import type { Wakes } from '../define-kind.ts'
import type { Pod } from '../pod/schema.ts'
import { isActive, readySince } from '../workload-pods.ts'
import type { ReplicaSet } from './schema.ts'

/**
 * A pod wakes the set that has it and the one that had it; an orphan wakes the sets that would have
 * it. Changes that no set looks at (an address, a pulled image) wake nobody.
 */
export const setsOfPod: Wakes<Pod> = (pod, change, view) => {
  const before = change.previous as Pod | undefined
  if (change.type === 'MODIFIED' && before && !isNews(pod, before)) return []
  if (change.type === 'DELETED' && !isActive(pod)) return []
  const keys: ObjectKey[] = []
  for (const state of before ? [pod, before] : [pod]) {
    const reference = controllerOf(state)
    if (reference?.kind === 'ReplicaSet') {
      keys.push(objectKey('ReplicaSet', pod.metadata.namespace ?? '', reference.name))
    } else if (!reference && isActive(state)) {
      keys.push(...candidates(pod, view))
    }
  }
  return keys
}

function isNews(pod: Pod, before: Pod): boolean {
  return (
    isActive(pod) !== isActive(before) ||
    readySince(pod) !== readySince(before) ||
    !equal(pod.metadata.labels, before.metadata.labels) ||
    !equal(pod.metadata.ownerReferences, before.metadata.ownerReferences)
  )
}

function candidates(pod: Pod, view: View): ObjectKey[] {
  return view
    .list<ReplicaSet>('ReplicaSet', pod.metadata.namespace ?? '')
    .filter((set) => matchesSelector(set.spec.selector, pod.metadata.labels))
    .map((set) => keyOf(set))
}
