import { objectMeta } from '../../schema/meta.ts'
import { objectReference } from '../../schema/reference.ts'
import { flag, int32, list, map, message, type Of, ref, struct, text } from '../../schema/tree.ts'
import { type TopLevel, typeMeta } from '../../schema/type-meta.ts'

export const endpointConditions = message(
  'io.k8s.api.discovery.v1.EndpointConditions',
  'Whether an endpoint may get requests.',
  {
    ready: flag(1, 'Whether it may get requests.', { pointer: true }),
    serving: flag(2, 'Whether it answers, even while it is being stopped.', { pointer: true }),
    terminating: flag(3, 'Whether it is being stopped.', { pointer: true }),
  },
)
export type EndpointConditions = Of<typeof endpointConditions>

export const forZone = message(
  'io.k8s.api.discovery.v1.ForZone',
  'A zone that an endpoint should serve.',
  {
    name: text(1, 'The zone.', { required: true }),
  },
)
export type ForZone = Of<typeof forZone>

export const endpointHints = message(
  'io.k8s.api.discovery.v1.EndpointHints',
  'Advice on who should use an endpoint.',
  {
    forZones: list(1, forZone, 'The zones that should.', { list: 'atomic' }),
  },
)
export type EndpointHints = Of<typeof endpointHints>

export const endpoint = message('io.k8s.api.discovery.v1.Endpoint', 'One pod behind a service.', {
  addresses: list(1, 'string', 'Its addresses; all are the same pod.', {
    required: true,
    list: 'set',
  }),
  conditions: struct(2, endpointConditions, 'Whether it may get requests.'),
  hostname: text(3, 'Its name under the service.', { pointer: true }),
  targetRef: ref(4, objectReference, 'The pod.'),
  deprecatedTopology: map(5, 'string', 'No longer filled.'),
  nodeName: text(6, 'The node that it is on.', { pointer: true }),
  zone: text(7, 'The zone that it is in.', { pointer: true }),
  hints: ref(8, endpointHints, 'Advice on who should use it.'),
})
export type Endpoint = Of<typeof endpoint>

export const endpointPort = message(
  'io.k8s.api.discovery.v1.EndpointPort',
  'A port behind a service.',
  {
    name: text(1, 'Its name, as in the service.', { pointer: true, default: '' }),
    protocol: text(2, 'TCP, UDP or SCTP.', {
      oneOf: ['TCP', 'UDP', 'SCTP'],
      pointer: true,
      default: 'TCP',
    }),
    port: int32(3, 'Its number.', { pointer: true }),
    appProtocol: text(4, 'What is spoken on it; a hint.', { pointer: true }),
  },
)
export type EndpointPort = Of<typeof endpointPort>

export const endpointSlice = message(
  'io.k8s.api.discovery.v1.EndpointSlice',
  'A part of the addresses behind a service.',
  {
    ...typeMeta,
    metadata: struct(1, objectMeta, 'Name, labels and owner; a label names the service.'),
    addressType: text(4, 'IPv4, IPv6 or FQDN. It never changes.', { required: true }),
    endpoints: list(2, endpoint, 'The pods; at most 1,000.', {
      required: true,
      keep: true,
      list: 'atomic',
    }),
    ports: list(3, endpointPort, 'The ports that all of them have.', {
      keep: true,
      list: 'atomic',
    }),
  },
)

/** A part of the addresses behind a service. */
export interface EndpointSlice extends TopLevel<typeof endpointSlice> {
  apiVersion: 'discovery.k8s.io/v1'
  kind: 'EndpointSlice'
}
