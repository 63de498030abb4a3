import { describe, expect, test } from 'vitest'
import { INBOX } from '../programs/session.ts'
import type { Plan } from '../plan.ts'
import { plan } from '../plan.ts'
import type { Server } from '../programs/server.ts'
import type { FindListener } from './listeners.ts'
import { Town } from './test-support/town.ts'

const FAILING = { readinessProbe: { httpGet: { path: '/', port: 9 } } }

/** Two web servers on two nodes, a client on the first. */
function town(): Town {
  const made = new Town()
  made.client()
  made.web('a', 'node-1')
  made.web('b', 'node-2')
  made.settle('client', 'a', 'b')
  return made
}

/** Which pods answered when a Service was asked so often, by their addresses. */
function spread(made: Town, host: string, times: number, from = 'client'): Record<string, number> {
  const seen: Record<string, number> = {}
  const pod = made.get(from)
  const answer: Server['answer'] = (_request, _port, { pod: { ip } }) => {
    return { response: { status: 200, headers: {}, body: ip } }
  }
  const find: FindListener = (target) => ({
    until: null,
    listener: {
      container: 'c',
      server: { ports: () => [80], onTerm: 'ignored', answer },
      served: { pod: { ip: target.metadata.name } } as never,
    },
  })
  const net = made.netWith({ pod, podIP: pod.status.podIP, find })
  for (let index = 0; index < times; index += 1) {
    const path = { method: 'GET', path: '/', headers: {}, body: '' }
    const exchange = net.http({ ...path, scheme: 'http', host, port: 80 })
    const name = 'response' in exchange ? exchange.response.body : exchange.failure
    seen[name] = (seen[name] ?? 0) + 1
  }
  return seen
}

describe('addresses of pods', () => {
  test('[POD-010] are reached whether the pod is ready or not, and whatever ports it names', () => {
    const made = new Town()
    made.client('a')
    made.web('b', 'node-2', { container: FAILING })
    made.settle('a', 'b')
    const ready = made.get('b').status.conditions?.find(({ type }) => type === 'Ready')
    expect(ready?.status).toBe('False')
    expect(made.fetch(made.ip('b'), 80, 'a')).toBe(200)
    expect(made.fetch('localhost', 80, 'a')).toBe('refused')
    expect(made.fetch('127.0.0.1', 80, 'b')).toBe(200)
    expect(made.fetch(made.ip('b'), 81, 'a')).toBe('refused')
  })

  test('that nobody has are no way to anybody', () => {
    const made = town()
    expect(made.fetch('10.244.1.200')).toBe('no route')
    expect(made.fetch('10.1.2.3')).toBe('timeout')
    expect(made.net().ping(made.ip('b'))).toEqual({ address: made.ip('b'), tookMs: 1 })
    expect(made.net().ping('10.244.1.200')).toMatchObject({ failure: 'no route' })
  })

  test('on a node that nothing reaches time out, but not for its own pods', () => {
    const made = town()
    made.client('near', 'node-2')
    made.settle('near')
    made.fault('cut', { what: 'unreachable', where: { nodes: 'node-2' } })
    made.run(0.1)
    expect(made.fetch(made.ip('b'))).toBe('timeout')
    expect(made.fetch(made.ip('b'), 80, 'near')).toBe(200)
    expect(made.fetch(made.ip('a'), 80, 'near')).toBe('timeout')
    expect(made.look('kubernetes.default', 'A', 'near')[0]).toBe('SERVFAIL')
    expect(made.fetch(made.ip('a'))).toBe(200)
  })

  test('across a partition time out in both directions, and nobody else notices', () => {
    const made = town()
    made.web('c', 'node-3')
    made.settle('c')
    made.fault('split', { what: 'partition', where: { nodes: 'node-2' } })
    made.run(0.1)
    expect(made.fetch(made.ip('b'))).toBe('timeout')
    expect(made.fetch(made.ip('a'), 80, 'b')).toBe('timeout')
    expect(made.fetch(made.ip('c'))).toBe(200)
    expect(made.look('kubernetes.default', 'A', 'b')[0]).toBe('NOERROR')
    made.heal('split')
    expect(made.fetch(made.ip('b'))).toBe(200)
  })
})

