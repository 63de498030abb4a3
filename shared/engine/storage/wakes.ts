import { equal } from '../json.ts'
import { keyOf, objectKey, type ObjectKey } from '../object.ts'
import type { View } from '../store/view.ts'
import type { Wakes } from '../kinds/define-kind.ts'
import type { PersistentVolume } from '../kinds/persistentvolume/schema.ts'
import type { Pod } from '../kinds/pod/schema.ts'
import { claimNames, PENDING } from '../kinds/persistentvolumeclaim/filed.ts'
import type { PersistentVolumeClaim } from '../kinds/persistentvolumeclaim/schema.ts'

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
