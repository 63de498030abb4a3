import { describe, expect, test } from 'vitest'
import { fraction } from '../luck.ts'
import type { Actor, ApiRequest } from '../input.ts'
import { isRecord } from '../json.ts'
import { isWatch, openWatch } from './watch.ts'
import { Desk, settings, student, teacher } from './test-support/desk.ts'

/** Seeds that failed once are tried for ever. */
const SEEDS = ['1', '2', '3', '4', '5', '6', '7', '8']
const REQUESTS = 500

/** Dice for one test: `pick` and `below` draw from a fixed sequence. */
class Dice {
  #seed: string
  #count = 0

  constructor(seed: string) {
    this.#seed = seed
  }

  below(limit: number): number {
    this.#count += 1
    return Math.floor(fraction(this.#seed, 'fuzz', String(this.#count)) * limit)
  }

  pick<T>(list: readonly T[]): T {
    return list[this.below(list.length)] as T
  }

  chance(percent: number): boolean {
    return this.below(100) < percent
  }
}

const ODD: readonly unknown[] = [
  null,
  '',
  '\ud800',
  0,
  -1,
  1.5,
  1e308,
  2 ** 53,
  true,
  [],
  {},
  [null],
  [[]],
  { '': '' },
  '🚢'.repeat(70),
  '__proto__',
  'default',
  '../..',
  '10%',
  '1Ki',
  'a'.repeat(300),
  { $patch: 'delete' },
  { $patch: 'replace', a: 1 },
  [{ $patch: 'merge' }],
  { $retainKeys: ['x'], '$setElementOrder/ports': [{ port: 1 }, 7] },
  '2026-11-22T09:00:00Z',
]

const meta = { name: 'x', labels: { app: 'x' } }
const pods = {
  metadata: { labels: { app: 'x' } },
  spec: {
    containers: [
      {
        name: 'c',
        image: 'nginx:1.9.1',
        ports: [{ containerPort: 80, name: 'web' }],
        env: [{ name: 'A', value: 'b' }],
        resources: { requests: { cpu: '100m' }, limits: { cpu: '1', memory: '64Mi' } },
        readinessProbe: { httpGet: { path: '/', port: 'web' } },
      },
    ],
    tolerations: [{ key: 'a', operator: 'Exists', effect: 'NoExecute', tolerationSeconds: 3 }],
    volumes: [{ name: 'v', configMap: { name: 'x' } }],
    topologySpreadConstraints: [
      { maxSkew: 1, topologyKey: 'zone', whenUnsatisfiable: 'DoNotSchedule' },
    ],
  },
}
const selector = { matchLabels: { app: 'x' } }

const MANIFESTS: readonly [path: string, manifest: Record<string, unknown>][] = [
  ['/api/v1/namespaces', { apiVersion: 'v1', kind: 'Namespace', metadata: meta }],
  ['/api/v1/namespaces/default/configmaps', settings('x', { data: { a: 'b' } })],
  [
    '/api/v1/namespaces/default/secrets',
    {
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: meta,
      data: { a: 'Yg==' },
      stringData: { c: 'd' },
    },
  ],
  ['/api/v1/namespaces/default/pods', { apiVersion: 'v1', kind: 'Pod', ...pods, metadata: meta }],
  [
    '/api/v1/namespaces/default/services',
    {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: meta,
      spec: { type: 'NodePort', selector: { app: 'x' }, ports: [{ port: 80, targetPort: 'web' }] },
    },
  ],
  [
    '/apis/apps/v1/namespaces/default/deployments',
    {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: meta,
      spec: { replicas: 2, selector, template: pods, strategy: { type: 'RollingUpdate' } },
    },
  ],
  [
    '/apis/apps/v1/namespaces/default/replicasets',
    {
      apiVersion: 'apps/v1',
      kind: 'ReplicaSet',
      metadata: meta,
      spec: { selector, template: pods },
    },
  ],
  [
    '/apis/discovery.k8s.io/v1/namespaces/default/endpointslices',
    {
      apiVersion: 'discovery.k8s.io/v1',
      kind: 'EndpointSlice',
      metadata: meta,
      addressType: 'IPv4',
      endpoints: [{ addresses: ['10.1.2.3'] }],
      ports: [{ port: 80 }],
    },
  ],
  ['/api/v1/nodes', { apiVersion: 'v1', kind: 'Node', metadata: meta, spec: { taints: [] } }],
  [
    '/api/v1/namespaces/default/events',
    {
      apiVersion: 'v1',
      kind: 'Event',
      metadata: meta,
      involvedObject: { kind: 'Pod' },
      type: 'Normal',
    },
  ],
  [
    '/apis/coordination.k8s.io/v1/namespaces/default/leases',
    { apiVersion: 'coordination.k8s.io/v1', kind: 'Lease', metadata: meta, spec: {} },
  ],
  [
    '/apis/flotilla.dev/v1/faults',
    { apiVersion: 'flotilla.dev/v1', kind: 'Fault', metadata: meta, spec: { what: 'crash' } },
  ],
  [
    '/apis/authorization.k8s.io/v1/selfsubjectaccessreviews',
    { spec: { resourceAttributes: { verb: 'get', resource: 'pods' } } },
  ],
]

/** The value with one of its parts replaced, taken out or doubled. */
function mutated(dice: Dice, value: unknown): unknown {
  if (Array.isArray(value) && value.length > 0 && dice.chance(85)) {
    const at = dice.below(value.length)
    if (dice.chance(15)) return [...value, value[at]]
    return value.with(at, mutated(dice, value[at]))
  }
  if (isRecord(value) && Object.keys(value).length > 0 && dice.chance(90)) {
    const key = dice.pick(Object.keys(value))
    if (dice.chance(10)) return { ...value, [String(dice.pick(ODD))]: dice.pick(ODD) }
    if (dice.chance(10)) {
      const { [key]: _gone, ...rest } = value
      return rest
    }
    return { ...value, [key]: mutated(dice, value[key]) }
  }
  return dice.pick(ODD)
}

const WORDS = [
  'x',
  'default',
  'kube-system',
  'status',
  'scale',
  'binding',
  'eviction',
  'log',
  'exec',
]
const QUERIES = [
  'watch=1',
  'limit=1',
  'limit=-3',
  'limit=999999999999999999999',
  'continue=zzz',
  'continue=v1.3A3.3AConfigMap',
  'labelSelector=app%3Dx',
  'labelSelector=a+in+(',
  'labelSelector=a%20notin%20(b,,c),!d,e%3E1',
  'fieldSelector=metadata.name%3Dx',
  'fieldSelector=spec.nodeName!%3Dn1%2C%5C',
  'resourceVersion=0',
  'resourceVersion=abc',
  'resourceVersion=99999999',
  'resourceVersionMatch=Exact',
  'sendInitialEvents=true',
  'dryRun=All',
  'dryRun=Some',
  'fieldValidation=Strict',
  'fieldValidation=Ignore',
  'gracePeriodSeconds=-1',
  'gracePeriodSeconds=0',
  'propagationPolicy=Foreground',
  'timeoutSeconds=1e9',
  '%zz=%',
  'includeObject=Object',
]
const ACCEPTS = [
  undefined,
  'application/json;as=Table;v=v1;g=meta.k8s.io,application/json',
  'application/json;as=PartialObjectMetadata;v=v1;g=meta.k8s.io',
  'application/yaml',
  'text/html',
  ';;=,',
]
const TYPES = [
  undefined,
  'application/json',
  'application/yaml',
  'application/json-patch+json',
  'application/merge-patch+json',
  'application/strategic-merge-patch+json',
  'application/apply-patch+yaml',
  'text/plain',
]
const TEXTS = [
  '',
  '{',
  'null',
  '[]',
  '"x"',
  'a: &a [*a]',
  'a: 1\na: 2',
  '- - - -',
  '[{"op":"test","path":"/kind","value":1}]',
  '[{"op":"move","from":"/metadata","path":"/spec"}]',
  '[{"op":"remove","path":"/metadata"}]',
  '[{"op":"add","path":"/metadata/labels/-","value":{}}]',
  '['.repeat(5_000),
]

const PATCHES = TYPES.filter((type) => type?.includes('patch+json'))

/** Anything at all. */
function wildRequest(dice: Dice): ApiRequest {
  const [collection, manifest] = dice.pick(MANIFESTS)
  const parts = [collection]
  if (dice.chance(60)) parts.push(dice.pick(WORDS))
  if (dice.chance(25)) parts.push(dice.pick(WORDS))
  return {
    method: dice.pick(['GET', 'POST', 'PUT', 'PATCH', 'DELETE']),
    path: parts.join('/'),
    query: [dice.pick(QUERIES), dice.chance(40) ? dice.pick(QUERIES) : ''].join('&'),
    ...optional('accept', dice.pick(ACCEPTS)),
    ...optional('contentType', dice.pick(TYPES)),
    ...optional('body', dice.chance(30) ? dice.pick(TEXTS) : textOf(dice, manifest)),
  }
}

/** A request with a good address, so that what is odd about its body gets far inside. */
function deepRequest(dice: Dice): ApiRequest {
  const [collection, manifest] = dice.pick(MANIFESTS)
  const method = dice.pick(['POST', 'POST', 'PUT', 'PATCH', 'PATCH', 'PATCH', 'DELETE'] as const)
  const part = dice.chance(15) ? `/${dice.pick(['status', 'scale', 'binding', 'eviction'])}` : ''
  const one = method === 'POST' ? '' : `/x${part}`
  const body = dice.chance(5) ? dice.pick(TEXTS) : textOf(dice, manifest)
  return {
    method,
    path: collection + one,
    ...optional('query', dice.chance(10) ? dice.pick(QUERIES) : undefined),
    ...(method === 'DELETE' && dice.chance(70) ? {} : optional('body', body)),
    contentType: method === 'PATCH' ? (dice.pick(PATCHES) ?? '') : 'application/json',
  }
}

function textOf(dice: Dice, manifest: unknown): string | undefined {
  let body: unknown = manifest
  for (let more = dice.pick([0, 1, 1, 1, 2, 3]); more > 0; more -= 1) body = mutated(dice, body)
  return JSON.stringify(body)
}

const optional = (name: string, value: string | undefined): object =>
  value === undefined ? {} : { [name]: value }

const ACTORS: readonly Actor[] = [teacher, teacher, teacher, student, { user: 'x', groups: [] }]

describe('whatever is sent, the answer is one that a server in good health gives', () => {
  test.each(SEEDS)('seed %s', (seed) => {
    const dice = new Dice(seed)
    const desk = new Desk()
    for (let count = 0; count < REQUESTS; count += 1) {
      // What is gone is made again, so that most requests find something.
      if (count % 20 === 0) for (const [path, body] of MANIFESTS) desk.ask('POST', path, { body })
      const isDeep = dice.chance(70)
      const asked = isDeep ? deepRequest(dice) : wildRequest(dice)
      const actor = isDeep ? teacher : dice.pick(ACTORS)
      const shown = `${count}: ${JSON.stringify(asked).slice(0, 2_000)}`
      const { method, path, ...rest } = asked
      const { code, body } = said(shown, () => desk.ask(method, path, { ...rest, actor }))
      expect(code >= 200 && (code < 500 || code === 504), `${shown} ${JSON.stringify(body)}`).toBe(
        true,
      )
      if (code >= 400) expect(body, shown).toMatchObject({ kind: 'Status', code })
      const watch = said(shown, () => openWatch(desk.cluster.api, asked, actor))
      if (isWatch(watch)) for (const line of watch.initial) JSON.parse(line)
      if (dice.chance(10)) said(shown, () => desk.pass(dice.below(3_000)))
    }
  })
})

/** Runs something and says with which request it failed. */
function said<T>(what: string, run: () => T): T {
  try {
    return run()
  } catch (error) {
    throw new Error(`${what}\n${(error as Error).stack}`, { cause: error })
  }
}
