import { describe, expect, test } from 'vitest'
import { CONFIGMAPS, accepted, Desk, names, refusal, settings } from './test-support/desk.ts'

const one = `${CONFIGMAPS}/a`
const JSON_PATCH = 'application/json-patch+json'
const MERGE = 'application/merge-patch+json'
const STRATEGIC = 'application/strategic-merge-patch+json'

function deskWithA(): Desk {
  const desk = new Desk()
  desk.post(CONFIGMAPS, settings('a', { data: { x: '1', y: '2' } }))
  return desk
}

describe('update', () => {
  test('replaces, unless somebody was quicker', () => {
    const desk = deskWithA()
    const old = accepted(desk.get(one))
    const next = { ...old, data: { x: '9' } }
    expect(desk.ask('PUT', one, { body: next }).body).toMatchObject({ data: { x: '9' } })
    expect(refusal(desk.ask('PUT', one, { body: next }))).toMatchObject({
      code: 409,
      reason: 'Conflict',
      message:
        'Operation cannot be fulfilled on configmaps "a": the object has been modified; ' +
        'please apply your changes to the latest version and try again',
    })
    expect(desk.ask('PUT', one, { body: settings('a') }).code).toBe(200)
  })

  test('name and namespace must be those of the address', () => {
    const desk = deskWithA()
    const said = (metadata: object): string =>
      refusal(desk.ask('PUT', one, { body: { metadata } })).message
    expect(said({ name: 'b' })).toBe(
      'the name of the object (b) does not match the name on the URL (a)',
    )
    expect(said({ name: 'a', namespace: 'x' })).toBe(
      'the namespace of the object (x) does not match the namespace on the request (default)',
    )
    expect(desk.ask('PUT', `${CONFIGMAPS}/b`, { body: settings('b') }).code).toBe(404)
  })

  test('a dry run answers the result and changes nothing', () => {
    const desk = deskWithA()
    const body = settings('a', { data: { x: '9' } })
    const reply = desk.ask('PUT', one, { body, query: 'dryRun=All' })
    expect(reply.body).toMatchObject({ data: { x: '9' } })
    expect(desk.get(one).body).toMatchObject({ data: { x: '1' } })
  })
})

describe('patch', () => {
  test('JSON, merge and strategic merge patches', () => {
    const desk = deskWithA()
    const patch = (contentType: string, body: unknown): unknown =>
      accepted(desk.ask('PATCH', one, { body, contentType })).data
    const remove = [{ op: 'remove', path: '/data/y' }]
    expect(patch(JSON_PATCH, remove)).toEqual({ x: '1' })
    expect(patch(MERGE, { data: { x: null, z: '3' } })).toEqual({ z: '3' })
    expect(patch(STRATEGIC, { data: { $patch: 'replace', q: '4' } })).toEqual({ q: '4' })
  })

  test('a patch that changes nothing makes no new resourceVersion', () => {
    const desk = deskWithA()
    const before = accepted(desk.get(one)).metadata.resourceVersion
    const body = { data: { x: '1' } }
    const after = accepted(desk.ask('PATCH', one, { body, contentType: MERGE }))
    expect(after.metadata.resourceVersion).toBe(before)
  })

  test('a patch with an old resourceVersion is refused', () => {
    const desk = deskWithA()
    const body = { metadata: { resourceVersion: '1' }, data: { x: '5' } }
    expect(desk.ask('PATCH', one, { body, contentType: MERGE }).code).toBe(409)
  })

  test('what does not fit is refused, and nothing is half done', () => {
    const desk = deskWithA()
    const said = (contentType: string, body: unknown): object =>
      refusal(desk.ask('PATCH', one, { body, contentType }))
    expect(said(JSON_PATCH, [{ op: 'test', path: '/data/x', value: '7' }])).toMatchObject({
      code: 422,
      reason: 'Invalid',
      message: 'the server rejected our request due to an error in our request',
    })
    expect(said(MERGE, '{')).toMatchObject({ code: 400 })
    expect(said(MERGE, { metadata: { name: 'b' } })).toMatchObject({ code: 422 })
    expect(said(MERGE, { kind: 'Secret' })).toMatchObject({ code: 400 })
    expect(said(MERGE, { data: { x: 1 } })).toMatchObject({ code: 400 })
    expect(desk.get(one).body).toMatchObject({ data: { x: '1', y: '2' } })
  })

  test('server-side apply says plainly which patches there are', () => {
    const contentType = 'application/apply-patch+yaml'
    const reply = deskWithA().ask('PATCH', one, { body: settings('a'), contentType })
    expect(refusal(reply)).toMatchObject({ code: 415, reason: 'UnsupportedMediaType' })
    expect(refusal(reply).message).toMatch(/include: .*strategic-merge-patch\+json$/)
  })
})

