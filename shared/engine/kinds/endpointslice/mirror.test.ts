import { expect, test } from 'vitest'
import { accepted, Desk } from '../../api/test-support/desk.ts'
import { Town } from '../../network/test-support/town.ts'
import type { EndpointSlice } from './schema.ts'

const HOME = '/api/v1/namespaces/default'
const MERGE = 'application/merge-patch+json'

/** The slices of a service, without those that it has from elsewhere. */
function slices(view: Desk['cluster']['view'], service: string): EndpointSlice[] {
  return view
    .list<EndpointSlice>('EndpointSlice', 'default')
    .filter(({ metadata }) => metadata.labels?.['kubernetes.io/service-name'] === service)
}

/** A desk with a Service that has no selector, and Endpoints by hand. */
function desk(labels: object = {}): Desk {
  const made = new Desk()
  made.post(`${HOME}/services`, { metadata: { name: 'own' }, spec: { ports: [{ port: 80 }] } })
  made.post(`${HOME}/endpoints`, {
    metadata: { name: 'own', labels },
    subsets: [
      {
        addresses: [{ ip: '10.9.0.1' }],
        notReadyAddresses: [{ ip: '10.9.0.2' }],
        ports: [{ port: 8080 }],
      },
    ],
  })
  made.pass(1_000)
  return made
}

test('Endpoints by hand are told to proxies as slices, and follow what is changed', () => {
  const made = desk({ team: 'a' })
  const [slice] = slices(made.cluster.view, 'own')
  expect(slice).toMatchObject({
    endpoints: [
      { addresses: ['10.9.0.1'], conditions: { ready: true } },
      { addresses: ['10.9.0.2'], conditions: { ready: false } },
    ],
    ports: [{ name: '', port: 8080, protocol: 'TCP' }],
    metadata: {
      labels: {
        team: 'a',
        'endpointslice.kubernetes.io/managed-by': 'endpointslicemirroring-controller.k8s.io',
      },
      ownerReferences: [{ kind: 'Endpoints', name: 'own' }],
    },
  })
  const body = { subsets: [{ addresses: [{ ip: '10.9.0.3' }], ports: [{ port: 8080 }] }] }
  accepted(made.ask('PATCH', `${HOME}/endpoints/own`, { body, contentType: MERGE }))
  made.pass(1_000)
  const next = slices(made.cluster.view, 'own')
  expect(next.map(({ metadata }) => metadata.name)).toEqual([slice?.metadata.name])
  expect(next[0]?.endpoints).toMatchObject([{ addresses: ['10.9.0.3'] }])
  accepted(made.ask('DELETE', `${HOME}/endpoints/own`))
  made.pass(2_000)
  expect(slices(made.cluster.view, 'own')).toEqual([])
})

test('Endpoints that ask not to be, or whose Service has a selector, are not mirrored', () => {
  const made = desk({ 'endpointslice.kubernetes.io/skip-mirror': 'true' })
  expect(slices(made.cluster.view, 'own')).toEqual([])
  const other = desk()
  const body = { spec: { selector: { app: 'x' } } }
  accepted(other.ask('PATCH', `${HOME}/services/own`, { body, contentType: MERGE }))
  other.pass(2_000)
  const managers = slices(other.cluster.view, 'own').map(
    ({ metadata }) => metadata.labels?.['endpointslice.kubernetes.io/managed-by'],
  )
  expect(managers).toEqual(['endpointslice-controller.k8s.io'])
})

test('requests find their way by Endpoints that are kept by hand', () => {
  const town = new Town()
  town.client()
  town.web('a', 'node-2')
  town.settle('client', 'a')
  town.service('own', { selector: {} })
  town.create({
    apiVersion: 'v1',
    kind: 'Endpoints',
    metadata: { name: 'own', namespace: 'default' },
    subsets: [{ addresses: [{ ip: town.ip('a') }], ports: [{ port: 80, protocol: 'TCP' }] }],
  })
  expect(town.fetch('own')).toBe('refused')
  town.run(1)
  expect(town.fetch('own')).toBe(200)
})
