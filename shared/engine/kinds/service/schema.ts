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
  '',
  {
    name: text(1, ''),
    protocol: text(2, '', { oneOf: ['TCP', 'UDP', 'SCTP'], default: 'TCP' }),
    appProtocol: text(6, '', { pointer: true }),
    port: int32(3, '', { required: true }),
    targetPort: intOrString(4, '', { defaulted: true }),
    nodePort: int32(5, ''),
  },
  completeServicePort,
)
export type ServicePort = Of<typeof servicePort>

export const clientIPConfig = message('io.k8s.api.core.v1.ClientIPConfig', '', {
  timeoutSeconds: int32(1, '', { pointer: true }),
})
export type ClientIPConfig = Of<typeof clientIPConfig>

export const sessionAffinityConfig = message('io.k8s.api.core.v1.SessionAffinityConfig', '', {
  clientIP: ref(1, clientIPConfig, ''),
})
export type SessionAffinityConfig = Of<typeof sessionAffinityConfig>

export const serviceSpec = message(
  'io.k8s.api.core.v1.ServiceSpec',
  '',
  {
    ports: list(1, servicePort, '', {
      list: 'map',
      keys: ['port', 'protocol'],
      patch: 'merge',
      mergeKey: 'port',
    }),
    selector: map(2, 'string', '', { map: 'atomic' }),
    clusterIP: text(3, ''),
    clusterIPs: list(18, 'string', '', { list: 'atomic' }),
    type: text(4, '', {
      oneOf: ['ClusterIP', 'NodePort', 'LoadBalancer', 'ExternalName'],
      default: 'ClusterIP',
    }),
    externalIPs: list(5, 'string', '', { list: 'atomic' }),
    sessionAffinity: text(7, '', { oneOf: ['ClientIP', 'None'], default: 'None' }),
    loadBalancerIP: text(8, ''),
    loadBalancerSourceRanges: list(9, 'string', '', { list: 'atomic' }),
    externalName: text(10, ''),
    externalTrafficPolicy: text(11, '', { oneOf: ['Cluster', 'Local'] }),
    healthCheckNodePort: int32(12, ''),
    publishNotReadyAddresses: flag(13, ''),
    sessionAffinityConfig: ref(14, sessionAffinityConfig, ''),
    ipFamilies: list(19, 'string', '', { oneOf: ['IPv4', 'IPv6', ''], list: 'atomic' }),
    ipFamilyPolicy: text(17, '', {
      oneOf: ['SingleStack', 'PreferDualStack', 'RequireDualStack'],
      pointer: true,
    }),
    allocateLoadBalancerNodePorts: flag(20, '', { pointer: true }),
    loadBalancerClass: text(21, '', { pointer: true }),
    internalTrafficPolicy: text(22, '', { oneOf: ['Cluster', 'Local'], pointer: true }),
    trafficDistribution: text(23, '', { pointer: true }),
  },
  completeServiceSpec,
)
export type ServiceSpec = Of<typeof serviceSpec>

export const portStatus = message('io.k8s.api.core.v1.PortStatus', '', {
  port: int32(1, '', { required: true }),
  protocol: text(2, '', { required: true, oneOf: ['TCP', 'UDP', 'SCTP'] }),
  error: text(3, '', { pointer: true }),
})
export type PortStatus = Of<typeof portStatus>

export const loadBalancerIngress = message('io.k8s.api.core.v1.LoadBalancerIngress', '', {
  ip: text(1, ''),
  hostname: text(2, ''),
  ipMode: text(3, '', { oneOf: ['VIP', 'Proxy'], pointer: true }),
  ports: list(4, portStatus, '', { list: 'atomic' }),
})
export type LoadBalancerIngress = Of<typeof loadBalancerIngress>

export const loadBalancerStatus = message('io.k8s.api.core.v1.LoadBalancerStatus', '', {
  ingress: list(1, loadBalancerIngress, '', { list: 'atomic' }),
})
export type LoadBalancerStatus = Of<typeof loadBalancerStatus>

export const serviceStatus = message('io.k8s.api.core.v1.ServiceStatus', '', {
  loadBalancer: struct(1, loadBalancerStatus, ''),
  conditions: list(2, condition, '', {
    list: 'map',
    keys: ['type'],
    patch: 'merge',
    mergeKey: 'type',
  }),
})
export type ServiceStatus = Of<typeof serviceStatus>

export const service = message('io.k8s.api.core.v1.Service', '', {
  ...typeMeta,
  metadata: struct(1, objectMeta, ''),
  spec: struct(2, serviceSpec, ''),
  status: struct(3, serviceStatus, ''),
})

/**  */
export interface Service extends TopLevel<typeof service> {
  apiVersion: 'v1'
  kind: 'Service'
}
