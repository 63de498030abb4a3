import { labelSelector } from '../../../schema/selector.ts'
import { int32, list, message, type Of, ref, struct, text } from '../../../schema/tree.ts'

export const nodeSelectorRequirement = message(
  'io.k8s.api.core.v1.NodeSelectorRequirement',
  'One condition on a node.',
  {
    key: text(1, 'Key of the label.', { required: true }),
    operator: text(2, 'In, NotIn, Exists, DoesNotExist, Gt or Lt.', {
      required: true,
      oneOf: ['In', 'NotIn', 'Exists', 'DoesNotExist', 'Gt', 'Lt'],
    }),
    values: list(3, 'string', 'What to compare with; a whole number for Gt and Lt.', {
      list: 'atomic',
    }),
  },
)
export type NodeSelectorRequirement = Of<typeof nodeSelectorRequirement>

export const nodeSelectorTerm = message(
  'io.k8s.api.core.v1.NodeSelectorTerm',
  'Conditions on a node that must all hold.',
  {
    matchExpressions: list(1, nodeSelectorRequirement, 'Conditions on its labels.', {
      list: 'atomic',
    }),
    matchFields: list(
      2,
      nodeSelectorRequirement,
      'Conditions on its fields; only metadata.name is known.',
      { list: 'atomic' },
    ),
  },
)
export type NodeSelectorTerm = Of<typeof nodeSelectorTerm>

export const nodeSelector = message(
  'io.k8s.api.core.v1.NodeSelector',
  'Chooses nodes: one of the terms must hold.',
  {
    nodeSelectorTerms: list(1, nodeSelectorTerm, 'The terms.', { required: true, list: 'atomic' }),
  },
)
export type NodeSelector = Of<typeof nodeSelector>

export const preferredSchedulingTerm = message(
  'io.k8s.api.core.v1.PreferredSchedulingTerm',
  'A wish about the node.',
  {
    weight: int32(1, 'How much it counts, 1 to 100.', { required: true }),
    preference: struct(2, nodeSelectorTerm, 'What is wished for.', { required: true }),
  },
)
export type PreferredSchedulingTerm = Of<typeof preferredSchedulingTerm>

export const nodeAffinity = message(
  'io.k8s.api.core.v1.NodeAffinity',
  'On which nodes a pod may and would like to run.',
  {
    requiredDuringSchedulingIgnoredDuringExecution: ref(
      1,
      nodeSelector,
      'What a node must have to be chosen.',
    ),
    preferredDuringSchedulingIgnoredDuringExecution: list(
      2,
      preferredSchedulingTerm,
      'What a node should have.',
      { list: 'atomic' },
    ),
  },
)
export type NodeAffinity = Of<typeof nodeAffinity>

export const podAffinityTerm = message(
  'io.k8s.api.core.v1.PodAffinityTerm',
  'A group of pods, and what counts as the same place.',
  {
    labelSelector: ref(1, labelSelector, 'The pods that are meant.'),
    namespaces: list(
      2,
      'string',
      "The namespaces to look in; the pod's own when nothing is said.",
      { list: 'atomic' },
    ),
    topologyKey: text(3, 'Label of nodes: equal values are the same place.', { required: true }),
    namespaceSelector: ref(4, labelSelector, 'Namespaces to look in, by their labels.'),
    matchLabelKeys: list(
      5,
      'string',
      'Labels of the pod itself whose values the others must share.',
      { list: 'atomic', simulated: false },
    ),
    mismatchLabelKeys: list(
      6,
      'string',
      'Labels of the pod itself whose values the others must not share.',
      { list: 'atomic', simulated: false },
    ),
  },
)
export type PodAffinityTerm = Of<typeof podAffinityTerm>

export const weightedPodAffinityTerm = message(
  'io.k8s.api.core.v1.WeightedPodAffinityTerm',
  'A wish about the neighbours.',
  {
    weight: int32(1, 'How much it counts, 1 to 100.', { required: true }),
    podAffinityTerm: struct(2, podAffinityTerm, 'Which neighbours.', { required: true }),
  },
)
export type WeightedPodAffinityTerm = Of<typeof weightedPodAffinityTerm>

export const podAffinity = message(
  'io.k8s.api.core.v1.PodAffinity',
  'Near which pods a pod must and would like to run.',
  {
    requiredDuringSchedulingIgnoredDuringExecution: list(
      1,
      podAffinityTerm,
      'Neighbours that there must be.',
      { list: 'atomic' },
    ),
    preferredDuringSchedulingIgnoredDuringExecution: list(
      2,
      weightedPodAffinityTerm,
      'Neighbours that there should be.',
      { list: 'atomic' },
    ),
  },
)
export type PodAffinity = Of<typeof podAffinity>

export const podAntiAffinity = message(
  'io.k8s.api.core.v1.PodAntiAffinity',
  'Away from which pods a pod must and would like to run.',
  {
    requiredDuringSchedulingIgnoredDuringExecution: list(
      1,
      podAffinityTerm,
      'Neighbours that there must not be.',
      { list: 'atomic' },
    ),
    preferredDuringSchedulingIgnoredDuringExecution: list(
      2,
      weightedPodAffinityTerm,
      'Neighbours that there should not be.',
      { list: 'atomic' },
    ),
  },
)
export type PodAntiAffinity = Of<typeof podAntiAffinity>

export const affinity = message('io.k8s.api.core.v1.Affinity', 'Where a pod wants to run.', {
  nodeAffinity: ref(1, nodeAffinity, 'On which nodes.'),
  podAffinity: ref(2, podAffinity, 'Near which pods.'),
  podAntiAffinity: ref(3, podAntiAffinity, 'Away from which pods.'),
})
export type Affinity = Of<typeof affinity>
