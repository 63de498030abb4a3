import { timestamp } from '../../time.ts'
import { defineKind } from '../define-kind.ts'
import type { View } from '../../store/view.ts'
import { columns } from './columns.ts'
import { PV_PROTECTION } from './protection.ts'
import { persistentVolume as schema, type PersistentVolume } from './schema.ts'
import { validateVolume, validateVolumeUpdate } from './validate.ts'

/** A piece of storage of the cluster. */
export const persistentvolume = defineKind<PersistentVolume>({
  group: '',
  version: 'v1',
  kind: 'PersistentVolume',
  plural: 'persistentvolumes',
  singular: 'persistentvolume',
  short: ['pv'],
  scope: 'Cluster',
  schema,
  columns,
  status: true,
  strategy: {
    prepareCreate: protectedVolume,
    validate: validateVolume,
    validateUpdate: validateVolumeUpdate,
  },
})

/** Upstream: admission plugin StorageObjectInUseProtection; strategy PrepareForCreate. */
function protectedVolume(volume: PersistentVolume, view: View): PersistentVolume {
  const finalizers = volume.metadata.finalizers ?? []
  const metadata = finalizers.includes(PV_PROTECTION)
    ? volume.metadata
    : { ...volume.metadata, finalizers: [...finalizers, PV_PROTECTION] }
  const lastPhaseTransitionTime = timestamp(view.now)
  return { ...volume, metadata, status: { phase: 'Pending', lastPhaseTransitionTime } }
}
