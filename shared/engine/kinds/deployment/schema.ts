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

export const rollingUpdateDeployment = message('io.k8s.api.apps.v1.RollingUpdateDeployment', '', {
  maxUnavailable: intOrString(1, '', { pointer: true, default: '25%' }),
  maxSurge: intOrString(2, '', { pointer: true, default: '25%' }),
})
export type RollingUpdateDeployment = Of<typeof rollingUpdateDeployment>

export const deploymentStrategy = message(
  'io.k8s.api.apps.v1.DeploymentStrategy',
  '',
  {
    type: text(1, '', { oneOf: ['Recreate', 'RollingUpdate'], default: 'RollingUpdate' }),
    rollingUpdate: ref(2, rollingUpdateDeployment, ''),
  },
  completeStrategy,
)
export type DeploymentStrategy = Of<typeof deploymentStrategy>

export const deploymentSpec = message('io.k8s.api.apps.v1.DeploymentSpec', '', {
  replicas: int32(1, '', { pointer: true, default: 1 }),
  selector: ref(2, labelSelector, '', { required: true }),
  template: struct(3, podTemplateSpec, '', { required: true }),
  strategy: struct(4, deploymentStrategy, '', { patch: 'retainKeys' }),
  minReadySeconds: int32(5, ''),
  revisionHistoryLimit: int32(6, '', { pointer: true, default: 10 }),
  paused: flag(7, ''),
  progressDeadlineSeconds: int32(9, '', { pointer: true, default: 600 }),
})
export type DeploymentSpec = Of<typeof deploymentSpec>

export const deploymentCondition = message('io.k8s.api.apps.v1.DeploymentCondition', '', {
  type: text(1, '', { required: true }),
  status: text(2, '', { required: true, oneOf: ['True', 'False', 'Unknown'] }),
  lastUpdateTime: time(6, ''),
  lastTransitionTime: time(7, ''),
  reason: text(4, ''),
  message: text(5, ''),
})
export type DeploymentCondition = Of<typeof deploymentCondition>

export const deploymentStatus = message('io.k8s.api.apps.v1.DeploymentStatus', '', {
  observedGeneration: int64(1, ''),
  replicas: int32(2, ''),
  updatedReplicas: int32(3, ''),
  readyReplicas: int32(7, ''),
  availableReplicas: int32(4, ''),
  unavailableReplicas: int32(5, ''),
  conditions: list(6, deploymentCondition, '', {
    list: 'map',
    keys: ['type'],
    patch: 'merge',
    mergeKey: 'type',
  }),
  collisionCount: int32(8, '', { pointer: true }),
})
export type DeploymentStatus = Of<typeof deploymentStatus>

export const deployment = message('io.k8s.api.apps.v1.Deployment', '', {
  ...typeMeta,
  metadata: struct(1, objectMeta, ''),
  spec: struct(2, deploymentSpec, ''),
  status: struct(3, deploymentStatus, ''),
})

/**  */
export interface Deployment extends TopLevel<typeof deployment> {
  apiVersion: 'apps/v1'
  kind: 'Deployment'
}
