import { describe, expect, test } from 'vitest'
import { conditionOf } from '../../kinds/pod/condition.ts'
import { podReadyText } from '../../kinds/pod/status-word.ts'
import { parseTimestamp } from '../../time.ts'
import { Lab } from '../test-support/lab.ts'

const NGINX = 'nginx:1.27'
const BUSYBOX = 'busybox:1.36'
const HTTP = { httpGet: { path: '/', port: 80 } }
const first = (lab: Lab, name: string) => lab.get(name).status.containerStatuses?.[0]
const restarts = (lab: Lab, name: string): number => first(lab, name)?.restartCount ?? 0
const isReady = (lab: Lab, name: string): boolean => first(lab, name)?.ready ?? false

/** A pod that runs; seconds count from the start of its container. */
function running(name: string, image: string, container = {}, spec = {}): Lab {
  const lab = new Lab({ nodes: 1 })
  lab.pod(name, image, spec, container)
  lab.until(() => first(lab, name)?.state.running !== undefined)
  lab.mark()
  return lab
}

/** At which seconds after its container's start a pod's readiness turned. */
function turns(lab: Lab, name: string): [number, boolean][] {
  const told: [number, boolean][] = []
  for (const { object, at } of lab.changes) {
    if (object.kind !== 'Pod' || object.metadata.name !== name) continue
    const status = (object as ReturnType<Lab['get']>).status.containerStatuses?.[0]
    const startedAt = parseTimestamp(status?.state.running?.startedAt ?? '')
    if (startedAt === undefined || told.at(-1)?.[1] === status?.ready) continue
    told.push([(at - startedAt) / 1_000, status?.ready ?? false])
  }
  return told
}

