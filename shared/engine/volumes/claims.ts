import type { PersistentVolume } from '../kinds/persistentvolume/schema.ts'
import type { PersistentVolumeClaim } from '../kinds/persistentvolumeclaim/schema.ts'
import type { Pod, Volume } from '../kinds/pod/schema.ts'
import type { View } from '../store/view.ts'

/** The note of a PersistentVolume that holds what is in it. */
export const VOLUME_NOTE = 'volume'

/** Where the data of a claim are: in the PersistentVolume's note. */
export interface BoundVolume {
  volume: PersistentVolume
  /** A path of the node, where the PersistentVolume is one. */
  hostPath: string | undefined
  readOnly: boolean
}

/** The claim of a volume by name: its own, or the one that is made with the pod. */
export function claimNameOf(pod: Pod, volume: Volume): string | undefined {
  if (volume.persistentVolumeClaim) return volume.persistentVolumeClaim.claimName
  return volume.ephemeral ? `${pod.metadata.name}-${volume.name}` : undefined
}

/** What a pod's claim is bound to; undefined while it is bound to nothing. */
export function boundVolume(pod: Pod, volume: Volume, view: View): BoundVolume | undefined {
  const name = claimNameOf(pod, volume)
  if (name === undefined) return undefined
  const namespace = pod.metadata.namespace ?? ''
  const claim = view.get<PersistentVolumeClaim>('PersistentVolumeClaim', namespace, name)
  const bound = claim?.spec.volumeName
  const found = bound ? view.get<PersistentVolume>('PersistentVolume', '', bound) : undefined
  if (!claim || !found || found.spec.claimRef?.uid !== claim.metadata.uid) return undefined
  const { accessModes = [], hostPath } = found.spec
  const isReadOnly = accessModes.length > 0 && accessModes.every((mode) => mode === 'ReadOnlyMany')
  return {
    volume: found,
    // What a provisioner made is the volume's own, wherever its path says that it is.
    hostPath: isProvisioned(found) ? undefined : hostPath?.path,
    readOnly: isReadOnly || volume.persistentVolumeClaim?.readOnly === true,
  }
}

function isProvisioned({ metadata }: PersistentVolume): boolean {
  return metadata.annotations?.['pv.kubernetes.io/provisioned-by'] !== undefined
}
