import { accessText, phaseText, UNSET } from '../storage-columns.ts'
import { ageColumn, nameColumn } from '../common-columns.ts'
import type { Column } from '../define-kind.ts'
import type { PersistentVolume } from './schema.ts'

/** The columns of `kubectl get pv`. Source: printers printPersistentVolume (v1.32). */
export const columns: readonly Column<PersistentVolume>[] = [
  nameColumn,
  {
    name: 'Capacity',
    type: 'string',
    description: 'How large it is.',
    cell: ({ spec }) => spec.capacity?.storage ?? '0',
  },
  {
    name: 'Access Modes',
    type: 'string',
    description: 'How it can be used.',
    cell: ({ spec }) => accessText(spec.accessModes),
  },
  {
    name: 'Reclaim Policy',
    type: 'string',
    description: 'What becomes of it when its claim goes.',
    cell: ({ spec }) => spec.persistentVolumeReclaimPolicy,
  },
  {
    name: 'Status',
    type: 'string',
    description: 'Available, Bound, Released or Failed.',
    cell: (volume) => phaseText(volume, volume.status.phase),
  },
  {
    name: 'Claim',
    type: 'string',
    description: 'The claim that has it.',
    cell: ({ spec: { claimRef } }) =>
      claimRef ? `${claimRef.namespace ?? ''}/${claimRef.name ?? ''}` : '',
  },
  {
    name: 'StorageClass',
    type: 'string',
    description: 'The class it belongs to.',
    cell: ({ spec }) => spec.storageClassName ?? '',
  },
  {
    name: 'VolumeAttributesClass',
    type: 'string',
    description: 'The class of its attributes.',
    cell: ({ spec }) => spec.volumeAttributesClassName ?? UNSET,
  },
  {
    name: 'Reason',
    type: 'string',
    description: 'Why it is as it is.',
    cell: ({ status }) => status.reason ?? '',
  },
  ageColumn,
  {
    name: 'VolumeMode',
    type: 'string',
    description: 'Filesystem or Block.',
    priority: 1,
    cell: ({ spec }) => spec.volumeMode,
  },
]
