import { expect, test } from 'vitest'
import { qosClassOf } from './qos.ts'
import type { PodSpec } from './schema.ts'

type Lists = { requests?: Record<string, string>; limits?: Record<string, string> }

const cases: [string, Lists[]][] = [
  ['BestEffort', [{}]],
  ['BestEffort', [{ requests: { cpu: '0' } }]],
  ['Burstable', [{ requests: { cpu: '100m' } }]],
  ['Burstable', [{ limits: { cpu: '1', memory: '1Gi' } }, {}]],
  ['Burstable', [{ requests: { memory: '1Gi' }, limits: { cpu: '1', memory: '2Gi' } }]],
  ['Guaranteed', [{ limits: { cpu: '1', memory: '1Gi' } }]],
  [
    'Guaranteed',
    [{ requests: { cpu: '1000m', memory: '1024Mi' }, limits: { cpu: '1', memory: '1Gi' } }],
  ],
  // Asked before validation: nonsense must not throw.
  ['BestEffort', [{ requests: { cpu: 'much' } }]],
]

test.each(cases)('%s for %o', (qos, lists) => {
  const containers = lists.map((resources, index) => ({ name: `c${index}`, resources }))
  expect(qosClassOf({ containers } as PodSpec)).toBe(qos)
})
