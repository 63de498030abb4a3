import { isFailure, type HttpRequest } from '../../net.ts'
import type { Answer, Served } from '../../server.ts'
import { clock, form, reply, target } from '../http.ts'
import { goDuration, goLog, httpError, parseGoDuration, quoted } from '../go.ts'
import { hostOf, numberOf, type Sub } from './sub.ts'

type Query = Readonly<Record<string, string>>
type Handler = (query: Query, served: Served, request: HttpRequest) => Answer

const said = (
  served: Served,
  text: string,
  answer: Omit<Answer, 'log'>,
  ...more: string[]
): Answer => ({
  ...answer,
  log: [text, ...more].map((line) => goLog(served.now, line)),
})

function root(_: Query, served: Served): Answer {
  const { year, month, day, time, millis } = clock(served.now)
  const now = `${year}-${month}-${day} ${time}.${millis}000000 +0000 UTC`
  return said(served, 'GET /', { response: reply(200, `NOW: ${now}`) })
}

function echo({ msg = '', code = '' }: Query, served: Served): Answer {
  const line = `GET /echo?msg=${msg}&code=${code}`
  if (code !== '' && !/^-?\d+$/.test(code)) {
    const words = `argument 'code' must be an integer or empty, got ${quoted(code)}\n`
    return said(served, line, { response: reply(200, words) })
  }
  return said(served, line, { response: reply(code === '' ? 200 : Number(code), msg) })
}

function exit({ code = '', timeout = '', wait = '' }: Query, served: Served): Answer {
  const line = `GET /exit?code=${code}&timeout=${timeout}&wait=${wait}`
  for (const [name, text] of [
    ['timeout', timeout],
    ['wait', wait],
  ] as const) {
    if (text === '' || parseGoDuration(text) !== undefined) continue
    const words = `argument '${name}' must be a valid golang duration or empty, got ${quoted(text)}\n`
    return said(served, line, { response: reply(200, words) })
  }
  if (code !== '' && !/^-?\d+$/.test(code)) {
    const words = `argument 'code' must be an integer [0-127] or empty, got ${quoted(code)}\n`
    return said(served, line, { response: reply(200, words) })
  }
  const waitMs = parseGoDuration(wait) ?? 0
  const closeMs = parseGoDuration(timeout) ?? 0
  const will = `Will begin shutdown in ${goDuration(waitMs)}, allowing ${goDuration(closeMs)} for connections to close, then will exit with ${Number(code)}`
  const answer = { response: reply(200), exit: Number(code), tookMs: waitMs }
  return said(served, line, answer, will)
}

/** Requests that one `/dial` may make here; upstream sets no bound. */
const MOST_TRIES = 50

function dial(query: Query, served: Served): Answer {
  const { host = '', port = '', request = '', protocol = '', tries = '' } = query
  const line = `GET /dial?host=${host}&protocol=${protocol}&port=${port}&request=${request}&tries=${tries}`
  const refuse = (words: string) => said(served, line, { response: httpError(400, words) })
  if (request === '') return refuse('request parameter not specified. <nil>')
  const kind = protocol.toLowerCase() || 'http'
  if (kind === 'sctp') return refuse('SCTP is not part of this network')
  if (kind !== 'http' && kind !== 'udp') return refuse(`unsupported protocol. ${protocol}`)
  const { net } = served
  if (!net) return refuse('the network cannot be asked from here')
  const responses: string[] = []
  const errors: string[] = []
  for (let at = 0; at < Math.min(Number(tries) || 1, MOST_TRIES); at++) {
    const one =
      kind === 'http' ? dialHttp(net, host, port, request) : dialUdp(net, host, port, request)
    if ('text' in one) responses.push(one.text)
    else errors.push(one.error)
  }
  const output = {
    ...(responses.length ? { responses } : {}),
    ...(errors.length ? { errors } : {}),
  }
  return said(served, line, { response: reply(200, JSON.stringify(output)) })
}

type Net = NonNullable<Served['net']>
type Dialled = { text: string } | { error: string }

function dialHttp(net: Net, host: string, port: string, request: string): Dialled {
  const path = `/${request}`
  const sent: HttpRequest = {
    method: 'GET',
    scheme: 'http',
    host,
    port: Number(port),
    path,
    headers: { host: `${host}:${port}`, 'user-agent': 'Go-http-client/1.1' },
    body: '',
  }
  const exchange = net.http(sent)
  if ('response' in exchange) return { text: exchange.response.body }
  const where = `${exchange.address ?? host}:${port}`
  const why =
    exchange.failure === 'refused'
      ? `dial tcp ${where}: connect: connection refused`
      : exchange.failure === 'no route'
        ? `dial tcp ${where}: connect: no route to host`
        : exchange.failure === 'unknown host'
          ? `dial tcp: lookup ${host}: no such host`
          : `dial tcp ${where}: i/o timeout`
  return { error: `Get "http://${host}:${port}${path}": ${why}` }
}

