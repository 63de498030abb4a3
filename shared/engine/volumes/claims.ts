import type { Pod, Volume } from '../kinds/pod/schema.ts'
import type { KubeObject } from '../object.ts'
import type { View } from '../store/view.ts'

/** The note of a PersistentVolume that holds what is in it. */
export const VOLUME_NOTE = 'volume'

/** Where the data of a claim are: in the PersistentVolume's note, or on a path of the node. */
export interface BoundVolume {
  volume: KubeObject
  hostPath: string | undefined
  readOnly: boolean
}

/** What a pod's claim is bound to; undefined while it is bound to nothing. */
export function boundVolume(_pod: Pod, _volume: Volume, _view: View): BoundVolume | undefined {
  return undefined
}
