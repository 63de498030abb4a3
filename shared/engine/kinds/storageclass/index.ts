import { ageColumn } from '../common-columns.ts'
import { defineKind } from '../define-kind.ts'
import { isDefaultClass } from './defaults.ts'
import { storageClass as schema, type StorageClass } from './schema.ts'
import { validateClass, validateClassUpdate } from './validate.ts'

/** A kind of storage that is made on demand. Columns: printers printStorageClass (v1.32). */
export const storageclass = defineKind<StorageClass>({
  group: 'storage.k8s.io',
  version: 'v1',
  kind: 'StorageClass',
  plural: 'storageclasses',
  singular: 'storageclass',
  short: ['sc'],
  scope: 'Cluster',
  schema,
  columns: [
    {
      name: 'Name',
      type: 'string',
      format: 'name',
      description: 'Name of the class; the default one says so.',
      cell: (one) => one.metadata.name + (isDefaultClass(one) ? ' (default)' : ''),
    },
    {
      name: 'Provisioner',
      type: 'string',
      description: 'Who makes its volumes.',
      cell: ({ provisioner }) => provisioner,
    },
    {
      name: 'ReclaimPolicy',
      type: 'string',
      description: 'What becomes of its volumes when their claims go.',
      cell: ({ reclaimPolicy }) => reclaimPolicy,
    },
    {
      name: 'VolumeBindingMode',
      type: 'string',
      description: 'When its volumes are made and bound.',
      cell: ({ volumeBindingMode }) => volumeBindingMode,
    },
    {
      name: 'AllowVolumeExpansion',
      type: 'string',
      description: 'Whether its volumes may grow.',
      cell: ({ allowVolumeExpansion = false }) => allowVolumeExpansion,
    },
    ageColumn,
  ],
  strategy: { validate: validateClass, validateUpdate: validateClassUpdate },
})
