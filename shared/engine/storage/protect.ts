import { plan, type Plan } from '../plan.ts'
import type { View } from '../store/view.ts'
import type { Pod } from '../kinds/pod/schema.ts'
import { PODS_BY_CLAIM } from '../kinds/persistentvolumeclaim/filed.ts'
import { PVC_PROTECTION } from '../kinds/persistentvolumeclaim/protection.ts'
import { withoutFinalizer } from './marks.ts'
import type { PersistentVolumeClaim } from '../kinds/persistentvolumeclaim/schema.ts'

/** The pods on nodes that use a claim. */
export function usersOf({ metadata }: PersistentVolumeClaim, view: View): readonly Pod[] {
  return view
    .indexed<Pod>(PODS_BY_CLAIM, `${metadata.namespace ?? ''}/${metadata.name}`)
    .filter(({ spec }) => spec.nodeName)
}

/**
 * A claim whose deletion was asked for goes when no pod on a node uses it any more, whether such a
 * pod runs or has ended. Source: pkg/controller/volume/pvcprotection (v1.32).
 */
export function protect(claim: PersistentVolumeClaim, view: View): Plan {
  const { deletionTimestamp, finalizers = [] } = claim.metadata
  if (!deletionTimestamp || !finalizers.includes(PVC_PROTECTION)) return plan()
  if (usersOf(claim, view).length > 0) return plan()
  return plan().update(withoutFinalizer(claim, PVC_PROTECTION))
}
