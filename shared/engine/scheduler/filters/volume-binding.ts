import { volumeRefusal } from '../../storage/scheduling.ts'
import type { Filter } from './filter.ts'

/**
 * Volumes that a pod has must be in reach, and for those that it waits for there must be one, or
 * somebody who makes one. Upstream: plugins/volumebinding.
 */
export const volumeBinding: Filter = {
  name: 'VolumeBinding',
  helpedByPreemption: false,
  refuse({ claims, view }, { node }) {
    const reason = volumeRefusal(claims, node, view)
    return reason === undefined ? undefined : [reason]
  },
}
