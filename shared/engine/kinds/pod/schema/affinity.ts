import { labelSelector } from '../../../schema/selector.ts'
import { int32, list, message, type Of, ref, struct, text } from '../../../schema/tree.ts'

export const nodeSelectorRequirement = message('io.k8s.api.core.v1.NodeSelectorRequirement', '', {
  key: text(1, '', { required: true }),
  operator: text(2, '', {
    required: true,
    oneOf: ['In', 'NotIn', 'Exists', 'DoesNotExist', 'Gt', 'Lt'],
  }),
  values: list(3, 'string', '', { list: 'atomic' }),
})
export type NodeSelectorRequirement = Of<typeof nodeSelectorRequirement>

export const nodeSelectorTerm = message('io.k8s.api.core.v1.NodeSelectorTerm', '', {
  matchExpressions: list(1, nodeSelectorRequirement, '', { list: 'atomic' }),
  matchFields: list(2, nodeSelectorRequirement, '', { list: 'atomic' }),
})
export type NodeSelectorTerm = Of<typeof nodeSelectorTerm>

export const nodeSelector = message('io.k8s.api.core.v1.NodeSelector', '', {
  nodeSelectorTerms: list(1, nodeSelectorTerm, '', { required: true, list: 'atomic' }),
})
export type NodeSelector = Of<typeof nodeSelector>

export const preferredSchedulingTerm = message('io.k8s.api.core.v1.PreferredSchedulingTerm', '', {
  weight: int32(1, '', { required: true }),
  preference: struct(2, nodeSelectorTerm, '', { required: true }),
})
export type PreferredSchedulingTerm = Of<typeof preferredSchedulingTerm>

export const nodeAffinity = message('io.k8s.api.core.v1.NodeAffinity', '', {
  requiredDuringSchedulingIgnoredDuringExecution: ref(1, nodeSelector, ''),
  preferredDuringSchedulingIgnoredDuringExecution: list(2, preferredSchedulingTerm, '', {
    list: 'atomic',
  }),
})
export type NodeAffinity = Of<typeof nodeAffinity>

export const podAffinityTerm = message('io.k8s.api.core.v1.PodAffinityTerm', '', {
  labelSelector: ref(1, labelSelector, ''),
  namespaces: list(2, 'string', '', { list: 'atomic' }),
  topologyKey: text(3, '', { required: true }),
  namespaceSelector: ref(4, labelSelector, ''),
  matchLabelKeys: list(5, 'string', '', { list: 'atomic' }),
  mismatchLabelKeys: list(6, 'string', '', { list: 'atomic' }),
})
export type PodAffinityTerm = Of<typeof podAffinityTerm>

export const weightedPodAffinityTerm = message('io.k8s.api.core.v1.WeightedPodAffinityTerm', '', {
  weight: int32(1, '', { required: true }),
  podAffinityTerm: struct(2, podAffinityTerm, '', { required: true }),
})
export type WeightedPodAffinityTerm = Of<typeof weightedPodAffinityTerm>

export const podAffinity = message('io.k8s.api.core.v1.PodAffinity', '', {
  requiredDuringSchedulingIgnoredDuringExecution: list(1, podAffinityTerm, '', { list: 'atomic' }),
  preferredDuringSchedulingIgnoredDuringExecution: list(2, weightedPodAffinityTerm, '', {
    list: 'atomic',
  }),
})
export type PodAffinity = Of<typeof podAffinity>

export const podAntiAffinity = message('io.k8s.api.core.v1.PodAntiAffinity', '', {
  requiredDuringSchedulingIgnoredDuringExecution: list(1, podAffinityTerm, '', { list: 'atomic' }),
  preferredDuringSchedulingIgnoredDuringExecution: list(2, weightedPodAffinityTerm, '', {
    list: 'atomic',
  }),
})
export type PodAntiAffinity = Of<typeof podAntiAffinity>

export const affinity = message('io.k8s.api.core.v1.Affinity', '', {
  nodeAffinity: ref(1, nodeAffinity, ''),
  podAffinity: ref(2, podAffinity, ''),
  podAntiAffinity: ref(3, podAntiAffinity, ''),
})
export type Affinity = Of<typeof affinity>
