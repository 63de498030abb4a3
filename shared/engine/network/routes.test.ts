import { describe, expect, test } from 'vitest'
import { INBOX } from '../programs/session.ts'
import type { Plan } from '../plan.ts'
import { plan } from '../plan.ts'
import type { Server } from '../programs/server.ts'
import type { FindListener } from './listeners.ts'
import { asked, FAILING, town } from './test-support/two-servers.ts'
import { Town } from './test-support/town.ts'

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

function sent(into: Plan): unknown[] {
  return into.writes.flatMap((write) => {
    if (write.op !== 'send') return []
    const { request: _request, ...message } = write.message as Record<string, unknown>
    return [[write.to.metadata.name, write.name, message, write.visit]]
  })
}
