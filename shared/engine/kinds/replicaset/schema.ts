import { objectMeta } from '../../schema/meta.ts'
import { labelSelector } from '../../schema/selector.ts'
import { int32, int64, list, message, type Of, ref, struct, text, time } from '../../schema/tree.ts'
import { type TopLevel, typeMeta } from '../../schema/type-meta.ts'
import { podTemplateSpec } from '../pod/schema/template.ts'

export const replicaSetSpec = message(
  'io.k8s.api.apps.v1.ReplicaSetSpec',
  'What a ReplicaSet wants.',
  {
    replicas: int32(1, 'How many pods are wanted.', { pointer: true, default: 1 }),
    minReadySeconds: int32(4, 'How long a pod must be ready to count as available.'),
    selector: ref(2, labelSelector, 'The pods that it counts as its own. It never changes.', {
      required: true,
    }),
    template: struct(3, podTemplateSpec, 'The pods that it makes.'),
  },
)
export type ReplicaSetSpec = Of<typeof replicaSetSpec>

export const replicaSetCondition = message(
  'io.k8s.api.apps.v1.ReplicaSetCondition',
  "One aspect of a ReplicaSet's state.",
  {
    type: text(1, 'ReplicaFailure: a pod could not be made or removed.', { required: true }),
    status: text(2, 'True, False or Unknown.', {
      required: true,
      oneOf: ['True', 'False', 'Unknown'],
    }),
    lastTransitionTime: time(3, 'When the status changed last.'),
    reason: text(4, 'The cause in one word.'),
    message: text(5, 'The cause in a sentence.'),
  },
)
export type ReplicaSetCondition = Of<typeof replicaSetCondition>

export const replicaSetStatus = message(
  'io.k8s.api.apps.v1.ReplicaSetStatus',
  'How a ReplicaSet is doing.',
  {
    replicas: int32(1, 'How many pods there are.', { required: true }),
    fullyLabeledReplicas: int32(2, 'How many of them have all labels of the template.'),
    readyReplicas: int32(4, 'How many of them are ready.'),
    availableReplicas: int32(5, 'How many of them have been ready for long enough.'),
    observedGeneration: int64(3, 'The generation that the numbers are about.'),
    conditions: list(6, replicaSetCondition, 'Aspects of its state.', {
      list: 'map',
      keys: ['type'],
      patch: 'merge',
      mergeKey: 'type',
    }),
  },
)
export type ReplicaSetStatus = Of<typeof replicaSetStatus>

export const replicaSet = message(
  'io.k8s.api.apps.v1.ReplicaSet',
  'Keeps a number of equal pods running.',
  {
    ...typeMeta,
    metadata: struct(1, objectMeta, 'Name, labels and owners of the ReplicaSet.'),
    spec: struct(2, replicaSetSpec, 'Which pods there should be, and how many.'),
    status: struct(3, replicaSetStatus, 'How it is doing.'),
  },
)

/** Keeps a number of equal pods running. */
export interface ReplicaSet extends TopLevel<typeof replicaSet> {
  apiVersion: 'apps/v1'
  kind: 'ReplicaSet'
}
