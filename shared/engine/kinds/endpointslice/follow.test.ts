import { describe, expect, test } from 'vitest'
import { Town } from '../../network/test-support/town.ts'
import { parseTimestamp } from '../../time.ts'
import type { Pod } from '../pod/schema.ts'
import type { Endpoints } from '../endpoints/schema.ts'
import type { EndpointSlice } from './schema.ts'

type Conditions = { ready?: boolean; serving?: boolean; terminating?: boolean }

/** What the slices of `web` say of each pod. */
function told(town: Town): Record<string, Conditions> {
  const slices = town.cluster.view
    .list<EndpointSlice>('EndpointSlice', 'default')
    .filter(({ metadata }) => metadata.labels?.['kubernetes.io/service-name'] === 'web')
  const entries = slices.flatMap(({ endpoints }) =>
    (endpoints ?? []).map(({ targetRef, conditions }) => [targetRef?.name, conditions] as const),
  )
  return Object.fromEntries(entries) as Record<string, Conditions>
}

/** The addresses of the Endpoints, and those that are not ready. */
function listed(town: Town): [string[], string[]] {
  const endpoints = town.cluster.view.get<Endpoints>('Endpoints', 'default', 'web')
  const ips = (list: readonly { ip: string }[] | undefined): string[] =>
    (list ?? []).map(({ ip }) => ip)
  const subsets = endpoints?.subsets ?? []
  return [
    subsets.flatMap(({ addresses }) => ips(addresses)),
    subsets.flatMap(({ notReadyAddresses }) => ips(notReadyAddresses)),
  ]
}

const isReady = (pod: Pod): boolean =>
  pod.status.conditions?.some(({ type, status }) => type === 'Ready' && status === 'True') ?? false

const READY = { ready: true, serving: true, terminating: false }
const UNREADY = { ready: false, serving: false, terminating: false }
const PROBE = { httpGet: { path: '/', port: 80 }, periodSeconds: 10 }

