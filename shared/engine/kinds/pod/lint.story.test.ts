import { expect, test } from 'vitest'
import { ask } from '../../api/test-support/ask.ts'
import type { Change } from '../../change.ts'
import { Lab } from '../../kubelet/test-support/lab.ts'
import type { KubeObject } from '../../object.ts'
import { PROGRAMS } from '../../test-support/programs.ts'
import type { KubeEvent } from '../event/schema.ts'
import { FAULTS } from '../fault/schema.ts'
import type { PodCondition } from './schema.ts'

const REASON = /^[A-Za-z]([A-Za-z0-9_,:]*[A-Za-z0-9_])?$/
const STATUSES = ['True', 'False', 'Unknown']

/** A workload of an apps or batch kind. */
function workload(kind: string, more: object, spec: object = {}): object {
  const app = kind.toLowerCase()
  const labels = { app }
  const containers = [{ name: 'c', image: 'busybox:1.36', command: ['sleep', '90'] }]
  const template = { metadata: { labels }, spec: { containers, ...spec } }
  const apiVersion = kind === 'Job' ? 'batch/v1' : 'apps/v1'
  const metadata = { name: app, namespace: 'default' }
  return { apiVersion, kind, metadata, spec: { template, ...more } }
}
const selects = (app: string) => ({ replicas: 2, selector: { matchLabels: { app } } })

/** Pods of every sort: programs, workloads, and those that never come to run. */
function crowded(): Lab {
  const lab = new Lab()
  for (const [name, spec] of Object.entries(PROGRAMS)) lab.pod(name, '', spec)
  lab.create(workload('Deployment', selects('deployment')))
  lab.create(workload('StatefulSet', { ...selects('statefulset'), serviceName: 's' }))
  lab.create(workload('DaemonSet', { selector: { matchLabels: { app: 'daemonset' } } }))
  lab.create(workload('Job', { backoffLimit: 2 }, { restartPolicy: 'Never' }))
  lab.pod('nameless', 'no-such-image:1')
  lab.pod('shout', 'NGINX')
  lab.pod('huge', 'nginx:1.7.9', {}, { resources: { requests: { cpu: '100' } } })
  lab.pod('gated', 'nginx:1.7.9', { schedulingGates: [{ name: 'example.com/wait' }] })
  lab.pod('waits', 'nginx:1.7.9', { readinessGates: [{ conditionType: 'example.com/lb' }] })
  lab.pod('short', 'nginx:1.7.9', { activeDeadlineSeconds: 20 })
  lab.run(30)
  return lab
}

const OF_NODES = ['crash', 'unreachable', 'memory-pressure', 'disk-pressure', 'partition']

/** Everything that happens to them while one thing after another is broken, and after that. */
function story(faults: readonly string[]): Lab {
  const lab = crowded()
  for (const [index, what] of faults.entries()) {
    const where = OF_NODES.includes(what) ? { nodes: `node-${1 + (index % 2)}` } : {}
    const isLong = what === 'crash' || what === 'unreachable'
    lab.fault(what, { what, where, at: `${index * 40}s`, for: isLong ? '400s' : '60s' })
  }
  lab.run(60)
  const path = '/api/v1/namespaces/default/pods/probed/eviction'
  const evicted = ask(lab, 'POST', path, { metadata: { name: 'probed', namespace: 'default' } })
  expect([201, 404]).toContain(evicted.code)
  lab.run(700)
  lab.delete('Node//node-3')
  lab.run(90)
  return lab
}

const conditionsOf = (object: KubeObject) =>
  (object as { status?: { conditions?: PodCondition[] } }).status?.conditions ?? []

/** What is wrong with conditions and reasons, each as a line: `Pod/default/web Ready: status`. */
function complaints(changes: readonly Change[]): string[] {
  const found: string[] = []
  const before = new Map<string, PodCondition>()
  for (const { object, key } of changes) {
    const conditions = conditionsOf(object)
    const rule = (isKept: boolean, what: string) => void (isKept || found.push(`${key} ${what}`))
    rule(new Set(conditions.map(({ type }) => type)).size === conditions.length, 'types')
    for (const { type, status, reason } of conditions) {
      rule(type !== '' && type !== 'Unschedulable', 'type')
      rule(STATUSES.includes(status), `${type}: status ${status}`)
      rule(!reason || REASON.test(reason), `${type}: reason ${reason}`)
    }
    if (object.kind === 'Event') rule(REASON.test((object as KubeEvent).reason ?? ''), 'reason')
    if (object.kind !== 'Pod') continue
    for (const one of conditions) {
      rule(one.lastProbeTime === null, `${one.type}: lastProbeTime`)
      const { status, lastTransitionTime } = before.get(`${object.metadata.uid} ${one.type}`) ?? one
      const isMoved = lastTransitionTime !== one.lastTransitionTime
      rule(status !== one.status || !isMoved, `${one.type}: lastTransitionTime`)
      before.set(`${object.metadata.uid} ${one.type}`, one)
    }
  }
  return found
}

/** All faults, in three histories. */
const THIRDS = [0, 1, 2].map((third) => FAULTS.filter((_, index) => index % 3 === third))

test.each(THIRDS)(
  '[LIFE-007] [LIFE-011] [LIFE-014] [LIFE-015] [LIFE-016] lint: %s …',
  (...what) => {
    const { changes } = story(what)
    expect(complaints(changes)).toEqual([])
    const told = changes.filter(({ object }) => conditionsOf(object).length > 0)
    const kinds = new Set(told.map(({ object }) => object.kind))
    expect([...kinds]).toEqual(expect.arrayContaining(['Pod', 'Deployment', 'Job', 'Node']))
  },
)
