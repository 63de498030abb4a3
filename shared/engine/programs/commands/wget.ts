import type { Millis } from '../../time.ts'
import type { Bytes } from '../bytes.ts'
import type { Process } from '../command.ts'
import { isFailure, type Exchange } from '../net.ts'
import { CONNECT_MS } from './lib/delay.ts'
import { duration } from './lib/duration.ts'
import type { Options } from './lib/options.ts'
import { failUsage, isBusybox, memory, tool, waitFor } from './lib/tool.ts'
import { follow, hostText, parseUrl, urlText, type Url } from './lib/url.ts'
import { busyboxWords } from './lib/wget-busybox.ts'
import { gnuWords } from './lib/wget-gnu.ts'
import type { Got, Words } from './lib/wget-words.ts'

const OPTIONS = `
    q S O: T: t: P: U: Y: c v nv=v nc d b N i: o: n w: 4 6 spider header: post-data: post-file:
    method: body-data: no-check-certificate quiet=q output-document=O timeout=T tries=t
    connect-timeout=T read-timeout=T user-agent=U server-response=S directory-prefix=P user:
    password: no-verbose=nv retry-connrefused max-redirect: ca-certificate: no-proxy
    show-progress waitretry: dns-timeout: continue=c proxy: inet4-only=4 content-on-error
    no-cache`

type Memory = {
  url: Bytes
  hops: number
  exchange: { at: Millis; got: Got } | null
  told: boolean
}

const MOST_HOPS = 20

function requestOf(options: Options, url: Url): Parameters<Process['net']['http']>[0] {
  const body = options.get('post-data') ?? options.get('body-data')
  const headers: Record<string, Bytes> = {
    host: hostText(url),
    'user-agent': options.get('U') ?? 'Wget',
    connection: 'close',
  }
  if (body !== undefined) {
    headers['content-type'] = 'application/x-www-form-urlencoded'
    headers['content-length'] = String(body.length)
  }
  for (const header of options.all('header')) {
    const colon = header.indexOf(':')
    if (colon > 0) headers[header.slice(0, colon).toLowerCase()] = header.slice(colon + 1).trim()
  }
  const usual = options.has('spider') ? 'HEAD' : body === undefined ? 'GET' : 'POST'
  return { ...url, method: options.get('method') ?? usual, headers, body: body ?? '' }
}

function begin(process: Process, options: Options, url: Url): { at: Millis; got: Got } {
  const { scheme, host, port, path, method, headers, body } = { ...url, ...requestOf(options, url) }
  const exchange: Exchange = process.net.http({ method, scheme, host, port, path, headers, body })
  const timeout = duration(options.get('T') ?? '') ?? 900_000
  if (!isFailure(exchange)) {
    const { response, address, tookMs } = exchange
    if (tookMs > timeout)
      return { at: process.now + timeout, got: { failure: 'timeout', address, limited: true } }
    return { at: process.now + Math.ceil(tookMs), got: { response, address } }
  }
  const { failure, address = host } = exchange
  const took = failure === 'timeout' ? Math.max(exchange.tookMs, CONNECT_MS) : exchange.tookMs
  const limited = failure === 'timeout' && timeout < took
  return {
    at: process.now + Math.ceil(Math.min(timeout, took)),
    got: { failure, address, limited },
  }
}

export const wget = tool({
  name: 'wget',
  about: 'HTTP client: -q -O -S -T --spider --post-data --header; BusyBox and GNU forms',
  options: OPTIONS,
  synopsis: '[-cqS] [--spider] [-O FILE] [-T SEC] [--header STR] [--post-data STR] URL...',
  run(process, options) {
    const [first] = options.operands
    if (first === undefined) return failUsage(process, '[-qS] [--spider] [-O FILE] [-T SEC] URL...')
    const words: Words = isBusybox(process) ? busyboxWords : gnuWords
    const state = memory<Memory>(process, () => ({
      url: first,
      hops: 0,
      exchange: null,
      told: false,
    }))
    for (;;) {
      const url = parseUrl(state.url)
      if (!url) return { exit: words.badUrl(process, state.url) }
      state.exchange ??= begin(process, options, url)
      const { at, got } = state.exchange
      if (!state.told) words.connecting(process, options, url, got)
      state.told = true
      if (process.now < at) return waitFor({ until: at }, state)
      if ('failure' in got) return { exit: words.failed(process, options, url, got) }
      const { status, headers } = got.response
      const location = headers['location']
      const next = status >= 300 && status < 400 && location ? follow(url, location) : undefined
      words.answered(process, options, got.response)
      if (next && state.hops < MOST_HOPS) {
        Object.assign(state, {
          url: urlText(next),
          hops: state.hops + 1,
          exchange: null,
          told: false,
        })
        words.redirected?.(process, options, location ?? '')
        continue
      }
      return { exit: words.finished(process, options, url, got.response) }
    }
  },
})
