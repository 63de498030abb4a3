import { describe, expect, test } from 'vitest'
import { accepted, CONFIGMAPS, Desk, names, refusal, settings } from './test-support/desk.ts'

const TABLE = 'application/json;as=Table;v=v1;g=meta.k8s.io,application/json'
const METADATA = 'application/json;as=PartialObjectMetadata;v=v1;g=meta.k8s.io'
const one = `${CONFIGMAPS}/a`

/** A desk with ConfigMaps of these names in `default`. */
function deskWith(...made: string[]): Desk {
  const desk = new Desk()
  for (const name of made) desk.post(CONFIGMAPS, settings(name, { data: { key: name } }))
  return desk
}

describe('create', () => {
  test('answers 201 with the object as it is stored', () => {
    const reply = new Desk().ask('POST', CONFIGMAPS, { body: settings('a', { data: { x: '1' } }) })
    expect(reply.code).toBe(201)
    expect(reply.body).toMatchObject({ metadata: { name: 'a', namespace: 'default' } })
    expect(accepted(reply).metadata).toHaveProperty('uid')
  })

  test('takes YAML as well as JSON, and refuses what neither is', () => {
    const desk = new Desk()
    const contentType = 'application/yaml'
    const body = 'metadata:\n  name: a\ndata: {x: "1"}\n'
    expect(desk.ask('POST', CONFIGMAPS, { body, contentType }).code).toBe(201)
    const broken = desk.ask('POST', CONFIGMAPS, { body: 'a: [', contentType })
    expect(refusal(broken)).toMatchObject({ code: 400, reason: 'BadRequest' })
    const form = desk.ask('POST', CONFIGMAPS, { body, contentType: 'text/csv' })
    expect(refusal(form).message).toContain('accepted media types include: application/json')
  })

  test('bombs of aliases and of brackets are refused before they go off', () => {
    const desk = new Desk()
    const lines = ['a0: &a0 [x, x, x, x, x, x, x, x, x]']
    for (let level = 1; level < 9; level += 1) {
      const list = Array.from({ length: 9 }, () => `*a${level - 1}`).join(', ')
      lines.push(`a${level}: &a${level} [${list}]`)
    }
    const contentType = 'application/yaml'
    expect(desk.ask('POST', CONFIGMAPS, { body: lines.join('\n'), contentType }).code).toBe(400)
    const deep = desk.ask('POST', CONFIGMAPS, { body: '['.repeat(100_000) })
    expect(refusal(deep).message).toContain('exceeded max depth')
  })

  test('bodies over 3 MiB are refused', () => {
    const body = settings('a', { data: { x: 'x'.repeat(3 * 1024 * 1024) } })
    const reply = new Desk().ask('POST', CONFIGMAPS, { body })
    expect(refusal(reply)).toMatchObject({ code: 413, reason: 'RequestEntityTooLarge' })
  })

  test('says in Go words where the JSON is broken', () => {
    const reply = new Desk().ask('POST', CONFIGMAPS, { body: '{"kind":"ConfigMap",}' })
    expect(refusal(reply).message).toBe(
      "the object provided is unrecognized (must be of type ConfigMap): couldn't get version/kind;" +
        " json parse error: invalid character '}' looking for beginning of object key string" +
        ' ({"kind":"ConfigMap",})',
    )
  })

  test('another kind, group or version than the address has is refused', () => {
    const desk = new Desk()
    const send = (body: object): string =>
      refusal(desk.ask('POST', CONFIGMAPS, { body: { metadata: { name: 'a' }, ...body } })).message
    expect(send({ apiVersion: 'v1', kind: 'Secret' })).toBe(
      'Secret in version "v1" cannot be handled as a ConfigMap: ' +
        'converting (v1.Secret) to (core.ConfigMap): unknown conversion',
    )
    expect(send({ apiVersion: 'v7', kind: 'ConfigMap' })).toContain(
      'no kind "ConfigMap" is registered for version "v7" in scheme',
    )
    expect(send({ apiVersion: 'a/b/c' })).toContain('unexpected GroupVersion string: a/b/c')
  })

  test('unknown and double fields: an error, a warning or nothing, as the client asked', () => {
    const desk = new Desk()
    const text = (name: string): string =>
      `{"metadata":{"name":"${name}"},"foo":1,"data":{"a":"1","a":"2"}}`
    const strict = desk.ask('POST', CONFIGMAPS, {
      body: text('a'),
      query: 'fieldValidation=Strict',
    })
    expect(refusal(strict).message).toBe(
      'ConfigMap in version "v1" cannot be handled as a ConfigMap: ' +
        'strict decoding error: duplicate field "data.a", unknown field "foo"',
    )
    const warned = desk.ask('POST', CONFIGMAPS, { body: text('b') })
    expect(warned).toMatchObject({
      code: 201,
      warnings: ['duplicate field "data.a"', 'unknown field "foo"'],
    })
    expect(warned.body).not.toHaveProperty('foo')
    const quiet = desk.ask('POST', CONFIGMAPS, { body: text('c'), query: 'fieldValidation=Ignore' })
    expect(quiet).not.toHaveProperty('warnings')
    const odd = desk.ask('POST', CONFIGMAPS, { body: text('d'), query: 'fieldValidation=Maybe' })
    expect(refusal(odd).reason).toBe('Invalid')
  })

  test('a dry run answers as if, and leaves nothing', () => {
    const desk = new Desk()
    const { rv } = desk.cluster
    const reply = desk.ask('POST', CONFIGMAPS, { body: settings('a'), query: 'dryRun=All' })
    expect(reply.code).toBe(201)
    expect(accepted(reply).metadata).not.toHaveProperty('resourceVersion')
    expect(desk.get(one).code).toBe(404)
    expect(desk.cluster.rv).toBe(rv)
  })

  test("a dry run of a generated name moves nobody else's dice", () => {
    const series = { metadata: { generateName: 'a-' } }
    const plain = new Desk()
    const tried = new Desk()
    tried.ask('POST', CONFIGMAPS, { body: series, query: 'dryRun=All' })
    const name = (desk: Desk): unknown => desk.post(CONFIGMAPS, series).metadata.name
    expect(name(tried)).toBe(name(plain))
  })

  test('a resourceVersion does not belong on what is new', () => {
    const body = { metadata: { name: 'a', resourceVersion: '1' } }
    expect(refusal(new Desk().ask('POST', CONFIGMAPS, { body })).message).toBe(
      'resourceVersion should not be set on objects to be created',
    )
  })

  test('a status that the client sends is not believed', () => {
    const path = '/apis/apps/v1/namespaces/default/deployments'
    const labels = { app: 'web' }
    const spec = {
      selector: { matchLabels: labels },
      template: { metadata: { labels }, spec: { containers: [{ name: 'c', image: 'nginx' }] } },
    }
    const made = new Desk().post(path, {
      metadata: { name: 'web' },
      spec,
      status: { readyReplicas: 7 },
    })
    expect(made.status ?? {}).not.toHaveProperty('readyReplicas')
  })
})

