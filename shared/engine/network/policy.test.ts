import { describe, expect, test } from 'vitest'
import { Town } from './test-support/town.ts'

/** A web server `a`, somebody who may ask it and somebody who may not. */
function town(): Town {
  const made = new Town()
  made.web('a', 'node-1', { container: { ports: [{ name: 'http', containerPort: 80 }] } })
  made.client('friend', 'node-2', {}, { role: 'friend' })
  made.client('stranger', 'node-2', {}, { role: 'stranger' })
  made.service('web')
  made.settle('a', 'friend', 'stranger')
  return made
}

const WEB = { podSelector: { matchLabels: { app: 'web' } } }
const FRIENDS = { podSelector: { matchLabels: { role: 'friend' } } }

/** What the friend and the stranger get from the Service. */
const both = (made: Town): (number | string)[] =>
  ['friend', 'stranger'].map((from) => made.fetch('web', 80, from))

describe('what pods get', () => {
  test('is everything without a policy, and nothing with one that lets nothing in', () => {
    const made = town()
    expect(both(made)).toEqual([200, 200])
    made.policy('none', { ...WEB, policyTypes: ['Ingress'] })
    expect(both(made)).toEqual(['timeout', 'timeout'])
    expect(made.fetch(made.ip('a'), 80, 'friend')).toBe('timeout')
    made.delete('NetworkPolicy/default/none')
    expect(both(made)).toEqual([200, 200])
  })

  test('is what any of their policies lets through', () => {
    const made = town()
    made.policy('none', { ...WEB, policyTypes: ['Ingress'] })
    made.policy('friends', { ...WEB, policyTypes: ['Ingress'], ingress: [{ from: [FRIENDS] }] })
    expect(both(made)).toEqual([200, 'timeout'])
  })

  test.each([
    ['by number', { port: 80, protocol: 'TCP' }, 200],
    ['by name', { port: 'http', protocol: 'TCP' }, 200],
    ['by another number', { port: 81, protocol: 'TCP' }, 'timeout'],
    ['by another name', { port: 'metrics', protocol: 'TCP' }, 'timeout'],
    ['by another protocol', { port: 80, protocol: 'UDP' }, 'timeout'],
    ['in a row', { port: 79, endPort: 90, protocol: 'TCP' }, 200],
    ['outside of a row', { port: 81, endPort: 90, protocol: 'TCP' }, 'timeout'],
    ['all of a protocol', { protocol: 'TCP' }, 200],
  ])('is let through on ports of the pod, not of the Service: %s', (_how, port, says) => {
    const made = town()
    made.policy('ports', { ...WEB, policyTypes: ['Ingress'], ingress: [{ ports: [port] }] })
    expect(made.fetch('web', 80, 'friend')).toBe(says)
  })

  test('is chosen by namespace, by pod, or by both together', () => {
    const made = town()
    const other = { metadata: { name: 'other', labels: { team: 'other' } } }
    made.create({ apiVersion: 'v1', kind: 'Namespace', ...other })
    made.run(3)
    made.create({
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: 'guest', namespace: 'other', labels: { role: 'friend' } },
      spec: { nodeName: 'node-2', containers: [{ name: 'c', image: 'redis' }] },
    })
    made.run(20)
    const guest = made.cluster.view.get('Pod', 'other', 'guest') as never as ReturnType<Town['get']>
    const ask = (): string => {
      const net = made.netWith({ pod: guest, podIP: guest.status.podIP })
      const answer = net.dial('web.default', 80)
      return 'failure' in answer ? answer.failure : 'ok'
    }
    const team = { namespaceSelector: { matchLabels: { team: 'other' } } }
    const set = (...from: object[]): void => {
      if (made.cluster.view.get('NetworkPolicy', 'default', 'p')) {
        made.delete('NetworkPolicy/default/p')
      }
      made.policy('p', { ...WEB, policyTypes: ['Ingress'], ingress: [{ from }] })
    }
    set(FRIENDS)
    expect([...both(made), ask()]).toEqual([200, 'timeout', 'timeout'])
    set(team)
    expect([...both(made), ask()]).toEqual(['timeout', 'timeout', 'ok'])
    set({ ...team, ...FRIENDS })
    expect([...both(made), ask()]).toEqual(['timeout', 'timeout', 'ok'])
    set({ ...team, podSelector: { matchLabels: { role: 'stranger' } } })
    expect(ask()).toBe('timeout')
    set(team, FRIENDS)
    expect([...both(made), ask()]).toEqual([200, 'timeout', 'ok'])
    set({ namespaceSelector: {} })
    expect([...both(made), ask()]).toEqual([200, 200, 'ok'])
  })

  test('from addresses is that of a range, without its gaps', () => {
    const made = town()
    const set = (ipBlock: object): void => {
      made.policy('p', { ...WEB, policyTypes: ['Ingress'], ingress: [{ from: [{ ipBlock }] }] })
    }
    set({ cidr: '10.244.0.0/16' })
    expect(made.fetch('web', 80, 'friend')).toBe(200)
    made.delete('NetworkPolicy/default/p')
    set({ cidr: '10.244.0.0/16', except: [`${made.ip('friend')}/32`] })
    expect(both(made)).toEqual(['timeout', 200])
  })

  test('comes from the own node and from the pod itself in any case', () => {
    const made = town()
    made.client('near', 'node-1', { hostNetwork: true, dnsPolicy: 'ClusterFirstWithHostNet' })
    made.client('far', 'node-2', { hostNetwork: true, dnsPolicy: 'ClusterFirstWithHostNet' })
    made.settle('near', 'far')
    made.policy('none', { ...WEB, policyTypes: ['Ingress'] })
    expect(made.fetch('web', 80, 'near')).toBe(200)
    expect(made.fetch('web', 80, 'far')).toBe('timeout')
    expect(made.fetch('web', 80, 'a')).toBe(200)
  })
})

describe('what pods send', () => {
  const out = { podSelector: { matchLabels: { role: 'friend' } }, policyTypes: ['Egress'] }
  const DNS = {
    to: [
      {
        namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'kube-system' } },
        podSelector: { matchLabels: { 'k8s-app': 'kube-dns' } },
      },
    ],
    ports: [
      { port: 53, protocol: 'UDP' },
      { port: 53, protocol: 'TCP' },
    ],
  }

  test('is nothing with a policy that lets nothing out, not even questions for names', () => {
    const made = town()
    made.policy('none', out)
    expect(made.look('web', 'A', 'friend')[0]).toBe('SERVFAIL')
    expect(made.fetch(made.ip('a'), 80, 'friend')).toBe('timeout')
    expect(made.fetch('web', 80, 'stranger')).toBe(200)
  })

  test('is what its rules name: the DNS, and then the pods', () => {
    const made = town()
    made.policy('dns', { ...out, egress: [DNS] })
    expect(made.look('web', 'A', 'friend')[0]).toBe('NOERROR')
    expect(made.fetch('web', 80, 'friend')).toBe('timeout')
    made.policy('web', { ...out, egress: [{ to: [WEB] }] })
    expect(made.fetch('web', 80, 'friend')).toBe(200)
    expect(made.fetch('example.com', 80, 'friend')).toBe('timeout')
    made.policy('world', { ...out, egress: [{ to: [{ ipBlock: { cidr: '203.0.113.0/24' } }] }] })
    expect(made.fetch('example.com', 80, 'friend')).toBe(200)
  })
})
