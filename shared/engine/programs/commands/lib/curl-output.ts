import type { Bytes } from '../../bytes.ts'
import type { Process } from '../../command.ts'
import type { Millis } from '../../../time.ts'
import { isRefused } from '../../files.ts'
import type { HttpRequest, HttpResponse } from '../../net.ts'
import type { Options } from './options.ts'
import { absolute, basename, dirname } from './path.ts'
import { curlFails } from './curl-request.ts'
import { unescape } from './escapes.ts'
import { out } from './tool.ts'
import { headerName, statusText, urlText, type Url } from './url.ts'

/** A transfer that ended with a response. */
export interface Transfer {
  url: Url
  request: HttpRequest
  response: HttpResponse
  address: string
  tookMs: Millis
  hops: number
}

const isVerbose = (options: Options) => options.has('v')

/** What `-v` says before and after. */
export function tellVerbose(
  process: Process,
  options: Options,
  { url, request, response, address }: Transfer,
): void {
  if (!isVerbose(options)) return
  const say = (text: Bytes) => void process.write(text, 2)
  if (address !== url.host)
    say(`* Host ${url.host}:${url.port} was resolved.\n* IPv4: ${address}\n`)
  say(
    `*   Trying ${address}:${url.port}...\n* Connected to ${url.host} (${address}) port ${url.port}\n`,
  )
  say(`> ${request.method} ${request.path} HTTP/1.1\n`)
  for (const [name, value] of Object.entries(request.headers))
    say(`> ${headerName(name)}: ${value}\n`)
  say(`> \n< HTTP/1.1 ${statusText(response.status)}\n`)
  for (const [name, value] of Object.entries(response.headers))
    say(`< ${headerName(name)}: ${value}\n`)
  say('< \n')
}

/** The head of a response, for `-i` and `-I`. */
export function headOf({ status, headers }: HttpResponse): Bytes {
  const lines = Object.entries(headers).map(([name, value]) => `${headerName(name)}: ${value}\r\n`)
  return `HTTP/1.1 ${statusText(status)}\r\n${lines.join('')}\r\n`
}

/** Writes the body where it belongs. */
export function deliver(process: Process, options: Options, url: Url, bytes: Bytes): void {
  const named =
    options.get('o') ?? (options.has('O') ? basename(url.path.replace(/\?.*$/, '')) : undefined)
  if (named === '/dev/null') return
  if (named === undefined || named === '-' || named === '/dev/stdout') return out(process, bytes)
  if (named === '' || named === '/') return curlFails(process, 23, 'Failed writing body')
  const path = absolute(process, named)
  if (options.has('create-dirs')) makeDirectories(process, dirname(path))
  const written = process.files.write(path, bytes)
  if (isRefused(written)) {
    process.write(
      `curl: (23) client returned ERROR on write, ${bytes.length} was passed, 0 returned\n`,
      2,
    )
    process.write(`Warning: Failed to open the file ${named}: ${written.problem}\n`, 2)
    return curlFails(process, 23, `Failure writing output to destination`)
  }
}

function makeDirectories(process: Process, path: Bytes): void {
  if (path === '/' || !isRefused(process.files.stat(path))) return
  makeDirectories(process, dirname(path))
  process.files.mkdir(path)
}

const HEAD = `  % Total    % Received % Xferd  Average Speed   Time    Time     Time  Current
                                 Dload  Upload   Total   Spent    Left  Speed
`

const short = (bytes: number): string =>
  bytes < 100_000 ? String(bytes) : `${Math.round(bytes / 1024)}k`

/** The meter that curl shows on stderr when its output is no terminal. */
export function meter(process: Process, options: Options, bytes: number, tookMs: Millis): void {
  const hidden = ['s', 'no-progress-meter', 'I'].some((one) => options.has(one))
  if (hidden || (process.isTerminal(1) && !options.has('o') && !options.has('O'))) return
  const blank = `\r  0     0    0     0    0     0      0      0 --:--:-- --:--:-- --:--:--     0`
  const size = short(bytes).padStart(5)
  const speed = short(Math.round((bytes * 1000) / Math.max(1, tookMs)))
  const line = `\r100 ${size}  100 ${size}    0     0 ${speed.padStart(6)}      0 --:--:-- --:--:-- --:--:-- ${speed.padStart(5)}\n`
  process.write(HEAD + blank + (bytes > 0 ? line : '\n'), 2)
}

/** What `-w` writes: `%{http_code}` and its like; unknown names are left out. */
export function writeOut(
  process: Process,
  options: Options,
  transfer: Transfer | undefined,
  url: Url | undefined,
): void {
  const format = options.get('w')
  if (format === undefined) return
  const seconds = ((transfer?.tookMs ?? 0) / 1000).toFixed(6)
  const values: Readonly<Record<string, string>> = {
    http_code: String(transfer?.response.status ?? 0).padStart(3, '0'),
    response_code: String(transfer?.response.status ?? 0).padStart(3, '0'),
    time_total: seconds,
    time_connect: seconds,
    time_starttransfer: seconds,
    time_namelookup: '0.000500',
    size_download: String(transfer?.response.body.length ?? 0),
    remote_ip: transfer?.address ?? '',
    remote_port: String(transfer?.url.port ?? 0),
    content_type: transfer?.response.headers['content-type'] ?? '',
    url_effective: transfer ? urlText(transfer.url) : url ? urlText(url) : '',
    redirect_url: transfer?.response.headers['location'] ?? '',
    num_redirects: String(transfer?.hops ?? 0),
    method: transfer?.request.method ?? 'GET',
    scheme: transfer?.url.scheme.toUpperCase() ?? '',
  }
  const text = format.replace(/%\{(\w+)\}|%%/g, (all: string, name: string | undefined) =>
    name === undefined ? all.slice(1) : (values[name] ?? ''),
  )
  out(process, unescape(text).text)
}
