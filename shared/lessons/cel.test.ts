import { expect, it } from 'vitest'
import type { KubeObject } from '../engine/index.ts'
import { compile, faultIn } from './cel.ts'
import { pluralOf, Snapshot } from './snapshot.ts'

const pod = {
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: {
    name: 'web-1',
    uid: 'u',
    resourceVersion: '1',
    creationTimestamp: '',
    labels: { app: 'web' },
  },
  spec: { containers: [{ name: 'web', image: 'nginx:1.91' }] },
  status: {
    conditions: [{ type: 'Ready', status: 'True' }],
    containerStatuses: [{ state: { waiting: { reason: 'ImagePullBackOff' } } }],
    restarts: 3,
  },
} as KubeObject
const snapshot = new Snapshot([pod])
const holds = (text: string) => compile(text).holds(snapshot).value

it.each([
  "pods.exists(p, hasLabels(p, {'app': 'web'}) && isReady(p))",
  "pods.all(p, waiting(p) == 'ImagePullBackOff')",
  "pods.all(p, images(p) == ['nginx:1.91'])",
  "condition(pods[0], 'Ready') == 'True' && condition(pods[0], 'None') == ''",
  'pods.all(p, p.status.restarts + 1 == 4 && p.status.restarts >= 3)',
  'deployments.size() == 0',
  "pods.all(p, p.status.?none.orValue('x') == 'x')",
])('%s holds', (text) => expect(holds(text)).toBe(true))

it('takes what cannot be evaluated for false', () => {
  expect(holds('pods.all(p, p.status.none > 1)')).toBe(false)
})

it('says in words what is wrong with an expression', () => {
  expect(faultIn('pods.size() >', ['pods'])).toBeDefined()
  expect(faultIn('podz.size() > 1', ['pods'])).toContain('podz')
  expect(faultIn('pods.size()', ['pods'])).toBe('gives int, not bool')
  expect(faultIn('pods.size() > 1', ['pods'])).toBeUndefined()
})

it.each([
  ['Ingress', 'ingresses'],
  ['NetworkPolicy', 'networkpolicies'],
  ['Endpoints', 'endpoints'],
  ['EndpointSlice', 'endpointslices'],
  ['StorageClass', 'storageclasses'],
])('%s is many %s', (kind, plural) => expect(pluralOf(kind)).toBe(plural))
