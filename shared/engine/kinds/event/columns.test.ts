import { describe, expect, test } from 'vitest'
import type { View } from '../../store/view.ts'
import { MINUTE, SECOND, timestamp } from '../../time.ts'
import { columns } from './columns.ts'
import { event } from './index.ts'
import type { KubeEvent } from './schema.ts'

const NOW = 20_000 * 24 * 60 * MINUTE
const context = { now: NOW, view: {} as View }

const told: KubeEvent = {
  apiVersion: 'v1',
  kind: 'Event',
  metadata: {
    name: 'web.1',
    namespace: 'default',
    uid: 'u',
    resourceVersion: '1',
    creationTimestamp: timestamp(NOW),
  },
  involvedObject: { kind: 'Pod', name: 'web-0', fieldPath: 'spec.containers{web}' },
  reason: 'BackOff',
  message: ' Back-off pulling image "nginx:1.91"\n',
  source: { component: 'kubelet', host: 'node-1' },
  firstTimestamp: timestamp(NOW - 3 * MINUTE),
  lastTimestamp: timestamp(NOW - 7 * SECOND),
  count: 12,
  type: 'Normal',
  eventTime: null,
  reportingComponent: 'kubelet',
  reportingInstance: 'node-1',
}

const cells = (of: KubeEvent) => columns.map((column) => column.cell(of, context))

describe('the table of events', () => {
  test('shows when, what, to whom, by whom, how often', () => {
    expect(cells(told)).toEqual([
      '7s',
      'Normal',
      'BackOff',
      'pod/web-0',
      'spec.containers{web}',
      'kubelet, node-1',
      'Back-off pulling image "nginx:1.91"',
      '3m',
      12,
      'web.1',
    ])
  })

  test('takes the newer fields of Events that have only those', () => {
    const { firstTimestamp: _first, lastTimestamp: _last, count: _count, ...rest } = told
    const newer = {
      ...rest,
      source: {},
      eventTime: timestamp(NOW - MINUTE).replace('Z', '.123456Z'),
      reportingComponent: 'scheduler',
      reportingInstance: '',
    }
    const [last, , , , , source, , first, count] = cells(newer)
    expect([last, source, first, count]).toEqual(['59s', 'scheduler', '59s', 1])
  })

  test('an event is kept for an hour after it was seen last', () => {
    const expiry = event.strategy?.expiresAt?.(told)
    expect(expiry).toBe(NOW - 7 * SECOND + 60 * MINUTE)
  })
})
