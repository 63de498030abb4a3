import { objectMeta } from '../../schema/meta.ts'
import {
  flag,
  int32,
  int64,
  list,
  map,
  message,
  type Of,
  ref,
  struct,
  text,
  time,
} from '../../schema/tree.ts'
import { type TopLevel, typeMeta } from '../../schema/type-meta.ts'
import { completeNodeStatus } from './defaults.ts'

export const taint = message('io.k8s.api.core.v1.Taint', '', {
  key: text(1, '', { required: true }),
  value: text(2, ''),
  effect: text(3, '', { required: true, oneOf: ['NoSchedule', 'PreferNoSchedule', 'NoExecute'] }),
  timeAdded: time(4, '', { pointer: true }),
})
export type Taint = Of<typeof taint>

export const configMapNodeConfigSource = message(
  'io.k8s.api.core.v1.ConfigMapNodeConfigSource',
  '',
  {
    namespace: text(1, '', { required: true }),
    name: text(2, '', { required: true }),
    uid: text(3, ''),
    resourceVersion: text(4, ''),
    kubeletConfigKey: text(5, '', { required: true }),
  },
)
export type ConfigMapNodeConfigSource = Of<typeof configMapNodeConfigSource>

export const nodeConfigSource = message('io.k8s.api.core.v1.NodeConfigSource', '', {
  configMap: ref(2, configMapNodeConfigSource, ''),
})
export type NodeConfigSource = Of<typeof nodeConfigSource>

export const nodeSpec = message('io.k8s.api.core.v1.NodeSpec', '', {
  podCIDR: text(1, ''),
  podCIDRs: list(7, 'string', '', { list: 'set', patch: 'merge' }),
  providerID: text(3, ''),
  unschedulable: flag(4, ''),
  taints: list(5, taint, '', { list: 'atomic' }),
  configSource: ref(6, nodeConfigSource, ''),
  externalID: text(2, ''),
})
export type NodeSpec = Of<typeof nodeSpec>

export const nodeCondition = message('io.k8s.api.core.v1.NodeCondition', '', {
  type: text(1, '', { required: true }),
  status: text(2, '', { required: true, oneOf: ['True', 'False', 'Unknown'] }),
  lastHeartbeatTime: time(3, ''),
  lastTransitionTime: time(4, ''),
  reason: text(5, ''),
  message: text(6, ''),
})
export type NodeCondition = Of<typeof nodeCondition>

export const nodeAddress = message('io.k8s.api.core.v1.NodeAddress', '', {
  type: text(1, '', {
    required: true,
    oneOf: ['Hostname', 'InternalIP', 'ExternalIP', 'InternalDNS', 'ExternalDNS'],
  }),
  address: text(2, '', { required: true }),
})
export type NodeAddress = Of<typeof nodeAddress>

export const daemonEndpoint = message('io.k8s.api.core.v1.DaemonEndpoint', '', {
  Port: int32(1, '', { required: true }),
})
export type DaemonEndpoint = Of<typeof daemonEndpoint>

export const nodeDaemonEndpoints = message('io.k8s.api.core.v1.NodeDaemonEndpoints', '', {
  kubeletEndpoint: struct(1, daemonEndpoint, ''),
})
export type NodeDaemonEndpoints = Of<typeof nodeDaemonEndpoints>

export const nodeSystemInfo = message('io.k8s.api.core.v1.NodeSystemInfo', '', {
  machineID: text(1, '', { required: true }),
  systemUUID: text(2, '', { required: true }),
  bootID: text(3, '', { required: true }),
  kernelVersion: text(4, '', { required: true }),
  osImage: text(5, '', { required: true }),
  containerRuntimeVersion: text(6, '', { required: true }),
  kubeletVersion: text(7, '', { required: true }),
  kubeProxyVersion: text(8, '', { required: true }),
  operatingSystem: text(9, '', { required: true }),
  architecture: text(10, '', { required: true }),
})
export type NodeSystemInfo = Of<typeof nodeSystemInfo>

export const containerImage = message('io.k8s.api.core.v1.ContainerImage', '', {
  names: list(1, 'string', '', { keep: true, list: 'atomic' }),
  sizeBytes: int64(2, ''),
})
export type ContainerImage = Of<typeof containerImage>

export const attachedVolume = message('io.k8s.api.core.v1.AttachedVolume', '', {
  name: text(1, '', { required: true }),
  devicePath: text(2, '', { required: true }),
})
export type AttachedVolume = Of<typeof attachedVolume>

export const nodeConfigStatus = message('io.k8s.api.core.v1.NodeConfigStatus', '', {
  assigned: ref(1, nodeConfigSource, ''),
  active: ref(2, nodeConfigSource, ''),
  lastKnownGood: ref(3, nodeConfigSource, ''),
  error: text(4, ''),
})
export type NodeConfigStatus = Of<typeof nodeConfigStatus>

export const nodeRuntimeHandlerFeatures = message(
  'io.k8s.api.core.v1.NodeRuntimeHandlerFeatures',
  '',
  {
    recursiveReadOnlyMounts: flag(1, '', { pointer: true }),
    userNamespaces: flag(2, '', { pointer: true }),
  },
)
export type NodeRuntimeHandlerFeatures = Of<typeof nodeRuntimeHandlerFeatures>

export const nodeRuntimeHandler = message('io.k8s.api.core.v1.NodeRuntimeHandler', '', {
  name: text(1, '', { keep: true }),
  features: ref(2, nodeRuntimeHandlerFeatures, ''),
})
export type NodeRuntimeHandler = Of<typeof nodeRuntimeHandler>

export const nodeFeatures = message('io.k8s.api.core.v1.NodeFeatures', '', {
  supplementalGroupsPolicy: flag(1, '', { pointer: true }),
})
export type NodeFeatures = Of<typeof nodeFeatures>

export const nodeStatus = message(
  'io.k8s.api.core.v1.NodeStatus',
  '',
  {
    capacity: map(1, 'quantity', ''),
    allocatable: map(2, 'quantity', ''),
    phase: text(3, ''),
    conditions: list(4, nodeCondition, '', {
      list: 'map',
      keys: ['type'],
      patch: 'merge',
      mergeKey: 'type',
    }),
    addresses: list(5, nodeAddress, '', {
      list: 'map',
      keys: ['type'],
      patch: 'merge',
      mergeKey: 'type',
    }),
    daemonEndpoints: struct(6, nodeDaemonEndpoints, ''),
    nodeInfo: struct(7, nodeSystemInfo, ''),
    images: list(8, containerImage, '', { list: 'atomic' }),
    volumesInUse: list(9, 'string', '', { list: 'atomic' }),
    volumesAttached: list(10, attachedVolume, '', { list: 'atomic' }),
    config: ref(11, nodeConfigStatus, ''),
    runtimeHandlers: list(12, nodeRuntimeHandler, '', { list: 'atomic' }),
    features: ref(13, nodeFeatures, ''),
  },
  completeNodeStatus,
)
export type NodeStatus = Of<typeof nodeStatus>

export const node = message('io.k8s.api.core.v1.Node', '', {
  ...typeMeta,
  metadata: struct(1, objectMeta, ''),
  spec: struct(2, nodeSpec, ''),
  status: struct(3, nodeStatus, ''),
})

/**  */
export interface Node extends TopLevel<typeof node> {
  apiVersion: 'v1'
  kind: 'Node'
}
