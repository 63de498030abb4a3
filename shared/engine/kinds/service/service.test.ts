import { describe, expect, test } from 'vitest'
import { accepted, Desk, refusal, type Loose } from '../../api/test-support/desk.ts'
import { isServiceAddress } from './address.ts'

const SERVICES = '/api/v1/namespaces/default/services'
const MERGE = 'application/merge-patch+json'
const TABLE = 'application/json;as=Table;v=v1;g=meta.k8s.io'

const web = (spec: object, name = 'web'): object => ({
  metadata: { name },
  spec: { selector: { app: 'web' }, ports: [{ port: 80 }], ...spec },
})

function patch(desk: Desk, spec: object): Loose {
  return accepted(desk.ask('PATCH', `${SERVICES}/web`, { body: { spec }, contentType: MERGE }))
}

const spec = (service: Loose): Record<string, unknown> =>
  service.spec as unknown as Record<string, unknown>

function row(desk: Desk, name = 'web'): unknown[] {
  const { rows } = desk.get(`${SERVICES}/${name}`, { accept: TABLE }).body as unknown as {
    rows: { cells: unknown[] }[]
  }
  return rows[0]?.cells ?? []
}

describe('a service gets', () => {
  test('an address of the range, the same in every run, and the fields of one family', () => {
    const made = spec(new Desk().post(SERVICES, web({})))
    expect(isServiceAddress(String(made.clusterIP))).toBe(true)
    expect(made).toEqual({
      type: 'ClusterIP',
      selector: { app: 'web' },
      ports: [{ port: 80, protocol: 'TCP', targetPort: 80 }],
      clusterIP: made.clusterIP,
      clusterIPs: [made.clusterIP],
      ipFamilies: ['IPv4'],
      ipFamilyPolicy: 'SingleStack',
      internalTrafficPolicy: 'Cluster',
      sessionAffinity: 'None',
    })
    expect(spec(new Desk().post(SERVICES, web({}))).clusterIP).toBe(made.clusterIP)
  })

  test('an address that nobody else has', () => {
    const alone = String(spec(new Desk().post(SERVICES, web({}))).clusterIP)
    const desk = new Desk()
    desk.post(SERVICES, web({ clusterIP: alone }, 'first'))
    const second = String(spec(desk.post(SERVICES, web({}))).clusterIP)
    expect(second).not.toBe(alone)
    expect(isServiceAddress(second)).toBe(true)
  })

  test('the address that it asks for, if that is free and in range', () => {
    const desk = new Desk()
    const said = (clusterIP: string): string =>
      refusal(desk.ask('POST', SERVICES, { body: web({ clusterIP }, 'other') })).message
    expect(spec(desk.post(SERVICES, web({ clusterIP: '10.96.0.77' }))).clusterIP).toBe('10.96.0.77')
    expect(said('10.96.0.77')).toContain('provided IP is already allocated')
    expect(said('10.112.0.1')).toContain('is not in the valid range')
    expect(said('10.95.255.255')).toContain('is not in the valid range')
    desk.ask('DELETE', `${SERVICES}/web`)
    expect(desk.ask('POST', SERVICES, { body: web({ clusterIP: '10.96.0.77' }) }).code).toBe(201)
  })

  test('a port on the nodes, from 30000 to 32767, and keeps it', () => {
    const desk = new Desk()
    const body = web({
      type: 'NodePort',
      ports: [
        { port: 80, name: 'a' },
        { port: 81, name: 'b' },
      ],
    })
    const { ports } = spec(desk.post(SERVICES, body)) as { ports: { nodePort: number }[] }
    const numbers = ports.map(({ nodePort }) => nodePort)
    for (const number of numbers) expect(number >= 30_000 && number <= 32_767).toBe(true)
    expect(new Set(numbers).size).toBe(2)
    const again = patch(desk, {
      ports: [
        { port: 80, name: 'a' },
        { port: 81, name: 'b' },
      ],
    })
    expect(spec(again).ports).toEqual(ports)
    const taken = web({ type: 'NodePort', ports: [{ port: 80, nodePort: numbers[0] }] }, 'other')
    expect(refusal(desk.ask('POST', SERVICES, { body: taken })).message).toContain(
      `spec.ports[0].nodePort: Invalid value: ${numbers[0]}: provided port is already allocated`,
    )
    const outside = web({ type: 'NodePort', ports: [{ port: 80, nodePort: 80 }] }, 'other')
    expect(refusal(desk.ask('POST', SERVICES, { body: outside })).message).toContain(
      'The range of valid ports is 30000-32767',
    )
  })

  test('no address when it is headless or a mere name', () => {
    const desk = new Desk()
    expect(spec(desk.post(SERVICES, web({ clusterIP: 'None' })))).toMatchObject({
      clusterIP: 'None',
      clusterIPs: ['None'],
    })
    const named = { type: 'ExternalName', externalName: 'example.com', selector: null, ports: null }
    const made = spec(desk.post(SERVICES, web(named, 'named')))
    expect(made).not.toHaveProperty('clusterIP')
    expect(made).not.toHaveProperty('ipFamilies')
  })
})

