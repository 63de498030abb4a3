import { objectMeta } from '../../schema/meta.ts'
import { list, message, type Of, struct, text, time } from '../../schema/tree.ts'
import { type TopLevel, typeMeta } from '../../schema/type-meta.ts'
import { completeNamespace } from './defaults.ts'

export const namespaceCondition = message(
  'io.k8s.api.core.v1.NamespaceCondition',
  "One aspect of a namespace's state.",
  {
    type: text(1, 'Name of the aspect.', { required: true }),
    status: text(2, 'True, False or Unknown.', {
      required: true,
      oneOf: ['True', 'False', 'Unknown'],
    }),
    lastTransitionTime: time(4, 'When the status changed last.'),
    reason: text(5, 'The cause in one word.'),
    message: text(6, 'The cause in a sentence.'),
  },
)
export type NamespaceCondition = Of<typeof namespaceCondition>

export const namespaceSpec = message(
  'io.k8s.api.core.v1.NamespaceSpec',
  'What must happen to a namespace before it is gone.',
  {
    finalizers: list(1, 'string', 'Duties to be done first; kubernetes empties it.', {
      list: 'atomic',
    }),
  },
)
export type NamespaceSpec = Of<typeof namespaceSpec>

export const namespaceStatus = message(
  'io.k8s.api.core.v1.NamespaceStatus',
  'How a namespace is doing.',
  {
    phase: text(1, 'Active, or Terminating while it is being emptied.', {
      oneOf: ['Active', 'Terminating'],
      default: 'Active',
    }),
    conditions: list(2, namespaceCondition, 'What keeps it from vanishing.', {
      list: 'map',
      keys: ['type'],
      patch: 'merge',
      mergeKey: 'type',
    }),
  },
)
export type NamespaceStatus = Of<typeof namespaceStatus>

export const namespace = message(
  'io.k8s.api.core.v1.Namespace',
  'A room for names: most objects live in one.',
  {
    ...typeMeta,
    metadata: struct(1, objectMeta, 'Name and labels of the namespace.'),
    spec: struct(2, namespaceSpec, 'What must happen before it is gone.'),
    status: struct(3, namespaceStatus, 'How it is doing.'),
  },
  completeNamespace,
)

/** A room for names: most objects live in one. */
export interface Namespace extends TopLevel<typeof namespace> {
  apiVersion: 'v1'
  kind: 'Namespace'
}
