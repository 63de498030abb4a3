import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { aggregated, groupsFor, type Group, type Resource } from './discovery.ts'
import { registry } from '../registry.ts'
import { columnDefinitions } from './table.ts'
import { Desk, student, teacher } from './test-support/desk.ts'

interface Recorded {
  name: string
  namespaced: boolean
  kind: string
  verbs: string[]
  short?: string[]
  categories?: string[]
  group?: string
  version?: string
}

function golden<T>(name: string): T {
  const file = new URL(`testdata/golden/${name}.json`, import.meta.url)
  return JSON.parse(readFileSync(file, 'utf8')) as T
}

/** Groups that were younger in 1.20. */
const NOW: Record<string, string> = {
  '/apis/discovery.k8s.io/v1beta1': '/apis/discovery.k8s.io/v1',
  'discovery.k8s.io/v1beta1/endpointslices': 'discovery.k8s.io/v1/endpointslices',
}

/** What 1.32 says otherwise. */
function newer(one: Recorded): Recorded {
  if (one.name === 'services') return { ...one, verbs: [...one.verbs, 'deletecollection'].sort() }
  if (one.name === 'pods/eviction') return { ...one, version: 'v1' }
  return one
}

const addressOf = ({ group, version }: Group): string =>
  group ? `/apis/${group}/${version}` : `/api/${version}`

function found(address: string, name: string): Recorded | undefined {
  const group = groupsFor(registry, teacher).find((group) => addressOf(group) === address)
  const one = group?.resources.find((resource) => resource.name === name)
  return one && recordedForm(one)
}

function recordedForm(one: Resource): Recorded {
  const { name, namespaced, kind, verbs, shortNames, categories, group, version } = one
  return {
    name,
    namespaced,
    kind,
    verbs: [...verbs],
    ...(shortNames ? { short: [...shortNames] } : {}),
    ...(categories ? { categories: [...categories] } : {}),
    ...(version ? { group: group ?? '', version } : {}),
  }
}

describe('discovery is that of a real cluster', () => {
  const recorded = golden<Record<string, Recorded[]>>('resources')
  for (const [address, resources] of Object.entries(recorded)) {
    for (const one of resources) {
      test(`${address} ${one.name}`, () => {
        expect(found(NOW[address] ?? address, one.name)).toEqual(newer(one))
      })
    }
  }

  test('every resource has its singular, and parts have none', () => {
    const resources = groupsFor(registry, teacher).flatMap((group) => group.resources)
    for (const { name, singularName } of resources) {
      expect(singularName === '').toBe(name.includes('/'))
    }
  })
})

describe('tables have the columns of a real cluster', () => {
  type Columns = { name: string; type: string; format?: string; priority: number }[]
  const recorded = golden<Record<string, Columns>>('tables')
  const byAddress = new Map(
    registry.kinds.map((kind) => {
      const version = kind.group ? `${kind.group}/${kind.version}` : kind.version
      return [`${version}/${kind.plural}` as string, kind] as const
    }),
  )
  for (const [address, columns] of Object.entries(recorded)) {
    const kind = byAddress.get(NOW[address] ?? address)
    if (!kind) continue
    test(`${address}`, () => {
      const ours = columnDefinitions(kind).map(({ description: _words, format, ...rest }) => ({
        ...rest,
        ...(format ? { format } : {}),
      }))
      // RESTARTS became a text in 1.22: `3 (5m ago)`.
      const now = columns.map((one) => (one.name === 'Restarts' ? { ...one, type: 'string' } : one))
      expect(ours).toEqual(now)
    })
  }

  test('every column says in words what it shows', () => {
    for (const kind of registry.kinds) {
      for (const { name, description } of columnDefinitions(kind)) {
        expect(description, `${kind.kind} ${name}`).not.toBe('')
      }
    }
  })
})

