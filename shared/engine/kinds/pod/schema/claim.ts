import { objectMeta } from '../../../schema/meta.ts'
import { typedLocalObjectReference, typedObjectReference } from '../../../schema/reference.ts'
import { labelSelector } from '../../../schema/selector.ts'
import { list, map, message, type Of, ref, struct, text } from '../../../schema/tree.ts'

export const volumeResourceRequirements = message(
  'io.k8s.api.core.v1.VolumeResourceRequirements',
  '',
  {
    limits: map(1, 'quantity', ''),
    requests: map(2, 'quantity', ''),
  },
)
export type VolumeResourceRequirements = Of<typeof volumeResourceRequirements>

export const persistentVolumeClaimSpec = message(
  'io.k8s.api.core.v1.PersistentVolumeClaimSpec',
  '',
  {
    accessModes: list(1, 'string', '', {
      oneOf: ['ReadWriteOnce', 'ReadOnlyMany', 'ReadWriteMany', 'ReadWriteOncePod'],
      list: 'atomic',
    }),
    selector: ref(4, labelSelector, ''),
    resources: struct(2, volumeResourceRequirements, ''),
    volumeName: text(3, ''),
    storageClassName: text(5, '', { pointer: true }),
    volumeMode: text(6, '', {
      oneOf: ['Block', 'Filesystem'],
      pointer: true,
      default: 'Filesystem',
    }),
    dataSource: ref(7, typedLocalObjectReference, ''),
    dataSourceRef: ref(8, typedObjectReference, ''),
    volumeAttributesClassName: text(9, '', { pointer: true }),
  },
)
export type PersistentVolumeClaimSpec = Of<typeof persistentVolumeClaimSpec>

export const persistentVolumeClaimTemplate = message(
  'io.k8s.api.core.v1.PersistentVolumeClaimTemplate',
  '',
  {
    metadata: struct(1, objectMeta, ''),
    spec: struct(2, persistentVolumeClaimSpec, '', { required: true }),
  },
)
export type PersistentVolumeClaimTemplate = Of<typeof persistentVolumeClaimTemplate>

export const ephemeralVolumeSource = message('io.k8s.api.core.v1.EphemeralVolumeSource', '', {
  volumeClaimTemplate: ref(1, persistentVolumeClaimTemplate, ''),
})
export type EphemeralVolumeSource = Of<typeof ephemeralVolumeSource>
