import { objectKey, type KubeObject } from '../../object.ts'
import { defineController, defineKind, type Wakes } from '../define-kind.ts'
import { ENDPOINTS_LAG_MS, servicesOfPod } from '../service-backends.ts'
import type { Endpoints } from '../endpoints/schema.ts'
import type { Service } from '../service/schema.ts'
import { owner, self } from '../wakes.ts'
import { columns } from './columns.ts'
import { mirror } from './mirror.ts'
import { reconcile, SERVICE_LABEL } from './reconcile.ts'
import { endpointSlice as schema, type EndpointSlice } from './schema.ts'
import { validateEndpointSlice, validateEndpointSliceUpdate } from './validate.ts'

const NAME = 'endpointslice'

/** What others did to a slice is put right; its own writes are no news to the controller. */
const meddled: Wakes = ({ metadata }, { cause }) => {
  const name = metadata.labels?.[SERVICE_LABEL]
  const isOwn = cause.by === 'visit' && cause.address.startsWith(`${NAME}|`)
  return isOwn || !name ? [] : [objectKey('Service', metadata.namespace ?? '', name)]
}

const MIRROR = 'endpointslicemirroring'

/** The Endpoints of a service. */
const namesake: Wakes = ({ metadata }) => [
  objectKey('Endpoints', metadata.namespace ?? '', metadata.name),
]

/** What others did to a copy is put right. */
const copied: Wakes = (object, change, view) => {
  const isOwn = change.cause.by === 'visit' && change.cause.address.startsWith(`${MIRROR}|`)
  return isOwn ? [] : owner('Endpoints')(object, change, view)
}

/** A part of the addresses behind a service: what proxies read. */
export const endpointslice = defineKind<EndpointSlice>({
  group: 'discovery.k8s.io',
  version: 'v1',
  kind: 'EndpointSlice',
  plural: 'endpointslices',
  singular: 'endpointslice',
  scope: 'Namespaced',
  schema,
  generation: true,
  columns,
  strategy: { validate: validateEndpointSlice, validateUpdate: validateEndpointSliceUpdate },
  indexes: { slicesByService: serviceWords },
  controllers: [
    defineController<Service>({
      name: NAME,
      kind: 'Service',
      lagMs: ENDPOINTS_LAG_MS,
      wokenBy: { Service: self, Pod: servicesOfPod, EndpointSlice: meddled },
      reconcile,
    }),
    defineController<Endpoints>({
      name: MIRROR,
      kind: 'Endpoints',
      lagMs: ENDPOINTS_LAG_MS,
      wokenBy: { Endpoints: self, Service: namesake, EndpointSlice: copied },
      reconcile: mirror,
    }),
  ],
})

/** The key of the service that a slice is about. */
function serviceWords({ kind, metadata }: KubeObject): readonly string[] {
  const name = metadata.labels?.[SERVICE_LABEL]
  if (kind !== 'EndpointSlice' || !name) return []
  return [objectKey('Service', metadata.namespace ?? '', name)]
}
