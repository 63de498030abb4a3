import type { Bytes } from '../../bytes.ts'
import type { Process } from '../../command.ts'
import { isRefused } from '../../files.ts'
import type { HttpRequest } from '../../net.ts'
import { percentEncode, toBase64 } from './encode.ts'
import type { Options } from './options.ts'
import { readFile } from './input.ts'
import { Ending } from './tool.ts'
import { hostText, type Url } from './url.ts'

/** The version that our curl says it is. */
export const CURL = 'curl/8.5.0'

/** `curl: (26) …`: its errors carry their code. */
export function curlFails(process: Process, code: number, text: Bytes): never {
  process.write(`curl: (${code}) ${text}\n`, 2)
  throw new Ending(code)
}

function fileOrText(process: Process, value: Bytes, strips: boolean): Bytes {
  if (!value.startsWith('@')) return value
  const bytes = readFile(process, value.slice(1))
  if (isRefused(bytes)) return curlFails(process, 26, `Failed to open ${value.slice(1)}`)
  return strips ? bytes.replace(/[\r\n]/g, '') : bytes
}

/** `name=content`, `=content`, `content`, `name@file`, as `--data-urlencode` takes them. */
function encoded(process: Process, value: Bytes): Bytes {
  const match = /^([^=@]*)([=@])([\s\S]*)$/.exec(value)
  if (!match) return percentEncode(value)
  const [, name = '', sign = '', rest = ''] = match
  const content = sign === '@' ? fileOrText(process, `@${rest}`, false) : rest
  return (name === '' ? '' : `${name}=`) + percentEncode(content)
}

/** What is sent as the body, joined as curl joins it; undefined without data. */
function dataOf(process: Process, options: Options): Bytes | undefined {
  const json = options.all('json').map((value) => fileOrText(process, value, false))
  if (json.length > 0) return json.join('')
  const parts = [
    ...options.all('d').map((value) => fileOrText(process, value, true)),
    ...options.all('data-raw'),
    ...options.all('data-binary').map((value) => fileOrText(process, value, false)),
    ...options.all('data-urlencode').map((value) => encoded(process, value)),
  ]
  return parts.length === 0 ? undefined : parts.join('&')
}

const BOUNDARY = '------------------------d74496d66958873e'

/** `-F name=value`: a form in parts. */
function formOf(process: Process, options: Options): Bytes | undefined {
  const fields = options.all('F')
  if (fields.length === 0) return undefined
  const parts = fields.map((field) => {
    const [name = '', ...rest] = field.split('=')
    const value = rest.join('=')
    const file = value.startsWith('@') ? `; filename="${value.slice(1)}"` : ''
    const body = fileOrText(process, value, false)
    const head = `Content-Disposition: form-data; name="${name}"${file}`
    return `--${BOUNDARY}\r\n${head}\r\n\r\n${body}\r\n`
  })
  return `${parts.join('')}--${BOUNDARY}--\r\n`
}

function headersOf(options: Options, url: Url, body: Bytes | undefined): Record<string, Bytes> {
  const headers: Record<string, Bytes> = { host: hostText(url) }
  const user = options.get('u') ?? url.user
  if (user !== undefined) headers['authorization'] = `Basic ${toBase64(user)}`
  headers['user-agent'] = options.get('A') ?? CURL
  headers['accept'] = '*/*'
  if (options.has('e')) headers['referer'] = options.get('e') ?? ''
  if (options.has('b')) headers['cookie'] = options.get('b') ?? ''
  if (options.has('r')) headers['range'] = `bytes=${options.get('r')}`
  if (body !== undefined) headers['content-length'] = String(body.length)
  if (options.has('F')) headers['content-type'] = `multipart/form-data; boundary=${BOUNDARY}`
  else if (options.has('json'))
    Object.assign(headers, { 'content-type': 'application/json', accept: 'application/json' })
  else if (body !== undefined && !options.has('T'))
    headers['content-type'] = 'application/x-www-form-urlencoded'
  for (const header of options.all('H')) {
    const colon = header.indexOf(':')
    const name = header.slice(0, colon).trim().toLowerCase()
    const value = header.slice(colon + 1).trim()
    if (colon <= 0) continue
    if (value === '') delete headers[name]
    else headers[name] = value
  }
  return headers
}

/** The request that a command line makes to a URL; later hops of a redirect drop its data. */
export function curlRequest(
  process: Process,
  options: Options,
  url: Url,
  hops: number,
  status = 0,
): HttpRequest {
  const data = dataOf(process, options) ?? formOf(process, options)
  const upload = options.get('T')
  const sent = upload === undefined ? data : fileOrText(process, `@${upload}`, false)
  const asQuery = options.has('G') && data !== undefined
  const drops = hops > 0 && status !== 307 && status !== 308
  const body = asQuery || drops ? undefined : sent
  const usual = options.has('I')
    ? 'HEAD'
    : body === undefined
      ? 'GET'
      : upload === undefined
        ? 'POST'
        : 'PUT'
  const query = asQuery && hops === 0 ? `${url.path.includes('?') ? '&' : '?'}${data}` : ''
  return {
    method: options.get('X') ?? usual,
    scheme: url.scheme,
    host: url.host,
    port: url.port,
    path: url.path + query,
    headers: headersOf(options, url, body),
    body: body ?? '',
  }
}

/** `--resolve host:port:address`: where a name leads without asking the DNS. */
export function resolvedHost(options: Options, url: Url): string {
  for (const one of options.all('resolve')) {
    const match = /^\+?([^:]*):(\d+):(.*)$/.exec(one)
    if (match && (match[1] === url.host || match[1] === '*') && Number(match[2]) === url.port) {
      return match[3] ?? url.host
    }
  }
  return url.host
}
