import { describe, expect, test } from 'vitest'
import { accepted, Desk, refusal } from '../../api/test-support/desk.ts'

const POLICIES = '/apis/networking.k8s.io/v1/namespaces/default/networkpolicies'
const TABLE = 'application/json;as=Table;v=v1;g=meta.k8s.io'

const policy = (spec: object): object => ({ metadata: { name: 'p' }, spec })

function says(spec: object): string {
  const { message } = refusal(new Desk().ask('POST', POLICIES, { body: policy(spec) }))
  return (message ?? '').replace('NetworkPolicy.networking.k8s.io "p" is invalid: ', '')
}

const ingress = (port: object): object => ({ podSelector: {}, ingress: [{ ports: [port] }] })
const block = (ipBlock: object): object => ({ podSelector: {}, egress: [{ to: [{ ipBlock }] }] })
const PORT = 'spec.ingress[0].ports[0]'
const PEER = 'spec.egress[0].to[0]'
const SUBSET = 'must be a strict subset of `cidr`'

describe('a NetworkPolicy is refused', () => {
  test.each([
    [
      ingress({ protocol: 'ICMP' }),
      `${PORT}.protocol: Unsupported value: "ICMP": supported values: "TCP", "UDP", "SCTP"`,
    ],
    [
      ingress({ port: 70_000 }),
      `${PORT}.port: Invalid value: 70000: must be between 1 and 65535, inclusive`,
    ],
    [
      ingress({ port: 'a_b' }),
      `${PORT}.port: Invalid value: "a_b": must contain only alpha-numeric characters ` +
        '(a-z, 0-9), and hyphens (-)',
    ],
    [
      ingress({ port: 90, endPort: 80 }),
      `${PORT}.endPort: Invalid value: 80: must be greater than or equal to \`port\``,
    ],
    [
      ingress({ endPort: 80 }),
      `${PORT}.endPort: Invalid value: 80: may not be specified when \`port\` is not specified`,
    ],
    [
      ingress({ port: 'http', endPort: 80 }),
      `${PORT}.endPort: Invalid value: 80: may not be specified when \`port\` is non-numeric`,
    ],
    [{ podSelector: {}, egress: [{ to: [{}] }] }, `${PEER}: Required value: must specify a peer`],
    [
      { podSelector: {}, egress: [{ to: [{ podSelector: {}, ipBlock: { cidr: '10.0.0.0/8' } }] }] },
      `${PEER}: Forbidden: may not specify both ipBlock and another peer`,
    ],
    [block({ cidr: '' }), `${PEER}.ipBlock.cidr: Required value`],
    [
      block({ cidr: '10.0.0.1' }),
      `${PEER}.ipBlock.cidr: Invalid value: "10.0.0.1": must be a valid CIDR value, ` +
        '(e.g. 10.9.8.0/24 or 2001:db8::/64)',
    ],
    [
      block({ cidr: '10.1.0.0/16', except: ['10.2.0.0/24'] }),
      `${PEER}.ipBlock.except[0]: Invalid value: "10.2.0.0/24": ${SUBSET}`,
    ],
    [
      block({ cidr: '10.1.0.0/16', except: ['10.1.0.0/16'] }),
      `${PEER}.ipBlock.except[0]: Invalid value: "10.1.0.0/16": ${SUBSET}`,
    ],
    [
      { podSelector: {}, policyTypes: ['Ingress', 'Sideways'] },
      'spec.policyTypes[1]: Unsupported value: "Sideways": supported values: "Ingress", "Egress"',
    ],
    [
      { podSelector: {}, policyTypes: ['Ingress', 'Egress', 'Ingress'] },
      'spec.policyTypes: Invalid value: []networking.PolicyType{"Ingress", "Egress", "Ingress"}: ' +
        'may not specify more than two policyTypes',
    ],
    [
      { podSelector: { matchExpressions: [{ key: 'a', operator: 'In' }] } },
      'spec.podSelector.matchExpressions[0].values: Required value: must be specified when ' +
        "`operator` is 'In' or 'NotIn'",
    ],
  ])('%j', (spec, message) => {
    expect(says(spec)).toBe(message)
  })
})

describe('a NetworkPolicy', () => {
  test.each([
    [{ podSelector: {} }, ['Ingress']],
    [{ podSelector: {}, ingress: [{}] }, ['Ingress']],
    [{ podSelector: {}, egress: [{}] }, ['Ingress', 'Egress']],
    [{ podSelector: {}, policyTypes: ['Egress'] }, ['Egress']],
  ])('as %j restricts %j', (spec, types) => {
    const { spec: made } = new Desk().post(POLICIES, policy(spec))
    expect(made?.policyTypes).toEqual(types)
  })

  test('takes ranges of both families, and ports are of TCP unless they say otherwise', () => {
    const desk = new Desk()
    const spec = {
      podSelector: {},
      egress: [
        {
          to: [{ ipBlock: { cidr: '2001:db8::/32', except: ['2001:db8:1::/48'] } }],
          ports: [{ port: 443 }],
        },
      ],
    }
    const made = desk.post(POLICIES, policy(spec))
    expect(JSON.stringify(made.spec)).toContain('{"port":443,"protocol":"TCP"}')
    expect(says(spec)).toBe('')
  })

  test('is listed with the pods that it is about', () => {
    const desk = new Desk()
    const labels = { matchLabels: { app: 'web' } }
    desk.post(POLICIES, policy({ podSelector: labels }))
    desk.post(POLICIES, { metadata: { name: 'q' }, spec: { podSelector: {} } })
    const { rows } = accepted(desk.get(POLICIES, { accept: TABLE })) as unknown as {
      rows: { cells: unknown[] }[]
    }
    expect(rows.map(({ cells }) => cells)).toEqual([
      ['p', 'app=web', '0s'],
      ['q', '<none>', '0s'],
    ])
  })
})
