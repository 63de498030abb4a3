import { objectMeta } from '../../schema/meta.ts'
import { list, message, type Of, struct, text, time } from '../../schema/tree.ts'
import { type TopLevel, typeMeta } from '../../schema/type-meta.ts'
import { completeNamespace } from './defaults.ts'

export const namespaceCondition = message('io.k8s.api.core.v1.NamespaceCondition', '', {
  type: text(1, '', { required: true }),
  status: text(2, '', { required: true, oneOf: ['True', 'False', 'Unknown'] }),
  lastTransitionTime: time(4, ''),
  reason: text(5, ''),
  message: text(6, ''),
})
export type NamespaceCondition = Of<typeof namespaceCondition>

export const namespaceSpec = message('io.k8s.api.core.v1.NamespaceSpec', '', {
  finalizers: list(1, 'string', '', { list: 'atomic' }),
})
export type NamespaceSpec = Of<typeof namespaceSpec>

export const namespaceStatus = message('io.k8s.api.core.v1.NamespaceStatus', '', {
  phase: text(1, '', { oneOf: ['Active', 'Terminating'], default: 'Active' }),
  conditions: list(2, namespaceCondition, '', {
    list: 'map',
    keys: ['type'],
    patch: 'merge',
    mergeKey: 'type',
  }),
})
export type NamespaceStatus = Of<typeof namespaceStatus>

export const namespace = message(
  'io.k8s.api.core.v1.Namespace',
  '',
  {
    ...typeMeta,
    metadata: struct(1, objectMeta, ''),
    spec: struct(2, namespaceSpec, ''),
    status: struct(3, namespaceStatus, ''),
  },
  completeNamespace,
)

/**  */
export interface Namespace extends TopLevel<typeof namespace> {
  apiVersion: 'v1'
  kind: 'Namespace'
}
