import { objectMeta } from '../../schema/meta.ts'
import { objectReference } from '../../schema/reference.ts'
import { list, map, message, type Of, ref, struct, text, time, within } from '../../schema/tree.ts'
import { type TopLevel, typeMeta } from '../../schema/type-meta.ts'
import { nodeSelector } from '../pod/schema.ts'
import { persistentVolumeSourceFields } from './sources.ts'

/** Ways in which storage may be used at the same time. */
export const ACCESS_MODES = [
  'ReadWriteOnce',
  'ReadOnlyMany',
  'ReadWriteMany',
  'ReadWriteOncePod',
] as const

export const volumeNodeAffinity = message(
  'io.k8s.api.core.v1.VolumeNodeAffinity',
  'From which nodes a volume can be reached.',
  { required: ref(1, nodeSelector, 'What such a node must have.') },
)
export type VolumeNodeAffinity = Of<typeof volumeNodeAffinity>

export const persistentVolumeSpec = message(
  'io.k8s.api.core.v1.PersistentVolumeSpec',
  'A piece of storage: how large it is, where it is, and who has it.',
  {
    capacity: map(1, 'quantity', 'How large it is.'),
    ...within(2, persistentVolumeSourceFields),
    accessModes: list(3, 'string', 'How it can be used.', { list: 'atomic', oneOf: ACCESS_MODES }),
    claimRef: ref(4, objectReference, 'The claim that has it, or shall have it.'),
    persistentVolumeReclaimPolicy: text(
      5,
      'What becomes of it when its claim goes: Retain, Delete or Recycle.',
      { oneOf: ['Recycle', 'Delete', 'Retain'], default: 'Retain' },
    ),
    storageClassName: text(6, 'The class it belongs to; empty belongs to none.'),
    mountOptions: list(7, 'string', 'Options for mounting it.', {
      list: 'atomic',
      simulated: false,
    }),
    volumeMode: text(8, 'Filesystem or Block.', {
      oneOf: ['Block', 'Filesystem'],
      pointer: true,
      default: 'Filesystem',
    }),
    nodeAffinity: ref(9, volumeNodeAffinity, 'From which nodes it can be reached.'),
    volumeAttributesClassName: text(10, 'Class of its attributes.', {
      pointer: true,
      simulated: false,
    }),
  },
)
export type PersistentVolumeSpec = Of<typeof persistentVolumeSpec>

export const persistentVolumeStatus = message(
  'io.k8s.api.core.v1.PersistentVolumeStatus',
  'How a volume is doing.',
  {
    phase: text(1, 'Pending, Available, Bound, Released or Failed.', {
      oneOf: ['Pending', 'Available', 'Bound', 'Released', 'Failed'],
      default: 'Pending',
    }),
    message: text(2, 'The cause in a sentence.'),
    reason: text(3, 'The cause in one word.'),
    lastPhaseTransitionTime: time(4, 'When the phase changed last.', { pointer: true }),
  },
)
export type PersistentVolumeStatus = Of<typeof persistentVolumeStatus>

export const persistentVolume = message(
  'io.k8s.api.core.v1.PersistentVolume',
  'A piece of storage of the cluster. Claims of namespaces get hold of it.',
  {
    ...typeMeta,
    metadata: struct(1, objectMeta, 'Name and labels of the volume.'),
    spec: struct(2, persistentVolumeSpec, 'What it is.'),
    status: struct(3, persistentVolumeStatus, 'How it is doing.'),
  },
)

/** A piece of storage of the cluster. */
export interface PersistentVolume extends TopLevel<typeof persistentVolume> {
  apiVersion: 'v1'
  kind: 'PersistentVolume'
}
