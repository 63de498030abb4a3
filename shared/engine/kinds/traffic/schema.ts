import { objectMeta } from '../../schema/meta.ts'
import {
  flag,
  int32,
  int64,
  intOrString,
  list,
  map,
  message,
  type Of,
  struct,
  text,
  time,
} from '../../schema/tree.ts'
import { type TopLevel, typeMeta } from '../../schema/type-meta.ts'

/** Methods that requests may have. */
export const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'] as const

export const trafficSource = message(
  'dev.flotilla.v1.TrafficSource',
  'Who sends: by default somebody like a pod without labels in the namespace of the traffic.',
  {
    outside: flag(1, 'Whether it comes from outside of the cluster, through ports of nodes.'),
    namespace: text(2, 'The namespace of the sender, as network policies see it.'),
    labels: map(3, 'string', 'Labels of the sender, as network policies see them.'),
  },
)
export type TrafficSource = Of<typeof trafficSource>

export const trafficSpec = message('dev.flotilla.v1.TrafficSpec', 'What is sent, and how often.', {
  service: text(1, 'The Service that gets the requests. Either this or url.'),
  url: text(2, 'Where requests go, such as http://web.default/. Either this or service.'),
  port: intOrString(3, "The Service's port, by number or name; its first one when left out.", {
    pointer: true,
  }),
  path: text(4, 'The path that is asked for.', { default: '/' }),
  method: text(5, 'The method of the requests.', { oneOf: METHODS, default: 'GET' }),
  headers: map(6, 'string', 'Headers of the requests.'),
  body: text(7, 'What they carry.'),
  perSecond: int32(8, 'How many requests are sent each second, evenly.', {
    pointer: true,
    default: 10,
  }),
  from: struct(9, trafficSource, 'Who sends.'),
  timeout: text(10, 'How long the sender waits for an answer.', { default: '1s' }),
  expectStatus: int32(11, 'The status that counts as success; any below 400 when left out.', {
    pointer: true,
  }),
  at: text(12, 'How long after its making it begins, such as 90s. At once when left out.'),
  for: text(13, 'How long it lasts, such as 10m. Until it is deleted when left out.'),
})
export type TrafficSpec = Of<typeof trafficSpec>

export const trafficOutcome = message(
  'dev.flotilla.v1.TrafficOutcome',
  'What some of the requests come to now.',
  {
    result: text(1, 'What it is: ok, or the error.', { keep: true }),
    permille: int32(2, 'How many of a thousand requests.', { keep: true }),
    tookMs: int32(3, 'How long they take, in milliseconds.', { keep: true }),
  },
)
export type TrafficOutcome = Of<typeof trafficOutcome>

export const trafficError = message(
  'dev.flotilla.v1.TrafficError',
  'Requests that failed for one reason.',
  {
    message: text(1, 'Why they failed.', { keep: true }),
    count: int64(2, 'How many.', { keep: true }),
    lastTime: time(3, 'When the last one did, or a moment later.', { pointer: true }),
  },
)
export type TrafficError = Of<typeof trafficError>

export const trafficBucket = message('dev.flotilla.v1.TrafficBucket', 'Ten seconds of traffic.', {
  startTime: time(1, 'When they began.', { pointer: true }),
  sent: int64(2, 'Requests in these seconds.', { keep: true }),
  failed: int64(3, 'How many of them failed.', { keep: true }),
})
export type TrafficBucket = Of<typeof trafficBucket>

export const trafficStatus = message(
  'dev.flotilla.v1.TrafficStatus',
  'What came of the requests so far; computed when it is read.',
  {
    active: flag(1, 'Whether requests are being sent now.', { keep: true }),
    sent: int64(2, 'Requests so far.', { keep: true }),
    succeeded: int64(3, 'How many of them got the answer that was expected.', { keep: true }),
    failed: int64(4, 'How many of them did not.', { keep: true }),
    outcomes: list(5, trafficOutcome, 'What requests come to now.', { list: 'atomic' }),
    errors: list(6, trafficError, 'Why requests failed so far.', { list: 'atomic' }),
    buckets: list(7, trafficBucket, 'The last ten minutes, in steps of ten seconds.', {
      list: 'atomic',
    }),
    startTime: time(8, 'When the first request was sent.', { pointer: true }),
    p50Ms: int32(9, 'Half of the requests take no longer than this now.', { pointer: true }),
    p95Ms: int32(10, 'Nineteen of twenty requests take no longer than this now.', {
      pointer: true,
    }),
  },
)
export type TrafficStatus = Of<typeof trafficStatus>

export const traffic = message(
  'dev.flotilla.v1.Traffic',
  'Requests that are sent all the time, and what comes of them.',
  {
    ...typeMeta,
    metadata: struct(1, objectMeta, 'Name and labels of the traffic.'),
    spec: struct(2, trafficSpec, 'What is sent, and how often.'),
    status: struct(3, trafficStatus, 'What came of it.'),
  },
)

/** Requests that are sent all the time, and what comes of them. */
export interface Traffic extends TopLevel<typeof traffic> {
  apiVersion: 'flotilla.dev/v1'
  kind: 'Traffic'
}
