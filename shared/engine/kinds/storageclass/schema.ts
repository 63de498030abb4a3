import { objectMeta } from '../../schema/meta.ts'
import { flag, list, map, message, type Of, struct, text } from '../../schema/tree.ts'
import { type TopLevel, typeMeta } from '../../schema/type-meta.ts'

export const topologySelectorLabelRequirement = message(
  'io.k8s.api.core.v1.TopologySelectorLabelRequirement',
  'A label and the values it may have.',
  {
    key: text(1, 'Key of the label.', { required: true }),
    values: list(2, 'string', 'Its values.', { required: true, list: 'atomic' }),
  },
)

export const topologySelectorTerm = message(
  'io.k8s.api.core.v1.TopologySelectorTerm',
  'A part of the cluster, by labels.',
  {
    matchLabelExpressions: list(1, topologySelectorLabelRequirement, 'The labels.', {
      list: 'atomic',
    }),
  },
)
export type TopologySelectorTerm = Of<typeof topologySelectorTerm>

export const storageClass = message(
  'io.k8s.api.storage.v1.StorageClass',
  'A kind of storage that is made on demand.',
  {
    ...typeMeta,
    metadata: struct(1, objectMeta, 'Name and labels of the class.'),
    provisioner: text(2, 'Who makes the volumes.', { required: true }),
    parameters: map(3, 'string', 'What the provisioner is told.'),
    reclaimPolicy: text(4, 'What becomes of its volumes: Delete or Retain.', {
      oneOf: ['Recycle', 'Delete', 'Retain'],
      pointer: true,
      default: 'Delete',
    }),
    mountOptions: list(5, 'string', 'Options for mounting its volumes.', {
      list: 'atomic',
      simulated: false,
    }),
    allowVolumeExpansion: flag(6, 'Whether claims may grow.', { pointer: true }),
    volumeBindingMode: text(
      7,
      'Immediate, or WaitForFirstConsumer: not before a pod needs the volume.',
      { oneOf: ['Immediate', 'WaitForFirstConsumer'], pointer: true, default: 'Immediate' },
    ),
    allowedTopologies: list(8, topologySelectorTerm, 'Where volumes may be made.', {
      list: 'atomic',
      simulated: false,
    }),
  },
)

/** A kind of storage that is made on demand. */
export interface StorageClass extends TopLevel<typeof storageClass> {
  apiVersion: 'storage.k8s.io/v1'
  kind: 'StorageClass'
}
