import { objectMeta } from '../../schema/meta.ts'
import { objectReference } from '../../schema/reference.ts'
import { flag, int32, list, map, message, type Of, ref, struct, text } from '../../schema/tree.ts'
import { type TopLevel, typeMeta } from '../../schema/type-meta.ts'

export const endpointConditions = message('io.k8s.api.discovery.v1.EndpointConditions', '', {
  ready: flag(1, '', { pointer: true }),
  serving: flag(2, '', { pointer: true }),
  terminating: flag(3, '', { pointer: true }),
})
export type EndpointConditions = Of<typeof endpointConditions>

export const forZone = message('io.k8s.api.discovery.v1.ForZone', '', {
  name: text(1, '', { required: true }),
})
export type ForZone = Of<typeof forZone>

export const endpointHints = message('io.k8s.api.discovery.v1.EndpointHints', '', {
  forZones: list(1, forZone, '', { list: 'atomic' }),
})
export type EndpointHints = Of<typeof endpointHints>

export const endpoint = message('io.k8s.api.discovery.v1.Endpoint', '', {
  addresses: list(1, 'string', '', { required: true, list: 'set' }),
  conditions: struct(2, endpointConditions, ''),
  hostname: text(3, '', { pointer: true }),
  targetRef: ref(4, objectReference, ''),
  deprecatedTopology: map(5, 'string', ''),
  nodeName: text(6, '', { pointer: true }),
  zone: text(7, '', { pointer: true }),
  hints: ref(8, endpointHints, ''),
})
export type Endpoint = Of<typeof endpoint>

export const endpointPort = message('io.k8s.api.discovery.v1.EndpointPort', '', {
  name: text(1, '', { pointer: true, default: '' }),
  protocol: text(2, '', { oneOf: ['TCP', 'UDP', 'SCTP'], pointer: true, default: 'TCP' }),
  port: int32(3, '', { pointer: true }),
  appProtocol: text(4, '', { pointer: true }),
})
export type EndpointPort = Of<typeof endpointPort>

export const endpointSlice = message('io.k8s.api.discovery.v1.EndpointSlice', '', {
  ...typeMeta,
  metadata: struct(1, objectMeta, ''),
  addressType: text(4, '', { required: true }),
  endpoints: list(2, endpoint, '', { required: true, keep: true, list: 'atomic' }),
  ports: list(3, endpointPort, '', { keep: true, list: 'atomic' }),
})

/**  */
export interface EndpointSlice extends TopLevel<typeof endpointSlice> {
  apiVersion: 'discovery.k8s.io/v1'
  kind: 'EndpointSlice'
}
