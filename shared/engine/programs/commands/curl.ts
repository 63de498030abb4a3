import type { Millis } from '../../time.ts'
import type { Bytes } from '../bytes.ts'
import type { Process, Turn } from '../command.ts'
import { isFailure, type Exchange, type NetProblem } from '../net.ts'
import { deliver, headOf, meter, tellVerbose, writeOut, type Transfer } from './lib/curl-output.ts'
import { CURL_OPTIONS } from './lib/curl-options.ts'
import { CURL, curlFails, curlRequest, resolvedHost } from './lib/curl-request.ts'
import { CONNECT_MS } from './lib/delay.ts'
import type { Options } from './lib/options.ts'
import { Ending, memory, out, tool, waitFor } from './lib/tool.ts'
import { follow, parseUrl, urlText, type Url } from './lib/url.ts'

/** What curl remembers between its turns. */
type Memory = {
  /** The URL that it is at, of those on its line. */
  index: number
  /** Where a redirect has led. */
  url: Bytes | null
  hops: number
  status: number
  tries: number
  startedAt: Millis
  exchange: { at: Millis; came: Came } | null
  /** When the next try begins. */
  pauseUntil: Millis | null
  code: number
}

type Came =
  | {
      ok: true
      status: number
      headers: Readonly<Record<string, string>>
      body: Bytes
      address: string
    }
  | { ok: false; code: number; text: Bytes }

const MOST_HOPS = 50

const limitMs = (options: Options, name: string): Millis | undefined => {
  const seconds = Number(options.get(name))
  return options.has(name) && seconds > 0 ? Math.round(seconds * 1000) : undefined
}

const isPrivate = (address: string): boolean =>
  /^(10\.|172\.(1[6-9]|2\d|3[01])\.|192\.168\.)/.test(address)

const UNTRUSTED = `SSL certificate problem: unable to get local issuer certificate
More details here: https://curl.se/docs/sslcerts.html

curl failed to verify the legitimacy of the server and therefore could not
establish a secure connection to it. To learn more about this situation and
how to fix it, please visit the web page mentioned above.`

function failureOf(
  failure: NetProblem,
  url: Url,
  tookMs: Millis,
  tried: string,
): Came & { ok: false } {
  const where = `${tried} port ${url.port} after ${tookMs} ms`
  switch (failure) {
    case 'unknown host':
      return { ok: false, code: 6, text: `Could not resolve host: ${url.host}` }
    case 'refused':
      return {
        ok: false,
        code: 7,
        text: `Failed to connect to ${where}: Couldn't connect to server`,
      }
    case 'no route':
      return { ok: false, code: 7, text: `Failed to connect to ${where}: No route to host` }
    case 'timeout':
      return {
        ok: false,
        code: 28,
        text: `Failed to connect to ${where}: Couldn't connect to server`,
      }
    case 'reset':
      return { ok: false, code: 52, text: 'Empty reply from server' }
  }
}

/** Sends a request, and says when what follows from it is there. */
function begin(process: Process, options: Options, url: Url, state: Memory): void {
  const request = curlRequest(process, options, url, state.hops, state.status)
  const exchange = process.net.http({ ...request, host: resolvedHost(options, url) })
  const total = limitMs(options, 'm')
  const left = total === undefined ? Infinity : Math.max(0, state.startedAt + total - process.now)
  const connectMs = limitMs(options, 'connect-timeout') ?? Infinity
  const { came, tookMs } = judge(options, url, exchange)
  const isTimeout = isFailure(exchange) && exchange.failure === 'timeout'
  if (isTimeout && Math.min(connectMs, left) < tookMs) {
    const after = Math.min(connectMs, left)
    const text = `Connection timed out after ${after} milliseconds`
    state.exchange = { at: process.now + after, came: { ok: false, code: 28, text } }
  } else if (tookMs > left) {
    const text = `Operation timed out after ${total} milliseconds with 0 bytes received`
    state.exchange = { at: process.now + left, came: { ok: false, code: 28, text } }
  } else state.exchange = { at: process.now + Math.ceil(tookMs), came }
}

function judge(options: Options, url: Url, exchange: Exchange): { came: Came; tookMs: Millis } {
  if (isFailure(exchange)) {
    const { failure, address = url.host } = exchange
    const tookMs = failure === 'timeout' ? Math.max(CONNECT_MS, exchange.tookMs) : exchange.tookMs
    return {
      came: failureOf(failure, url, tookMs, address === url.host ? address : url.host),
      tookMs,
    }
  }
  const { response, address, tookMs } = exchange
  const trusts = options.has('k') || options.has('cacert') || options.has('capath')
  if (url.scheme === 'https' && isPrivate(address) && !trusts) {
    return { came: { ok: false, code: 60, text: UNTRUSTED }, tookMs }
  }
  return { came: { ok: true, ...response, address }, tookMs }
}

const RETRIED = new Set([408, 429, 500, 502, 503, 504])

/** Is it worth another try, by curl's own rule? */
function isTransient(came: Came, options: Options): boolean {
  if (came.ok)
    return (
      RETRIED.has(came.status) ||
      (options.has('retry-all-errors') && options.has('f') && came.status >= 400)
    )
  if (options.has('retry-all-errors')) return true
  return (
    came.code === 28 || came.code === 6 || (came.code === 7 && options.has('retry-connrefused'))
  )
}

function retryMs(options: Options, tries: number): Millis {
  return limitMs(options, 'retry-delay') ?? Math.min(1000 * 2 ** tries, 600_000)
}

