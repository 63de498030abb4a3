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
import { podTemplateSpec } from '../pod/schema/template.ts'
import { completeStrategy } from '../deployment/defaults.ts'

export const rollingUpdateDaemonSet = message(
  'io.k8s.api.apps.v1.RollingUpdateDaemonSet',
  'On how many nodes the pod may be missing, or doubled, during an update.',
  {
    maxUnavailable: intOrString(
      1,
      'On how many nodes it may be missing: a number, or a percent, rounded up.',
      { pointer: true, default: 1 },
    ),
    maxSurge: intOrString(
      2,
      'On how many nodes the new pod may come before the old one goes: a number or a percent.',
      { pointer: true, default: 0 },
    ),
  },
)
export type RollingUpdateDaemonSet = Of<typeof rollingUpdateDaemonSet>

export const daemonSetUpdateStrategy = message(
  'io.k8s.api.apps.v1.DaemonSetUpdateStrategy',
  'RollingUpdate replaces old pods; OnDelete waits until somebody deletes them.',
  {
    type: text(1, 'RollingUpdate or OnDelete.', {
      oneOf: ['OnDelete', 'RollingUpdate'],
      default: 'RollingUpdate',
    }),
    rollingUpdate: ref(2, rollingUpdateDaemonSet, 'The numbers of a rolling update.'),
  },
  completeStrategy,
)
export type DaemonSetUpdateStrategy = Of<typeof daemonSetUpdateStrategy>

export const daemonSetSpec = message(
  'io.k8s.api.apps.v1.DaemonSetSpec',
  'What a DaemonSet wants.',
  {
    selector: ref(1, labelSelector, 'The pods that it counts as its own. It never changes.', {
      required: true,
    }),
    template: struct(2, podTemplateSpec, 'The pod that it puts on each node.', { required: true }),
    updateStrategy: struct(3, daemonSetUpdateStrategy, 'How old pods are replaced by new ones.'),
    minReadySeconds: int32(4, 'How long a pod must be ready to count as available.'),
    revisionHistoryLimit: int32(6, 'How many old revisions are kept for going back.', {
      pointer: true,
      default: 10,
    }),
  },
)
export type DaemonSetSpec = Of<typeof daemonSetSpec>

export const daemonSetCondition = message(
  'io.k8s.api.apps.v1.DaemonSetCondition',
  "One aspect of a DaemonSet's state.",
  {
    type: text(1, 'What it is about.', { required: true }),
    status: text(2, 'True, False or Unknown.', { required: true }),
    lastTransitionTime: time(3, 'When the status changed last.'),
    reason: text(4, 'The cause in one word.'),
    message: text(5, 'The cause in a sentence.'),
  },
)

export const daemonSetStatus = message(
  'io.k8s.api.apps.v1.DaemonSetStatus',
  'How a DaemonSet is doing.',
  {
    currentNumberScheduled: int32(1, 'On how many nodes that should have it the pod is.', {
      required: true,
    }),
    numberMisscheduled: int32(2, 'On how many nodes that should not have it the pod is.', {
      required: true,
    }),
    desiredNumberScheduled: int32(3, 'How many nodes should have it.', { required: true }),
    numberReady: int32(4, 'On how many of them it is ready.', { required: true }),
    observedGeneration: int64(5, 'The generation that the numbers are about.'),
    updatedNumberScheduled: int32(6, 'On how many of them it is made from the present template.'),
    numberAvailable: int32(7, 'On how many of them it has been ready for long enough.'),
    numberUnavailable: int32(8, 'On how many of them it is missing or not available.'),
    collisionCount: int32(9, 'How often a name for a revision was already taken.', {
      pointer: true,
    }),
    conditions: list(10, daemonSetCondition, 'Aspects of its state.', {
      list: 'map',
      keys: ['type'],
      patch: 'merge',
      mergeKey: 'type',
    }),
  },
)
export type DaemonSetStatus = Of<typeof daemonSetStatus>

export const daemonSet = message(
  'io.k8s.api.apps.v1.DaemonSet',
  'Keeps one pod on every node, or on those that are chosen.',
  {
    ...typeMeta,
    metadata: struct(1, objectMeta, 'Name and labels of the DaemonSet.'),
    spec: struct(2, daemonSetSpec, 'Which pod there should be, and how it is replaced.'),
    status: struct(3, daemonSetStatus, 'How it is doing.'),
  },
)

/** Keeps one pod on every node, or on those that are chosen. */
export interface DaemonSet extends TopLevel<typeof daemonSet> {
  apiVersion: 'apps/v1'
  kind: 'DaemonSet'
}
