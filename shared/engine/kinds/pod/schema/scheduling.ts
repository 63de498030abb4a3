import { labelSelector } from '../../../schema/selector.ts'
import { int32, int64, list, message, type Of, ref, text } from '../../../schema/tree.ts'

export const toleration = message('io.k8s.api.core.v1.Toleration', 'A taint that the pod bears.', {
  key: text(1, "The taint's key; empty with Exists bears them all."),
  operator: text(2, 'Equal compares the value, Exists does not.', { oneOf: ['Exists', 'Equal'] }),
  value: text(3, "The taint's value."),
  effect: text(4, "The taint's effect; empty is every effect.", {
    oneOf: ['NoSchedule', 'PreferNoSchedule', 'NoExecute'],
  }),
  tolerationSeconds: int64(5, 'How long a NoExecute taint is borne; for ever when left out.', {
    pointer: true,
  }),
})
export type Toleration = Of<typeof toleration>

export const topologySpreadConstraint = message(
  'io.k8s.api.core.v1.TopologySpreadConstraint',
  'How evenly pods must be spread over places.',
  {
    maxSkew: int32(1, 'By how many pods places may differ.', { required: true }),
    topologyKey: text(2, 'Label of nodes: equal values are the same place.', { required: true }),
    whenUnsatisfiable: text(3, 'DoNotSchedule waits, ScheduleAnyway does the best it can.', {
      required: true,
      oneOf: ['DoNotSchedule', 'ScheduleAnyway'],
    }),
    labelSelector: ref(4, labelSelector, 'The pods that are counted.'),
    minDomains: int32(5, 'Count so many places at least, even if there are fewer.', {
      pointer: true,
    }),
    nodeAffinityPolicy: text(
      6,
      'Whether nodes that the pod may not use are left out of the count.',
      { oneOf: ['Ignore', 'Honor'], pointer: true },
    ),
    nodeTaintsPolicy: text(
      7,
      'Whether nodes with taints that the pod does not bear are left out.',
      { oneOf: ['Ignore', 'Honor'], pointer: true },
    ),
    matchLabelKeys: list(8, 'string', 'Labels of the pod itself that counted pods must share.', {
      list: 'atomic',
    }),
  },
)
export type TopologySpreadConstraint = Of<typeof topologySpreadConstraint>

export const podSchedulingGate = message(
  'io.k8s.api.core.v1.PodSchedulingGate',
  'Holds a pod back from the scheduler.',
  {
    name: text(1, 'Name of the gate.', { required: true }),
  },
)
export type PodSchedulingGate = Of<typeof podSchedulingGate>

export const podReadinessGate = message(
  'io.k8s.api.core.v1.PodReadinessGate',
  'A further condition for the pod to be ready.',
  {
    conditionType: text(1, 'The condition that must be True.', { required: true }),
  },
)
export type PodReadinessGate = Of<typeof podReadinessGate>

export const podResourceClaim = message(
  'io.k8s.api.core.v1.PodResourceClaim',
  'A device that the pod uses.',
  {
    name: text(1, 'Name of the claim in this pod.', { required: true }),
    resourceClaimName: text(3, 'A ResourceClaim of the namespace.', { pointer: true }),
    resourceClaimTemplateName: text(4, 'A template from which a claim is made for this pod.', {
      pointer: true,
    }),
  },
)
export type PodResourceClaim = Of<typeof podResourceClaim>

export const podOS = message(
  'io.k8s.api.core.v1.PodOS',
  'The operating system that the pod is for.',
  {
    name: text(1, 'linux or windows.', { required: true, oneOf: ['linux', 'windows'] }),
  },
)
export type PodOS = Of<typeof podOS>
