import { isFailure, type HttpRequest } from '../net.ts'
import { defineCommand } from '../command.ts'
import type { Served } from '../server.ts'
import { GO_TERM, goLog } from './go.ts'
import { accessLine, canonical, httpDate, json, reply, requestLine, target } from './http.ts'

/** `-text=x`, `-text x`, `--text=x`: flags as Go's flag package reads them. */
function flag(argv: readonly string[], name: string): string | undefined {
  for (let at = 1; at < argv.length; at++) {
    const match = /^--?([\w-]+)(?:=([^]*))?$/.exec(argv[at]!)
    if (match?.[1] === name) return match[2] ?? argv[at + 1]
  }
  return undefined
}

const portIn = (place: string | undefined, usual: number): number =>
  Number(/(\d+)$/.exec(place ?? '')?.[1] ?? usual)

const textOf = ({ argv, env }: Pick<Served, 'argv' | 'env'>) => flag(argv, 'text') ?? env.ECHO_TEXT

/** Says one text, whatever it is asked. Source: hashicorp/http-echo. */
export const httpEcho = defineCommand({
  name: 'http-echo',
  about: '-text, -listen, -status-code; every path answers the text, /health `{"status":"ok"}`',
  server: {
    ports: ({ argv }) => [portIn(flag(argv, 'listen'), 5678)],
    refuses: (served) =>
      textOf(served) === undefined ? { line: 'Missing -text option!', code: 127 } : undefined,
    answer(request, _, served) {
      const headers = { 'x-app-name': 'http-echo', 'x-app-version': '1.0.0' }
      if (target(request).path === '/health') {
        return { response: reply(200, '{"status":"ok"}\n', { 'content-type': 'application/json' }) }
      }
      const status = Number(flag(served.argv, 'status-code')) || 200
      const body = `${textOf(served) ?? ''}\n`
      const host = request.headers.host ?? request.host
      const agent = request.headers['user-agent'] ?? ''
      const what = `"${requestLine(request)}" ${status} ${body.length} "${agent}"`
      const line = `${host} ${served.from}:40000 ${what} 20µs`
      return { response: reply(status, body, headers), log: [goLog(served.now, line)] }
    },
    banner: ({ startedAt, argv }) => [
      {
        afterMs: 2,
        line: goLog(startedAt, `[INFO] server is listening on ${flag(argv, 'listen') ?? ':5678'}`),
        stream: 'stderr',
      },
    ],
    onTerm: { ms: 10, code: 0 },
    usage: () => ({ milliCpu: 0, memoryBytes: 2_600_000 }),
  },
})

function headerLines({ headers }: HttpRequest, write: (name: string) => string): string {
  return Object.entries(headers)
    .filter(([name]) => name !== 'host')
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => `${write(name)}: ${value}\n`)
    .join('')
}

/** Says who it is and how it was asked. Source: traefik/whoami. */
export const whoami = defineCommand({
  name: 'whoami',
  about: '/ tells of itself and the request, /api the same as JSON, /health (POST sets its status)',
  server: {
    ports: ({ argv, env }) => [portIn(flag(argv, 'port') ?? env.WHOAMI_PORT_NUMBER, 80)],
    answer(request, _, served) {
      const { path } = target(request)
      const { pod, from, state, argv, env } = served
      if (path === '/health') {
        if (request.method === 'POST')
          return { response: reply(200), state: Number(request.body) || 200 }
        return { response: reply(typeof state === 'number' ? state : 200) }
      }
      if (path === '/api') {
        const told = {
          hostname: pod.name,
          ip: ['127.0.0.1', pod.ip],
          headers: request.headers,
          url: request.path,
          host: request.headers.host ?? request.host,
          method: request.method,
        }
        return { response: json(200, told) }
      }
      const name = flag(argv, 'name') ?? env.WHOAMI_NAME
      const lines = [
        ...(name ? [`Name: ${name}`] : []),
        `Hostname: ${pod.name}`,
        'IP: 127.0.0.1',
        `IP: ${pod.ip}`,
        `RemoteAddr: ${from}:40000`,
        `${requestLine(request)}`,
        `Host: ${request.headers.host ?? request.host}`,
      ]
      return { response: reply(200, `${lines.join('\n')}\n${headerLines(request, canonical)}\n`) }
    },
    banner: ({ startedAt }) => [
      { afterMs: 2, line: goLog(startedAt, 'Starting up on port 80'), stream: 'stderr' },
    ],
    onTerm: GO_TERM,
    usage: () => ({ milliCpu: 0, memoryBytes: 2_300_000 }),
  },
})

