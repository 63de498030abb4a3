import { labelSelector } from '../../../schema/selector.ts'
import { int32, int64, list, message, type Of, ref, text } from '../../../schema/tree.ts'

export const toleration = message('io.k8s.api.core.v1.Toleration', '', {
  key: text(1, ''),
  operator: text(2, '', { oneOf: ['Exists', 'Equal'] }),
  value: text(3, ''),
  effect: text(4, '', { oneOf: ['NoSchedule', 'PreferNoSchedule', 'NoExecute'] }),
  tolerationSeconds: int64(5, '', { pointer: true }),
})
export type Toleration = Of<typeof toleration>

export const topologySpreadConstraint = message('io.k8s.api.core.v1.TopologySpreadConstraint', '', {
  maxSkew: int32(1, '', { required: true }),
  topologyKey: text(2, '', { required: true }),
  whenUnsatisfiable: text(3, '', { required: true, oneOf: ['DoNotSchedule', 'ScheduleAnyway'] }),
  labelSelector: ref(4, labelSelector, ''),
  minDomains: int32(5, '', { pointer: true }),
  nodeAffinityPolicy: text(6, '', { oneOf: ['Ignore', 'Honor'], pointer: true }),
  nodeTaintsPolicy: text(7, '', { oneOf: ['Ignore', 'Honor'], pointer: true }),
  matchLabelKeys: list(8, 'string', '', { list: 'atomic' }),
})
export type TopologySpreadConstraint = Of<typeof topologySpreadConstraint>

export const podSchedulingGate = message('io.k8s.api.core.v1.PodSchedulingGate', '', {
  name: text(1, '', { required: true }),
})
export type PodSchedulingGate = Of<typeof podSchedulingGate>

export const podReadinessGate = message('io.k8s.api.core.v1.PodReadinessGate', '', {
  conditionType: text(1, '', { required: true }),
})
export type PodReadinessGate = Of<typeof podReadinessGate>

export const podResourceClaim = message('io.k8s.api.core.v1.PodResourceClaim', '', {
  name: text(1, '', { required: true }),
  resourceClaimName: text(3, '', { pointer: true }),
  resourceClaimTemplateName: text(4, '', { pointer: true }),
})
export type PodResourceClaim = Of<typeof podResourceClaim>

export const podOS = message('io.k8s.api.core.v1.PodOS', '', {
  name: text(1, '', { required: true, oneOf: ['linux', 'windows'] }),
})
export type PodOS = Of<typeof podOS>