function dialUdp(net: Net, host: string, port: string, request: string): Dialled {
  const answer = net.talk(host, Number(port), request)
  if (!isFailure(answer)) return { text: answer.bytes }
  return {
    error: `reading from udp connection failed. err:'read udp ${host}:${port}: i/o timeout'`,
  }
}

function redirect({ location = '', code = '' }: Query, served: Served): Answer {
  const line = `GET /redirect?location=${location}&code=${code}`
  const response = reply(Number(code) || 302, '', { location })
  return said(served, line, { response })
}

function shell({ shellCommand = '', cmd = '' }: Query, served: Served): Answer {
  const command = shellCommand || cmd
  const error = 'this server runs no commands here: use kubectl exec'
  const response = reply(200, JSON.stringify({ error }))
  return said(served, `GET /shell?cmd=${command}`, { response })
}

function header({ key = '' }: Query, served: Served, { headers }: HttpRequest): Answer {
  const text = key === '' ? JSON.stringify(headers) : (headers[key.toLowerCase()] ?? '')
  return said(served, `GET /header?key=${key}`, { response: reply(200, text) })
}

function upload(_: Query, served: Served): Answer {
  const error = 'Unable to upload file.'
  return said(served, 'GET /upload', { response: reply(200, JSON.stringify({ error })) })
}

const named =
  (line: string): Handler =>
  (_, served) =>
    said(served, line, { response: reply(200, hostOf(served)) })

const HANDLERS: Readonly<Record<string, Handler>> = {
  '/clientip': (_, served) =>
    said(served, 'GET /clientip', { response: reply(200, `${served.from}:40000`) }),
  '/dial': dial,
  '/echo': echo,
  '/exit': exit,
  '/header': header,
  '/healthz': (_, served) => said(served, 'GET /healthz', { response: reply(200) }),
  '/hostname': named('GET /hostname'),
  '/hostName': named('GET /hostName'),
  '/redirect': redirect,
  '/shell': shell,
  '/shutdown': (_, served) => said(served, 'GET /shutdown', { response: reply(200), exit: 0 }),
  '/upload': upload,
}

/** Answers over UDP: `hostname`, `echo …`, `clientip`. */
function udp(bytes: string, served: Served): string {
  const text = bytes.trim()
  if (text.toLowerCase() === 'hostname') return hostOf(served)
  if (text.startsWith('echo ')) return text.slice(5)
  return text.toLowerCase() === 'clientip' ? `${served.from}:40000` : ''
}

/** Many small endpoints over HTTP and UDP. Source: test/images/agnhost/netexec. */
export const netexec: Sub = {
  name: 'netexec',
  flags: {
    'http-port': '8080',
    'udp-port': '8081',
    'sctp-port': '-1',
    'delay-shutdown': '0',
    'http-override': '',
    'tls-cert-file': '',
    'tls-private-key-file': '',
    'udp-listen-addresses': '',
  },
  server(flags) {
    const port = numberOf(flags, 'http-port')
    const udpPort = numberOf(flags, 'udp-port')
    const delay = numberOf(flags, 'delay-shutdown')
    return {
      ports: () => [port],
      udpPorts: () => (udpPort > 0 ? [udpPort] : []),
      answer(request, _, served) {
        const asked = flags['http-override']
          ? { ...request, path: flags['http-override'] }
          : request
        const { path, query } = target(asked)
        const posted = request.method === 'POST' ? form(request.body) : {}
        return (HANDLERS[path] ?? root)({ ...posted, ...query }, served, request)
      },
      talk: (bytes, _, served) => ({ bytes: udp(bytes, served) }),
      banner: ({ startedAt }) => [
        {
          afterMs: 5,
          line: goLog(startedAt, `Started HTTP server on port ${port}`),
          stream: 'stderr',
        },
        ...(udpPort > 0
          ? [
              {
                afterMs: 5,
                line: goLog(startedAt, `Started UDP server on port  ${udpPort}`),
                stream: 'stderr' as const,
              },
            ]
          : []),
      ],
      onTermOf: () => (delay > 0 ? { ms: delay * 1000, code: 0 } : { ms: 5, code: 2 }),
    }
  },
}
