import { describe, expect, test } from 'vitest'
import { accepted, Desk, type Loose } from '../../api/test-support/desk.ts'
import { endpoints as endpointsKind } from '../endpoints/index.ts'
import type { Endpoints } from '../endpoints/schema.ts'
import { endpointslice } from './index.ts'
import type { EndpointSlice } from './schema.ts'

const HOME = '/api/v1/namespaces/default'
const SLICES = '/apis/discovery.k8s.io/v1/namespaces/default/endpointslices'
const MERGE = 'application/merge-patch+json'
const TABLE = 'application/json;as=Table;v=v1;g=meta.k8s.io'
const LAG_MS = 600

/** A desk with a service `web` for `app=web`, without any kubelet: tests say what pods do. */
function deskWithService(spec: object = {}): Desk {
  const desk = new Desk()
  const ports = [{ port: 80, targetPort: 'http' }]
  desk.post(`${HOME}/services`, {
    metadata: { name: 'web', labels: { team: 'a' } },
    spec: { selector: { app: 'web' }, ports, ...spec },
  })
  return desk
}

function addPod(desk: Desk, name: string, ip: string, port = 8080): void {
  const containers = [{ name: 'c', image: 'nginx', ports: [{ name: 'http', containerPort: port }] }]
  desk.post(`${HOME}/pods`, { metadata: { name, labels: { app: 'web' } }, spec: { containers } })
  setStatus(desk, name, { podIP: ip, podIPs: [{ ip }] })
}

function setStatus(desk: Desk, name: string, status: object): void {
  const path = `${HOME}/pods/${name}/status`
  accepted(desk.ask('PATCH', path, { body: { status }, contentType: MERGE }))
}

function setReady(desk: Desk, name: string, isReady: boolean): void {
  const condition = { type: 'Ready', status: isReady ? 'True' : 'False', lastTransitionTime: null }
  setStatus(desk, name, { phase: 'Running', conditions: [condition] })
}

function endpoints(desk: Desk): Endpoints {
  return accepted(desk.get(`${HOME}/endpoints/web`)) as unknown as Endpoints
}

/** The service of the API server itself has a slice, too. */
const OURS = 'labelSelector=kubernetes.io/service-name%3Dweb'

function slices(desk: Desk): EndpointSlice[] {
  const list = accepted(desk.get(SLICES, { query: OURS })) as unknown as { items: EndpointSlice[] }
  return list.items
}

const ips = (list: readonly { ip: string }[] | null | undefined): string[] =>
  (list ?? []).map(({ ip }) => ip)

function cells(desk: Desk, path: string, query: string): unknown[][] {
  const { rows } = desk.get(path, { accept: TABLE, query }).body as unknown as Record<
    string,
    Loose[]
  >
  return (rows ?? []).map((row) => row.cells as unknown as unknown[])
}

