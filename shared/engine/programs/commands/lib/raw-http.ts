import type { Bytes } from '../../bytes.ts'
import type { Process } from '../../command.ts'
import { isFailure, type HttpResponse, type NetFailure } from '../../net.ts'
import { headerName, statusText } from './url.ts'

/** The head of a response as it goes over the wire. */
export function responseHead({ status, headers }: HttpResponse): Bytes {
  const lines = Object.entries(headers).map(([name, value]) => `${headerName(name)}: ${value}\r\n`)
  return `HTTP/1.1 ${statusText(status)}\r\n${lines.join('')}\r\n`
}

/**
 * Bytes that are an HTTP request typed by hand, sent as such; undefined when they are something
 * else.
 */
export function rawHttp(
  process: Process,
  host: Bytes,
  port: number,
  bytes: Bytes,
): { bytes: Bytes; address: string } | NetFailure | undefined {
  const [head = '', ...rest] = bytes.split(/\r?\n\r?\n/)
  const [first = '', ...lines] = head.split(/\r?\n/)
  const match = /^([A-Z]+) (\S+)(?: HTTP\/\d(?:\.\d)?)?\s*$/.exec(first)
  if (!match || !/^(GET|HEAD|POST|PUT|DELETE|OPTIONS|PATCH)$/.test(match[1] ?? '')) return undefined
  const headers: Record<string, string> = {}
  for (const line of lines) {
    const colon = line.indexOf(':')
    if (colon > 0) headers[line.slice(0, colon).toLowerCase()] = line.slice(colon + 1).trim()
  }
  const exchange = process.net.http({
    method: match[1] ?? 'GET',
    scheme: 'http',
    host,
    port,
    path: match[2] ?? '/',
    headers,
    body: rest.join('\n\n'),
  })
  if (isFailure(exchange)) return exchange
  return {
    bytes: responseHead(exchange.response) + exchange.response.body,
    address: exchange.address,
  }
}
