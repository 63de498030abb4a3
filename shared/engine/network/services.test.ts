import { describe, expect, test } from 'vitest'
import { plan } from '../plan.ts'
import type { Server } from '../programs/server.ts'
import type { FindListener } from './listeners.ts'
import { asked, FAILING, town } from './test-support/two-servers.ts'
import { Town } from './test-support/town.ts'

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
