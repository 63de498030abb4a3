import { objectMeta } from '../../schema/meta.ts'
import { objectReference } from '../../schema/reference.ts'
import { int32, message, microTime, type Of, ref, struct, text, time } from '../../schema/tree.ts'
import { type TopLevel, typeMeta } from '../../schema/type-meta.ts'

export const eventSource = message('io.k8s.api.core.v1.EventSource', '', {
  component: text(1, ''),
  host: text(2, ''),
})
export type EventSource = Of<typeof eventSource>

export const eventSeries = message('io.k8s.api.core.v1.EventSeries', '', {
  count: int32(1, ''),
  lastObservedTime: microTime(2, ''),
})
export type EventSeries = Of<typeof eventSeries>

export const event = message('io.k8s.api.core.v1.Event', '', {
  ...typeMeta,
  metadata: struct(1, objectMeta, '', { required: true }),
  involvedObject: struct(2, objectReference, '', { required: true }),
  reason: text(3, ''),
  message: text(4, ''),
  source: struct(5, eventSource, ''),
  firstTimestamp: time(6, ''),
  lastTimestamp: time(7, ''),
  count: int32(8, ''),
  type: text(9, ''),
  eventTime: microTime(10, ''),
  series: ref(11, eventSeries, ''),
  action: text(12, ''),
  related: ref(13, objectReference, ''),
  reportingComponent: text(14, '', { keep: true }),
  reportingInstance: text(15, '', { keep: true }),
})

/**  */
export interface KubeEvent extends TopLevel<typeof event> {
  apiVersion: 'v1'
  kind: 'Event'
}
