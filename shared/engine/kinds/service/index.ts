import { defineKind } from '../define-kind.ts'
import { indexes } from './allocate.ts'
import { apiServerKeeper } from './api-server.ts'
import { podsByLabel } from '../service-backends.ts'
import { columns } from './columns.ts'
import { service as schema, type Service } from './schema.ts'
import { strategy } from './strategy.ts'

/** One address in front of many pods. Who they are is told by Endpoints and EndpointSlices. */
export const service = defineKind<Service>({
  group: '',
  version: 'v1',
  kind: 'Service',
  plural: 'services',
  singular: 'service',
  short: ['svc'],
  categories: ['all'],
  scope: 'Namespaced',
  schema,
  status: true,
  columns,
  fieldSelectors: {
    'spec.clusterIP': ({ spec }) => spec.clusterIP ?? '',
    'spec.type': ({ spec }) => spec.type,
  },
  strategy,
  indexes: { ...indexes, podsByLabel },
  controllers: [apiServerKeeper],
})