describe('probes', () => {
  test('[PROBE-006] a probe that cannot run changes nothing; failures then count from zero', () => {
    const lab = running('web', NGINX, { readinessProbe: HTTP, livenessProbe: HTTP })
    lab.run(3)
    lab.fault('down', { what: 'probe-unknown' })
    lab.run(3_600)
    expect([isReady(lab, 'web'), restarts(lab, 'web')]).toEqual([true, 0])
    expect(lab.messages('web', 'Unhealthy')[0]).toMatch(/^(Readiness|Liveness) probe errored: rpc/)
    expect(lab.messages('web', 'Killing')).toEqual([])
    lab.heal('down')
    lab.mark()
    lab.fault('bad', { what: 'probe-fails', probe: 'liveness' })
    lab.until(() => restarts(lab, 'web') === 1)
    expect(lab.seconds).toBeGreaterThan(20)
    expect(lab.seconds).toBeLessThanOrEqual(31)
  })

  test('[PROBE-006] what is unknown is thrown away: failures before it still count', () => {
    const lab = running('web', NGINX, { livenessProbe: HTTP })
    lab.run(3)
    lab.fault('bad', { what: 'probe-fails', probe: 'liveness' })
    lab.until(() => lab.messages('web', 'Unhealthy').length === 2)
    lab.heal('bad')
    lab.fault('down', { what: 'probe-unknown' })
    lab.run(60)
    expect([restarts(lab, 'web'), lab.messages('web', 'Killing')]).toEqual([0, []])
    lab.fault('bad', { what: 'probe-fails', probe: 'liveness' })
    lab.heal('down')
    lab.mark()
    lab.until(() => lab.messages('web', 'Killing').length === 1)
    expect(lab.seconds).toBeLessThanOrEqual(10.1)
  })

  test('[PROBE-007] unready after three failures, ready again within a period', () => {
    const lab = running('web', NGINX, { readinessProbe: HTTP })
    lab.create({
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 'web', namespace: 'default' },
      spec: { selector: { app: 'web' }, ports: [{ port: 80 }] },
    })
    lab.run(3)
    lab.mark()
    lab.fault('bad', { what: 'probe-fails', probe: 'readiness' })
    lab.until(() => !isReady(lab, 'web'))
    expect(lab.seconds).toBeGreaterThanOrEqual(20)
    expect(lab.seconds).toBeLessThanOrEqual(30)
    lab.run(1)
    expect(podReadyText(lab.get('web'))).toBe('0/1')
    expect(lab.word('web')).toBe('Running')
    expect(conditionOf(lab.get('web'), 'Ready')).toMatchObject({
      status: 'False',
      reason: 'ContainersNotReady',
      message: 'containers with unready status: [c]',
    })
    const subsets = () =>
      lab.cluster.view.get<never>('Endpoints', 'default', 'web') as unknown as {
        subsets: { addresses?: object[]; notReadyAddresses?: object[] }[]
      }
    expect(subsets().subsets[0]?.notReadyAddresses).toHaveLength(1)
    lab.run(600)
    expect(restarts(lab, 'web')).toBe(0)
    lab.heal('bad')
    lab.mark()
    lab.until(() => isReady(lab, 'web'))
    expect(lab.seconds).toBeLessThanOrEqual(10)
  })

  test('[PROBE-008] a failed liveness probe ends the container; its policy says what follows', () => {
    const after = (restartPolicy: string) => {
      const command = ['sleep', 'infinity']
      const livenessProbe = { exec: { command: ['true'] }, terminationGracePeriodSeconds: 3 }
      const lab = running('app', BUSYBOX, { command, livenessProbe }, { restartPolicy })
      lab.fault('dead', { what: 'probe-fails', probe: 'liveness', for: '35s' })
      lab.run(40)
      return lab
    }
    for (const policy of ['Always', 'OnFailure']) {
      const lab = after(policy)
      const [at] = lab.times('app', 'Killing')
      expect(at).toBeGreaterThanOrEqual(20)
      expect(at).toBeLessThanOrEqual(30)
      expect(lab.messages('app', 'Killing')).toEqual([
        'Container c failed liveness probe, will be restarted',
      ])
      expect(restarts(lab, 'app')).toBe(1)
      expect(first(lab, 'app')?.lastState.terminated).toMatchObject({
        exitCode: 137,
        reason: 'Error',
      })
      // The probe's own grace counts, not the pod's 30 s.
      const finished = parseTimestamp(first(lab, 'app')?.lastState.terminated?.finishedAt ?? '')
      const started = parseTimestamp(first(lab, 'app')?.lastState.terminated?.startedAt ?? '')
      expect((finished ?? 0) - (started ?? 0)).toBeLessThan(34_000)
    }
    const never = after('Never')
    expect(never.messages('app', 'Killing')).toEqual(['Container c failed liveness probe'])
    expect(never.get('app').status.phase).toBe('Failed')
  })

  test('[PROBE-009] a process that ends by itself needs no probe', () => {
    const lab = running('web', NGINX)
    lab.fault('bug', { what: 'exit', code: 2, times: 1 })
    lab.run(2)
    expect(first(lab, 'web')).toMatchObject({
      restartCount: 1,
      lastState: { terminated: { exitCode: 2, reason: 'Error' } },
    })
    expect(lab.word('web')).toBe('Running')
    expect(lab.messages('web', 'Unhealthy')).toEqual([])
  })

  test('[PROBE-010] a process that hangs is noticed only where a liveness probe asks', () => {
    const lab = new Lab({ nodes: 1 })
    lab.pod('left', NGINX)
    lab.pod('asked', NGINX, {}, { livenessProbe: HTTP })
    lab.until(() => isReady(lab, 'left') && isReady(lab, 'asked'))
    lab.run(2)
    lab.mark()
    lab.fault('hang', { what: 'hang', for: '40s' })
    lab.run(39)
    expect(restarts(lab, 'asked')).toBe(1)
    expect(lab.times('asked', 'Killing')[0]).toBeLessThanOrEqual(30)
    expect(lab.messages('asked', 'Unhealthy')[0]).toMatch(
      /^Liveness probe failed: Get "http:.*": context deadline exceeded \(Client\.Timeout/,
    )
    lab.run(3_600)
    expect([podReadyText(lab.get('left')), restarts(lab, 'left')]).toEqual(['1/1', 0])
    expect(lab.word('left')).toBe('Running')
  })

  test('[PROBE-011] without a readiness probe ready at once, with one after its delay', () => {
    const bare = running('web', NGINX)
    expect(isReady(bare, 'web')).toBe(true)
    const lab = running('web', NGINX, { readinessProbe: { ...HTTP, initialDelaySeconds: 30 } })
    lab.until(() => isReady(lab, 'web'))
    expect(lab.seconds).toBeGreaterThanOrEqual(30)
    expect(lab.seconds).toBeLessThanOrEqual(40)
  })

  test('[PROBE-012] an app that starts slowly: killed by liveness, saved by startup', () => {
    const slow = (container: Record<string, unknown>) => {
      const lab = new Lab({ nodes: 1 })
      lab.fault('slow', { what: 'slow-start', takes: '60s' })
      lab.pod('app', NGINX, {}, container)
      lab.until(() => first(lab, 'app')?.state.running !== undefined)
      lab.mark()
      return lab
    }
    const killed = slow({ livenessProbe: HTTP })
    killed.run(300)
    expect(restarts(killed, 'app')).toBeGreaterThan(3)
    const startupProbe = { ...HTTP, failureThreshold: 30 }
    const saved = slow({ livenessProbe: HTTP, readinessProbe: HTTP, startupProbe })
    saved.run(59)
    expect(first(saved, 'app')).toMatchObject({ started: false, ready: false })
    saved.run(2)
    expect(first(saved, 'app')).toMatchObject({ started: true, ready: true, restartCount: 0 })
    saved.run(600)
    expect(restarts(saved, 'app')).toBe(0)
    const given = slow({ startupProbe: { ...HTTP, failureThreshold: 2 } })
    given.run(13)
    expect(given.messages('app', 'Killing')).toEqual([
      'Container c failed startup probe, will be restarted',
    ])
  })

  test('[PROBE-013] ready up to the kill, not after it, ready again when asked', () => {
    const lab = running('web', NGINX, { readinessProbe: HTTP, livenessProbe: HTTP })
    lab.run(3)
    lab.fault('dead', { what: 'probe-fails', probe: 'liveness', for: '40s' })
    lab.run(60)
    expect(restarts(lab, 'web')).toBe(1)
    expect(turns(lab, 'web').map(([, ready]) => ready)).toEqual([false, true, false, true].slice(1))
    const killed = lab.times('web', 'Killing')[0] ?? 0
    const unready = lab.changes.find(({ object, at }) => {
      if (object.kind !== 'Pod' || at < lab.cluster.now - 57_000) return false
      return !(object as ReturnType<Lab['get']>).status.containerStatuses?.[0]?.ready
    })
    const start = lab.cluster.now / 1_000 - lab.seconds
    expect((unready?.at ?? 0) / 1_000 - start).toBeGreaterThanOrEqual(killed)
  })

  test('[PROBE-014] while the pod ends liveness is silent and readiness goes on', () => {
    const lifecycle = { preStop: { sleep: { seconds: 20 } } }
    const probes = { livenessProbe: HTTP, readinessProbe: HTTP }
    const lab = running('web', NGINX, { lifecycle, ...probes })
    lab.run(3)
    lab.delete('Pod/default/web')
    lab.mark()
    lab.fault('dead', { what: 'probe-fails' })
    lab.run(19)
    expect(lab.messages('web', 'Unhealthy').every((text) => text.startsWith('Readiness'))).toBe(
      true,
    )
    expect(lab.messages('web', 'Unhealthy')).not.toEqual([])
    expect(lab.messages('web', 'Killing')).toEqual(['Stopping container c'])
    lab.run(3)
    expect(lab.exists('web')).toBe(false)
  })

  test('a pod whose probes pass has no row on the agenda', () => {
    const exec = { command: ['cat', '/etc/hostname'] }
    const all = { livenessProbe: { exec }, readinessProbe: HTTP, startupProbe: HTTP }
    const lab = running('web', NGINX, all)
    lab.run(120)
    expect(isReady(lab, 'web')).toBe(true)
    expect(lab.cluster.nextDue).toBeNull()
  })
})