describe('ways to ask for discovery', () => {
  const ACCEPT = 'application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList'

  test('newer clients get all groups at once, older ones the classic lists', () => {
    const desk = new Desk()
    const reply = desk.get('/apis', { accept: `${ACCEPT},application/json` })
    expect(reply.contentType).toBe(ACCEPT)
    expect(reply.body).toMatchObject({ kind: 'APIGroupDiscoveryList' })
    expect(desk.get('/apis').body).toMatchObject({ kind: 'APIGroupList' })
    expect(desk.get('/api').body).toMatchObject({ kind: 'APIVersions', versions: ['v1'] })
    expect(desk.get('/apis/apps').body).toMatchObject({ kind: 'APIGroup', name: 'apps' })
    expect(desk.get('/api/v1').body).toMatchObject({ groupVersion: 'v1' })
    expect(desk.get('/apis/apps/v1').body).toMatchObject({ groupVersion: 'apps/v1' })
  })

  test('the aggregated form nests parts under their resource', () => {
    const { items } = aggregated(groupsFor(registry, teacher), 'v2') as {
      items: { versions: { resources: { resource: string; subresources?: object[] }[] }[] }[]
    }
    const deployments = items
      .flatMap(({ versions }) => versions[0]?.resources ?? [])
      .find(({ resource }) => resource === 'deployments')
    expect(deployments?.subresources).toEqual([
      {
        subresource: 'scale',
        responseKind: { group: 'autoscaling', version: 'v1', kind: 'Scale' },
        verbs: ['get', 'patch', 'update'],
      },
      {
        subresource: 'status',
        responseKind: { group: 'apps', version: 'v1', kind: 'Deployment' },
        verbs: ['get', 'patch', 'update'],
      },
    ])
  })

  test('students never read the word Fault', () => {
    const desk = new Desk()
    const teachers = registry.kinds.filter((kind) => kind.teachersOnly)
    expect(teachers.map(({ kind }) => kind)).toContain('Fault')
    const pages = ['/api', '/apis', '/apis/flotilla.dev/v1', '/apis/flotilla.dev', '/openapi/v2']
    for (const path of [...pages, '/openapi/v3', '/openapi/v3/apis/flotilla.dev/v1']) {
      for (const accept of ['application/json', ACCEPT]) {
        const { body } = desk.get(path, { actor: student, accept })
        const text = JSON.stringify(body).toLowerCase()
        expect(text).not.toMatch(/\bfault|dev\.flotilla\.v1\.(?!traffic)/)
      }
    }
    for (const kind of teachers) {
      const path = `/apis/${kind.group}/${kind.version}/${kind.plural}`
      const reply = desk.get(path, { actor: student })
      expect(reply).toEqual(desk.get('/apis/no.such/v1/things', { actor: student }))
      expect(desk.get(path).code).toBe(200)
    }
  })

  test('version and health answer anybody, discovery those who have a seat', () => {
    const desk = new Desk()
    const nobody = { user: 'system:anonymous', groups: ['system:unauthenticated'] }
    expect(desk.get('/version', { actor: nobody }).body).toMatchObject({
      minor: '32',
      platform: 'linux/amd64',
    })
    for (const path of ['/healthz', '/livez', '/readyz', '/readyz/ping']) {
      expect(desk.get(path, { actor: nobody })).toMatchObject({ code: 200, body: 'ok' })
    }
    expect(desk.get('/apis', { actor: nobody })).toMatchObject({
      code: 403,
      body: { message: 'forbidden: User "system:anonymous" cannot get path "/apis"' },
    })
    expect(desk.ask('POST', '/apis').code).toBe(405)
  })

  test('every OpenAPI document of the index is there and describes its kinds', () => {
    const desk = new Desk()
    const { paths } = desk.get('/openapi/v3').body as {
      paths: Record<string, { serverRelativeURL: string }>
    }
    expect(Object.keys(paths)).toEqual(expect.arrayContaining(['api/v1', 'apis/apps/v1']))
    for (const { serverRelativeURL } of Object.values(paths)) {
      const [path = '', query = ''] = serverRelativeURL.split('?')
      expect(query).toMatch(/^hash=[0-9A-F]{16}$/)
      expect(desk.get(path, { query }).body).toMatchObject({ openapi: '3.0.0' })
    }
    expect(desk.get('/openapi/v2').body).toMatchObject({ swagger: '2.0' })
  })

  test('kubectl gets the older document as protobuf without kinds: it says itself what is unknown', () => {
    const accept = 'application/com.github.proto-openapi.spec.v2@v1.0+protobuf'
    const { body, contentType } = new Desk().get('/openapi/v2', { accept })
    expect(contentType).toBe(accept.replace('@', '.'))
    expect(body).toBe('\n\x032.0\x12\x15\n\nKubernetes\x12\x07v1.32.0')
  })
})