describe('a Service with pods', () => {
  test('[SVC-001] follows selectors, labels, readiness and deletions within a second', () => {
    const town = new Town()
    for (const name of ['a', 'b', 'c']) {
      town.web(name, 'node-1', { container: { readinessProbe: PROBE } })
    }
    town.service('web')
    town.settle('a', 'b', 'c')
    town.until(() => ['a', 'b', 'c'].every((name) => isReady(town.get(name))))
    town.run(1)
    expect(Object.keys(told(town)).sort()).toEqual(['a', 'b', 'c'])
    expect(listed(town)[0]).toHaveLength(3)

    const a = town.get('a')
    town.update({ ...a, metadata: { ...a.metadata, labels: { app: 'other' } } })
    town.run(1)
    expect(Object.keys(told(town)).sort()).toEqual(['b', 'c'])
    expect(listed(town)[0]).not.toContain(town.ip('a'))

    const service = town.cluster.view.get('Service', 'default', 'web') as never as Fields
    town.update({ ...service, spec: { ...service.spec, selector: { app: 'other' } } } as never)
    town.run(1)
    expect(Object.keys(told(town))).toEqual(['a'])
    expect(listed(town)).toEqual([[town.ip('a')], []])

    town.fault('sick', { what: 'probe-fails', where: { pods: 'app=other' } })
    town.until(() => !isReady(town.get('a')))
    town.run(1)
    expect(told(town).a).toEqual(UNREADY)
    expect(listed(town)).toEqual([[], [town.ip('a')]])

    town.delete('Pod/default/a')
    town.run(1)
    expect(listed(town)).toEqual([[], []])
  })

  test('[POD-029] drops a pod that ends at once, though it still runs and serves', () => {
    const town = new Town()
    const lifecycle = { preStop: { exec: { command: ['sleep', '20'] } } }
    for (const name of ['a', 'b']) town.web(name, 'node-1', { container: { lifecycle } })
    town.service('web')
    town.settle('a', 'b')
    town.delete('Pod/default/a')
    town.run(1)
    expect(told(town).a).toEqual({ ready: false, serving: true, terminating: true })
    expect(listed(town)).toEqual([[town.ip('b')], []])
    expect(town.get('a').status.containerStatuses?.[0]?.state.running).toBeTruthy()
    town.client()
    town.settle('client')
    expect(town.fetch(town.ip('a'))).toBe(200)
  })

  test('[INIT-018] lists a pod that is being initialized among those that are not ready', () => {
    const town = new Town()
    const init = { name: 'i', image: 'busybox', command: ['sleep', '600'] }
    town.web('a', 'node-1', { spec: { initContainers: [init] } })
    town.service('web')
    town.until(() => town.word('a') === 'Init:0/1' && town.ip('a') !== '')
    town.run(1)
    expect(told(town).a).toEqual(UNREADY)
    expect(listed(town)).toEqual([[], [town.ip('a')]])
    town.service('all', { publishNotReadyAddresses: true })
    town.run(1)
    const all = town.cluster.view.get<Endpoints>('Endpoints', 'default', 'all')
    expect(all?.subsets?.[0]?.addresses?.map(({ ip }) => ip)).toEqual([town.ip('a')])
  })

  test('[LIFE-009] calls ready whom the condition Ready calls so', () => {
    const town = new Town()
    town.web('a', 'node-1', { container: { readinessProbe: PROBE } })
    town.service('web')
    town.until(() => isReady(town.get('a')))
    town.run(0.6)
    expect(told(town).a).toEqual(READY)
    town.fault('sick', { what: 'probe-fails', where: { pods: 'app=web' } })
    town.until(() => !isReady(town.get('a')))
    town.run(0.6)
    expect(told(town).a).toEqual(UNREADY)
    town.heal('sick')
    town.until(() => isReady(town.get('a')))
    town.run(0.6)
    expect(told(town).a).toEqual(READY)
  })

  test('[PROBE-007] loses a pod whose readiness fails, after three probes and without a restart', () => {
    const town = new Town()
    for (const name of ['a', 'b', 'c']) {
      town.web(name, 'node-1', { labels: { name }, container: { readinessProbe: PROBE } })
    }
    town.service('web')
    town.until(() => ['a', 'b', 'c'].every((name) => isReady(town.get(name))))
    town.run(1)
    town.mark()
    town.fault('sick', { what: 'probe-fails', where: { pods: 'name=b' } })
    town.until(() => listed(town)[1].length > 0)
    expect(town.seconds).toBeGreaterThan(19)
    expect(town.seconds).toBeLessThan(32)
    expect(listed(town)[0]).toHaveLength(2)
    expect(listed(town)[1]).toEqual([town.ip('b')])
    expect(town.get('b').status.containerStatuses?.[0]?.restartCount).toBe(0)
    expect(town.word('b')).toBe('Running')
    town.mark()
    town.heal('sick')
    town.until(() => listed(town)[0].length === 3)
    expect(town.seconds).toBeLessThan(11.5)
  })

  test('[PROBE-011] gets a pod at once, or when its readiness probe has passed', () => {
    const town = new Town()
    town.web('a', 'node-1')
    town.web('b', 'node-2', {
      container: { readinessProbe: { ...PROBE, initialDelaySeconds: 30 } },
    })
    town.service('web')
    const runs = (name: string): boolean =>
      town.get(name).status.containerStatuses?.[0]?.state.running !== undefined
    town.until(() => runs('a') && runs('b'))
    town.mark()
    town.until(() => listed(town)[0].includes(town.ip('a')))
    expect(town.seconds).toBeLessThan(2)
    expect(listed(town)[1]).toEqual([town.ip('b')])
    town.until(() => listed(town)[0].includes(town.ip('b')))
    const { running } = town.get('b').status.containerStatuses?.[0]?.state ?? {}
    const waited = town.cluster.now - (parseTimestamp(running?.startedAt ?? '') ?? 0)
    expect(waited).toBeGreaterThanOrEqual(30_000)
    expect(waited).toBeLessThan(41_000)
  })
})

interface Fields {
  spec: object
}
