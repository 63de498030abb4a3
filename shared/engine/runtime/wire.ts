import { reasonOf } from '../programs/http-reasons.ts'
import type { Bytes } from '../programs/bytes.ts'
import type { HttpRequest, HttpResponse } from '../programs/net.ts'

/**
 * Reads one HTTP/1.x request off the front of what came over a connection; undefined while it is
 * not whole. Bytes that are no HTTP give a request that no server knows, as a real one sees it.
 */
export function readRequest(
  bytes: Bytes,
  host: string,
  port: number,
): { request: HttpRequest; rest: Bytes } | undefined {
  const { head, body } = splitHead(bytes) ?? {}
  if (head === undefined || body === undefined) return undefined
  const [first = '', ...lines] = head.split(/\r?\n/)
  const [method = '', path = ''] = first.split(' ')
  const headers = readHeaders(lines)
  const taken = readBody(body, headers)
  if (!taken) return undefined
  const request: HttpRequest = {
    method,
    scheme: 'http',
    host: headers['host']?.replace(/:\d+$/, '') ?? host,
    port,
    path: path === '' ? '/' : path,
    headers,
    body: taken.body,
  }
  return { request, rest: taken.rest }
}

/** An HTTP/1.1 response as it goes over a connection. */
export function writeResponse({ status, headers, body }: HttpResponse): Bytes {
  const all: Record<string, string> = { ...headers }
  if (!('content-length' in all) && status !== 204 && status !== 304) {
    all['content-length'] = String(body.length)
  }
  const lines = Object.entries(all).map(([name, value]) => `${capital(name)}: ${value}\r\n`)
  return `HTTP/1.1 ${status} ${reasonOf(status)}\r\n${lines.join('')}\r\n${body}`
}

/** Header names as most servers write them: `Content-Type`. */
function capital(name: string): string {
  return name.replace(/(^|-)([a-z])/g, (_, before: string, letter: string) => {
    return before + letter.toUpperCase()
  })
}

function splitHead(bytes: Bytes): { head: Bytes; body: Bytes } | undefined {
  const end = /\r?\n\r?\n/.exec(bytes)
  if (!end) return undefined
  return { head: bytes.slice(0, end.index), body: bytes.slice(end.index + end[0].length) }
}

function readHeaders(lines: readonly string[]): Record<string, string> {
  const headers: Record<string, string> = {}
  for (const line of lines) {
    const colon = line.indexOf(':')
    if (colon > 0) headers[line.slice(0, colon).toLowerCase()] = line.slice(colon + 1).trim()
  }
  return headers
}

function readBody(
  bytes: Bytes,
  headers: Readonly<Record<string, string>>,
): { body: Bytes; rest: Bytes } | undefined {
  if (/chunked/i.test(headers['transfer-encoding'] ?? '')) return readChunks(bytes)
  const length = Number(headers['content-length'] ?? 0)
  if (!Number.isInteger(length) || length < 0) return { body: '', rest: '' }
  if (bytes.length < length) return undefined
  return { body: bytes.slice(0, length), rest: bytes.slice(length) }
}

function readChunks(bytes: Bytes): { body: Bytes; rest: Bytes } | undefined {
  let body = ''
  let at = 0
  while (at < bytes.length) {
    const end = bytes.indexOf('\r\n', at)
    if (end < 0) return undefined
    const length = parseInt(bytes.slice(at, end), 16)
    if (Number.isNaN(length)) return { body, rest: '' }
    const from = end + 2
    if (bytes.length < from + length + 2) return undefined
    if (length === 0) return { body, rest: bytes.slice(from + 2) }
    body += bytes.slice(from, from + length)
    at = from + length + 2
  }
  return undefined
}