describe('endpoints follow the pods of a service', () => {
  test('ready pods take traffic, others wait aside', () => {
    const desk = deskWithService()
    addPod(desk, 'a', '10.1.0.2')
    addPod(desk, 'b', '10.1.0.1')
    setReady(desk, 'a', true)
    desk.pass(LAG_MS)
    const [subset] = endpoints(desk).subsets ?? []
    expect(ips(subset?.addresses)).toEqual(['10.1.0.2'])
    expect(ips(subset?.notReadyAddresses)).toEqual(['10.1.0.1'])
    expect(subset?.ports).toEqual([{ port: 8080, protocol: 'TCP' }])
    const [slice] = slices(desk)
    expect(slice?.ports).toEqual([{ name: '', port: 8080, protocol: 'TCP' }])
    expect(slice?.endpoints?.map(({ conditions }) => conditions)).toEqual([
      { ready: true, serving: true, terminating: false },
      { ready: false, serving: false, terminating: false },
    ])
  })

  test('within a second of a change, not at once', () => {
    const desk = deskWithService()
    addPod(desk, 'a', '10.1.0.1')
    desk.pass(1_000)
    setReady(desk, 'a', true)
    desk.pass(100)
    expect(ips(endpoints(desk).subsets?.[0]?.addresses)).toEqual([])
    desk.pass(900)
    expect(ips(endpoints(desk).subsets?.[0]?.addresses)).toEqual(['10.1.0.1'])
  })

  test('many changes in half a second are told in one write', () => {
    const desk = deskWithService()
    for (let index = 1; index <= 20; index += 1) addPod(desk, `p${index}`, `10.1.0.${index}`)
    desk.pass(1_000)
    const before = Number(endpoints(desk).metadata.resourceVersion)
    for (let index = 1; index <= 20; index += 1) setReady(desk, `p${index}`, true)
    desk.pass(1_000)
    expect(endpoints(desk).subsets?.[0]?.addresses).toHaveLength(20)
    const [slice] = slices(desk)
    expect(slice?.endpoints).toHaveLength(20)
    expect(Number(endpoints(desk).metadata.resourceVersion) - before).toBeLessThan(45)
  })

  test('a pod on its way out leaves Endpoints and stays in its slice, not ready', () => {
    const desk = deskWithService()
    addPod(desk, 'a', '10.1.0.1')
    setReady(desk, 'a', true)
    const body = { metadata: { name: 'a' }, target: { kind: 'Node', name: 'nowhere' } }
    accepted(desk.ask('POST', `${HOME}/pods/a/binding`, { body }))
    desk.pass(LAG_MS)
    accepted(desk.ask('DELETE', `${HOME}/pods/a`))
    desk.pass(LAG_MS)
    expect(endpoints(desk).subsets ?? []).toEqual([])
    expect(slices(desk)[0]?.endpoints?.[0]?.conditions).toEqual({
      ready: false,
      serving: true,
      terminating: true,
    })
  })

  test('labels and selectors that change move pods in and out', () => {
    const desk = deskWithService()
    addPod(desk, 'a', '10.1.0.1')
    setReady(desk, 'a', true)
    desk.pass(LAG_MS)
    const label = (path: string, body: object): void => {
      accepted(desk.ask('PATCH', path, { body, contentType: MERGE }))
      desk.pass(LAG_MS)
    }
    label(`${HOME}/pods/a`, { metadata: { labels: { app: 'other' } } })
    expect(endpoints(desk).subsets ?? []).toEqual([])
    label(`${HOME}/services/web`, { spec: { selector: { app: 'other' } } })
    expect(ips(endpoints(desk).subsets?.[0]?.addresses)).toEqual(['10.1.0.1'])
  })

  test('pods that name the port differently make a slice of their own', () => {
    const desk = deskWithService()
    addPod(desk, 'a', '10.1.0.1', 8080)
    addPod(desk, 'b', '10.1.0.2', 9090)
    desk.pass(LAG_MS)
    const numbers = slices(desk).map(({ ports }) => ports?.[0]?.port)
    expect(numbers.sort()).toEqual([8080, 9090])
    expect(endpoints(desk).subsets).toHaveLength(2)
  })

  test('unready addresses are published when the service says so', () => {
    const desk = deskWithService({ clusterIP: 'None', publishNotReadyAddresses: true })
    addPod(desk, 'a', '10.1.0.1')
    desk.pass(LAG_MS)
    expect(ips(endpoints(desk).subsets?.[0]?.addresses)).toEqual(['10.1.0.1'])
    expect(slices(desk)[0]?.endpoints?.[0]?.conditions?.ready).toBe(true)
    expect(endpoints(desk).metadata.labels).toEqual({
      team: 'a',
      'service.kubernetes.io/headless': '',
    })
  })

  test('a service without pods has one empty slice, one without a selector has nothing', () => {
    const desk = deskWithService()
    desk.post(`${HOME}/services`, { metadata: { name: 'own' }, spec: { ports: [{ port: 1 }] } })
    desk.pass(LAG_MS)
    expect(cells(desk, SLICES, OURS).map((row) => row.slice(1))).toEqual([
      ['IPv4', '<unset>', '<unset>', '0s'],
    ])
    expect(cells(desk, `${HOME}/endpoints`, 'fieldSelector=metadata.name%3Dweb')).toEqual([
      ['web', '<none>', '0s'],
    ])
    expect(desk.get(`${HOME}/endpoints/own`).code).toBe(404)
  })
})