/** Tells all about a request. Source: kubernetes/ingress-nginx, images/echo. */
export const echoserver = defineCommand({
  name: 'run.sh',
  about: 'Every path answers with the pod, the server and the whole request',
  server: {
    ports: () => [8080, 8443],
    answer(request, port, served) {
      const { pod, from, now } = served
      const { path, query } = target(request)
      const host = request.headers.host ?? request.host
      const all = { ...request, headers: { ...request.headers, 'host ': host } }
      const lines = headerLines(all, (name) => `\t${name.trim()}`).replaceAll(': ', '=')
      const body = `\n\nHostname: ${pod.name}

Pod Information:
\t-no pod information available-

Server values:
\tserver_version=nginx: 1.13.3 - lua: 10008

Request Information:
\tclient_address=${from}
\tmethod=${request.method}
\treal path=${request.path}
\tquery=${Object.entries(query)
        .map(([name, value]) => `${name}=${value}`)
        .join('&')}
\trequest_version=1.1
\trequest_scheme=${request.scheme}
\trequest_uri=${request.scheme}://${host.replace(/:\d+$/, '')}:${port}${path}

Request Headers:
${lines}
Request Body:
${request.body || '\t-no body in request-'}

`
      const headers = { 'content-type': 'text/plain', server: 'echoserver', date: httpDate(now) }
      const response = reply(200, body, headers)
      return { response, log: [accessLine(request, response, { from, now })] }
    },
    banner: () => [
      { afterMs: 200, line: 'Generating self-signed cert' },
      { afterMs: 900, line: 'Starting nginx' },
    ],
    bootMs: () => 900,
    onTerm: { ms: 50, code: 137 },
    usage: () => ({ milliCpu: 1, memoryBytes: 7_000_000 }),
  },
})

/** Gives a request back. Source: jmalloc/echo-server. */
export const echoServer = defineCommand({
  name: 'echo-server',
  about: 'Every path answers `Request served by <pod>` and the request; PORT',
  server: {
    ports: ({ env }) => [Number(env.PORT ?? '') || 8080],
    answer(request, _, served) {
      const host = request.headers.host ?? request.host
      const body = `Request served by ${served.pod.name}\n\n${requestLine(request)}\n\nHost: ${host}\n${headerLines(request, canonical)}${request.body ? `\n${request.body}` : ''}`
      return {
        response: reply(200, body),
        log: [`${served.from}:40000 | ${request.method} ${request.path}`],
      }
    },
    banner: ({ env }) => [
      { afterMs: 2, line: `Echo server listening on port ${env.PORT ?? '8080'}.` },
    ],
    onTerm: GO_TERM,
    usage: () => ({ milliCpu: 0, memoryBytes: 3_000_000 }),
  },
})

/** A page with the server's name and address. Source: nginxinc/NGINX-Demos, nginx-hello. */
export const helloPage = defineCommand({
  name: 'hello-page',
  about: 'Every path answers with server address, server name, date and URI',
  server: {
    ports: () => [80],
    answer(request, port, { pod, now, argv }) {
      const facts = [
        `Server address: ${pod.ip}:${port}`,
        `Server name: ${pod.name}`,
        ['Date', httpDate(now)].join(': '),
        `URI: ${request.path}`,
        'Request ID: 0',
      ]
      if (argv.includes('plain')) {
        return { response: reply(200, `${facts.join('\n')}\n`, { 'content-type': 'text/plain' }) }
      }
      const page = `<!DOCTYPE html>\n<html>\n<head>\n<title>Hello World</title>\n</head>\n<body>\n${facts.map((fact) => `<p>${fact}</p>\n`).join('')}</body>\n</html>\n`
      return { response: reply(200, page, { 'content-type': 'text/html' }) }
    },
    onTerm: { ms: 20, code: 0 },
    usage: () => ({ milliCpu: 0, memoryBytes: 3_400_000 }),
  },
})

/** The first sample of the Minikube tutorial. */
export const nodeHello = defineCommand({
  name: 'node-hello',
  about: 'Every path answers `Hello Kubernetes!`',
  server: {
    ports: () => [8080],
    answer: () => ({ response: reply(200, 'Hello Kubernetes!') }),
    onTerm: 'ignored',
    usage: () => ({ milliCpu: 1, memoryBytes: 26_000_000 }),
  },
})

/** Passes connections on to a host. Source: the `goproxy` of the probe examples. */
export const goproxy = defineCommand({
  name: 'goproxy',
  about: 'An HTTP proxy on 8080: passes on what names a host, else answers 500',
  server: {
    ports: () => [8080],
    answer(request, _, { net }) {
      const match = /^http:\/\/([^/:]+)(?::(\d+))?(\/.*)?$/.exec(request.path)
      if (!match || !net) {
        const words = 'This is a proxy server. Does not respond to non-proxy requests.\n'
        return { response: reply(500, words) }
      }
      const [, host = '', port = '80', path = '/'] = match
      const exchange = net.http({ ...request, host, port: Number(port), path })
      if (isFailure(exchange)) return { response: reply(500, `${exchange.failure}\n`) }
      return { response: exchange.response, tookMs: exchange.tookMs + 1 }
    },
    onTerm: GO_TERM,
    usage: () => ({ milliCpu: 0, memoryBytes: 2_500_000 }),
  },
})
