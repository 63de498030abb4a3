import { isRefused } from '../../files.ts'
import type { Served } from '../../server.ts'
import { reply, target } from '../http.ts'
import { GO_TERM, goLog, httpError } from '../go.ts'
import { hostOf, numberOf, type Sub } from './sub.ts'

/** Waits for a signal. Source: test/images/agnhost/pause. */
export const pause: Sub = {
  name: 'pause',
  flags: {},
  server: () => ({
    ports: () => [],
    banner: () => [{ afterMs: 1, line: 'Paused' }],
    onTermOf: () => GO_TERM,
    usage: () => ({ milliCpu: 0, memoryBytes: 1_600_000 }),
  }),
}

/** How long serve-hostname goes on when it is told to end: mostly until it is killed. */
const LINGERS_MS = 60_000

/** Its host's name over HTTP, TCP or UDP. Source: test/images/agnhost/serve-hostname. */
export const serveHostname: Sub = {
  name: 'serve-hostname',
  flags: { tcp: 'false', udp: 'false', http: 'true', close: 'false', port: '9376' },
  server(flags) {
    const port = numberOf(flags, 'port')
    const isRaw = flags.tcp === 'true' || flags.udp === 'true'
    const log = (served: Served, kind: string) => [
      goLog(served.now, `${kind} request from ${served.from}:40000`),
    ]
    return {
      ports: () => (flags.udp === 'true' && flags.tcp !== 'true' ? [] : [port]),
      udpPorts: () => (flags.udp === 'true' ? [port] : []),
      refuses: ({ startedAt }) =>
        isRaw && flags.http === 'true'
          ? {
              line: goLog(startedAt, "Can't server TCP/UDP mode and HTTP mode at the same time"),
              code: 1,
            }
          : undefined,
      answer: (_, __, served) => ({
        response: reply(200, hostOf(served)),
        log: log(served, 'HTTP'),
      }),
      talk: (_, __, served) => ({
        bytes: hostOf(served),
        closes: true,
        log: log(served, flags.tcp === 'true' ? 'TCP' : 'UDP'),
      }),
      banner: ({ startedAt }) => [
        { afterMs: 2, line: goLog(startedAt, `Serving on port ${port}.`), stream: 'stderr' },
      ],
      onTermOf: () => ({ ms: LINGERS_MS, code: 0 }),
    }
  },
}

/** Files of its root, as a web server. Source: test/images/agnhost/test-webserver. */
export const testWebserver: Sub = {
  name: 'test-webserver',
  flags: { port: '80' },
  server: (flags) => ({
    ports: () => [numberOf(flags, 'port')],
    answer: (request, _, served) => ({ response: fileOf(target(request).path, served) }),
  }),
}

/** Answers as Go's http.FileServer does. */
export function fileOf(path: string, { files }: Served) {
  const found = files.stat(path)
  if (isRefused(found)) return httpError(404, '404 page not found')
  if (found.type !== 'directory') {
    const bytes = files.read(path)
    return isRefused(bytes) ? httpError(403, '403 Forbidden') : reply(200, bytes)
  }
  const listed = files.list(path)
  const names = isRefused(listed) ? [] : listed
  const rows = names.map((name) => `<a href="${name}">${name}</a>\n`)
  return reply(200, `<pre>\n${rows.join('')}</pre>\n`, {
    'content-type': 'text/html; charset=utf-8',
  })
}

const PREFIXES = { tcp: /^SERVE_(?:PORT|TCP_PORT|TLS_PORT)_(\d+)$/, udp: /^SERVE_UDP_PORT_(\d+)$/ }

function portsIn(env: Readonly<Record<string, string>>, prefix: RegExp): Map<number, string> {
  const ports = new Map<number, string>()
  for (const [name, value] of Object.entries(env)) {
    const match = prefix.exec(name)
    if (match) ports.set(Number(match[1]), value)
  }
  return ports
}

/** Answers with what its environment says of each port. Source: test/images/agnhost/porter. */
export const porter: Sub = {
  name: 'porter',
  flags: { 'json-response': 'false' },
  server: (flags) => ({
    ports: ({ env }) => [...portsIn(env, PREFIXES.tcp).keys()],
    udpPorts: ({ env }) => [...portsIn(env, PREFIXES.udp).keys()],
    answer(request, port, { env }) {
      const body = portsIn(env, PREFIXES.tcp).get(port) ?? ''
      if (flags['json-response'] !== 'true') return { response: reply(200, body) }
      const told = JSON.stringify({ Method: request.method, Body: body })
      return { response: reply(200, told, { 'content-type': 'application/json' }) }
    },
    talk: (_, port, { env }) => ({ bytes: portsIn(env, PREFIXES.udp).get(port) ?? '' }),
  }),
}

/** Counts what it is sent, and judges itself. Source: test/images/agnhost/nettest. */
export const nettest: Sub = {
  name: 'nettest',
  flags: {
    port: '8080',
    peers: '8',
    service: 'nettest',
    namespace: 'default',
    'delay-shutdown': '0',
  },
  server: (flags) => ({
    ports: () => [numberOf(flags, 'port')],
    answer(request, _, served) {
      const received = (served.state as Record<string, number> | undefined) ?? {}
      const { path } = target(request)
      if (path === '/quit') return { response: reply(200), exit: 0 }
      if (path === '/status') {
        const isEnough = Object.keys(received).length >= numberOf(flags, 'peers')
        return { response: reply(200, isEnough ? 'pass' : 'running') }
      }
      if (path === '/read') {
        const told = { Hostname: hostOf(served), Sent: null, Received: received, Errors: null }
        return { response: reply(200, JSON.stringify(told, null, '\t')) }
      }
      if (path !== '/write') return { response: httpError(404, '404 page not found') }
      const source = /"Source"\s*:\s*"([^"]*)"/.exec(request.body)?.[1] ?? ''
      const response = reply(200, `${JSON.stringify({ Hostname: hostOf(served) })}\n`)
      return { response, state: { ...received, [source]: (received[source] ?? 0) + 1 } }
    },
    onTermOf() {
      const delay = numberOf(flags, 'delay-shutdown')
      return delay > 0 ? { ms: delay * 1000, code: 0 } : GO_TERM
    },
  }),
}

/** Sends pieces of data to whoever connects. Source: test/images/agnhost/port-forward-tester. */
export const portForwardTester: Sub = {
  name: 'port-forward-tester',
  flags: {},
  server: () => ({
    ports: ({ env }) => [Number(env.BIND_PORT ?? 0)],
    talk(bytes, _, { env }) {
      const expected = env.EXPECTED_CLIENT_DATA ?? ''
      const log = ['Accepted client connection']
      if (expected !== '' && bytes.length < expected.length) return { bytes: '' }
      if (expected !== '' && !bytes.startsWith(expected)) {
        const words = `Expect to read "${expected}", but got "${bytes}". err=<nil>`
        return { bytes: '', log: [...log, words], exit: 3 }
      }
      if (expected !== '') log.push('Received expected client data')
      const size = Number(env.CHUNK_SIZE ?? 0)
      const chunks = Number(env.CHUNKS ?? 0)
      const data = 'x'.repeat(Math.min(size * chunks, 100_000))
      log.push('Shutting down connection', 'Done')
      const tookMs = Number(env.CHUNK_INTERVAL ?? 0) * Math.max(chunks - 1, 0)
      return { bytes: data, closes: true, log, exit: 0, tookMs }
    },
  }),
}