describe('a service changes', () => {
  test('its type: ports on nodes come and go, the address stays', () => {
    const desk = new Desk()
    const { clusterIP } = spec(desk.post(SERVICES, web({})))
    const opened = spec(patch(desk, { type: 'NodePort' }))
    expect(opened.clusterIP).toBe(clusterIP)
    expect(opened.externalTrafficPolicy).toBe('Cluster')
    expect((opened.ports as object[])[0]).toHaveProperty('nodePort')
    const closed = spec(patch(desk, { type: 'ClusterIP' }))
    expect((closed.ports as object[])[0]).not.toHaveProperty('nodePort')
    expect(closed).not.toHaveProperty('externalTrafficPolicy')
    const named = patch(desk, { type: 'ExternalName', externalName: 'example.com' })
    expect(spec(named)).not.toHaveProperty('clusterIP')
    const back = spec(patch(desk, { type: 'ClusterIP', externalName: null }))
    expect(isServiceAddress(String(back.clusterIP))).toBe(true)
  })

  test('everything but its address', () => {
    const desk = new Desk()
    desk.post(SERVICES, web({}))
    const body = { spec: { clusterIP: 'None', clusterIPs: ['None'] } }
    const refused = desk.ask('PATCH', `${SERVICES}/web`, { body, contentType: MERGE })
    expect(refusal(refused).message).toContain('may not change once set')
    const replaced = desk.ask('PUT', `${SERVICES}/web`, { body: web({ selector: { app: 'new' } }) })
    expect(spec(accepted(replaced)).clusterIP).toBeTruthy()
  })
})

test('rows of every type of service', () => {
  const desk = new Desk()
  const outside = { type: 'NodePort', ports: [{ port: 80, nodePort: 30_080 }] }
  desk.post(SERVICES, web({ clusterIP: '10.96.0.5', ...outside }))
  expect(row(desk)).toEqual([
    'web',
    'NodePort',
    '10.96.0.5',
    '<none>',
    '80:30080/TCP',
    '0s',
    'app=web',
  ])
  desk.post(SERVICES, web({ type: 'LoadBalancer' }, 'lb'))
  expect(row(desk, 'lb')[3]).toBe('<pending>')
  desk.post(SERVICES, web({ clusterIP: 'None', selector: null, ports: null }, 'bare'))
  expect(row(desk, 'bare')).toEqual([
    'bare',
    'ClusterIP',
    'None',
    '<none>',
    '<none>',
    '0s',
    '<none>',
  ])
  desk.post(SERVICES, web({ type: 'ExternalName', externalName: 'a.b', ports: null }, 'name'))
  expect(row(desk, 'name').slice(1, 5)).toEqual(['ExternalName', '<none>', 'a.b', '<none>'])
})
