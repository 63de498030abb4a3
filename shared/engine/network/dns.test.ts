import { describe, expect, test } from 'vitest'
import { Town } from './test-support/town.ts'

/** A town with a pod `client`, from which everything is asked. */
function townWithClient(spec: Record<string, unknown> = {}): Town {
  const town = new Town()
  town.client('client', 'node-1', spec)
  town.settle('client')
  return town
}

const WEB = 'web.default.svc.cluster.local'

describe('names of Services', () => {
  test('resolve to the address, through the search path', () => {
    const town = townWithClient()
    town.service('web', { clusterIP: '10.96.0.50', ports: [{ name: 'http', port: 80 }] })
    for (const name of ['web', 'web.default', 'web.default.svc', WEB, `${WEB}.`, 'WEB']) {
      expect(town.look(name), name).toEqual(['NOERROR', WEB, '10.96.0.50'])
    }
    expect(town.look('kubernetes.default')).toEqual([
      'NOERROR',
      'kubernetes.default.svc.cluster.local',
      '10.96.0.1',
    ])
  })

  test('[INIT-011] resolve as soon as the Service is there, without any endpoint', () => {
    const town = townWithClient()
    expect(town.look('myservice')[0]).toBe('NXDOMAIN')
    town.service('myservice', { clusterIP: '10.96.0.60', selector: { app: 'nobody' } })
    expect(town.look('myservice')).toContain('10.96.0.60')
    town.delete('Service/default/myservice')
    expect(town.look('myservice')[0]).toBe('NXDOMAIN')
  })

  test('are found under their ports, too', () => {
    const town = townWithClient()
    town.service('web', { ports: [{ name: 'http', port: 80 }] })
    const srv = `_http._tcp.${WEB}`
    expect(town.look(srv, 'SRV')).toEqual(['NOERROR', srv, `0 100 80 ${WEB}`])
    expect(town.look(`_http._udp.${WEB}`, 'SRV')[0]).toBe('NXDOMAIN')
    expect(town.look(`_other._tcp.${WEB}`, 'SRV')[0]).toBe('NXDOMAIN')
  })

  test('say that a name is there when it only lacks the kind of record', () => {
    const town = townWithClient()
    town.service('web', {})
    expect(town.look(WEB, 'AAAA')).toEqual(['NOERROR', WEB])
    for (const name of ['default.svc.cluster.local', 'svc.cluster.local', 'cluster.local']) {
      expect(town.net().query(name).status, name).toBe('NOERROR')
    }
    for (const name of ['x.web.default.svc.cluster.local', 'web.nowhere.svc.cluster.local']) {
      expect(town.net().query(name).status, name).toBe('NXDOMAIN')
    }
  })

  test('lead on where the Service stands for another name', () => {
    const town = townWithClient()
    const spec = { type: 'ExternalName' }
    town.service('away', { ...spec, externalName: 'example.com' })
    town.service('here', { ...spec, externalName: WEB })
    town.service('lost', { ...spec, externalName: 'nobody.invalid' })
    town.service('web', { clusterIP: '10.96.0.50' })
    expect(town.look('away').slice(2)).toEqual(['example.com', '203.0.113.10'])
    expect(town.look('here').slice(2)).toEqual([WEB, '10.96.0.50'])
    expect(town.look('lost').slice(2)).toEqual(['nobody.invalid'])
    expect(town.fetch('lost')).toBe('unknown host')
  })
})

describe('a headless Service', () => {
  /** Two pods behind `web`, of which one is not ready. */
  function headless(spec: object = {}): Town {
    const town = townWithClient()
    town.service('web', { clusterIP: 'None', ...spec })
    town.web('a', 'node-1', { spec: { hostname: 'first', subdomain: 'web' } })
    const probe = { httpGet: { path: '/', port: 9 } }
    town.web('b', 'node-2', { container: { readinessProbe: probe } })
    town.until(() => town.word('a') === 'Running' && town.word('b') === 'Running')
    town.run(2)
    return town
  }

  test('stands for its ready pods, each under a name of its own', () => {
    const town = headless()
    expect(town.look('web')).toEqual(['NOERROR', WEB, town.ip('a')])
    expect(town.look(`first.${WEB}`).slice(2)).toEqual([town.ip('a')])
    expect(town.look('first.web').slice(2)).toEqual([town.ip('a')])
    const dashed = town.ip('b').replaceAll('.', '-')
    expect(town.look(`${dashed}.web`)[0]).toBe('NXDOMAIN')
    expect(town.look(`_x._tcp.${WEB}`, 'SRV')[0]).toBe('NXDOMAIN')
    expect(town.look(WEB, 'SRV').slice(2)).toEqual([`0 100 80 first.${WEB}`])
  })

  test('stands for the others, too, when it publishes them', () => {
    const town = headless({ publishNotReadyAddresses: true })
    const dashed = town.ip('b').replaceAll('.', '-')
    expect(town.look('web').slice(2).sort()).toEqual([town.ip('a'), town.ip('b')].sort())
    expect(town.look(`${dashed}.web`).slice(2)).toEqual([town.ip('b')])
  })

  test('has no name while it has no ready pod', () => {
    const town = townWithClient()
    town.service('web', { clusterIP: 'None' })
    town.run(1)
    expect(town.look('web')[0]).toBe('NXDOMAIN')
  })
})

