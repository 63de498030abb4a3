import { objectMeta } from '../../schema/meta.ts'
import { objectReference } from '../../schema/reference.ts'
import { int32, list, message, type Of, ref, struct, text } from '../../schema/tree.ts'
import { type TopLevel, typeMeta } from '../../schema/type-meta.ts'

export const endpointAddress = message(
  'io.k8s.api.core.v1.EndpointAddress',
  'An address behind a service.',
  {
    ip: text(1, 'The address.', { required: true }),
    hostname: text(3, 'Its name under the service.'),
    nodeName: text(4, 'The node that it is on.', { pointer: true }),
    targetRef: ref(2, objectReference, 'The pod behind it.'),
  },
)
export type EndpointAddress = Of<typeof endpointAddress>

export const endpointPort = message('io.k8s.api.core.v1.EndpointPort', 'A port behind a service.', {
  name: text(1, 'Its name, as in the service.'),
  port: int32(2, 'Its number.', { required: true }),
  protocol: text(3, 'TCP, UDP or SCTP.', { oneOf: ['TCP', 'UDP', 'SCTP'], default: 'TCP' }),
  appProtocol: text(4, 'What is spoken on it; a hint.', { pointer: true }),
})
export type EndpointPort = Of<typeof endpointPort>

export const endpointSubset = message(
  'io.k8s.api.core.v1.EndpointSubset',
  'Addresses that have the same ports.',
  {
    addresses: list(1, endpointAddress, 'Addresses that may get requests.', { list: 'atomic' }),
    notReadyAddresses: list(2, endpointAddress, 'Addresses that may not.', { list: 'atomic' }),
    ports: list(3, endpointPort, 'The ports.', { list: 'atomic' }),
  },
)
export type EndpointSubset = Of<typeof endpointSubset>

export const endpoints = message(
  'io.k8s.api.core.v1.Endpoints',
  'The addresses behind a service, in one object. EndpointSlices have taken its place.',
  {
    ...typeMeta,
    metadata: struct(1, objectMeta, "Name and namespace, the same as the service's."),
    subsets: list(2, endpointSubset, 'The addresses, by ports.', { list: 'atomic' }),
  },
)

/** The addresses behind a service, in one object. EndpointSlices have taken its place. */
export interface Endpoints extends TopLevel<typeof endpoints> {
  apiVersion: 'v1'
  kind: 'Endpoints'
}
