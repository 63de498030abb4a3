import { ageColumn, nameColumn } from '../common-columns.ts'
import type { Column } from '../define-kind.ts'
import { accessText, phaseText, UNSET } from '../storage-columns.ts'
import type { PersistentVolumeClaim } from './schema.ts'

/** The columns of `kubectl get pvc`. Source: printers printPersistentVolumeClaim (v1.32). */
export const columns: readonly Column<PersistentVolumeClaim>[] = [
  nameColumn,
  {
    name: 'Status',
    type: 'string',
    description: 'Pending, Bound or Lost.',
    cell: (claim) => phaseText(claim, claim.status.phase),
  },
  {
    name: 'Volume',
    type: 'string',
    description: 'The volume that it is bound to.',
    cell: ({ spec }) => spec.volumeName ?? '',
  },
  {
    name: 'Capacity',
    type: 'string',
    description: 'How large its volume is.',
    cell: ({ spec, status }) => (spec.volumeName ? (status.capacity?.storage ?? '0') : ''),
  },
  {
    name: 'Access Modes',
    type: 'string',
    description: 'How its volume can be used.',
    cell: ({ spec, status }) => (spec.volumeName ? accessText(status.accessModes) : ''),
  },
  {
    name: 'StorageClass',
    type: 'string',
    description: 'The class of its volume.',
    cell: ({ spec }) => spec.storageClassName ?? '',
  },
  {
    name: 'VolumeAttributesClass',
    type: 'string',
    description: 'The class of attributes that it asks for.',
    cell: ({ spec }) => spec.volumeAttributesClassName ?? UNSET,
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