describe('slices', () => {
  /** Pods `p000` … with addresses in order. */
  function many(desk: Desk, from: number, to: number): void {
    for (let index = from; index < to; index += 1) {
      addPod(desk, `p${String(index).padStart(3, '0')}`, `10.2.${index >> 8}.${index & 255}`)
    }
    desk.pass(LAG_MS)
  }

  test('hold at most a hundred, and fill up before there are more', () => {
    const desk = deskWithService()
    many(desk, 0, 150)
    const sizes = (): number[] =>
      slices(desk)
        .map(({ endpoints }) => endpoints?.length ?? 0)
        .sort((left, right) => left - right)
    expect(sizes()).toEqual([50, 100])
    many(desk, 150, 190)
    expect(sizes()).toEqual([90, 100])
    const addresses = slices(desk).flatMap(({ endpoints }) =>
      (endpoints ?? []).flatMap(({ addresses }) => addresses ?? []),
    )
    expect(new Set(addresses).size).toBe(190)
  })

  test('show three addresses and count the rest', () => {
    const desk = deskWithService()
    many(desk, 1, 6)
    expect(cells(desk, SLICES, OURS)[0]?.[3]).toBe('10.2.0.1,10.2.0.2,10.2.0.3 + 2 more...')
    for (let index = 1; index < 6; index += 1) setReady(desk, `p00${index}`, true)
    desk.pass(LAG_MS)
    expect(cells(desk, `${HOME}/endpoints`, 'fieldSelector=metadata.name%3Dweb')[0]?.[1]).toBe(
      '10.2.0.1:8080,10.2.0.2:8080,10.2.0.3:8080 + 2 more...',
    )
  })

  test('are named after the service and belong to it', () => {
    const desk = deskWithService()
    many(desk, 1, 2)
    const { metadata } = slices(desk)[0]!
    expect(metadata.name).toMatch(/^web-[a-z0-9]{5}$/)
    expect(metadata.ownerReferences).toMatchObject([{ kind: 'Service', name: 'web' }])
    expect(metadata.labels).toEqual({
      team: 'a',
      'kubernetes.io/service-name': 'web',
      'endpointslice.kubernetes.io/managed-by': 'endpointslice-controller.k8s.io',
    })
  })
})

describe('what people do to endpoints', () => {
  test('is put right while the service has a selector', () => {
    const desk = deskWithService()
    addPod(desk, 'a', '10.1.0.1')
    setReady(desk, 'a', true)
    desk.pass(LAG_MS)
    accepted(desk.ask('DELETE', `${HOME}/endpoints/web`))
    accepted(desk.ask('DELETE', `${SLICES}/${slices(desk)[0]?.metadata.name}`))
    desk.pass(LAG_MS)
    expect(ips(endpoints(desk).subsets?.[0]?.addresses)).toEqual(['10.1.0.1'])
    expect(slices(desk)[0]?.endpoints).toHaveLength(1)
  })

  test('goes with the service', () => {
    const desk = deskWithService()
    desk.pass(2_000)
    accepted(desk.ask('DELETE', `${HOME}/services/web`))
    desk.pass(2_000)
    expect(desk.get(`${HOME}/endpoints/web`).code).toBe(404)
    expect(slices(desk)).toEqual([])
  })

  test('is left alone where there never was a service', () => {
    const desk = new Desk()
    desk.post(`${HOME}/endpoints`, { metadata: { name: 'own' } })
    desk.pass(5_000)
    expect(desk.get(`${HOME}/endpoints/own`).code).toBe(200)
  })
})

test('once told, there is nothing more to say: every visit plans no write', () => {
  const desk = deskWithService()
  for (const index of [1, 2, 3]) addPod(desk, `p${index}`, `10.1.0.${index}`)
  setReady(desk, 'p2', true)
  desk.pass(5_000)
  const { view } = desk.cluster
  for (const { kind, reconcile } of [
    ...endpointsKind.controllers!,
    ...endpointslice.controllers!,
  ]) {
    expect(view.list(kind).length).toBeGreaterThan(0)
    for (const object of view.list(kind)) expect(reconcile(object, view).writes).toEqual([])
  }
})
