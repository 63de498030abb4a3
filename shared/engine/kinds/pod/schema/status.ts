import { list, message, type Of, text, time } from '../../../schema/tree.ts'
import { containerStatus } from './container-status.ts'

export const podCondition = message(
  'io.k8s.api.core.v1.PodCondition',
  "One aspect of a pod's state.",
  {
    type: text(1, "PodScheduled, Initialized, ContainersReady, Ready and others, or one's own.", {
      required: true,
    }),
    status: text(2, 'True, False or Unknown.', {
      required: true,
      oneOf: ['True', 'False', 'Unknown'],
    }),
    lastProbeTime: time(3, 'When it was looked at last.'),
    lastTransitionTime: time(4, 'When the status changed last.'),
    reason: text(5, 'The cause in one word.'),
    message: text(6, 'The cause in a sentence.'),
  },
)
export type PodCondition = Of<typeof podCondition>

export const hostIP = message('io.k8s.api.core.v1.HostIP', 'An address of the node.', {
  ip: text(1, 'The address.', { required: true }),
})
export type HostIP = Of<typeof hostIP>

export const podIP = message('io.k8s.api.core.v1.PodIP', 'An address of the pod.', {
  ip: text(1, 'The address.', { required: true }),
})
export type PodIP = Of<typeof podIP>

export const podResourceClaimStatus = message(
  'io.k8s.api.core.v1.PodResourceClaimStatus',
  'The claim that was made for the pod.',
  {
    name: text(1, "The claim in the pod's spec.", { required: true }),
    resourceClaimName: text(2, 'The ResourceClaim.', { pointer: true }),
  },
)
export type PodResourceClaimStatus = Of<typeof podResourceClaimStatus>

export const podStatus = message('io.k8s.api.core.v1.PodStatus', 'How a pod is doing.', {
  phase: text(1, 'Pending, Running, Succeeded, Failed or Unknown.', {
    oneOf: ['Pending', 'Running', 'Succeeded', 'Failed', 'Unknown'],
  }),
  conditions: list(2, podCondition, 'Aspects of its state.', {
    list: 'map',
    keys: ['type'],
    patch: 'merge',
    mergeKey: 'type',
  }),
  message: text(3, 'Why it is so, in a sentence.'),
  reason: text(4, 'Why it is so, in one word, such as Evicted.'),
  nominatedNodeName: text(11, 'The node where room is being made for it.'),
  hostIP: text(5, 'Address of its node.'),
  hostIPs: list(16, hostIP, 'Addresses of its node.', {
    list: 'atomic',
    patch: 'merge',
    mergeKey: 'ip',
  }),
  podIP: text(6, 'Its address.'),
  podIPs: list(12, podIP, 'Its addresses.', {
    list: 'map',
    keys: ['ip'],
    patch: 'merge',
    mergeKey: 'ip',
  }),
  startTime: time(7, 'When the kubelet took it on.', { pointer: true }),
  initContainerStatuses: list(10, containerStatus, 'How its init containers are doing.', {
    list: 'atomic',
  }),
  containerStatuses: list(8, containerStatus, 'How its containers are doing.', { list: 'atomic' }),
  qosClass: text(
    9,
    'Guaranteed, Burstable or BestEffort: who has to go last, later, first when memory is short.',
    { oneOf: ['Guaranteed', 'Burstable', 'BestEffort'] },
  ),
  ephemeralContainerStatuses: list(13, containerStatus, 'How its ephemeral containers are doing.', {
    list: 'atomic',
  }),
  resize: text(14, 'How far a change of its resources has come.', {
    oneOf: ['Proposed', 'InProgress', 'Deferred', 'Infeasible'],
  }),
  resourceClaimStatuses: list(15, podResourceClaimStatus, 'The claims that were made for it.', {
    list: 'map',
    keys: ['name'],
    patch: 'merge,retainKeys',
    mergeKey: 'name',
    simulated: false,
  }),
})
export type PodStatus = Of<typeof podStatus>
