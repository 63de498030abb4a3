import { probeFault } from '../../kinds/fault/effects.ts'
import type { Probe } from '../../kinds/pod/schema.ts'
import { toText } from '../../programs/bytes.ts'
import { SECOND, type Millis } from '../../time.ts'
import type { Unit } from '../life.ts'
import type { ProbeKind } from '../note.ts'
import { portOf } from './address.ts'
import { grpcOutcome } from './grpc.ts'
import { httpOutcome } from './http.ts'
import { closedPort } from './closed-port.ts'

/** What a probe would find at this instant. */
export interface Outcome {
  result: 'success' | 'warning' | 'failure' | 'unknown'
  /** The words of the event. */
  output: string
  /**
   * The instant from which it may come out otherwise though nobody touched the pod; null: never.
   */
  until: Millis | null
  tookMs?: Millis
}

/** Output of a command that events show. Source: probe/exec maxReadLength. */
const OUTPUT_BYTES = 10 * 1024

/** Asks a container as a probe does. Source: kubelet/prober, pkg/probe (v1.32). */
export function ask(unit: Unit, kind: ProbeKind, probe: Probe): Outcome {
  const { life, spec } = unit
  const fault = probeFault(life.view, life.pod, spec, kind)
  if (fault) {
    life.plan.blame(fault.metadata.name)
    return broken(unit, probe, fault.spec.what, fault.spec.message)
  }
  const outcome = plainly(unit, probe)
  const limitMs = (probe.timeoutSeconds ?? 1) * SECOND
  if (outcome.tookMs === undefined || outcome.tookMs <= limitMs) return outcome
  return { result: 'failure', output: timeoutText(unit, probe), until: outcome.until }
}

function plainly(unit: Unit, probe: Probe): Outcome {
  if (probe.exec) return execOutcome(unit, probe.exec.command ?? [])
  const handler = probe.httpGet ?? probe.tcpSocket ?? probe.grpc
  if (!handler) return { result: 'unknown', output: 'missing probe handler', until: null }
  const port = portOf(unit, handler.port)
  if (typeof port === 'string') return { result: 'unknown', output: port, until: null }
  const closed = closedPort(unit)
  if (closed) {
    return { result: 'failure', output: refusedText(unit, probe), until: closed.until }
  }
  if (probe.httpGet) return httpOutcome(unit, probe.httpGet, 'probe')
  if (probe.grpc) return grpcOutcome(unit, probe.grpc)
  const { is, until } = unit.life.runtime.listens(port)
  if (is) return { result: 'success', output: '', until }
  return { result: 'failure', output: refusedText(unit, probe), until }
}

function execOutcome(unit: Unit, argv: readonly string[]): Outcome {
  const { code, output, tookMs, until } = unit.life.runtime.rehearse(unit.spec.name, argv)
  const text = toText(output.slice(0, OUTPUT_BYTES))
  return { result: code === 0 ? 'success' : 'failure', output: text, tookMs, until }
}

/** What a fault makes of a probe: it cannot be run, gets no answer, or a bad one. */
function broken(unit: Unit, probe: Probe, what: string, message?: string): Outcome {
  const until = null
  if (what === 'probe-unknown') {
    const output =
      message ??
      'rpc error: code = Unavailable desc = connection error: desc = "transport: Error while ' +
        'dialing: dial unix /run/containerd/containerd.sock: connect: connection refused"'
    return { result: 'unknown', output, until }
  }
  if (what === 'hang') return { result: 'failure', output: timeoutText(unit, probe), until }
  const output = message ?? (probe.httpGet ? 'HTTP probe failed with statuscode: 503' : '')
  if (output || probe.exec) return { result: 'failure', output, until }
  return { result: 'failure', output: refusedText(unit, probe), until }
}

function addressOf(unit: Unit, port: string | number, host?: string): string {
  return `${host || unit.life.podIP || ''}:${portOf(unit, port)}`
}

function urlOf(unit: Unit, get: NonNullable<Probe['httpGet']>): string {
  const path = (get.path ?? '/').replace(/^(?!\/)/, '/')
  return `${(get.scheme ?? 'HTTP').toLowerCase()}://${addressOf(unit, get.port, get.host)}${path}`
}

function refusedText(unit: Unit, { httpGet, tcpSocket, grpc }: Probe): string {
  const port = httpGet?.port ?? tcpSocket?.port ?? grpc?.port ?? 0
  const address = addressOf(unit, port, httpGet?.host ?? tcpSocket?.host)
  if (grpc) {
    return `timeout: failed to connect service "${address}" within 1s: context deadline exceeded`
  }
  const dial = `dial tcp ${address}: connect: connection refused`
  return httpGet ? `Get "${urlOf(unit, httpGet)}": ${dial}` : dial
}

function timeoutText(
  unit: Unit,
  { exec, httpGet, tcpSocket, grpc, timeoutSeconds }: Probe,
): string {
  const limit = `${timeoutSeconds ?? 1}s`
  if (exec) return `command "${(exec.command ?? []).join(' ')}" timed out`
  if (grpc) return `timeout: health rpc did not complete within ${limit}`
  if (httpGet) {
    const why = 'context deadline exceeded (Client.Timeout exceeded while awaiting headers)'
    return `Get "${urlOf(unit, httpGet)}": ${why}`
  }
  const address = addressOf(unit, tcpSocket?.port ?? 0, tcpSocket?.host)
  return `dial tcp ${address}: i/o timeout`
}
