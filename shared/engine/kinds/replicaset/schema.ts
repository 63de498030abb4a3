import { objectMeta } from '../../schema/meta.ts'
import { labelSelector } from '../../schema/selector.ts'
import { int32, int64, list, message, type Of, ref, struct, text, time } from '../../schema/tree.ts'
import { type TopLevel, typeMeta } from '../../schema/type-meta.ts'
import { podTemplateSpec } from '../pod/schema/template.ts'

export const replicaSetSpec = message('io.k8s.api.apps.v1.ReplicaSetSpec', '', {
  replicas: int32(1, '', { pointer: true, default: 1 }),
  minReadySeconds: int32(4, ''),
  selector: ref(2, labelSelector, '', { required: true }),
  template: struct(3, podTemplateSpec, ''),
})
export type ReplicaSetSpec = Of<typeof replicaSetSpec>

export const replicaSetCondition = message('io.k8s.api.apps.v1.ReplicaSetCondition', '', {
  type: text(1, '', { required: true }),
  status: text(2, '', { required: true, oneOf: ['True', 'False', 'Unknown'] }),
  lastTransitionTime: time(3, ''),
  reason: text(4, ''),
  message: text(5, ''),
})
export type ReplicaSetCondition = Of<typeof replicaSetCondition>

export const replicaSetStatus = message('io.k8s.api.apps.v1.ReplicaSetStatus', '', {
  replicas: int32(1, '', { required: true }),
  fullyLabeledReplicas: int32(2, ''),
  readyReplicas: int32(4, ''),
  availableReplicas: int32(5, ''),
  observedGeneration: int64(3, ''),
  conditions: list(6, replicaSetCondition, '', {
    list: 'map',
    keys: ['type'],
    patch: 'merge',
    mergeKey: 'type',
  }),
})
export type ReplicaSetStatus = Of<typeof replicaSetStatus>

export const replicaSet = message('io.k8s.api.apps.v1.ReplicaSet', '', {
  ...typeMeta,
  metadata: struct(1, objectMeta, ''),
  spec: struct(2, replicaSetSpec, ''),
  status: struct(3, replicaSetStatus, ''),
})

/**  */
export interface ReplicaSet extends TopLevel<typeof replicaSet> {
  apiVersion: 'apps/v1'
  kind: 'ReplicaSet'
}
