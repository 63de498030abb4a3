import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ask } from '../../api/test-support/ask.ts'
import { Lab } from '../../kubelet/test-support/lab.ts'
import type { Change } from '../../change.ts'
import { newCluster } from '../../index.ts'
import { histories, play, START } from '../../test-support/history.ts'
import type { KubeEvent } from '../event/schema.ts'
import type { Pod, PodCondition } from './schema.ts'

const REASON = /^[A-Za-z]([A-Za-z0-9_,:]*[A-Za-z0-9_])?$/
const RUNS = { numRuns: 25, seed: 20_261_122 }

/** Lints every object that random histories leave on their way. */
function lint(check: (changes: readonly Change[]) => void): void {
  fc.assert(
    fc.property(histories(), (ops) => {
      const world = { seed: 'lint', startMs: START, nodes: 3 }
      const inputs = play(newCluster(world), ops)
      const again = newCluster(world)
      check(inputs.flatMap((input) => again.step(input).changes))
    }),
    RUNS,
  )
}

const conditionsOf = (object: unknown) =>
  (object as { status?: { conditions?: PodCondition[] } }).status?.conditions ?? []
const podsOf = (changes: readonly Change[]) =>
  changes.flatMap(({ object }) => (object.kind === 'Pod' ? [object as Pod] : []))

describe('conditions of everything that is emitted', () => {
  test('[LIFE-007] are keyed by type, with a status; the time moves only when the status does', () => {
    lint((changes) => {
      const seen = new Map<string, PodCondition>()
      for (const pod of podsOf(changes)) {
        const types = conditionsOf(pod).map(({ type }) => type)
        expect(new Set(types).size).toBe(types.length)
        for (const condition of conditionsOf(pod)) {
          expect(condition.type).not.toBe('')
          const key = `${pod.metadata.uid}/${condition.type}`
          const before = seen.get(key)
          if (before?.status === condition.status) {
            expect(condition.lastTransitionTime, key).toBe(before.lastTransitionTime)
          }
          seen.set(key, condition)
        }
      }
    })
  })

  test('[LIFE-007] are written through the status subresource', () => {
    const lab = new Lab()
    lab.pod('web', 'nginx:1.7.9', { readinessGates: [{ conditionType: 'example.com/ok' }] })
    lab.run(20)
    const path = '/api/v1/namespaces/default/pods/web/status'
    const gate = { type: 'example.com/ok', status: 'True' }
    const body = { status: { conditions: [gate] } }
    const type = 'application/strategic-merge-patch+json'
    expect(ask(lab, 'PATCH', path, body, type).code).toBe(200)
    const conditions = conditionsOf(lab.get('web'))
    expect(conditions.find((one) => one.type === gate.type)).toMatchObject(gate)
    expect(conditions.map((one) => one.type)).toContain('PodScheduled')
  })

  test('[LIFE-011] Unschedulable is a reason of PodScheduled, never a type', () => {
    lint((changes) => {
      for (const pod of podsOf(changes)) {
        expect(conditionsOf(pod).map(({ type }) => type)).not.toContain('Unschedulable')
      }
    })
    const lab = new Lab()
    lab.pod('huge', 'nginx:1.7.9', {}, { resources: { requests: { cpu: '100' } } })
    lab.run(1)
    expect(conditionsOf(lab.get('huge'))).toMatchObject([
      { type: 'PodScheduled', status: 'False', reason: 'Unschedulable' },
    ])
  })

  test('[LIFE-014] have the status True, False or Unknown, on objects of every kind', () => {
    lint((changes) => {
      for (const { object } of changes) {
        for (const { type, status } of conditionsOf(object)) {
          expect(['True', 'False', 'Unknown'], `${object.kind} ${type}`).toContain(status)
        }
      }
    })
  })

  test('[LIFE-015] reasons are one word in CamelCase, of conditions and of events', () => {
    lint((changes) => {
      for (const { object } of changes) {
        for (const { reason } of conditionsOf(object)) if (reason) expect(reason).toMatch(REASON)
        if (object.kind === 'Event') expect((object as KubeEvent).reason).toMatch(REASON)
      }
    })
  })

  test('[LIFE-016] pods never say when they were probed; good probes change nothing', () => {
    lint((changes) => {
      for (const pod of podsOf(changes)) {
        for (const condition of conditionsOf(pod)) expect(condition.lastProbeTime).toBeNull()
      }
    })
    const lab = new Lab()
    const readinessProbe = { httpGet: { port: 80 }, periodSeconds: 1 }
    lab.pod('web', 'nginx:1.7.9', {}, { readinessProbe })
    lab.run(20)
    const before = conditionsOf(lab.get('web'))
    expect(before.find(({ type }) => type === 'Ready')?.status).toBe('True')
    lab.run(100)
    expect(conditionsOf(lab.get('web'))).toEqual(before)
  })
})