describe('delete', () => {
  test('answers a Status with what is gone', () => {
    const desk = deskWithA()
    const { uid } = accepted(desk.get(one)).metadata
    expect(desk.ask('DELETE', one)).toMatchObject({
      code: 200,
      body: { status: 'Success', details: { name: 'a', kind: 'configmaps', uid } },
    })
    expect(desk.ask('DELETE', one).code).toBe(404)
  })

  test('preconditions: another uid or resourceVersion is a conflict', () => {
    const desk = deskWithA()
    const tried = (preconditions: object): object =>
      refusal(desk.ask('DELETE', one, { body: { preconditions } }))
    expect(tried({ uid: 'other' })).toMatchObject({ code: 409, reason: 'Conflict' })
    expect(tried({ resourceVersion: '1' })).toMatchObject({ code: 409, reason: 'Conflict' })
    expect(desk.get(one).code).toBe(200)
  })

  test('options may stand in the query; wrong ones are refused', () => {
    const desk = deskWithA()
    const tried = (query: string): number => desk.ask('DELETE', one, { query }).code
    expect(tried('dryRun=All')).toBe(200)
    expect(tried('propagationPolicy=Sideways')).toBe(422)
    expect(tried('propagationPolicy=Orphan&orphanDependents=true')).toBe(422)
    expect(tried('gracePeriodSeconds=-1')).toBe(422)
    expect(tried('gracePeriodSeconds=soon')).toBe(400)
    expect(desk.get(one).code).toBe(200)
  })

  test('with a finalizer it stays, marked, until the finalizer is dropped', () => {
    const desk = deskWithA()
    const finalizers = { metadata: { finalizers: ['example.com/hold'] } }
    desk.ask('PATCH', one, { body: finalizers, contentType: MERGE })
    expect(desk.ask('DELETE', one).body).toMatchObject({ kind: 'ConfigMap' })
    expect(accepted(desk.get(one)).metadata).toHaveProperty('deletionTimestamp')
    const body = { metadata: { finalizers: null } }
    expect(desk.ask('PATCH', one, { body, contentType: MERGE }).code).toBe(200)
    expect(desk.get(one).code).toBe(404)
  })

  test('the namespaces that every cluster has are not to be had', () => {
    const reply = new Desk().ask('DELETE', '/api/v1/namespaces/default')
    expect(refusal(reply)).toMatchObject({
      code: 403,
      message: 'namespaces "default" is forbidden: this namespace may not be deleted',
    })
  })

  test('a collection goes by its selectors', () => {
    const desk = deskWithA()
    desk.post(CONFIGMAPS, settings('b'))
    const query = 'fieldSelector=metadata.name%3Da'
    expect(names(desk.ask('DELETE', CONFIGMAPS, { query }))).toEqual(['a'])
    expect(names(desk.get(CONFIGMAPS))).toEqual(['b', 'kube-root-ca.crt'])
    expect(desk.ask('DELETE', '/api/v1/namespaces').code).toBe(405)
  })
})

