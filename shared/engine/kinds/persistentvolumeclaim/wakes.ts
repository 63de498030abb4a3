import { equal } from '../../json.ts'
import { keyOf, objectKey, type ObjectKey } from '../../object.ts'
import type { View } from '../../store/view.ts'
import type { Wakes } from '../define-kind.ts'
import type { PersistentVolume } from '../persistentvolume/schema.ts'
import type { Pod } from '../pod/schema.ts'
import { claimNames } from './protect.ts'
import type { PersistentVolumeClaim } from './schema.ts'

/** The index of claims that have no volume yet. */
export const PENDING = 'pendingClaims'

/** Files a claim that waits. */
export function pendingWords(claim: PersistentVolumeClaim): readonly string[] {
  return claim.status.phase === 'Pending' ? ['all'] : []
}

/** A volume concerns the claim that it is for; a free one everybody who waits. */
export const onVolume: Wakes<PersistentVolume> = (volume, { type, previous }, view) => {
  const before = previous as PersistentVolume | undefined
  const owners = [volume.spec.claimRef, before?.spec.claimRef].flatMap((ref) =>
    ref?.name ? [objectKey('PersistentVolumeClaim', ref.namespace ?? '', ref.name)] : [],
  )
  const isFree = type !== 'DELETED' && volume.status.phase === 'Available'
  return [...new Set([...owners, ...(isFree ? everyPending(view) : [])])]
}

/** A class that comes, or becomes the default one, helps those who wait. */
export const onClass: Wakes = (_object, { type }, view) =>
  type === 'DELETED' ? [] : everyPending(view)

/** The claims of a pod that goes, or comes to a node. */
export const onUser: Wakes<Pod> = (pod, { type, previous }) => {
  const before = previous as Pod | undefined
  const isSame = type === 'MODIFIED' && before && equal(before.spec.nodeName, pod.spec.nodeName)
  if (isSame) return []
  const home = pod.metadata.namespace ?? ''
  return claimNames(pod).map((name) => objectKey('PersistentVolumeClaim', home, name))
}

function everyPending(view: View): ObjectKey[] {
  return view.indexed<PersistentVolumeClaim>(PENDING, 'all').map((claim) => keyOf(claim))
}
