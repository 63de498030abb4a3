import { objectKey } from '../../object.ts'
import { defineController, defineKind, type Wakes } from '../define-kind.ts'
import { ENDPOINTS_LAG_MS, servicesOfPod } from '../service-backends.ts'
import type { Service } from '../service/schema.ts'
import { self } from '../wakes.ts'
import { columns } from './columns.ts'
import { follow, reconcile } from './reconcile.ts'
import { endpoints as schema, type Endpoints } from './schema.ts'
import { validateEndpoints, validateEndpointsUpdate } from './validate.ts'

const NAME = 'endpoints'

/** The object of the same name and another kind. */
function namesake(kind: string): Wakes {
  return ({ metadata }) => [objectKey(kind, metadata.namespace ?? '', metadata.name)]
}

/** What others did to the Endpoints is put right; its own writes are no news to the controller. */
const meddled: Wakes = (object, change, view) => {
  const isOwn = change.cause.by === 'visit' && change.cause.address.startsWith(`${NAME}|`)
  return isOwn ? [] : namesake('Service')(object, change, view)
}

/** The addresses behind a service, in the form that old clients read. */
export const endpoints = defineKind<Endpoints>({
  group: '',
  version: 'v1',
  kind: 'Endpoints',
  plural: 'endpoints',
  singular: 'endpoints',
  short: ['ep'],
  scope: 'Namespaced',
  schema,
  columns,
  strategy: { validate: validateEndpoints, validateUpdate: validateEndpointsUpdate },
  controllers: [
    defineController<Service>({
      name: NAME,
      kind: 'Service',
      lagMs: ENDPOINTS_LAG_MS,
      wokenBy: { Service: self, Pod: servicesOfPod, Endpoints: meddled },
      reconcile,
    }),
    defineController<Endpoints>({
      name: 'endpoints-follow',
      kind: 'Endpoints',
      lagMs: ENDPOINTS_LAG_MS,
      wokenBy: { Endpoints: self, Service: namesake('Endpoints') },
      reconcile: follow,
    }),
  ],
})
