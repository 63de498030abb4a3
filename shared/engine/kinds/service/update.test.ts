import { describe, expect, test } from 'vitest'
import { accepted, Desk, refusal, type Loose } from '../../api/test-support/desk.ts'

const SERVICES = '/api/v1/namespaces/default/services'
const MERGE = 'application/merge-patch+json'
const TABLE = 'application/json;as=Table;v=v1;g=meta.k8s.io'

const web = (spec: object): object => ({
  metadata: { name: 'web' },
  spec: { selector: { app: 'web' }, ports: [{ port: 80 }], ...spec },
})

/** A desk with the Service `web`. */
function desk(spec: object): Desk {
  const made = new Desk()
  made.post(SERVICES, web(spec))
  return made
}

const asked = (made: Desk, spec: object) =>
  made.ask('PATCH', `${SERVICES}/web`, { body: { spec }, contentType: MERGE })

function says(made: Desk, spec: object): string {
  const { message = '' } = refusal(asked(made, spec))
  return message.replace('Service "web" is invalid: ', '')
}

const specOf = (object: Loose): Record<string, unknown> => object.spec as never
const patched = (made: Desk, spec: object) => specOf(accepted(asked(made, spec)))

describe('the address of a Service', () => {
  test('stays, whichever field says otherwise', () => {
    const made = desk({ clusterIP: '10.96.0.50' })
    const fixed =
      'spec.clusterIPs[0]: Invalid value: []string{"10.96.0.51"}: may not change once set'
    expect(says(made, { clusterIP: '10.96.0.51' })).toBe(fixed)
    expect(says(made, { clusterIP: '10.96.0.51', clusterIPs: ['10.96.0.51'] })).toBe(fixed)
    expect(says(made, { clusterIPs: ['10.96.0.51'] })).toBe(
      'spec.clusterIPs: Invalid value: []string{"10.96.0.51"}: first value must match `clusterIP`',
    )
    expect(patched(made, { clusterIP: null, clusterIPs: null }).clusterIP).toBe('10.96.0.50')
    expect(patched(made, { clusterIP: '' }).clusterIPs).toEqual(['10.96.0.50'])
  })

  test('[SVC-002] is None for a headless one, for ever', () => {
    const made = desk({ clusterIP: 'None' })
    const { rows } = made.get(`${SERVICES}/web`, { accept: TABLE }).body as unknown as {
      rows: { cells: unknown[] }[]
    }
    expect(rows[0]?.cells.slice(0, 5)).toEqual(['web', 'ClusterIP', 'None', '<none>', '80/TCP'])
    const { clusterIPs } = specOf(accepted(made.get(`${SERVICES}/web`)))
    expect(clusterIPs).toEqual(['None'])
    expect(says(made, { clusterIP: '10.96.0.51' })).toBe(
      'spec.clusterIPs[0]: Invalid value: []string{"10.96.0.51"}: may not change once set',
    )
    expect(says(desk({}), { clusterIP: 'None' })).toBe(
      'spec.clusterIPs[0]: Invalid value: []string{"None"}: may not change once set',
    )
    expect(says(desk({}), { clusterIP: 'None', type: 'NodePort' })).toContain(
      "may not be set to 'None' for NodePort services",
    )
  })
})

