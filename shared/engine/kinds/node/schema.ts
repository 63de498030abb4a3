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

export const taint = message(
  'io.k8s.api.core.v1.Taint',
  'Keeps pods away that do not tolerate it.',
  {
    key: text(1, 'Key of the taint.', { required: true }),
    value: text(2, 'Its value.'),
    effect: text(
      3,
      'NoSchedule, PreferNoSchedule, or NoExecute, which also removes pods that are there.',
      { required: true, oneOf: ['NoSchedule', 'PreferNoSchedule', 'NoExecute'] },
    ),
    timeAdded: time(4, 'When it was put on; set for NoExecute.', { pointer: true }),
  },
)
export type Taint = Of<typeof taint>

export const configMapNodeConfigSource = message(
  'io.k8s.api.core.v1.ConfigMapNodeConfigSource',
  "A ConfigMap with a kubelet's settings; no longer used.",
  {
    namespace: text(1, 'Its namespace.', { required: true }),
    name: text(2, 'Its name.', { required: true }),
    uid: text(3, 'Its uid.'),
    resourceVersion: text(4, 'Its state.'),
    kubeletConfigKey: text(5, 'The key with the settings.', { required: true }),
  },
)
export type ConfigMapNodeConfigSource = Of<typeof configMapNodeConfigSource>

export const nodeConfigSource = message(
  'io.k8s.api.core.v1.NodeConfigSource',
  "Where a kubelet's settings come from; no longer used.",
  {
    configMap: ref(2, configMapNodeConfigSource, 'A ConfigMap.'),
  },
)
export type NodeConfigSource = Of<typeof nodeConfigSource>

export const nodeSpec = message('io.k8s.api.core.v1.NodeSpec', 'How a node is to be used.', {
  podCIDR: text(1, 'Addresses of its pods.'),
  podCIDRs: list(7, 'string', 'Addresses of its pods, one range for each family.', {
    list: 'set',
    patch: 'merge',
  }),
  providerID: text(3, 'What the cloud calls the machine.'),
  unschedulable: flag(4, 'Whether new pods are kept away (cordon).'),
  taints: list(5, taint, 'What keeps pods away.', { list: 'atomic' }),
  configSource: ref(6, nodeConfigSource, 'No longer used.', { simulated: false }),
  externalID: text(2, 'No longer used.', { simulated: false }),
})
export type NodeSpec = Of<typeof nodeSpec>

export const nodeCondition = message(
  'io.k8s.api.core.v1.NodeCondition',
  "One aspect of a node's state.",
  {
    type: text(1, 'Ready, MemoryPressure, DiskPressure, PIDPressure or NetworkUnavailable.', {
      required: true,
    }),
    status: text(2, 'True, False or Unknown.', {
      required: true,
      oneOf: ['True', 'False', 'Unknown'],
    }),
    lastHeartbeatTime: time(3, 'When the node spoke of it last.'),
    lastTransitionTime: time(4, 'When the status changed last.'),
    reason: text(5, 'The cause in one word.'),
    message: text(6, 'The cause in a sentence.'),
  },
)
export type NodeCondition = Of<typeof nodeCondition>

export const nodeAddress = message('io.k8s.api.core.v1.NodeAddress', 'An address of a node.', {
  type: text(1, 'Hostname, InternalIP, ExternalIP, InternalDNS or ExternalDNS.', {
    required: true,
    oneOf: ['Hostname', 'InternalIP', 'ExternalIP', 'InternalDNS', 'ExternalDNS'],
  }),
  address: text(2, 'The address.', { required: true }),
})
export type NodeAddress = Of<typeof nodeAddress>

export const daemonEndpoint = message(
  'io.k8s.api.core.v1.DaemonEndpoint',
  'Where a daemon of the node listens.',
  {
    Port: int32(1, 'Its port.', { required: true }),
  },
)
export type DaemonEndpoint = Of<typeof daemonEndpoint>

export const nodeDaemonEndpoints = message(
  'io.k8s.api.core.v1.NodeDaemonEndpoints',
  "Where the node's daemons listen.",
  {
    kubeletEndpoint: struct(1, daemonEndpoint, 'The kubelet.'),
  },
)
export type NodeDaemonEndpoints = Of<typeof nodeDaemonEndpoints>

export const nodeSystemInfo = message('io.k8s.api.core.v1.NodeSystemInfo', 'What runs on a node.', {
  machineID: text(1, 'Id of the machine.', { required: true }),
  systemUUID: text(2, 'Id of the system.', { required: true }),
  bootID: text(3, 'Id of this boot.', { required: true }),
  kernelVersion: text(4, 'Version of the kernel.', { required: true }),
  osImage: text(5, 'Name of the operating system.', { required: true }),
  containerRuntimeVersion: text(6, 'The container runtime, such as containerd://1.7.24.', {
    required: true,
  }),
  kubeletVersion: text(7, 'Version of the kubelet.', { required: true }),
  kubeProxyVersion: text(8, 'No longer filled.', { required: true }),
  operatingSystem: text(9, 'linux or windows.', { required: true }),
  architecture: text(10, "The processor's kind, such as amd64.", { required: true }),
})
export type NodeSystemInfo = Of<typeof nodeSystemInfo>