function retries(process: Process, options: Options, state: Memory, came: Came): Turn | undefined {
  const most = Number(options.get('retry') ?? 0)
  if (state.tries >= most || !isTransient(came, options)) return undefined
  const ms = retryMs(options, state.tries)
  const left = most - state.tries
  const why = came.ok ? `HTTP error` : came.code === 28 ? 'timeout' : 'connection refused'
  if (!options.has('s') || options.has('S')) {
    const plural = ms === 1000 ? '' : 's'
    process.write(
      `Warning: Problem: ${why}. Will retry in ${ms / 1000} second${plural}. ${left} retr${left === 1 ? 'y' : 'ies'} left.\n`,
      2,
    )
  }
  state.tries += 1
  state.pauseUntil = process.now + ms
  return waitFor({ until: state.pauseUntil }, state)
}

/** One URL: its requests, redirects and tries. `undefined`: it is done. */
function transfer(process: Process, options: Options, url: Url, state: Memory): Turn | undefined {
  for (;;) {
    if (state.pauseUntil !== null && process.now < state.pauseUntil)
      return waitFor({ until: state.pauseUntil }, state)
    state.pauseUntil = null
    if (!state.exchange) begin(process, options, url, state)
    const { at, came } = state.exchange ?? { at: 0, came: failureOf('reset', url, 0, '') }
    if (process.now < at) return waitFor({ until: at }, state)
    state.exchange = null
    const again = retries(process, options, state, came)
    if (again) return again
    if (!came.ok) return void failed(process, options, state, came, url)
    const next = redirect(process, options, url, state, came.status, came.headers['location'])
    const request = curlRequest(process, options, url, state.hops, state.status)
    const done: Transfer = {
      url,
      request,
      response: came,
      address: came.address,
      tookMs: at - state.startedAt,
      hops: state.hops,
    }
    tellVerbose(process, options, done)
    if (!next) return void finished(process, options, state, done)
    if (options.has('i') || options.has('I')) out(process, headOf(came))
    url = next
    state.url = urlText(next)
    state.hops += 1
    state.status = came.status
  }
}

function redirect(
  process: Process,
  options: Options,
  url: Url,
  state: Memory,
  status: number,
  location?: Bytes,
): Url | undefined {
  if (!options.has('L') || location === undefined || ![301, 302, 303, 307, 308].includes(status))
    return undefined
  if (state.hops >= Number(options.get('max-redirs') ?? MOST_HOPS)) {
    return curlFails(
      process,
      47,
      `Maximum (${options.get('max-redirs') ?? MOST_HOPS}) redirects followed`,
    )
  }
  return follow(url, location)
}

function failed(
  process: Process,
  options: Options,
  state: Memory,
  came: Came & { ok: false },
  url: Url,
): void {
  state.code = came.code
  if (!options.has('s')) meter(process, options, 0, 0)
  if (options.has('v') && came.code === 6)
    process.write(`* Could not resolve host: ${url.host}\n* Closing connection\n`, 2)
  else if (options.has('v'))
    process.write(
      `*   Trying ${url.host}:${url.port}...\n* ${came.text}\n* Closing connection\n`,
      2,
    )
  if (!options.has('s') || options.has('S')) process.write(`curl: (${came.code}) ${came.text}\n`, 2)
  writeOut(process, options, undefined, url)
}

function finished(process: Process, options: Options, state: Memory, done: Transfer): void {
  const { response, request } = done
  const bad = response.status >= 400 && (options.has('f') || options.has('fail-with-body'))
  const head = options.has('i') || options.has('I') ? headOf(response) : ''
  const body = request.method === 'HEAD' || (bad && options.has('f')) ? '' : response.body
  meter(process, options, body.length, done.tookMs)
  deliver(process, options, done.url, head + body)
  if (options.has('v')) process.write(`* Connection #0 to host ${done.url.host} left intact\n`, 2)
  if (bad) {
    state.code = 22
    const text = `The requested URL returned error: ${response.status}`
    if (!options.has('s') || options.has('S')) process.write(`curl: (22) ${text}\n`, 2)
  }
  writeOut(process, options, done, done.url)
}

const fresh = (startedAt: Millis): Memory => ({
  index: 0,
  url: null,
  hops: 0,
  status: 0,
  tries: 0,
  startedAt,
  exchange: null,
  pauseUntil: null,
  code: 0,
})

export const curl = tool({
  name: 'curl',
  about: 'HTTP client: -s -S -f -v -i -I -L -k -o -O -X -d -H -u -F -G -T -m -w --retry --resolve',
  options: CURL_OPTIONS,
  badUsage: 2,
  run(process, options) {
    if (options.has('V')) {
      out(process, `curl ${CURL.slice(5)} (x86_64-pc-linux-gnu)\nProtocols: http https\n`)
      return { exit: 0 }
    }
    const urls = [...options.all('url'), ...options.operands]
    if (urls.length === 0) {
      process.write('curl: (2) no URL specified\n', 2)
      process.write("curl: try 'curl --help' or 'curl --manual' for more information\n", 2)
      throw new Ending(2)
    }
    const state = memory<Memory>(process, () => fresh(process.now))
    for (; state.index < urls.length; state.index += 1) {
      const text = urls[state.index] ?? ''
      const url = parseUrl(state.url ?? text)
      if (!url) {
        const scheme = /^([\w+.-]+):\/\/./.exec(text)?.[1]
        if (scheme && !/^https?$/i.test(scheme))
          return curlFails(process, 1, `Protocol "${scheme}" not supported`)
        return curlFails(process, 3, 'URL rejected: No host part in the URL')
      }
      const turn = transfer(process, options, url, state)
      if (turn) return turn
      Object.assign(state, { ...fresh(process.now), index: state.index, code: state.code })
    }
    return { exit: state.code }
  },
})
