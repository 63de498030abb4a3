import { condition, objectMeta } from '../../schema/meta.ts'
import { labelSelector } from '../../schema/selector.ts'
import {
  int32,
  int64,
  intOrString,
  list,
  map,
  message,
  type Of,
  ref,
  struct,
  text,
} from '../../schema/tree.ts'
import { type TopLevel, typeMeta } from '../../schema/type-meta.ts'

export const podDisruptionBudgetSpec = message(
  'io.k8s.api.policy.v1.PodDisruptionBudgetSpec',
  'How many of some pods must stay when pods are moved on purpose.',
  {
    minAvailable: intOrString(1, 'How many must stay healthy: a number or a percent.', {
      pointer: true,
    }),
    selector: ref(2, labelSelector, 'The pods it is about; an empty one means all of them.', {
      patch: 'replace',
    }),
    maxUnavailable: intOrString(3, 'How many may be missing: a number or a percent.', {
      pointer: true,
    }),
    unhealthyPodEvictionPolicy: text(
      4,
      'Whether pods that are not ready may always go: IfHealthyBudget or AlwaysAllow.',
      { oneOf: ['IfHealthyBudget', 'AlwaysAllow'], pointer: true },
    ),
  },
)
export type PodDisruptionBudgetSpec = Of<typeof podDisruptionBudgetSpec>

export const podDisruptionBudgetStatus = message(
  'io.k8s.api.policy.v1.PodDisruptionBudgetStatus',
  'How many of the pods may go now.',
  {
    observedGeneration: int64(1, 'The generation that the numbers are about.'),
    disruptedPods: map(2, 'time', 'Pods whose eviction was granted and that are not gone yet.'),
    disruptionsAllowed: int32(3, 'How many may go now.', { required: true }),
    currentHealthy: int32(4, 'How many are healthy.', { required: true }),
    desiredHealthy: int32(5, 'How many must be healthy.', { required: true }),
    expectedPods: int32(6, 'How many there should be.', { required: true }),
    conditions: list(7, condition, 'Aspects of its state.', {
      list: 'map',
      keys: ['type'],
      patch: 'merge',
      mergeKey: 'type',
    }),
  },
)
export type PodDisruptionBudgetStatus = Of<typeof podDisruptionBudgetStatus>

export const podDisruptionBudget = message(
  'io.k8s.api.policy.v1.PodDisruptionBudget',
  'How many pods of a kind may be moved on purpose at the same time.',
  {
    ...typeMeta,
    metadata: struct(1, objectMeta, 'Name and namespace.'),
    spec: struct(2, podDisruptionBudgetSpec, 'What must stay.'),
    status: struct(3, podDisruptionBudgetStatus, 'What may go now.'),
  },
)

/** How many pods of a kind may be moved on purpose at the same time. */
export interface PodDisruptionBudget extends TopLevel<typeof podDisruptionBudget> {
  apiVersion: 'policy/v1'
  kind: 'PodDisruptionBudget'
}