describe('a Service', () => {
  test('leads to each of its ready pods, now to this one, now to that', () => {
    const made = town()
    made.service('web')
    made.run(1)
    const seen = spread(made, 'web', 200)
    expect(Object.keys(seen).sort()).toEqual(['a', 'b'])
    expect(seen.a).toBeGreaterThan(60)
    expect(seen.b).toBeGreaterThan(60)
    expect(spread(made, 'web', 200)).toEqual(seen)
  })

  test('leads to no pod that is not ready, and refuses when there is none', () => {
    const made = new Town()
    made.client()
    made.web('a', 'node-1', { container: FAILING })
    made.service('web')
    made.settle('client', 'a')
    expect(made.fetch('web')).toBe('refused')
    expect(made.net().http(asked('web'))).toMatchObject({ failure: 'refused', tookMs: 1 })
  })

  test('[POD-029] leads to a pod that ends only when nobody else is left', () => {
    const made = new Town()
    made.client()
    const preStop = { exec: { command: ['sleep', '20'] } }
    for (const name of ['a', 'b'])
      made.web(name, 'node-1', { container: { lifecycle: { preStop } } })
    made.service('web')
    made.settle('client', 'a', 'b')
    made.delete('Pod/default/a')
    made.run(1)
    expect(Object.keys(spread(made, 'web', 50))).toEqual(['b'])
    made.delete('Pod/default/b')
    made.run(1)
    expect(Object.keys(spread(made, 'web', 50)).sort()).toEqual(['a', 'b'])
    expect(made.fetch('web')).toBe(200)
  })

  test('knows only its own ports', () => {
    const made = town()
    made.service('web', { ports: [{ name: 'a', port: 8080, targetPort: 80 }] })
    made.run(1)
    expect(made.fetch('web', 8080)).toBe(200)
    expect(made.fetch('web', 80)).toBe('timeout')
    expect(made.net().ping('web')).toMatchObject({ failure: 'timeout' })
  })

  test('keeps a client with one pod until it was away for too long', () => {
    const made = town()
    const config = { clientIP: { timeoutSeconds: 60 } }
    made.service('web', { sessionAffinity: 'ClientIP', sessionAffinityConfig: config })
    made.run(1)
    const first = visit(made)
    for (let count = 0; count < 10; count += 1) {
      made.run(50)
      expect(visit(made)).toBe(first)
    }
    const later = Array.from({ length: 10 }, () => {
      made.run(61)
      return visit(made)
    })
    expect(new Set(later).size).toBe(2)
  })

  test('keeps to the node of the sender where its policy says so', () => {
    const made = town()
    made.service('web', { internalTrafficPolicy: 'Local' })
    made.client('far', 'node-3')
    made.settle('far')
    expect(Object.keys(spread(made, 'web', 30))).toEqual(['a'])
    expect(made.fetch('web', 80, 'far')).toBe('timeout')
  })

  test('without a selector leads where people say', () => {
    const made = town()
    made.service('own', { selector: {}, clusterIP: '10.96.0.70' })
    expect(made.fetch('own')).toBe('refused')
    made.create({
      apiVersion: 'discovery.k8s.io/v1',
      kind: 'EndpointSlice',
      metadata: {
        name: 'own-1',
        namespace: 'default',
        labels: { 'kubernetes.io/service-name': 'own' },
      },
      addressType: 'IPv4',
      endpoints: [{ addresses: [made.ip('b')] }],
      ports: [{ name: '', port: 80, protocol: 'TCP' }],
    })
    expect(Object.keys(spread(made, 'own', 5))).toEqual(['b'])
  })
})

describe('addresses of nodes', () => {
  test('lead through a NodePort to every pod, from every node', () => {
    const made = town()
    made.service('web', { type: 'NodePort', ports: [{ port: 80, nodePort: 30_080 }] })
    made.run(1)
    for (const node of ['node-1', 'node-2', 'node-3']) {
      expect(made.fetch(made.nodeIP(node), 30_080), node).toBe(200)
      expect(made.fetch(made.nodeIP(node), 30_081), node).toBe('refused')
    }
    made.service('local', {
      type: 'NodePort',
      externalTrafficPolicy: 'Local',
      ports: [{ port: 80, nodePort: 30_090 }],
    })
    made.run(1)
    expect(made.fetch(made.nodeIP('node-2'), 30_090)).toBe(200)
    expect(made.fetch(made.nodeIP('node-3'), 30_090)).toBe('timeout')
  })

  test('lead to pods with a hostPort and to those on the node’s own network', () => {
    const made = new Town()
    made.client()
    made.web('a', 'node-2', { container: { ports: [{ containerPort: 80, hostPort: 8080 }] } })
    made.web('b', 'node-3', { spec: { hostNetwork: true } })
    made.settle('client', 'a', 'b')
    expect(made.fetch(made.nodeIP('node-2'), 8080)).toBe(200)
    expect(made.fetch(made.nodeIP('node-2'), 80)).toBe('refused')
    expect(made.fetch(made.nodeIP('node-3'), 80)).toBe(200)
    expect(made.ip('b')).toBe(made.nodeIP('node-3'))
  })

  test('of a Service from outside lead to it, too', () => {
    const made = town()
    made.service('web', { externalIPs: ['198.51.100.7'] })
    made.run(1)
    expect(made.fetch('198.51.100.7')).toBe(200)
    expect(made.fetch('198.51.100.8')).toBe('timeout')
  })
})

