import { timestamp } from '../../../time.ts'
import type { HttpRequest } from '../../net.ts'
import type { Served } from '../../server.ts'
import { accessDate, form, requestLine } from '../http.ts'

/** What `$names` in a configuration stand for while one request is answered. */
export interface Variables {
  request: HttpRequest
  port: number
  served: Served
  /** The path as it stands now: rewriting changes it. */
  uri: string
  /** `$1` and on, from the last regular expression. */
  caught: readonly string[]
  /** Those of `set`. */
  own: Record<string, string>
  status?: number
  sent?: number
  root?: string
}

/** Fills `$names` and `${names}` in. */
export function fill(text: string, all: Variables): string {
  return text.replace(/\$(?:\{(\w+)\}|(\w+))/g, (_, braced?: string, plain?: string) => {
    return variable(braced ?? plain ?? '', all)
  })
}

/** The value of one variable; '' where it has none. Source: nginx.org/en/docs/varindex.html. */
export function variable(name: string, all: Variables): string {
  const own = all.own[name]
  if (own !== undefined) return own
  if (/^\d$/.test(name)) return all.caught[Number(name)] ?? ''
  const { request, served } = all
  if (name.startsWith('http_')) return request.headers[name.slice(5).replace(/_/g, '-')] ?? ''
  if (name.startsWith('arg_')) return form(query(request.path))[name.slice(4)] ?? ''
  if (name === 'nginx_version') return served.env.NGINX_VERSION ?? ''
  return PLAIN[name]?.(all) ?? ''
}

const query = (path: string): string =>
  path.includes('?') ? path.slice(path.indexOf('?') + 1) : ''
const host = ({ request, served }: Variables): string =>
  (request.headers.host ?? request.host ?? served.pod.name).replace(/:\d+$/, '').toLowerCase()

const PLAIN: Readonly<Record<string, (all: Variables) => string>> = {
  uri: ({ uri }) => uri,
  document_uri: ({ uri }) => uri,
  request_uri: ({ request }) => request.path,
  request: ({ request }) => requestLine(request),
  request_method: ({ request }) => request.method,
  request_body: ({ request }) => request.body,
  args: ({ request }) => query(request.path),
  query_string: ({ request }) => query(request.path),
  is_args: ({ request }) => (query(request.path) ? '?' : ''),
  host,
  server_name: host,
  hostname: ({ served }) => served.pod.name,
  scheme: ({ request }) => request.scheme,
  server_port: ({ port }) => String(port),
  server_addr: ({ served }) => served.pod.ip,
  server_protocol: () => 'HTTP/1.1',
  remote_addr: ({ served }) => served.from,
  remote_port: () => '40000',
  proxy_add_x_forwarded_for: ({ request, served }) => {
    const before = request.headers['x-forwarded-for']
    return before ? `${before}, ${served.from}` : served.from
  },
  proxy_host: ({ own }) => own.proxy_host ?? '',
  content_type: ({ request }) => request.headers['content-type'] ?? '',
  content_length: ({ request }) => (request.body ? String(request.body.length) : ''),
  document_root: ({ root }) => root ?? '',
  status: ({ status }) => String(status ?? ''),
  body_bytes_sent: ({ sent }) => String(sent ?? 0),
  bytes_sent: ({ sent }) => String((sent ?? 0) + 238),
  request_time: () => '0.000',
  request_length: ({ request }) => String(request.path.length + 60),
  connection: () => '1',
  pid: () => '1',
  msec: ({ served }) => (served.now / 1000).toFixed(3),
  time_local: ({ served }) => accessDate(served.now),
  time_iso8601: ({ served }) => timestamp(served.now).replace('Z', '+00:00'),
}
