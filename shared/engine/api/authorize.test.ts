import { describe, expect, test } from 'vitest'
import type { Actor } from '../input.ts'
import { registry } from '../registry.ts'
import { isAllowed } from './authorize.ts'
import {
  accepted,
  CONFIGMAPS,
  Desk,
  names,
  refusal,
  settings,
  student,
  teacher,
} from './test-support/desk.ts'

const observer: Actor = { user: 'observer:1', groups: ['flotilla:observers'] }
const frozen: Actor = { user: 'student:2', groups: ['flotilla:students', 'flotilla:frozen'] }
const stranger: Actor = { user: 'system:anonymous', groups: ['system:unauthenticated'] }

/** What a person is answered, by code. */
function code(actor: Actor, method: 'GET' | 'POST' | 'DELETE', path: string): number {
  const body = method === 'POST' ? settings('x') : undefined
  return new Desk().ask(method, path, { actor, ...(body ? { body } : {}) }).code
}

describe('who may do what', () => {
  test.each([
    ['students work in namespaces of people', student, 'POST', CONFIGMAPS, 201],
    [
      '… not in those of the system',
      student,
      'POST',
      '/api/v1/namespaces/kube-system/configmaps',
      403,
    ],
    ['… where they may read', student, 'GET', '/api/v1/namespaces/kube-system/configmaps', 200],
    ['… but no secrets', student, 'GET', '/api/v1/namespaces/kube-system/secrets', 403],
    ['… and see everything at once', student, 'GET', '/api/v1/pods', 200],
    ['… but no secrets', student, 'GET', '/api/v1/secrets', 403],
    ['students read nodes', student, 'GET', '/api/v1/nodes', 200],
    ['… and do not touch them', student, 'DELETE', '/api/v1/nodes/n1', 403],
    ['… nor namespaces', student, 'DELETE', '/api/v1/namespaces/default', 403],
    ['observers look', observer, 'GET', CONFIGMAPS, 200],
    ['… and change nothing', observer, 'POST', CONFIGMAPS, 403],
    ['the frozen look', frozen, 'GET', CONFIGMAPS, 200],
    ['… and change nothing', frozen, 'POST', CONFIGMAPS, 403],
    ['strangers see nothing', stranger, 'GET', CONFIGMAPS, 403],
  ] as const)('%s', (_words, actor, method, path, expected) => {
    expect(code(actor, method, path)).toBe(expected)
  })

  test('refusals are worded as upstream words them', () => {
    const desk = new Desk()
    const said = (method: 'DELETE' | 'GET', path: string): string =>
      refusal(desk.ask(method, path, { actor: student })).message
    expect(said('DELETE', '/apis/apps/v1/namespaces/kube-system/deployments/x')).toBe(
      'deployments.apps "x" is forbidden: User "student:1" cannot delete resource "deployments" ' +
        'in API group "apps" in the namespace "kube-system"',
    )
    expect(said('GET', '/api/v1/namespaces/kube-system/secrets')).toBe(
      'secrets is forbidden: User "student:1" cannot list resource "secrets" ' +
        'in API group "" in the namespace "kube-system"',
    )
    expect(said('DELETE', '/api/v1/nodes/n1')).toBe(
      'nodes "n1" is forbidden: User "student:1" cannot delete resource "nodes" ' +
        'in API group "" at the cluster scope',
    )
    expect(refusal(desk.ask('DELETE', '/api/v1/nodes/n1', { actor: student }))).toMatchObject({
      code: 403,
      reason: 'Forbidden',
      details: { name: 'n1', kind: 'nodes' },
    })
  })

  test('students scale, and make nothing look better than it is', () => {
    const desk = new Desk()
    const home = '/api/v1/namespaces/default/pods/p'
    const web = '/apis/apps/v1/namespaces/default/deployments/web'
    const tried = (method: 'PATCH' | 'POST' | 'GET', path: string): number =>
      desk.ask(method, path, { actor: student, body: {}, contentType: 'application/json' }).code
    expect(tried('PATCH', `${web}/status`)).toBe(403)
    expect(tried('PATCH', `${home}/status`)).toBe(403)
    expect(tried('POST', `${home}/binding`)).toBe(403)
    expect(tried('POST', '/api/v1/namespaces/default/events')).toBe(403)
    expect(tried('GET', `${web}/status`)).toBe(404)
    expect(tried('GET', `${web}/scale`)).toBe(404)
    // It is theirs to try: the name in the body is what is wrong.
    expect(tried('POST', `${home}/eviction`)).toBe(400)
  })

  test('every kind that is not hidden can be looked at, or is a secret', () => {
    for (const { group, plural, teachersOnly } of registry.kinds) {
      const wish = {
        verb: 'list',
        group,
        resource: plural,
        subresource: '',
        namespace: '',
        name: '',
      }
      const isOpen = !teachersOnly && plural !== 'secrets'
      expect(isAllowed(observer, wish), plural).toBe(isOpen)
    }
  })

  test('what a refused request asked for does not happen', () => {
    const desk = new Desk()
    const { rv } = desk.cluster
    desk.ask('POST', CONFIGMAPS, { body: settings('x'), actor: observer })
    desk.ask('DELETE', '/api/v1/namespaces/default', { actor: student })
    expect(desk.cluster.rv).toBe(rv)
  })

  test('students do not see what is told about Faults', () => {
    const desk = new Desk()
    const path = '/api/v1/namespaces/default/events'
    for (const kind of ['Fault', 'Pod']) {
      desk.post(path, {
        metadata: { name: kind.toLowerCase() },
        involvedObject: { kind, namespace: 'default', name: 'x' },
        type: 'Normal',
      })
    }
    expect(names(desk.get(path))).toEqual(['fault', 'pod'])
    expect(names(desk.get(path, { actor: student }))).toEqual(['pod'])
    expect(desk.get(`${path}/fault`, { actor: student }).code).toBe(404)
    expect(desk.ask('DELETE', `${path}/fault`, { actor: student }).code).toBe(403)
  })
})

