import { equal } from '../../json.ts'
import { controllerOf, keyOf, objectKey, type ObjectKey } from '../../object.ts'
import { matchesSelector } from '../../schema/match-selector.ts'
import type { Wakes } from '../define-kind.ts'
import type { PersistentVolumeClaim } from '../persistentvolumeclaim/schema.ts'
import type { Pod } from '../pod/schema.ts'
import { readySince } from '../workload-pods.ts'
import { ordinalOf } from './identity.ts'
import type { StatefulSet } from './schema.ts'

/** A pod wakes the set that has or had it; an orphan those that would have it. */
export const statefulSetsOfPod: Wakes<Pod> = (pod, change, view) => {
  const before = change.previous as Pod | undefined
  if (change.type === 'MODIFIED' && before && !isNews(pod, before)) return []
  const namespace = pod.metadata.namespace ?? ''
  const keys = new Set<ObjectKey>()
  for (const state of before ? [pod, before] : [pod]) {
    const reference = controllerOf(state)
    if (reference?.kind === 'StatefulSet') {
      keys.add(objectKey('StatefulSet', namespace, reference.name))
    } else if (!reference) {
      for (const set of view.list<StatefulSet>('StatefulSet', namespace)) {
        const isName = ordinalOf(set, state) !== undefined
        if (isName && matchesSelector(set.spec.selector, state.metadata.labels)) {
          keys.add(keyOf(set))
        }
      }
    }
  }
  return [...keys]
}

function isNews(pod: Pod, before: Pod): boolean {
  return (
    pod.status.phase !== before.status.phase ||
    pod.metadata.deletionTimestamp !== before.metadata.deletionTimestamp ||
    readySince(pod) !== readySince(before) ||
    !equal(pod.metadata.labels, before.metadata.labels) ||
    !equal(pod.metadata.ownerReferences, before.metadata.ownerReferences)
  )
}

/** A set that waited for an old claim to go may make the new one. */
export const setsOfClaim: Wakes<PersistentVolumeClaim> = ({ metadata }, { type }, view) => {
  if (type !== 'DELETED') return []
  return view
    .list<StatefulSet>('StatefulSet', metadata.namespace ?? '')
    .filter(({ spec }) => (spec.volumeClaimTemplates ?? []).length > 0)
    .map((set) => keyOf(set))
}
