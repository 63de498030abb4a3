import { list, message, type Of, text, time } from '../../../schema/tree.ts'
import { containerStatus } from './container-status.ts'

export const podCondition = message('io.k8s.api.core.v1.PodCondition', '', {
  type: text(1, '', { required: true }),
  status: text(2, '', { required: true, oneOf: ['True', 'False', 'Unknown'] }),
  lastProbeTime: time(3, ''),
  lastTransitionTime: time(4, ''),
  reason: text(5, ''),
  message: text(6, ''),
})
export type PodCondition = Of<typeof podCondition>

export const hostIP = message('io.k8s.api.core.v1.HostIP', '', {
  ip: text(1, '', { required: true }),
})
export type HostIP = Of<typeof hostIP>

export const podIP = message('io.k8s.api.core.v1.PodIP', '', {
  ip: text(1, '', { required: true }),
})
export type PodIP = Of<typeof podIP>

export const podResourceClaimStatus = message('io.k8s.api.core.v1.PodResourceClaimStatus', '', {
  name: text(1, '', { required: true }),
  resourceClaimName: text(2, '', { pointer: true }),
})
export type PodResourceClaimStatus = Of<typeof podResourceClaimStatus>

export const podStatus = message('io.k8s.api.core.v1.PodStatus', '', {
  phase: text(1, '', { oneOf: ['Pending', 'Running', 'Succeeded', 'Failed', 'Unknown'] }),
  conditions: list(2, podCondition, '', {
    list: 'map',
    keys: ['type'],
    patch: 'merge',
    mergeKey: 'type',
  }),
  message: text(3, ''),
  reason: text(4, ''),
  nominatedNodeName: text(11, ''),
  hostIP: text(5, ''),
  hostIPs: list(16, hostIP, '', { list: 'atomic', patch: 'merge', mergeKey: 'ip' }),
  podIP: text(6, ''),
  podIPs: list(12, podIP, '', { list: 'map', keys: ['ip'], patch: 'merge', mergeKey: 'ip' }),
  startTime: time(7, '', { pointer: true }),
  initContainerStatuses: list(10, containerStatus, '', { list: 'atomic' }),
  containerStatuses: list(8, containerStatus, '', { list: 'atomic' }),
  qosClass: text(9, '', { oneOf: ['Guaranteed', 'Burstable', 'BestEffort'] }),
  ephemeralContainerStatuses: list(13, containerStatus, '', { list: 'atomic' }),
  resize: text(14, '', { oneOf: ['Proposed', 'InProgress', 'Deferred', 'Infeasible'] }),
  resourceClaimStatuses: list(15, podResourceClaimStatus, '', {
    list: 'map',
    keys: ['name'],
    patch: 'merge,retainKeys',
    mergeKey: 'name',
  }),
})
export type PodStatus = Of<typeof podStatus>