describe('reviews about oneself', () => {
  const AUTHORIZATION = '/apis/authorization.k8s.io/v1'

  function mayI(actor: Actor, resourceAttributes: Record<string, string>): unknown {
    const body = { spec: { resourceAttributes } }
    const path = `${AUTHORIZATION}/selfsubjectaccessreviews`
    const reply = new Desk().ask('POST', path, { body, actor })
    expect(reply.code).toBe(201)
    return accepted(reply).status?.allowed
  }

  test('may I? is answered by the same table', () => {
    const namespace = 'default'
    const pods = { resource: 'pods', namespace }
    expect(mayI(student, { verb: 'create', ...pods })).toBe(true)
    expect(mayI(student, { verb: 'create', resource: 'pods', namespace: 'kube-system' })).toBe(
      false,
    )
    expect(mayI(student, { verb: 'delete', resource: 'nodes', namespace })).toBe(false)
    expect(mayI(student, { verb: 'get', resource: 'faults', group: 'flotilla.dev' })).toBe(false)
    expect(mayI(observer, { verb: 'create', ...pods })).toBe(false)
  })

  test('what may I? lists the rules of a namespace', () => {
    const rules = (namespace: string): unknown[] => {
      const body = { spec: { namespace } }
      const path = `${AUTHORIZATION}/selfsubjectrulesreviews`
      const { status } = accepted(new Desk().ask('POST', path, { body, actor: student }))
      return status?.resourceRules as unknown as unknown[]
    }
    // Two of them are the questions about oneself.
    expect(rules('default')).toHaveLength(6)
    expect(rules('kube-system')).toHaveLength(5)
  })

  test('who may do everything reads so, and everybody may ask about themselves', () => {
    const path = `${AUTHORIZATION}/selfsubjectrulesreviews`
    const all = { verbs: ['*'], nonResourceURLs: ['*'] }
    const told = (actor: Actor) =>
      accepted(new Desk().ask('POST', path, { body: { spec: { namespace: 'default' } }, actor }))
    expect(told(teacher).status?.nonResourceRules).toContainEqual(all)
    expect(told(student).status?.nonResourceRules).not.toContainEqual(all)
    for (const actor of [teacher, student, stranger]) {
      expect(told(actor).status?.resourceRules).toContainEqual({
        verbs: ['create'],
        apiGroups: ['authentication.k8s.io'],
        resources: ['selfsubjectreviews'],
      })
    }
  })

  test('who am I?', () => {
    const path = '/apis/authentication.k8s.io/v1/selfsubjectreviews'
    expect(new Desk().ask('POST', path, { body: {}, actor: student }).body).toMatchObject({
      kind: 'SelfSubjectReview',
      status: {
        userInfo: {
          username: 'student:1',
          groups: ['flotilla:students', 'system:authenticated'],
        },
      },
    })
    expect(new Desk().get(path).code).toBe(405)
  })
})
