import type { Bytes } from '../bytes.ts'
import type { Process } from '../command.ts'
import { isFailure } from '../net.ts'
import { GRPC_HEALTH } from '../server.ts'
import { delayed } from './lib/delay.ts'
import { duration } from './lib/duration.ts'
import { tool } from './lib/tool.ts'

/** Exit codes. Source: grpc-ecosystem/grpc-health-probe README. */
const CODES = { badUsage: 1, noConnection: 2, failed: 3, unhealthy: 4 } as const

/** `-addr=:5000`, `--addr :5000`. */
function flag(words: readonly Bytes[], name: Bytes): Bytes | undefined {
  for (const [at, word] of words.entries()) {
    const match = /^--?([\w-]+)(?:=([\s\S]*))?$/.exec(word)
    if (match?.[1] === name) return match[2] ?? words[at + 1] ?? ''
  }
  return undefined
}

type Found = { code: number; text: Bytes }

function check(process: Process, addr: Bytes, waitMs: number): { afterMs: number; what: Found } {
  const [, host = '', port = '0'] = /^(.*):(\d+)$/.exec(addr) ?? []
  const words = process.argv.slice(1)
  const exchange = process.net.http({
    method: 'POST',
    scheme: 'http',
    host: host || 'localhost',
    port: Number(port),
    path: GRPC_HEALTH,
    headers: { 'content-type': 'application/grpc', 'user-agent': 'grpc_health_probe' },
    body: flag(words, 'service') ?? '',
  })
  if (isFailure(exchange)) {
    const timedOut = exchange.failure === 'timeout' || exchange.failure === 'refused'
    const text = timedOut
      ? `timeout: failed to connect service "${addr}" within ${waitMs / 1000}s`
      : `failed to connect service at "${addr}"`
    return { afterMs: timedOut ? waitMs : 0, what: { code: CODES.noConnection, text } }
  }
  const { response, tookMs } = exchange
  if (tookMs > waitMs)
    return {
      afterMs: waitMs,
      what: {
        code: CODES.failed,
        text: `timeout: health rpc did not complete within ${waitMs / 1000}s`,
      },
    }
  if (response.status !== 200) {
    const text =
      response.status === 404
        ? 'error: health rpc failed: rpc error: code = NotFound desc = unknown service'
        : 'error: this server does not implement the grpc health protocol (grpc.health.v1.Health)'
    return { afterMs: tookMs, what: { code: CODES.failed, text } }
  }
  const serving = response.body === 'SERVING'
  const text = serving ? 'status: SERVING' : `service unhealthy (responded with "${response.body}")`
  return { afterMs: tookMs, what: { code: serving ? 0 : CODES.unhealthy, text } }
}

export const grpcHealthProbe = tool({
  name: 'grpc_health_probe',
  about: 'Check gRPC health: -addr, -service, -connect-timeout; codes 0 to 4',
  run(process) {
    const words = process.argv.slice(1)
    const addr = flag(words, 'addr')
    if (addr === undefined || addr === '') {
      process.write('error: -addr not specified\n', 2)
      return { exit: CODES.badUsage }
    }
    const waitMs = duration(flag(words, 'connect-timeout') ?? '1s') ?? 1000
    return delayed<Found>(
      process,
      () => check(process, addr, waitMs),
      ({ code, text }) => {
        process.write(`${text}\n`, code === 0 ? 1 : 2)
        return { exit: code }
      },
    )
  },
})
