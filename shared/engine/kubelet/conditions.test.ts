import { describe, expect, test } from 'vitest'
import { conditionOf } from '../kinds/pod/condition.ts'
import type { Endpoints } from '../kinds/endpoints/schema.ts'
import type { Pod } from '../kinds/pod/schema.ts'
import { Lab } from './test-support/lab.ts'

const BUSYBOX = 'busybox:1.36'
const NGINX = 'nginx:1.7.9'
const sh = (script: string) => ({ image: BUSYBOX, command: ['sh', '-c', script] })

describe('conditions', () => {
  test('[LIFE-007] have a type and a status; their time moves with the status alone', () => {
    const lab = new Lab()
    lab.pod('loop', '', {}, sh('sleep 2; exit 1'))
    lab.run(60)
    const seen = new Map<string, [string, string]>()
    for (const { object } of lab.changes) {
      if (object.kind !== 'Pod') continue
      for (const one of (object as Pod).status.conditions ?? []) {
        expect(['True', 'False', 'Unknown']).toContain(one.status)
        expect(one.lastProbeTime ?? null).toBeNull()
        const [before, since] = seen.get(one.type) ?? [one.status, one.lastTransitionTime ?? '']
        if (before === one.status) expect(one.lastTransitionTime).toBe(since)
        seen.set(one.type, [one.status, one.lastTransitionTime ?? ''])
      }
    }
    expect(seen.size).toBe(5)
  })

  test('[LIFE-014] [LIFE-015] [LIFE-016] keep to the words that the API allows', () => {
    const lab = new Lab()
    lab.pod('loop', '', {}, sh('exit 1'))
    lab.pod('huge', NGINX, {}, { resources: { requests: { cpu: '100' } } })
    lab.pod('web', NGINX, {}, { readinessProbe: { httpGet: { port: 80 } } })
    lab.fault('thirst', { what: 'memory-pressure', at: '30s' })
    lab.run(90)
    const reason = /^[A-Za-z]([A-Za-z0-9_,:]*[A-Za-z0-9_])?$/
    for (const { object } of lab.changes) {
      const { conditions = [] } = ((object as Pod).status ?? {}) as Pod['status']
      for (const one of conditions) {
        expect(['True', 'False', 'Unknown']).toContain(one.status)
        if (one.reason) expect(one.reason).toMatch(reason)
        if (object.kind === 'Pod') expect(one.lastProbeTime).toBeNull()
      }
      if (object.kind === 'Event') {
        expect((object as unknown as { reason: string }).reason).toMatch(reason)
      }
    }
  })

  test('[LIFE-009] Ready and the endpoint of a Service turn together', () => {
    const lab = new Lab()
    lab.create({
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 'web', namespace: 'default' },
      spec: { selector: { app: 'web' }, ports: [{ port: 80 }] },
    })
    lab.pod('web', NGINX, {}, { readinessProbe: { httpGet: { port: 80 }, periodSeconds: 1 } })
    const isReady = () => conditionOf(lab.get('web'), 'Ready')?.status === 'True'
    const isServed = () =>
      (lab.cluster.view.get<Endpoints>('Endpoints', 'default', 'web')?.subsets ?? []).some(
        ({ addresses = [] }) => addresses.length > 0,
      )
    lab.until(isReady)
    lab.run(1)
    expect(isServed()).toBe(true)
    lab.fault('bad', { what: 'probe-fails', probe: 'readiness' })
    lab.until(() => !isReady())
    lab.run(1)
    expect(isServed()).toBe(false)
    lab.heal('bad')
    lab.until(isReady)
    lab.run(1)
    expect(isServed()).toBe(true)
  })

  test('[LIFE-012] ContainersReady knows nothing of readiness gates', () => {
    const lab = new Lab()
    const conditionType = 'www.example.com/lb'
    lab.pod('web', NGINX, { readinessGates: [{ conditionType }] })
    lab.until(() => lab.word('web') === 'Running')
    lab.run(1)
    expect(conditionOf(lab.get('web'), 'ContainersReady')?.status).toBe('True')
    expect(conditionOf(lab.get('web'), 'Ready')).toMatchObject({
      status: 'False',
      reason: 'ReadinessGatesNotReady',
      message: `corresponding condition of pod readiness gate "${conditionType}" does not exist.`,
    })
    const pod = lab.get('web')
    const gate = { type: conditionType, status: 'True' as const }
    const conditions = [...(pod.status.conditions ?? []), gate]
    lab.update({ ...pod, status: { ...pod.status, conditions } } as Pod, 'status')
    lab.run(1)
    expect(conditionOf(lab.get('web'), 'Ready')?.status).toBe('True')
  })

  test('[LIFE-008] [LIFE-011] Unschedulable is a reason, and goes when a node fits', () => {
    const lab = new Lab()
    lab.pod('web', NGINX, { nodeSelector: { disk: 'ssd' } })
    lab.run(2)
    expect(conditionOf(lab.get('web'), 'PodScheduled')).toMatchObject({
      status: 'False',
      reason: 'Unschedulable',
      message:
        "0/3 nodes are available: 3 node(s) didn't match Pod's node affinity/selector. " +
        'preemption: 0/3 nodes are available: 3 Preemption is not helpful for scheduling.',
    })
    expect(conditionOf(lab.get('web'), 'Unschedulable')).toBeUndefined()
    const node = lab.node('node-2')
    const labels = { ...node.metadata.labels, disk: 'ssd' }
    lab.update({ ...node, metadata: { ...node.metadata, labels } })
    lab.run(1)
    expect(conditionOf(lab.get('web'), 'PodScheduled')?.status).toBe('True')
    expect(lab.get('web').spec.nodeName).toBe('node-2')
  })
})