describe('families of addresses', () => {
  const refused = (spec: object): string =>
    refusal(new Desk().ask('POST', SERVICES, { body: web(spec) })).message.replace(
      'Service "web" is invalid: ',
      '',
    )

  test.each([
    [
      { ipFamilyPolicy: 'RequireDualStack' },
      'spec.ipFamilyPolicy: Invalid value: "RequireDualStack": this cluster is not ' +
        'configured for dual-stack services',
    ],
    [
      { ipFamilies: ['IPv6'] },
      'spec.ipFamilies[0]: Invalid value: "IPv6": not configured on this cluster',
    ],
    [
      { clusterIP: 'fd00::1' },
      'spec.clusterIPs[0]: Invalid value: []string{"fd00::1"}: IPv6 is not configured on this ' +
        'cluster',
    ],
    [{ ipFamilies: ['IPv4', 'IPv4'] }, 'spec.ipFamilies[1]: Duplicate value: "IPv4"'],
    [
      { ipFamilyPolicy: 'Maybe' },
      'spec.ipFamilyPolicy: Unsupported value: "Maybe": supported values: "PreferDualStack", ' +
        '"RequireDualStack", "SingleStack"',
    ],
    [
      { clusterIP: 'x' },
      'spec.clusterIPs[0]: Invalid value: "x": must be a valid IP address, (e.g. 10.9.8.7 or ' +
        '2001:db8::ffff)',
    ],
    [
      { clusterIP: '10.96.0.9', clusterIPs: ['10.96.0.9', '10.96.0.10'] },
      'spec.clusterIPs: Invalid value: []string{"10.96.0.9", "10.96.0.10"}: may specify no more ' +
        'than one IP for each IP family',
    ],
  ])('that this cluster does not have are refused: %j', (spec, message) => {
    expect(refused(spec)).toBe(message)
  })

  test('are one, and both for a headless Service without a selector', () => {
    const one = specOf(new Desk().post(SERVICES, web({ ipFamilyPolicy: 'PreferDualStack' })))
    expect([one.ipFamilyPolicy, one.ipFamilies]).toEqual(['PreferDualStack', ['IPv4']])
    const bare = specOf(new Desk().post(SERVICES, web({ clusterIP: 'None', selector: null })))
    expect([bare.ipFamilyPolicy, bare.ipFamilies]).toEqual(['RequireDualStack', ['IPv4', 'IPv6']])
  })
})

describe('ports on nodes', () => {
  const ports = [
    { name: 'a', port: 80, nodePort: 30_080 },
    { name: 'b', port: 81, nodePort: 30_081 },
  ]

  test('stay with the names of the ports', () => {
    const made = desk({ type: 'NodePort', ports })
    const next = patched(made, {
      ports: [
        { name: 'b', port: 91 },
        { name: 'a', port: 90 },
      ],
    })
    expect(next.ports).toMatchObject([
      { name: 'b', port: 91, nodePort: 30_081 },
      { name: 'a', port: 90, nodePort: 30_080 },
    ])
  })

  test('go with the type, unless the update chose others', () => {
    const made = desk({ type: 'NodePort', ports })
    const chosen = [{ ...ports[0], nodePort: 30_099 }, ports[1]]
    expect(says(made, { type: 'ClusterIP', ports: chosen })).toBe(
      "[spec.ports[0].nodePort: Forbidden: may not be used when `type` is 'ClusterIP', " +
        "spec.ports[1].nodePort: Forbidden: may not be used when `type` is 'ClusterIP']",
    )
    const { ports: left } = patched(made, { type: 'ClusterIP' }) as { ports: object[] }
    for (const port of left) expect(port).not.toHaveProperty('nodePort')
  })

  test('and the health check’s go where a balancer does not need them any more', () => {
    const made = desk({ type: 'LoadBalancer', externalTrafficPolicy: 'Local' })
    const { healthCheckNodePort } = specOf(accepted(made.get(`${SERVICES}/web`)))
    expect(healthCheckNodePort).toBeGreaterThanOrEqual(30_000)
    const kept = patched(made, { sessionAffinity: 'ClientIP' })
    expect(kept.healthCheckNodePort).toBe(healthCheckNodePort)
    expect(patched(made, { externalTrafficPolicy: 'Cluster' })).not.toHaveProperty(
      'healthCheckNodePort',
    )
    const plain = patched(made, { type: 'ClusterIP' })
    expect(plain).not.toHaveProperty('allocateLoadBalancerNodePorts')
    expect(plain).not.toHaveProperty('externalTrafficPolicy')
  })
})
