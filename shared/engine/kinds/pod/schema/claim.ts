import { objectMeta } from '../../../schema/meta.ts'
import { typedLocalObjectReference, typedObjectReference } from '../../../schema/reference.ts'
import { labelSelector } from '../../../schema/selector.ts'
import { list, map, message, type Of, ref, struct, text } from '../../../schema/tree.ts'

export const volumeResourceRequirements = message(
  'io.k8s.api.core.v1.VolumeResourceRequirements',
  'How large storage must and may be.',
  {
    limits: map(1, 'quantity', 'The most.'),
    requests: map(2, 'quantity', 'The least.'),
  },
)
export type VolumeResourceRequirements = Of<typeof volumeResourceRequirements>

export const persistentVolumeClaimSpec = message(
  'io.k8s.api.core.v1.PersistentVolumeClaimSpec',
  'The storage that a claim asks for.',
  {
    accessModes: list(
      1,
      'string',
      'How it is used: ReadWriteOnce, ReadOnlyMany, ReadWriteMany, ReadWriteOncePod.',
      {
        oneOf: ['ReadWriteOnce', 'ReadOnlyMany', 'ReadWriteMany', 'ReadWriteOncePod'],
        list: 'atomic',
      },
    ),
    selector: ref(4, labelSelector, 'Only volumes with these labels.'),
    resources: struct(2, volumeResourceRequirements, 'How large it must be.'),
    volumeName: text(3, 'The volume that it is bound to.'),
    storageClassName: text(5, 'The class that makes the volume.', { pointer: true }),
    volumeMode: text(6, 'Filesystem or Block.', {
      oneOf: ['Block', 'Filesystem'],
      pointer: true,
      default: 'Filesystem',
    }),
    dataSource: ref(7, typedLocalObjectReference, 'What to fill it with.'),
    dataSourceRef: ref(8, typedObjectReference, 'What to fill it with, from any namespace.'),
    volumeAttributesClassName: text(9, "Class of the volume's attributes.", { pointer: true }),
  },
)
export type PersistentVolumeClaimSpec = Of<typeof persistentVolumeClaimSpec>

export const persistentVolumeClaimTemplate = message(
  'io.k8s.api.core.v1.PersistentVolumeClaimTemplate',
  'A claim to be made for the pod.',
  {
    metadata: struct(1, objectMeta, 'Labels and annotations of the claim.'),
    spec: struct(2, persistentVolumeClaimSpec, 'What storage is wanted.', { required: true }),
  },
)
export type PersistentVolumeClaimTemplate = Of<typeof persistentVolumeClaimTemplate>

export const ephemeralVolumeSource = message(
  'io.k8s.api.core.v1.EphemeralVolumeSource',
  'The claim is made with the pod and goes with it.',
  {
    volumeClaimTemplate: ref(1, persistentVolumeClaimTemplate, 'The claim to make.'),
  },
)
export type EphemeralVolumeSource = Of<typeof ephemeralVolumeSource>