describe('parts of objects', () => {
  const DEPLOYMENTS = '/apis/apps/v1/namespaces/default/deployments'
  const PODS = '/api/v1/namespaces/default/pods'
  const labels = { app: 'web' }
  const template = {
    metadata: { labels },
    spec: { containers: [{ name: 'c', image: 'nginx:1.9.1' }] },
  }

  function deskWithDeployment(): Desk {
    const desk = new Desk()
    const spec = { replicas: 2, selector: { matchLabels: labels }, template }
    desk.post(DEPLOYMENTS, { metadata: { name: 'web' }, spec })
    return desk
  }

  test('scale is read, replaced and patched', () => {
    const desk = deskWithDeployment()
    const path = `${DEPLOYMENTS}/web/scale`
    const scale = accepted(desk.get(path))
    expect(scale).toMatchObject({
      kind: 'Scale',
      apiVersion: 'autoscaling/v1',
      spec: { replicas: 2 },
      status: { selector: 'app=web' },
    })
    expect(desk.ask('PUT', path, { body: { ...scale, spec: { replicas: 5 } } }).body).toMatchObject(
      { spec: { replicas: 5 } },
    )
    const patched = desk.ask('PATCH', path, { body: { spec: { replicas: 3 } }, contentType: MERGE })
    expect(patched.body).toMatchObject({ spec: { replicas: 3 } })
    expect(desk.get(`${DEPLOYMENTS}/web`).body).toMatchObject({ spec: { replicas: 3 } })
    const negative = { spec: { replicas: -1 } }
    expect(refusal(desk.ask('PATCH', path, { body: negative, contentType: MERGE })).message).toBe(
      'Scale.autoscaling "web" is invalid: spec.replicas: Invalid value: -1: ' +
        'must be greater than or equal to 0',
    )
    expect(desk.ask('PUT', path, { body: scale }).code).toBe(409)
  })

  test('status is written only through /status, the rest only without it', () => {
    const desk = deskWithDeployment()
    const path = `${DEPLOYMENTS}/web`
    const body = { spec: { replicas: 9 }, status: { observedGeneration: 77 } }
    desk.ask('PATCH', `${path}/status`, { body, contentType: MERGE })
    expect(desk.get(path).body).toMatchObject({
      spec: { replicas: 2 },
      status: { observedGeneration: 77 },
    })
    desk.ask('PATCH', path, { body: { status: { observedGeneration: 5 } }, contentType: MERGE })
    expect(desk.get(path).body).toMatchObject({ status: { observedGeneration: 77 } })
  })

  test('a pod is bound once', () => {
    const desk = new Desk()
    desk.post(PODS, { metadata: { name: 'p' }, spec: template.spec })
    const path = `${PODS}/p/binding`
    const body = { metadata: { name: 'p' }, target: { kind: 'Node', name: 'n1' } }
    expect(desk.ask('POST', path, { body })).toMatchObject({
      code: 201,
      body: { status: 'Success' },
    })
    expect(desk.get(`${PODS}/p`).body).toMatchObject({ spec: { nodeName: 'n1' } })
    expect(refusal(desk.ask('POST', path, { body })).message).toBe(
      'Operation cannot be fulfilled on pods/binding "p": ' +
        'pod p is already assigned to node "n1"',
    )
    expect(desk.ask('POST', path, { body: { target: { kind: 'Pod', name: 'x' } } }).code).toBe(422)
  })

  test('an eviction deletes', () => {
    const desk = new Desk()
    desk.post(PODS, { metadata: { name: 'p' }, spec: template.spec })
    const body = { apiVersion: 'policy/v1', kind: 'Eviction', metadata: { name: 'p' } }
    expect(desk.ask('POST', `${PODS}/p/eviction`, { body }).code).toBe(201)
    desk.pass(60_000)
    expect(desk.get(`${PODS}/p`).code).toBe(404)
    expect(desk.ask('POST', `${PODS}/p/eviction`, { body }).code).toBe(404)
  })

  test.each(['merge-patch', 'strategic-merge-patch', 'json-patch'])(
    'null is a %s that changes nothing',
    (type) => {
      const desk = new Desk()
      const made = desk.post(CONFIGMAPS, settings('a', { data: { k: 'v' } }))
      const contentType = `application/${type}+json`
      const reply = desk.ask('PATCH', `${CONFIGMAPS}/a`, { contentType, body: 'null' })
      expect(reply).toMatchObject({ code: 200, body: made })
    },
  )

  test('what is not modelled says so', () => {
    const desk = new Desk()
    desk.post(PODS, { metadata: { name: 'p' }, spec: template.spec })
    expect(refusal(desk.get(`${PODS}/p/proxy`))).toMatchObject({
      code: 501,
      reason: 'NotImplemented',
      message: 'the simulator does not model pods/proxy yet',
    })
    expect(desk.get(`${PODS}/none/exec`).code).toBe(404)
    expect(desk.ask('GET', `${PODS}/p/nonsense`).code).toBe(404)
  })
})
