import { objectMeta } from '../../schema/meta.ts'
import { labelSelector } from '../../schema/selector.ts'
import {
  flag,
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
import { completeStrategy } from './defaults.ts'

export const rollingUpdateDeployment = message(
  'io.k8s.api.apps.v1.RollingUpdateDeployment',
  'How many pods may be too few or too many during an update.',
  {
    maxUnavailable: intOrString(
      1,
      'How many may be missing: a number, or a percent of the wanted ones, rounded down.',
      { pointer: true, default: '25%' },
    ),
    maxSurge: intOrString(
      2,
      'How many may be there beyond the wanted ones: a number, or a percent, rounded up.',
      { pointer: true, default: '25%' },
    ),
  },
)
export type RollingUpdateDeployment = Of<typeof rollingUpdateDeployment>

export const deploymentStrategy = message(
  'io.k8s.api.apps.v1.DeploymentStrategy',
  'RollingUpdate keeps serving while pods are replaced; Recreate does not.',
  {
    type: text(1, 'RollingUpdate replaces them step by step, Recreate ends all of them first.', {
      oneOf: ['Recreate', 'RollingUpdate'],
      default: 'RollingUpdate',
    }),
    rollingUpdate: ref(2, rollingUpdateDeployment, 'The numbers of a rolling update.'),
  },
  completeStrategy,
)
export type DeploymentStrategy = Of<typeof deploymentStrategy>

export const deploymentSpec = message(
  'io.k8s.api.apps.v1.DeploymentSpec',
  'What a Deployment wants.',
  {
    replicas: int32(1, 'How many pods are wanted.', { pointer: true, default: 1 }),
    selector: ref(2, labelSelector, 'The pods that it counts as its own. It never changes.', {
      required: true,
    }),
    template: struct(
      3,
      podTemplateSpec,
      'The pods that it makes. A change of it is a new revision.',
      { required: true },
    ),
    strategy: struct(4, deploymentStrategy, 'How old pods are replaced by new ones.', {
      patch: 'retainKeys',
    }),
    minReadySeconds: int32(5, 'How long a pod must be ready to count as available.'),
    revisionHistoryLimit: int32(6, 'How many old revisions are kept for going back.', {
      pointer: true,
      default: 10,
    }),
    paused: flag(7, 'Whether changes of the template wait.'),
    progressDeadlineSeconds: int32(
      9,
      'Seconds without progress after which a rollout counts as failed.',
      { pointer: true, default: 600 },
    ),
  },
)
export type DeploymentSpec = Of<typeof deploymentSpec>

export const deploymentCondition = message(
  'io.k8s.api.apps.v1.DeploymentCondition',
  "One aspect of a Deployment's state.",
  {
    type: text(1, 'Available, Progressing or ReplicaFailure.', { required: true }),
    status: text(2, 'True, False or Unknown.', {
      required: true,
      oneOf: ['True', 'False', 'Unknown'],
    }),
    lastUpdateTime: time(6, 'When it was looked at and changed last.'),
    lastTransitionTime: time(7, 'When the status changed last.'),
    reason: text(4, 'The cause in one word.'),
    message: text(5, 'The cause in a sentence.'),
  },
)
export type DeploymentCondition = Of<typeof deploymentCondition>

export const deploymentStatus = message(
  'io.k8s.api.apps.v1.DeploymentStatus',
  'How a Deployment is doing.',
  {
    observedGeneration: int64(1, 'The generation that the numbers are about.'),
    replicas: int32(2, 'How many pods there are, old and new.'),
    updatedReplicas: int32(3, 'How many of them are new.'),
    readyReplicas: int32(7, 'How many of them are ready.'),
    availableReplicas: int32(4, 'How many of them have been ready for long enough.'),
    unavailableReplicas: int32(5, 'How many are missing to the wanted number.'),
    conditions: list(6, deploymentCondition, 'Aspects of its state.', {
      list: 'map',
      keys: ['type'],
      patch: 'merge',
      mergeKey: 'type',
    }),
    collisionCount: int32(8, 'How often a name for a ReplicaSet was already taken.', {
      pointer: true,
    }),
  },
)
export type DeploymentStatus = Of<typeof deploymentStatus>

export const deployment = message(
  'io.k8s.api.apps.v1.Deployment',
  'Keeps equal pods running and replaces them by new ones without a break.',
  {
    ...typeMeta,
    metadata: struct(1, objectMeta, 'Name and labels of the Deployment.'),
    spec: struct(
      2,
      deploymentSpec,
      'Which pods there should be, how many, and how they are replaced.',
    ),
    status: struct(3, deploymentStatus, 'How it is doing.'),
  },
)

/** Keeps equal pods running and replaces them by new ones without a break. */
export interface Deployment extends TopLevel<typeof deployment> {
  apiVersion: 'apps/v1'
  kind: 'Deployment'
}
