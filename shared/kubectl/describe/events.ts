import { ageOf } from '../age.ts'
import type { KubeObject } from '../object.ts'
import { listObjects, type Session } from '../session.ts'
import type { Description } from './description.ts'

/** An Event as far as descriptions look at it. */
export interface EventObject {
  type?: string
  reason?: string
  message?: string
  count?: number
  firstTimestamp?: string | null
  lastTimestamp?: string | null
  eventTime?: string | null
  series?: { count: number; lastObservedTime: string }
  source?: { component?: string }
  reportingComponent?: string
  involvedObject?: { kind?: string; name?: string }
}

/** The events about an object. `kind` is left out for pods, as upstream does. */
export async function eventsAbout(
  session: Session,
  object: KubeObject,
  how: { kind?: string; uid?: string } = {},
): Promise<EventObject[]> {
  const resource = (await session.discovery()).named('events')
  if (!resource) return []
  const { name, namespace, uid } = object.metadata
  const selector = [
    ...(how.kind ? [`involvedObject.kind=${how.kind}`] : []),
    `involvedObject.name=${name}`,
    ...(namespace ? [`involvedObject.namespace=${namespace}`] : []),
    `involvedObject.uid=${how.uid ?? uid}`,
  ]
  const fieldSelector = selector.sort().join(',')
  const where = namespace ?? undefined
  return listObjects<EventObject & KubeObject>(session, resource, where, { fieldSelector })
}

/** The table of events at the end of a page. Upstream: kubectl pkg/describe DescribeEvents. */
export function describeEvents(
  page: Description,
  events: readonly EventObject[],
  now: number,
): void {
  if (events.length === 0) return page.line(0, 'Events:\t<none>')
  page.cut()
  page.line(0, 'Events:')
  page.line(1, 'Type\tReason\tAge\tFrom\tMessage')
  page.line(1, '----\t------\t----\t----\t-------')
  const byTime = [...events].sort((left, right) => timeOf(left) - timeOf(right))
  for (const event of byTime) {
    const { type, reason, source, reportingComponent } = event
    const from = source?.component || reportingComponent || ''
    const message = (event.message ?? '').trim()
    page.line(1, [type, reason, interval(event, now), from, message].join('\t'))
  }
}

/** Those in the newer form have no last time: they come first, as in upstream SortableEvents. */
function timeOf({ lastTimestamp }: EventObject): number {
  return Date.parse(lastTimestamp ?? '') || 0
}

/** `5s`, or `5s (x3 over 1m)` for what happened again. */
export function interval(event: EventObject, now: number): string {
  const first = ageOf(event.eventTime ?? event.firstTimestamp, now)
  if (event.series) {
    return `${ageOf(event.series.lastObservedTime, now)} (x${event.series.count} over ${first})`
  }
  if ((event.count ?? 0) <= 1) return first
  return `${ageOf(event.lastTimestamp, now)} (x${event.count} over ${first})`
}
