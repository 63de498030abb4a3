import { objectMeta } from '../../schema/meta.ts'
import { labelSelector } from '../../schema/selector.ts'
import {
  int32,
  int64,
  intOrString,
  list,
  message,
  type Of,
  ref,
  struct,
  text,
  time,
} from '../../schema/tree.ts'
import { type TopLevel, typeMeta } from '../../schema/type-meta.ts'
import { persistentVolumeClaim } from '../persistentvolumeclaim/schema.ts'
import { podTemplateSpec } from '../pod/schema/template.ts'
import { completeStrategy } from '../deployment/defaults.ts'
import { completeSpec } from './defaults.ts'

export const rollingUpdateStatefulSetStrategy = message(
  'io.k8s.api.apps.v1.RollingUpdateStatefulSetStrategy',
  'How far an update goes.',
  {
    partition: int32(1, 'Pods below this number keep the old template.', {
      pointer: true,
      default: 0,
    }),
    maxUnavailable: intOrString(2, 'How many may be missing at once. Alpha: without effect.', {
      pointer: true,
      simulated: false,
    }),
  },
)

export const statefulSetUpdateStrategy = message(
  'io.k8s.api.apps.v1.StatefulSetUpdateStrategy',
  'RollingUpdate replaces pods from the highest number down; OnDelete waits for somebody.',
  {
    type: text(1, 'RollingUpdate or OnDelete.', {
      oneOf: ['OnDelete', 'RollingUpdate'],
      default: 'RollingUpdate',
    }),
    rollingUpdate: ref(2, rollingUpdateStatefulSetStrategy, 'How far the update goes.'),
  },
  completeStrategy,
)
export type StatefulSetUpdateStrategy = Of<typeof statefulSetUpdateStrategy>

export const statefulSetPersistentVolumeClaimRetentionPolicy = message(
  'io.k8s.api.apps.v1.StatefulSetPersistentVolumeClaimRetentionPolicy',
  'What becomes of the claims of pods that are not needed any more.',
  {
    whenDeleted: text(1, 'When the set is deleted: Retain or Delete.', {
      oneOf: ['Delete', 'Retain'],
    }),
    whenScaled: text(2, 'When the set is made smaller: Retain or Delete.', {
      oneOf: ['Delete', 'Retain'],
    }),
  },
)

export const statefulSetOrdinals = message(
  'io.k8s.api.apps.v1.StatefulSetOrdinals',
  'How pods are numbered.',
  { start: int32(1, 'The number of the first pod.', { keep: true }) },
)

export const statefulSetSpec = message(
  'io.k8s.api.apps.v1.StatefulSetSpec',
  'What a StatefulSet wants.',
  {
    replicas: int32(1, 'How many pods are wanted.', { pointer: true, default: 1 }),
    selector: ref(2, labelSelector, 'The pods that it counts as its own. It never changes.', {
      required: true,
    }),
    template: struct(3, podTemplateSpec, 'The pods that it makes.', { required: true }),
    volumeClaimTemplates: list(4, persistentVolumeClaim, 'Claims that each pod gets of its own.', {
      list: 'atomic',
    }),
    serviceName: text(5, 'The headless Service that gives the pods their names.', {
      required: true,
    }),
    podManagementPolicy: text(6, 'OrderedReady makes one pod after the other, Parallel all.', {
      oneOf: ['OrderedReady', 'Parallel'],
      default: 'OrderedReady',
    }),
    updateStrategy: struct(7, statefulSetUpdateStrategy, 'How old pods are replaced by new ones.'),
    revisionHistoryLimit: int32(8, 'How many old revisions are kept for going back.', {
      pointer: true,
      default: 10,
    }),
    minReadySeconds: int32(9, 'How long a pod must be ready to count as available.'),
    persistentVolumeClaimRetentionPolicy: ref(
      10,
      statefulSetPersistentVolumeClaimRetentionPolicy,
      'What becomes of claims that are not needed any more.',
      { defaulted: true },
    ),
    ordinals: ref(11, statefulSetOrdinals, 'How pods are numbered.'),
  },
  completeSpec,
)
export type StatefulSetSpec = Of<typeof statefulSetSpec>

export const statefulSetCondition = message(
  'io.k8s.api.apps.v1.StatefulSetCondition',
  "One aspect of a StatefulSet's state.",
  {
    type: text(1, 'What it is about.', { required: true }),
    status: text(2, 'True, False or Unknown.', { required: true }),
    lastTransitionTime: time(3, 'When the status changed last.'),
    reason: text(4, 'The cause in one word.'),
    message: text(5, 'The cause in a sentence.'),
  },
)

export const statefulSetStatus = message(
  'io.k8s.api.apps.v1.StatefulSetStatus',
  'How a StatefulSet is doing.',
  {
    observedGeneration: int64(1, 'The generation that the numbers are about.'),
    replicas: int32(2, 'How many pods there are.', { required: true }),
    readyReplicas: int32(3, 'How many of them are ready.'),
    currentReplicas: int32(4, 'How many of them are of the current revision.'),
    updatedReplicas: int32(5, 'How many of them are of the newest revision.'),
    currentRevision: text(6, 'The revision of the pods that are not updated yet.'),
    updateRevision: text(7, 'The revision of the present template.'),
    collisionCount: int32(9, 'How often a name for a revision was already taken.', {
      pointer: true,
    }),
    conditions: list(10, statefulSetCondition, 'Aspects of its state.', {
      list: 'map',
      keys: ['type'],
      patch: 'merge',
      mergeKey: 'type',
    }),
    availableReplicas: int32(11, 'How many of them have been ready for long enough.', {
      keep: true,
    }),
  },
)
export type StatefulSetStatus = Of<typeof statefulSetStatus>

export const statefulSet = message(
  'io.k8s.api.apps.v1.StatefulSet',
  'Keeps pods that have a name and volumes of their own, in order.',
  {
    ...typeMeta,
    metadata: struct(1, objectMeta, 'Name and labels of the StatefulSet.'),
    spec: struct(2, statefulSetSpec, 'Which pods there should be, how many, and in which order.'),
    status: struct(3, statefulSetStatus, 'How it is doing.'),
  },
)

/** Keeps pods that have a name and volumes of their own, in order. */
export interface StatefulSet extends TopLevel<typeof statefulSet> {
  apiVersion: 'apps/v1'
  kind: 'StatefulSet'
}
