import { describe, expect, test } from 'vitest'
import { Lab } from '../kubelet/test-support/lab.ts'
import type { DnsRecord } from '../programs/net.ts'
import { netOf } from './index.ts'

/** A lab with a pod `client`, from which everything is asked. */
function labWithClient(spec: object = {}): Lab {
  const lab = new Lab()
  lab.pod('client', 'nginx', spec as never)
  lab.until(() => lab.word('client') === 'Running')
  return lab
}

const net = (lab: Lab, name = 'client') => {
  const pod = lab.get(name)
  return netOf({ pod, podIP: pod.status.podIP, view: lab.cluster.view })
}

const service = (lab: Lab, name: string, spec: object): void =>
  void lab.create({
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name, namespace: 'default' },
    spec,
  })

function said(lab: Lab, name: string, type?: DnsRecord['type']): unknown {
  const { status, records, name: found } = net(lab).resolve(name, type)
  return [status, found, ...records.map(({ data }) => data)]
}

describe('names of Services', () => {
  test('resolve to the address, through the search path', () => {
    const lab = labWithClient()
    service(lab, 'web', { clusterIP: '10.96.0.50', ports: [{ name: 'http', port: 80 }] })
    const full = 'web.default.svc.cluster.local'
    for (const name of ['web', 'web.default', 'web.default.svc', full, `${full}.`]) {
      expect(said(lab, name), name).toEqual(['NOERROR', full, '10.96.0.50'])
    }
    expect(said(lab, `_http._tcp.${full}`, 'SRV')).toEqual([
      'NOERROR',
      `_http._tcp.${full}`,
      `0 100 80 ${full}`,
    ])
    expect(said(lab, full, 'AAAA')).toEqual(['NOERROR', full])
    expect(said(lab, 'nothing')).toEqual(['NXDOMAIN', 'nothing'])
    expect(said(lab, '10.96.0.50', 'PTR')).toEqual(['NOERROR', '50.0.96.10.in-addr.arpa', full])
    expect(said(lab, 'kubernetes.default')).toEqual([
      'NOERROR',
      'kubernetes.default.svc.cluster.local',
      '10.96.0.1',
    ])
  })
})
