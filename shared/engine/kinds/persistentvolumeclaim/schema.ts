import { objectMeta } from '../../schema/meta.ts'
import { list, map, message, type Of, ref, struct, text, time } from '../../schema/tree.ts'
import { type TopLevel, typeMeta } from '../../schema/type-meta.ts'
import { persistentVolumeClaimSpec } from '../pod/schema.ts'

export const persistentVolumeClaimCondition = message(
  'io.k8s.api.core.v1.PersistentVolumeClaimCondition',
  "One aspect of a claim's state.",
  {
    type: text(1, 'Resizing, FileSystemResizePending and their like.', { required: true }),
    status: text(2, 'True, False or Unknown.', {
      required: true,
      oneOf: ['True', 'False', 'Unknown'],
    }),
    lastProbeTime: time(3, 'When it was looked at last.'),
    lastTransitionTime: time(4, 'When the status changed last.'),
    reason: text(5, 'The cause in one word.'),
    message: text(6, 'The cause in a sentence.'),
  },
)
export type PersistentVolumeClaimCondition = Of<typeof persistentVolumeClaimCondition>

export const modifyVolumeStatus = message(
  'io.k8s.api.core.v1.ModifyVolumeStatus',
  "How far a change of a volume's attributes has come.",
  {
    targetVolumeAttributesClassName: text(1, 'The class that it is to have.'),
    status: text(2, 'Pending, InProgress or Infeasible.', {
      required: true,
      oneOf: ['Pending', 'InProgress', 'Infeasible'],
    }),
  },
)
export type ModifyVolumeStatus = Of<typeof modifyVolumeStatus>

export const persistentVolumeClaimStatus = message(
  'io.k8s.api.core.v1.PersistentVolumeClaimStatus',
  'What a claim has got.',
  {
    phase: text(1, 'Pending, Bound or Lost.', {
      oneOf: ['Pending', 'Bound', 'Lost'],
      default: 'Pending',
    }),
    accessModes: list(2, 'string', 'How its volume can be used.', {
      oneOf: ['ReadWriteOnce', 'ReadOnlyMany', 'ReadWriteMany', 'ReadWriteOncePod'],
      list: 'atomic',
    }),
    capacity: map(3, 'quantity', 'How large its volume is.'),
    conditions: list(4, persistentVolumeClaimCondition, 'Aspects of its state.', {
      list: 'map',
      keys: ['type'],
      patch: 'merge',
      mergeKey: 'type',
    }),
    allocatedResources: map(5, 'quantity', 'What it grows to.', { simulated: false }),
    allocatedResourceStatuses: map(7, 'string', 'How its growth is going.', {
      map: 'granular',
      simulated: false,
    }),
    currentVolumeAttributesClassName: text(8, 'The class of attributes that it has.', {
      pointer: true,
      simulated: false,
    }),
    modifyVolumeStatus: ref(9, modifyVolumeStatus, 'A change of its attributes.', {
      simulated: false,
    }),
  },
)
export type PersistentVolumeClaimStatus = Of<typeof persistentVolumeClaimStatus>

export const persistentVolumeClaim = message(
  'io.k8s.api.core.v1.PersistentVolumeClaim',
  'Asks for storage. Pods mount it by its name.',
  {
    ...typeMeta,
    metadata: struct(1, objectMeta, 'Name and labels of the claim.'),
    spec: struct(2, persistentVolumeClaimSpec, 'What is wanted.'),
    status: struct(3, persistentVolumeClaimStatus, 'What it has got.'),
  },
)

/** Asks for storage. */
export interface PersistentVolumeClaim extends TopLevel<typeof persistentVolumeClaim> {
  apiVersion: 'v1'
  kind: 'PersistentVolumeClaim'
}
