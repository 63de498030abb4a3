import type { GRPCAction } from '../../kinds/pod/schema.ts'
import { toBytes, toText } from '../../programs/bytes.ts'
import { GRPC_HEALTH } from '../../programs/server.ts'
import type { Unit } from '../life.ts'
import type { Outcome } from './outcome.ts'

/** Calls the gRPC health service: SERVING is success. Source: pkg/probe/grpc (v1.32). */
export function grpcOutcome(unit: Unit, { port, service = '' }: GRPCAction): Outcome {
  const host = unit.life.podIP ?? ''
  const probed = unit.life.runtime.http(unit.spec.name, {
    method: 'POST',
    scheme: 'http',
    host,
    port,
    path: GRPC_HEALTH,
    headers: { 'content-type': 'application/grpc', 'user-agent': 'kube-probe/1.32' },
    body: toBytes(service),
  })
  const { until } = probed
  if ('failure' in probed) {
    const output =
      probed.failure === 'reset'
        ? 'error: this server does not implement the grpc health protocol (grpc.health.v1.Health)'
        : `timeout: failed to connect service "${host}:${port}" within 1s: ` +
          'context deadline exceeded'
    return { result: 'failure', output, until }
  }
  const { response, tookMs } = probed
  const said = toText(response.body).trim()
  if (response.status === 200 && said === 'SERVING') {
    return { result: 'success', output: 'service healthy', until, tookMs }
  }
  const output =
    response.status === 200 && /^[A-Z_]+$/.test(said)
      ? `service unhealthy (responded with "${said}")`
      : 'error: this server does not implement the grpc health protocol (grpc.health.v1.Health)'
  return { result: 'failure', output, until, tookMs }
}
