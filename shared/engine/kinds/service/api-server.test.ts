import { describe, expect, test } from 'vitest'
import { Lab } from '../../kubelet/test-support/lab.ts'
import type { KubeObject } from '../../object.ts'

const KINDS = ['Service', 'Endpoints', 'EndpointSlice']

/** All that leads to the API server, without what a new object cannot share with the old one. */
function found(lab: Lab): unknown[] {
  return KINDS.map((kind) => {
    const object = lab.cluster.view.get<KubeObject>(kind, 'default', 'kubernetes')
    if (!object) return undefined
    const { name, labels } = object.metadata
    return { ...object, metadata: { name, labels } }
  })
}

describe('the way to the API server', () => {
  test.each(KINDS)('comes back as it was when its %s is deleted', (kind) => {
    const lab = new Lab()
    lab.run(30)
    const before = found(lab)
    expect(before).not.toContain(undefined)
    lab.delete(`${kind}/default/kubernetes`)
    lab.run(0.5)
    expect(lab.cluster.view.get(kind, 'default', 'kubernetes')).toBeUndefined()
    lab.run(10)
    expect(found(lab)).toEqual(before)
  })

  test('nobody else’s Service comes back', () => {
    const lab = new Lab()
    const metadata = { name: 'kubernetes', namespace: 'kube-public' }
    const spec = { ports: [{ port: 80 }] }
    lab.create({ apiVersion: 'v1', kind: 'Service', metadata, spec })
    lab.delete('Service/kube-public/kubernetes')
    lab.run(30)
    expect(lab.cluster.view.list('Service', 'kube-public')).toEqual([])
  })
})
