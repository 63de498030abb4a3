import { keyOf } from '../../object.ts'
import type { Wakes } from '../define-kind.ts'
import { ownerOfPod } from '../owner-of-pod.ts'
import type { PersistentVolumeClaim } from '../persistentvolumeclaim/schema.ts'
import { ordinalOf } from './identity.ts'
import type { StatefulSet } from './schema.ts'

/** A set hears of its pods; it would have only orphans with a name of its own. */
export const statefulSetsOfPod = ownerOfPod<StatefulSet>('StatefulSet', {
  mayAdopt: (set, pod) => ordinalOf(set, pod) !== undefined,
})

/** A set that waited for an old claim to go may make the new one. */
export const setsOfClaim: Wakes<PersistentVolumeClaim> = ({ metadata }, { type }, view) => {
  if (type !== 'DELETED') return []
  return view
    .list<StatefulSet>('StatefulSet', metadata.namespace ?? '')
    .filter(({ spec }) => (spec.volumeClaimTemplates ?? []).length > 0)
    .map((set) => keyOf(set))
}
