import { condition, objectMeta } from '../../schema/meta.ts'
import {
  flag,
  int32,
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
import { completeServicePort, completeServiceSpec } from './defaults.ts'

export const servicePort = message(
  'io.k8s.api.core.v1.ServicePort',
  'A port of a service.',
  {
    name: text(1, 'Name of the port; needed when there are several.'),
    protocol: text(2, 'TCP, UDP or SCTP.', { oneOf: ['TCP', 'UDP', 'SCTP'], default: 'TCP' }),
    appProtocol: text(6, 'What is spoken on it; a hint.', { pointer: true }),
    port: int32(3, 'The port that clients use.', { required: true }),
    targetPort: intOrString(
      4,
      "The pods' port, by number or name; the same number when left out.",
      { defaulted: true },
    ),
    nodePort: int32(
      5,
      'A port that every node opens; the server gives one when a NodePort service has none.',
    ),
  },
  completeServicePort,
)
export type ServicePort = Of<typeof servicePort>

export const clientIPConfig = message(
  'io.k8s.api.core.v1.ClientIPConfig',
  'How long a client stays with a pod.',
  {
    timeoutSeconds: int32(1, 'Seconds since its last request.', { pointer: true }),
  },
)
export type ClientIPConfig = Of<typeof clientIPConfig>

export const sessionAffinityConfig = message(
  'io.k8s.api.core.v1.SessionAffinityConfig',
  'How long a client stays with its pod.',
  {
    clientIP: ref(1, clientIPConfig, 'Settings for ClientIP.'),
  },
)
export type SessionAffinityConfig = Of<typeof sessionAffinityConfig>

export const serviceSpec = message(
  'io.k8s.api.core.v1.ServiceSpec',
  'How a service is reached and where it leads.',
  {
    ports: list(1, servicePort, 'Its ports.', {
      list: 'map',
      keys: ['port', 'protocol'],
      patch: 'merge',
      mergeKey: 'port',
    }),
    selector: map(2, 'string', 'The pods that it leads to.', { map: 'atomic' }),
    clusterIP: text(3, 'Its address in the cluster; None makes it headless.'),
    clusterIPs: list(18, 'string', 'Its addresses, one for each family.', { list: 'atomic' }),
    type: text(4, 'ClusterIP, NodePort, LoadBalancer or ExternalName.', {
      oneOf: ['ClusterIP', 'NodePort', 'LoadBalancer', 'ExternalName'],
      default: 'ClusterIP',
    }),
    externalIPs: list(5, 'string', 'Addresses from outside that lead to it too.', {
      list: 'atomic',
    }),
    sessionAffinity: text(7, 'ClientIP keeps a client with one pod, None does not.', {
      oneOf: ['ClientIP', 'None'],
      default: 'None',
    }),
    loadBalancerIP: text(8, 'Address that the load balancer should get.', { simulated: false }),
    loadBalancerSourceRanges: list(9, 'string', 'Who may use the load balancer.', {
      list: 'atomic',
      simulated: false,
    }),
    externalName: text(10, 'Name that an ExternalName service stands for.'),
    externalTrafficPolicy: text(
      11,
      'Cluster leads outside requests to any pod, Local to pods of the same node.',
      { oneOf: ['Cluster', 'Local'] },
    ),
    healthCheckNodePort: int32(12, 'Port by which a load balancer asks nodes for local pods.', {
      simulated: false,
    }),
    publishNotReadyAddresses: flag(13, 'Whether pods that are not ready count too.'),
    sessionAffinityConfig: ref(14, sessionAffinityConfig, 'Settings of sticky clients.'),
    ipFamilies: list(19, 'string', 'IPv4, IPv6 or both.', {
      oneOf: ['IPv4', 'IPv6', ''],
      list: 'atomic',
    }),
    ipFamilyPolicy: text(17, 'SingleStack, PreferDualStack or RequireDualStack.', {
      oneOf: ['SingleStack', 'PreferDualStack', 'RequireDualStack'],
      pointer: true,
    }),
    allocateLoadBalancerNodePorts: flag(20, 'Whether a load balancer gets node ports.', {
      pointer: true,
    }),
    loadBalancerClass: text(21, 'The load balancer that is meant.', {
      pointer: true,
      simulated: false,
    }),
    internalTrafficPolicy: text(
      22,
      'Cluster leads requests to any pod, Local to pods of the same node.',
      { oneOf: ['Cluster', 'Local'], pointer: true },
    ),
    trafficDistribution: text(23, 'PreferClose prefers pods that are near.', {
      pointer: true,
      simulated: false,
    }),
  },
  completeServiceSpec,
)
export type ServiceSpec = Of<typeof serviceSpec>

export const portStatus = message(
  'io.k8s.api.core.v1.PortStatus',
  "State of a load balancer's port.",
  {
    port: int32(1, 'The port.', { required: true }),
    protocol: text(2, 'TCP, UDP or SCTP.', { required: true, oneOf: ['TCP', 'UDP', 'SCTP'] }),
    error: text(3, 'What is wrong with it.', { pointer: true }),
  },
)
export type PortStatus = Of<typeof portStatus>

export const loadBalancerIngress = message(
  'io.k8s.api.core.v1.LoadBalancerIngress',
  'A way in through a load balancer.',
  {
    ip: text(1, 'Its address.'),
    hostname: text(2, 'Its name.'),
    ipMode: text(3, 'VIP or Proxy.', { oneOf: ['VIP', 'Proxy'], pointer: true }),
    ports: list(4, portStatus, 'State of its ports.', { list: 'atomic' }),
  },
)
export type LoadBalancerIngress = Of<typeof loadBalancerIngress>

export const loadBalancerStatus = message(
  'io.k8s.api.core.v1.LoadBalancerStatus',
  'State of a load balancer.',
  {
    ingress: list(1, loadBalancerIngress, 'The ways in.', { list: 'atomic' }),
  },
)
export type LoadBalancerStatus = Of<typeof loadBalancerStatus>

export const serviceStatus = message(
  'io.k8s.api.core.v1.ServiceStatus',
  'How a service is doing.',
  {
    loadBalancer: struct(1, loadBalancerStatus, 'State of its load balancer.'),
    conditions: list(2, condition, 'Aspects of its state.', {
      list: 'map',
      keys: ['type'],
      patch: 'merge',
      mergeKey: 'type',
    }),
  },
)
export type ServiceStatus = Of<typeof serviceStatus>

export const service = message(
  'io.k8s.api.core.v1.Service',
  'A lasting address for a changing set of pods.',
  {
    ...typeMeta,
    metadata: struct(1, objectMeta, 'Name and labels of the service.'),
    spec: struct(2, serviceSpec, 'How it is reached and where it leads.'),
    status: struct(3, serviceStatus, 'How it is doing.'),
  },
)

/** A lasting address for a changing set of pods. */
export interface Service extends TopLevel<typeof service> {
  apiVersion: 'v1'
  kind: 'Service'
}