export const containerImage = message(
  'io.k8s.api.core.v1.ContainerImage',
  'An image that a node has.',
  {
    names: list(1, 'string', 'Its names.', { keep: true, list: 'atomic' }),
    sizeBytes: int64(2, 'Its size.'),
  },
)
export type ContainerImage = Of<typeof containerImage>

export const attachedVolume = message(
  'io.k8s.api.core.v1.AttachedVolume',
  'A volume that is attached to a node.',
  {
    name: text(1, 'Name of the volume.', { required: true }),
    devicePath: text(2, 'Where it is attached.', { required: true }),
  },
)
export type AttachedVolume = Of<typeof attachedVolume>

export const nodeConfigStatus = message(
  'io.k8s.api.core.v1.NodeConfigStatus',
  'Which settings a kubelet uses; no longer filled.',
  {
    assigned: ref(1, nodeConfigSource, 'What it was told to use.'),
    active: ref(2, nodeConfigSource, 'What it uses.'),
    lastKnownGood: ref(3, nodeConfigSource, 'What it goes back to.'),
    error: text(4, 'What is wrong.'),
  },
)
export type NodeConfigStatus = Of<typeof nodeConfigStatus>

export const nodeRuntimeHandlerFeatures = message(
  'io.k8s.api.core.v1.NodeRuntimeHandlerFeatures',
  'What a runtime can do.',
  {
    recursiveReadOnlyMounts: flag(1, 'Whether it can make mounts read-only all the way down.', {
      pointer: true,
    }),
    userNamespaces: flag(2, 'Whether it can give pods users of their own.', { pointer: true }),
  },
)
export type NodeRuntimeHandlerFeatures = Of<typeof nodeRuntimeHandlerFeatures>

export const nodeRuntimeHandler = message(
  'io.k8s.api.core.v1.NodeRuntimeHandler',
  'A container runtime of a node.',
  {
    name: text(1, 'Its name; empty is the default one.', { keep: true }),
    features: ref(2, nodeRuntimeHandlerFeatures, 'What it can do.'),
  },
)
export type NodeRuntimeHandler = Of<typeof nodeRuntimeHandler>

export const nodeFeatures = message('io.k8s.api.core.v1.NodeFeatures', 'What a node can do.', {
  supplementalGroupsPolicy: flag(1, 'Whether it knows policies for supplemental groups.', {
    pointer: true,
  }),
})
export type NodeFeatures = Of<typeof nodeFeatures>

export const nodeStatus = message(
  'io.k8s.api.core.v1.NodeStatus',
  'How a node is doing.',
  {
    capacity: map(1, 'quantity', 'All that it has.'),
    allocatable: map(2, 'quantity', 'What pods may use of it.'),
    phase: text(3, 'No longer filled.'),
    conditions: list(4, nodeCondition, 'Aspects of its state.', {
      list: 'map',
      keys: ['type'],
      patch: 'merge',
      mergeKey: 'type',
    }),
    addresses: list(5, nodeAddress, 'Its addresses.', {
      list: 'map',
      keys: ['type'],
      patch: 'merge',
      mergeKey: 'type',
    }),
    daemonEndpoints: struct(6, nodeDaemonEndpoints, 'Where its daemons listen.'),
    nodeInfo: struct(7, nodeSystemInfo, 'What runs on it.'),
    images: list(8, containerImage, 'Images that it has.', { list: 'atomic' }),
    volumesInUse: list(9, 'string', 'Volumes that its pods use.', { list: 'atomic' }),
    volumesAttached: list(10, attachedVolume, 'Volumes that are attached to it.', {
      list: 'atomic',
    }),
    config: ref(11, nodeConfigStatus, 'No longer filled.', { simulated: false }),
    runtimeHandlers: list(12, nodeRuntimeHandler, 'Its container runtimes.', {
      list: 'atomic',
      simulated: false,
    }),
    features: ref(13, nodeFeatures, 'What it can do.', { simulated: false }),
  },
  completeNodeStatus,
)
export type NodeStatus = Of<typeof nodeStatus>

export const node = message('io.k8s.api.core.v1.Node', 'A machine that runs pods.', {
  ...typeMeta,
  metadata: struct(1, objectMeta, 'Name and labels of the node.'),
  spec: struct(2, nodeSpec, 'How it is to be used.'),
  status: struct(3, nodeStatus, 'How it is doing.'),
})

/** A machine that runs pods. */
export interface Node extends TopLevel<typeof node> {
  apiVersion: 'v1'
  kind: 'Node'
}
