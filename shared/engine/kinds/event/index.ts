import { defineKind, type FieldSelectors } from '../define-kind.ts'
import { columns } from './columns.ts'
import { expiresAt } from './expiry.ts'
import { event as schema, type KubeEvent } from './schema.ts'
import { validateEvent, validateEventUpdate } from './validate.ts'

/** Source: pkg/registry/core/event/strategy.go ToSelectableFields. */
const fieldSelectors: FieldSelectors<KubeEvent> = {
  'involvedObject.kind': ({ involvedObject }) => involvedObject.kind ?? '',
  'involvedObject.namespace': ({ involvedObject }) => involvedObject.namespace ?? '',
  'involvedObject.name': ({ involvedObject }) => involvedObject.name ?? '',
  'involvedObject.uid': ({ involvedObject }) => involvedObject.uid ?? '',
  'involvedObject.apiVersion': ({ involvedObject }) => involvedObject.apiVersion ?? '',
  'involvedObject.resourceVersion': ({ involvedObject }) => involvedObject.resourceVersion ?? '',
  'involvedObject.fieldPath': ({ involvedObject }) => involvedObject.fieldPath ?? '',
  reason: (event) => event.reason ?? '',
  reportingComponent: (event) => event.reportingComponent,
  source: (event) => event.source.component || event.reportingComponent,
  type: (event) => event.type ?? '',
}

export const event = defineKind<KubeEvent>({
  group: '',
  version: 'v1',
  kind: 'Event',
  plural: 'events',
  singular: 'event',
  short: ['ev'],
  scope: 'Namespaced',
  schema,
  columns,
  fieldSelectors,
  strategy: {
    validate: validateEvent,
    validateUpdate: validateEventUpdate,
    expiresAt,
  },
})
