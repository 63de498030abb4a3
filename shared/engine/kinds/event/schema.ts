import { objectMeta } from '../../schema/meta.ts'
import { objectReference } from '../../schema/reference.ts'
import { int32, message, microTime, type Of, ref, struct, text, time } from '../../schema/tree.ts'
import { type TopLevel, typeMeta } from '../../schema/type-meta.ts'

export const eventSource = message('io.k8s.api.core.v1.EventSource', 'Who reports an event.', {
  component: text(1, 'The component.'),
  host: text(2, 'The node that it runs on.'),
})
export type EventSource = Of<typeof eventSource>

export const eventSeries = message(
  'io.k8s.api.core.v1.EventSeries',
  'An event that happened again and again.',
  {
    count: int32(1, 'How often.'),
    lastObservedTime: microTime(2, 'When last.'),
  },
)
export type EventSeries = Of<typeof eventSeries>

export const event = message('io.k8s.api.core.v1.Event', 'Something that happened to an object.', {
  ...typeMeta,
  metadata: struct(1, objectMeta, 'Name and namespace of the event.', { required: true }),
  involvedObject: struct(2, objectReference, 'What it happened to.', { required: true }),
  reason: text(3, 'What happened, in one word.'),
  message: text(4, 'What happened, in a sentence.'),
  source: struct(5, eventSource, 'Who reports it.'),
  firstTimestamp: time(6, 'When it happened first.'),
  lastTimestamp: time(7, 'When it happened last.'),
  count: int32(8, 'How often it happened.'),
  type: text(9, 'Normal or Warning.'),
  eventTime: microTime(10, 'When it happened, to the microsecond.'),
  series: ref(11, eventSeries, 'How often it happened again.'),
  action: text(12, 'What was done about it.'),
  related: ref(13, objectReference, 'A second object that it is about.'),
  reportingComponent: text(14, 'Who reports it.', { keep: true }),
  reportingInstance: text(15, 'Which instance of it.', { keep: true }),
})

/** Something that happened to an object. */
export interface KubeEvent extends TopLevel<typeof event> {
  apiVersion: 'v1'
  kind: 'Event'
}