describe('beyond the pods', () => {
  test('the API server is found and tells nobody anything', () => {
    const made = town()
    const ask = (host: string, path: string) =>
      made.net().http({ ...asked(host), scheme: 'https', port: 443, path })
    expect(ask('kubernetes.default', '/healthz')).toMatchObject({
      address: '10.96.0.1',
      response: { status: 200, body: 'ok' },
    })
    const refused = ask('kubernetes.default.svc', '/api/v1/pods')
    expect(refused).toMatchObject({ response: { status: 403 } })
    expect(JSON.stringify(refused)).toContain(
      'forbidden: User \\\\\\"system:anonymous\\\\\\" cannot get path \\\\\\"/api/v1/pods\\\\\\"',
    )
  })

  test('a few sites of the world answer, and nobody else', () => {
    const made = town()
    expect(made.fetch('example.com')).toBe(200)
    expect(made.fetch('example.com', 81)).toBe('timeout')
    expect(made.fetch('nobody.example')).toBe('unknown host')
  })
})

describe('requests', () => {
  const counter: Server = {
    ports: () => [80],
    onTerm: 'ignored',
    answer: () => ({ response: { status: 200, headers: {}, body: '' }, log: ['seen'] }),
  }
  const served = { pod: {} } as never

  test('that leave a trace are told to the pod that got them', () => {
    const made = town()
    const into = plan()
    const find: FindListener = () => ({
      until: null,
      listener: { container: 'c', server: counter, served },
    })
    const pod = made.get('client')
    const podIP = pod.status.podIP
    made.netWith({ pod, podIP, plan: into, find }).http(asked(made.ip('b')))
    expect(sent(into)).toEqual([
      ['b', INBOX, { type: 'http', container: 'c', port: 80, from: podIP }, 'kubelet'],
    ])
    const silent = plan()
    made.netWith({ pod, podIP, find }).http(asked(made.ip('b')))
    expect(sent(silent)).toEqual([])
  })

  test('to who hangs never come back, and to who speaks no HTTP are cut off', () => {
    const made = town()
    const pod = made.get('client')
    const ask = (listener: object) => {
      const find: FindListener = () => ({
        until: null,
        listener: { container: 'c', server: counter, served, ...listener },
      })
      return made.netWith({ pod, podIP: pod.status.podIP, find }).http(asked(made.ip('b')))
    }
    expect(ask({ hangs: true })).toMatchObject({ failure: 'timeout' })
    expect(ask({ server: { ports: () => [80], onTerm: 'ignored' } })).toMatchObject({
      failure: 'reset',
    })
  })
})

function asked(host: string) {
  return {
    method: 'GET',
    scheme: 'http',
    host,
    port: 80,
    path: '/',
    headers: {},
    body: '',
  } as const
}

function sent(into: Plan): unknown[] {
  return into.writes.flatMap((write) => {
    if (write.op !== 'send') return []
    const { request: _request, ...message } = write.message as Record<string, unknown>
    return [[write.to.metadata.name, write.name, message, write.visit]]
  })
}

/** Asks `web` once, as a visit that leaves its notes, and says who answered. */
function visit(made: Town): string {
  const pod = made.get('client')
  const into = plan()
  let who = ''
  const find: FindListener = (target) => {
    who = target.metadata.name
    return { until: null }
  }
  made.netWith({ pod, podIP: pod.status.podIP, plan: into, find }).http(asked('web'))
  made.apply(into)
  return who
}
