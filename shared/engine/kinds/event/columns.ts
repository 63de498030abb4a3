import { nameColumn, sinceText } from '../common-columns.ts'
import type { Column } from '../define-kind.ts'
import type { KubeEvent } from './schema.ts'

/** Who reports: `kubelet, node-1`. Older and newer Events say it in different fields. */
function reporter({ source, reportingComponent, reportingInstance }: KubeEvent): string {
  const component = source.component || reportingComponent
  const host = source.host || reportingInstance
  return host ? `${component}, ${host}` : component
}

const firstSeen = (event: KubeEvent): string | null | undefined =>
  event.firstTimestamp ?? event.eventTime

const lastSeen = (event: KubeEvent): string | null | undefined =>
  event.series?.lastObservedTime ?? event.lastTimestamp ?? firstSeen(event)

/** Whom it is about: `pod/web-0`. */
function target({ involvedObject: { kind = '', name } }: KubeEvent): string {
  return name ? `${kind.toLowerCase()}/${name}` : kind.toLowerCase()
}

/** What `kubectl get events` shows. Source: pkg/printers/internalversion/printers.go printEvent. */
export const columns: readonly Column<KubeEvent>[] = [
  {
    name: 'Last Seen',
    type: 'string',
    description: 'How long ago it happened last.',
    cell: (event, { now }) => sinceText(lastSeen(event), now),
  },
  {
    name: 'Type',
    type: 'string',
    description: 'Normal, or Warning when somebody should look.',
    cell: (event) => event.type ?? '',
  },
  {
    name: 'Reason',
    type: 'string',
    description: 'What happened, in one word for programs.',
    cell: (event) => event.reason ?? '',
  },
  {
    name: 'Object',
    type: 'string',
    description: 'Whom it happened to.',
    cell: target,
  },
  {
    name: 'Subobject',
    type: 'string',
    priority: 1,
    description: 'Which part of that object, such as one container.',
    cell: (event) => event.involvedObject.fieldPath ?? '',
  },
  {
    name: 'Source',
    type: 'string',
    priority: 1,
    description: 'Who reports it.',
    cell: reporter,
  },
  {
    name: 'Message',
    type: 'string',
    description: 'What happened, in a sentence for people.',
    cell: (event) => (event.message ?? '').trim(),
  },
  {
    name: 'First Seen',
    type: 'string',
    priority: 1,
    description: 'How long ago it happened first.',
    cell: (event, { now }) => sinceText(firstSeen(event), now),
  },
  {
    name: 'Count',
    type: 'string',
    priority: 1,
    description: 'How often it happened.',
    cell: (event) => event.series?.count ?? (event.count || 1),
  },
  { ...nameColumn, priority: 1 },
]