describe('read', () => {
  test('one object whole, as metadata, as a row', () => {
    const desk = deskWith('a')
    expect(desk.get(one).body).toMatchObject({ kind: 'ConfigMap', data: { key: 'a' } })
    const metadata = desk.get(one, { accept: METADATA }).body
    expect(metadata).toMatchObject({ kind: 'PartialObjectMetadata', metadata: { name: 'a' } })
    expect(metadata).not.toHaveProperty('data')
    expect(desk.get(one, { accept: TABLE }).body).toMatchObject({
      kind: 'Table',
      apiVersion: 'meta.k8s.io/v1',
      columnDefinitions: [{ name: 'Name' }, { name: 'Data' }, { name: 'Age' }],
      rows: [{ cells: ['a', 1, '0s'], object: { kind: 'PartialObjectMetadata' } }],
    })
    const query = 'includeObject=Object'
    expect(desk.get(one, { accept: TABLE, query }).body).toMatchObject({
      rows: [{ object: { kind: 'ConfigMap', data: { key: 'a' } } }],
    })
    expect(desk.get(one, { accept: TABLE, query: 'includeObject=None' }).body).toMatchObject({
      rows: [{ object: null }],
    })
  })

  test('YAML when it is asked for, 406 when nothing fits', () => {
    const desk = deskWith('a')
    const yaml = desk.get(one, { accept: 'application/yaml' })
    expect(yaml.contentType).toBe('application/yaml')
    expect(yaml.body).toMatch(/^apiVersion: v1\nkind: ConfigMap\n/)
    expect(refusal(desk.get(one, { accept: 'text/html' }))).toMatchObject({
      code: 406,
      reason: 'NotAcceptable',
    })
    expect(desk.get(one, { accept: 'text/html,*/*;q=0.8' }).code).toBe(200)
  })

  test("a list has the store's resourceVersion, and items without kind", () => {
    const desk = deskWith('b', 'a')
    const reply = desk.get(CONFIGMAPS)
    expect(names(reply)).toEqual(['a', 'b', 'kube-root-ca.crt'])
    expect(reply.body).toMatchObject({
      kind: 'ConfigMapList',
      apiVersion: 'v1',
      metadata: { resourceVersion: String(desk.cluster.rv) },
    })
    const { items } = reply.body as { items: object[] }
    expect(items[0]).not.toHaveProperty('kind')
  })

  test("pages join to the whole list, each with the first one's resourceVersion", () => {
    const desk = deskWith('a', 'b', 'c.d', 'e')
    const first = desk.get(CONFIGMAPS, { query: 'limit=2' })
    const { metadata } = first.body as { metadata: Record<string, string | number> }
    expect(metadata.remainingItemCount).toBe(3)
    desk.post(CONFIGMAPS, settings('z'))
    const rest = desk.get(CONFIGMAPS, { query: `limit=9&continue=${metadata.continue}` })
    expect([...names(first), ...names(rest)]).toEqual([
      'a',
      'b',
      'c.d',
      'e',
      'kube-root-ca.crt',
      'z',
    ])
    expect(rest.body).toMatchObject({ metadata: { resourceVersion: metadata.resourceVersion } })
    expect(refusal(desk.get(CONFIGMAPS, { query: 'continue=xyz' })).code).toBe(400)
  })

  test('selectors choose by label and by field', () => {
    const desk = deskWith('a', 'b')
    const body = { metadata: { labels: { tier: 'front' } } }
    desk.ask('PATCH', one, { body, contentType: 'application/merge-patch+json' })
    const chosen = (query: string): string[] => names(desk.get(CONFIGMAPS, { query }))
    expect(chosen('labelSelector=tier')).toEqual(['a'])
    expect(chosen('labelSelector=tier+in+(front,back),tier!=back')).toEqual(['a'])
    expect(chosen('labelSelector=!tier')).toEqual(['b', 'kube-root-ca.crt'])
    expect(chosen('fieldSelector=metadata.name%3Db')).toEqual(['b'])
    expect(chosen('fieldSelector=metadata.name!%3Db')).toEqual(['a', 'kube-root-ca.crt'])
    expect(refusal(desk.get(CONFIGMAPS, { query: 'fieldSelector=data.x%3D1' })).message).toBe(
      '"data.x" is not a known field selector: only "metadata.name", "metadata.namespace"',
    )
  })

  test('a resourceVersion that is still to come is told from one that is gone', () => {
    const desk = deskWith('a')
    expect(refusal(desk.get(CONFIGMAPS, { query: 'resourceVersion=99999' }))).toMatchObject({
      code: 504,
      reason: 'Timeout',
      details: { causes: [{ reason: 'ResourceVersionTooLarge' }] },
    })
    const exact = 'resourceVersion=1&resourceVersionMatch=Exact'
    expect(refusal(desk.get(CONFIGMAPS, { query: exact }))).toMatchObject({
      code: 410,
      reason: 'Expired',
    })
    expect(desk.get(CONFIGMAPS, { query: 'resourceVersion=0' }).code).toBe(200)
    const bare = desk.get(CONFIGMAPS, { query: 'resourceVersionMatch=Exact' })
    expect(refusal(bare)).toMatchObject({ code: 422 })
  })

  test('lists without a namespace show all, in the order of namespaces', () => {
    const desk = deskWith('a')
    desk.post('/api/v1/namespaces/kube-public/configmaps', settings('a'))
    const query = 'fieldSelector=metadata.name%3Da'
    const { items } = desk.get('/api/v1/configmaps', { query }).body as unknown as {
      items: { metadata: { namespace: string } }[]
    }
    expect(items.map(({ metadata }) => metadata.namespace)).toEqual(['default', 'kube-public'])
    expect(desk.ask('POST', '/api/v1/configmaps', { body: settings('b') }).code).toBe(405)
  })

  test('Events vanish after their hour without anybody deleting them', () => {
    const desk = new Desk()
    const path = '/api/v1/namespaces/default/events'
    desk.post(path, {
      metadata: { name: 'e' },
      involvedObject: { kind: 'Pod', namespace: 'default', name: 'p' },
      type: 'Normal',
      reason: 'Testing',
    })
    desk.pass(59 * 60_000)
    expect(names(desk.get(path))).toEqual(['e'])
    desk.pass(2 * 60_000)
    expect(names(desk.get(path))).toEqual([])
    expect(desk.get(`${path}/e`).code).toBe(404)
  })
})
