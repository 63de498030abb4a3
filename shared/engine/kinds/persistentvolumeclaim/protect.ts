import { withoutFinalizers } from '../../api/deletion.ts'
import { plan, type Plan } from '../../plan.ts'
import type { View } from '../../store/view.ts'
import type { Pod } from '../pod/schema.ts'
import { PVC_PROTECTION } from './marks.ts'
import type { PersistentVolumeClaim } from './schema.ts'

/** The names of the claims that a pod uses. */
export function claimNames({ metadata, spec }: Pod): string[] {
  return (spec.volumes ?? []).flatMap(({ name, persistentVolumeClaim, ephemeral }) => {
    if (persistentVolumeClaim) return [persistentVolumeClaim.claimName]
    return ephemeral ? [`${metadata.name}-${name}`] : []
  })
}

/** The pods on nodes that use a claim. */
export function usersOf({ metadata }: PersistentVolumeClaim, view: View): readonly Pod[] {
  return view
    .indexed<Pod>('podsByClaim', `${metadata.namespace ?? ''}/${metadata.name}`)
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
  return plan().update(withoutFinalizers(claim, [PVC_PROTECTION]))
}
