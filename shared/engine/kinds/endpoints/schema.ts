import { objectMeta } from '../../schema/meta.ts'
import { objectReference } from '../../schema/reference.ts'
import { int32, list, message, type Of, ref, struct, text } from '../../schema/tree.ts'
import { type TopLevel, typeMeta } from '../../schema/type-meta.ts'

export const endpointAddress = message('io.k8s.api.core.v1.EndpointAddress', '', {
  ip: text(1, '', { required: true }),
  hostname: text(3, ''),
  nodeName: text(4, '', { pointer: true }),
  targetRef: ref(2, objectReference, ''),
})
export type EndpointAddress = Of<typeof endpointAddress>

export const endpointPort = message('io.k8s.api.core.v1.EndpointPort', '', {
  name: text(1, ''),
  port: int32(2, '', { required: true }),
  protocol: text(3, '', { oneOf: ['TCP', 'UDP', 'SCTP'], default: 'TCP' }),
  appProtocol: text(4, '', { pointer: true }),
})
export type EndpointPort = Of<typeof endpointPort>

export const endpointSubset = message('io.k8s.api.core.v1.EndpointSubset', '', {
  addresses: list(1, endpointAddress, '', { list: 'atomic' }),
  notReadyAddresses: list(2, endpointAddress, '', { list: 'atomic' }),
  ports: list(3, endpointPort, '', { list: 'atomic' }),
})
export type EndpointSubset = Of<typeof endpointSubset>

export const endpoints = message('io.k8s.api.core.v1.Endpoints', '', {
  ...typeMeta,
  metadata: struct(1, objectMeta, ''),
  subsets: list(2, endpointSubset, '', { list: 'atomic' }),
})

/**  */
export interface Endpoints extends TopLevel<typeof endpoints> {
  apiVersion: 'v1'
  kind: 'Endpoints'
}
