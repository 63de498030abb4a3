import { describe, expect, test } from 'vitest'
import { parseTimestamp } from '../../time.ts'
import { Lab } from '../test-support/lab.ts'

const NGINX = 'nginx:1.27'
const AGNHOST = 'registry.k8s.io/e2e-test-images/agnhost:2.53'
const BUSYBOX = 'busybox:1.36'
const HTTP = { httpGet: { path: '/', port: 80 } }
const TCP = { tcpSocket: { port: 8080 } }

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
  test('[PROBE-001] defaults are stored; results turn only at multiples of the period', () => {
    const lab = running('web', NGINX, { readinessProbe: HTTP })
    expect(lab.get('web').spec.containers[0]?.readinessProbe).toMatchObject({
      timeoutSeconds: 1,
      periodSeconds: 10,
      successThreshold: 1,
      failureThreshold: 3,
    })
    lab.run(3)
    for (const [at, heal] of [
      [13.3, 44.4],
      [100.7, 155.5],
    ] as const) {
      lab.run(at - lab.seconds)
      lab.fault(`bad-${at}`, { what: 'probe-fails', probe: 'readiness' })
      lab.run(heal - lab.seconds)
      lab.heal(`bad-${at}`)
    }
    lab.run(60)
    const seen = turns(lab, 'web').slice(1)
    expect(seen.map(([, ready]) => ready)).toEqual([true, false, true, false, true].slice(1))
    for (const [at] of seen) expect(at % 10).toBeLessThan(2)
  })

  test('[PROBE-002] an exec probe fails with what the command says', () => {
    const script = 'touch /tmp/health; sleep 30; rm /tmp/health; sleep 600'
    const command = ['sh', '-c', script]
    const exec = { command: ['cat', '/tmp/health'] }
    const livenessProbe = { exec, periodSeconds: 5, failureThreshold: 1 }
    const containers = [{ name: 'liveness', image: BUSYBOX, command, livenessProbe }]
    const lab = running('app', '', {}, { containers, terminationGracePeriodSeconds: 1 })
    lab.run(29)
    expect(lab.messages('app', 'Unhealthy')).toEqual([])
    lab.run(6)
    expect(lab.messages('app', 'Unhealthy')).toEqual([
      "Liveness probe failed: cat: can't open '/tmp/health': No such file or directory\n",
    ])
    expect(lab.messages('app', 'Killing')).toEqual([
      'Container liveness failed liveness probe, will be restarted',
    ])
    const [at] = lab.times('app', 'Killing')
    expect(at).toBeGreaterThanOrEqual(30)
    expect(at).toBeLessThanOrEqual(35)
    lab.run(4)
    expect(restarts(lab, 'app')).toBe(1)
  })

  test('[PROBE-003] a TCP probe: as long as the port is open, never restarted', () => {
    const args = ['netexec', '--http-port=8080']
    const lab = running('app', AGNHOST, { args, livenessProbe: TCP })
    lab.run(200)
    expect(restarts(lab, 'app')).toBe(0)
    expect(lab.messages('app', 'Unhealthy')).toEqual([])
    lab.fault('deaf', { what: 'stops-listening' })
    lab.run(20.5)
    expect(lab.messages('app', 'Killing')).toHaveLength(1)
    const { podIP } = lab.get('app').status
    expect(lab.messages('app', 'Unhealthy')).toEqual(
      Array(3).fill(`Liveness probe failed: dial tcp ${podIP}:8080: connect: connection refused`),
    )
    lab.run(5)
    expect(restarts(lab, 'app')).toBe(1)
  })

  test('[PROBE-004] an HTTP probe: 200 to 399 is success, all else is not', () => {
    const answers = (code: number): { ready: boolean; told: string[]; warned: string[] } => {
      const path = `/echo?msg=hi&code=${code}`
      const readinessProbe = { httpGet: { path, port: 8080 } }
      const lab = running('app', AGNHOST, { args: ['netexec'], readinessProbe })
      lab.run(3)
      const told = lab.messages('app', 'Unhealthy')
      return { ready: isReady(lab, 'app'), told, warned: lab.messages('app', 'ProbeWarning') }
    }
    for (const code of [200, 204]) {
      expect(answers(code)).toEqual({ ready: true, told: [], warned: [] })
    }
    for (const code of [301, 399]) {
      const { ready, warned } = answers(code)
      expect([ready, warned[0]?.slice(0, 51)]).toEqual([
        true,
        'Readiness probe warning: Probe terminated redirects',
      ])
    }
    for (const code of [400, 404, 500, 503]) {
      const told = [`Readiness probe failed: HTTP probe failed with statuscode: ${code}`]
      expect(answers(code)).toEqual({ ready: false, told, warned: [] })
    }
  })

  test('[PROBE-004] nobody listens: refused, with the URL', () => {
    const httpGet = { path: '/healthz', port: 81 }
    const lab = running('web', NGINX, { readinessProbe: { httpGet } })
    lab.run(3)
    const { podIP } = lab.get('web').status
    expect(lab.messages('web', 'Unhealthy')).toEqual([
      `Readiness probe failed: Get "http://${podIP}:81/healthz": ` +
        `dial tcp ${podIP}:81: connect: connection refused`,
    ])
  })

  test('[PROBE-004] a port by its name, a header of one’s own, a path without its slash', () => {
    const lab = running('web', NGINX, {
      ports: [{ name: 'web', containerPort: 80 }],
      readinessProbe: {
        httpGet: { path: 'index.html', port: 'web', httpHeaders: [{ name: 'X', value: 'y' }] },
      },
    })
    lab.run(3)
    expect(isReady(lab, 'web')).toBe(true)
  })

  test('[PROBE-005] the fourth kind asks the gRPC health service', () => {
    const livenessProbe = { grpc: { port: 5000 }, periodSeconds: 5 }
    const args = ['grpc-health-checking']
    const ports = [{ containerPort: 5000 }]
    const lab = running('app', AGNHOST, { args, ports, livenessProbe })
    lab.run(100)
    expect(restarts(lab, 'app')).toBe(0)
    const none = running('web', NGINX, { livenessProbe: { grpc: { port: 80 } } })
    none.run(3)
    expect(none.messages('web', 'Unhealthy')[0]).toContain('Liveness probe failed: error: ')
  })

  test('[PROBE-004] a host of one’s own: another pod, nobody, a name that does not exist', () => {
    const lab = running('other', NGINX)
    const told = (name: string, host: string, port = 80) => {
      lab.pod(name, NGINX, {}, { readinessProbe: { httpGet: { host, port } } })
      lab.until(() => first(lab, name)?.state.running !== undefined)
      lab.run(3)
      return lab.messages(name, 'Unhealthy')[0] ?? isReady(lab, name)
    }
    const ip = lab.get('other').status.podIP ?? ''
    expect(told('a', ip)).toBe(true)
    expect(told('b', ip, 81)).toBe(
      `Readiness probe failed: Get "http://${ip}:81/": dial tcp ${ip}:81: connect: connection refused`,
    )
    expect(told('c', '127.0.0.1')).toContain('connect: connection refused')
    expect(told('d', 'nowhere')).toContain('dial tcp: lookup nowhere: no such host')
  })
})