describe('addresses', () => {
  test('have names of their own, whoever has them', () => {
    const town = townWithClient()
    const name = '10-244-0-5.default.pod.cluster.local'
    expect(town.look(name)).toEqual(['NOERROR', name, '10.244.0.5'])
    expect(town.look('nonsense.default.pod.cluster.local')[0]).toBe('NXDOMAIN')
    expect(town.look('10-244-0-5.nowhere.pod.cluster.local')[0]).toBe('NXDOMAIN')
  })

  test('lead back to Services and their endpoints', () => {
    const town = townWithClient()
    town.service('web', { clusterIP: '10.96.0.50' })
    town.web('a', 'node-1')
    town.settle('a')
    expect(town.look('10.96.0.50', 'PTR')).toEqual(['NOERROR', '50.0.96.10.in-addr.arpa', WEB])
    const ip = town.ip('a')
    expect(town.look(ip, 'PTR').slice(2)).toEqual([`${ip.replaceAll('.', '-')}.${WEB}`])
    expect(town.look('10.1.2.3', 'PTR')[0]).toBe('NXDOMAIN')
  })
})

describe('a pod’s resolver', () => {
  test('goes by the policy of the pod', () => {
    const own = townWithClient({ dnsPolicy: 'Default' })
    expect(own.look('kubernetes.default.svc.cluster.local')[0]).toBe('NXDOMAIN')
    expect(own.look('example.com').slice(2)).toEqual(['203.0.113.10'])
    const onHost = townWithClient({ hostNetwork: true })
    expect(onHost.look('kubernetes.default')[0]).toBe('NXDOMAIN')
    const both = townWithClient({ hostNetwork: true, dnsPolicy: 'ClusterFirstWithHostNet' })
    expect(both.look('kubernetes.default')[0]).toBe('NOERROR')
  })

  test('goes by the configuration of the pod', () => {
    const dnsConfig = {
      nameservers: ['10.96.0.10'],
      searches: ['default.svc.cluster.local'],
      options: [{ name: 'ndots', value: '1' }],
    }
    const town = townWithClient({ dnsPolicy: 'None', dnsConfig })
    expect(town.look('kubernetes')).toContain('10.96.0.1')
    expect(town.look('kubernetes.default')[0]).toBe('NXDOMAIN')
    const dumb = townWithClient({ dnsPolicy: 'None', dnsConfig: { nameservers: ['10.9.9.9'] } })
    expect(dumb.look('kubernetes')[0]).toBe('SERVFAIL')
  })

  test('reads the hosts file first', () => {
    const town = townWithClient({ hostAliases: [{ ip: '127.0.0.1', hostnames: ['db', 'cache'] }] })
    expect(town.net().dial('cache', 6379)).toEqual({ address: '127.0.0.1' })
    expect(town.net().dial('localhost', 6379)).toEqual({ address: '127.0.0.1' })
    expect(town.net().dial('client', 6379)).toEqual({ address: town.ip('client') })
  })

  test('reads the files that a process left', () => {
    const town = townWithClient()
    const files: Record<string, string> = {
      '/etc/hosts': '10.1.2.3 made-up # by hand\n',
      '/etc/resolv.conf': 'nameserver 1.1.1.1\noptions ndots:5\n',
    }
    const pod = town.get('client')
    const read = (path: string) => files[path] ?? { problem: 'No such file or directory' as const }
    const net = town.netWith({ pod, podIP: pod.status.podIP, files: { read } })
    expect(net.dial('made-up', 80)).toEqual({ failure: 'timeout', address: '10.1.2.3' })
    expect(net.resolve('kubernetes.default.svc.cluster.local')).toMatchObject({
      status: 'NXDOMAIN',
      server: '1.1.1.1',
    })
  })
})

describe('the DNS does not answer', () => {
  test('while a fault keeps it from it', () => {
    const town = townWithClient()
    town.fault('down', { what: 'dns-down' })
    town.run(0.1)
    expect(town.look('kubernetes.default')[0]).toBe('SERVFAIL')
    expect(town.fetch('kubernetes.default')).toBe('unknown host')
    town.heal('down')
    expect(town.look('kubernetes.default')[0]).toBe('NOERROR')
  })

  test('those whom a fault names', () => {
    const town = townWithClient()
    town.web('a')
    town.settle('a')
    town.fault('down', { what: 'dns-down', where: { pods: 'app=web' } })
    town.run(0.1)
    expect(town.look('kubernetes.default', 'A', 'a')[0]).toBe('SERVFAIL')
    expect(town.look('kubernetes.default')[0]).toBe('NOERROR')
  })

  test('when its Service is gone, until that is made again', () => {
    const town = townWithClient()
    town.delete('Service/kube-system/kube-dns')
    expect(town.look('kubernetes.default')[0]).toBe('SERVFAIL')
    town.run(10)
    expect(town.look('kubernetes.default')[0]).toBe('NOERROR')
  })
})
