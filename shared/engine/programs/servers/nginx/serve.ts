import { isRefused } from '../../files.ts'
import type { HttpRequest } from '../../net.ts'
import type { Served } from '../../server.ts'
import { decode, httpDate, reply, target } from '../http.ts'
import type { Directive } from './parse.ts'
import { passOn } from './proxy.ts'
import { errorPage, redirect, returned, type Result } from './respond.ts'
import { blocksOf, expression, findSpot, nearest, type Spot } from './sites.ts'
import { fileFor, rootOf, serveFile } from './static.ts'
import { fill, variable, type Variables } from './variables.ts'

/** Internal redirects of one request; more are a circle. Source: ngx_http_core_module. */
const MOST_TURNS = 10

/** What came of a request, and where it was dealt with. */
export interface Dealt extends Result {
  spot?: Spot
  all: Variables
}

/** Deals with a request as a configuration says. */
export function deal(
  main: readonly Directive[],
  request: HttpRequest,
  port: number,
  served: Served,
): Dealt {
  const version = served.env.NGINX_VERSION ?? ''
  const uri = normal(decode(target(request).path.replace(/\+/g, '%2B')))
  const all: Variables = { request, port, served, uri, caught: [], own: {} }
  const host = request.headers.host ?? request.host
  let result: Result | { go: string } = { go: uri }
  let spot: Spot | undefined
  for (let turn = 0; 'go' in result; turn++) {
    if (turn === MOST_TURNS) {
      result = { response: errorPage(500, version), error: 'rewrite or internal redirection cycle' }
      break
    }
    all.uri = target({ path: result.go }).path
    spot = findSpot(main, port, host, all.uri)
    if (!spot) result = { response: errorPage(404, version) }
    else {
      all.caught = spot.caught.length > 0 ? spot.caught : all.caught
      all.root = rootOf(spot, all)
      result =
        turn === 0 ? (rewrite(spot.server, spot, all) ?? within(spot, all)) : within(spot, all)
    }
  }
  const dealt: Dealt = { ...(result as Result), all }
  if (spot) dealt.spot = spot
  return finish(spot ? (ownErrorPage(main, dealt, spot) ?? dealt) : dealt, version)
}

/** `a//b/./c/../d` is `a/b/d`. */
function normal(path: string): string {
  const parts: string[] = []
  for (const part of path.split('/').slice(1)) {
    if (part === '..') parts.pop()
    else if (part !== '.') parts.push(part)
  }
  return `/${parts.filter((part, at) => part !== '' || at === parts.length - 1).join('/')}`
}

/** `return`, `rewrite`, `set` and `if`, in their order. */
function rewrite(
  block: Directive,
  spot: Spot,
  all: Variables,
): Result | { go: string } | undefined {
  const version = all.served.env.NGINX_VERSION ?? ''
  for (const one of block.block ?? []) {
    const [first = '', second = '', flag] = one.args
    if (one.name === 'return') return returned(one.args, all, spot, version)
    if (one.name === 'set') all.own[first.slice(1)] = fill(second, all)
    if (one.name === 'break') return undefined
    if (one.name === 'if' && holds(one.args, all)) {
      const inside = rewrite(one, { ...spot, location: one }, all)
      if (inside) return inside
    }
    if (one.name === 'rewrite') {
      const match = expression(first, '')?.exec(all.uri)
      if (!match) continue
      all.caught = [...match].map((part) => part ?? '')
      const place = fill(second, all)
      if (flag === 'permanent') return { response: redirect(301, place, version) }
      if (flag === 'redirect' || /^https?:/.test(place))
        return { response: redirect(302, place, version) }
      if (flag !== 'break') return { go: place }
      all.uri = target({ path: place }).path
      return undefined
    }
  }
  return undefined
}

/** The condition of an `if`, with its brackets. */
function holds(args: readonly string[], all: Variables): boolean {
  const words = args
    .join(' ')
    .replace(/^\(\s*|\s*\)$/g, '')
    .split(/\s+/)
  const [left = '', sign, ...rest] = words
  const right = fill(rest.join(' '), all)
  const isFile = /^!?-[fde]$/.test(left)
  if (isFile) {
    const found = all.served.files.stat(fill(words[1] ?? '', all))
    return isRefused(found) === left.startsWith('!')
  }
  const value = left.startsWith('$') ? variable(left.slice(1), all) : fill(left, all)
  if (sign === undefined) return value !== '' && value !== '0'
  if (sign === '=') return value === right
  if (sign === '!=') return value !== right
  const fits = expression(right, sign.endsWith('*') ? 'i' : '')?.test(value) ?? false
  return sign.startsWith('!') ? !fits : fits
}

/** What the location says, and what is there. */
function within(spot: Spot, all: Variables): Result | { go: string } {
  const version = all.served.env.NGINX_VERSION ?? ''
  if (spot.location) {
    const moved = rewrite(spot.location, spot, all)
    if (moved) return moved
  }
  if (isDenied(spot, all)) {
    return { response: errorPage(403, version), error: 'access forbidden by rule' }
  }
  const inside = spot.location?.block ?? []
  const has = (name: string) => inside.some((one) => one.name === name)
  if (has('proxy_pass')) return passOn(spot, all, version)
  if (has('fastcgi_pass') || has('uwsgi_pass') || has('grpc_pass')) {
    return {
      response: errorPage(502, version),
      error: 'connect() failed while connecting to upstream',
    }
  }
  if (has('stub_status')) return { response: status() }
  const tried = tryFiles(spot, all)
  return tried ?? serveFile(spot, all, version)
}

function isDenied(spot: Spot, { served }: Variables): boolean {
  for (const { name, args } of spot.location?.block ?? []) {
    if (name !== 'allow' && name !== 'deny') continue
    if (args[0] === 'all' || args[0] === served.from) return name === 'deny'
  }
  return false
}

function status() {
  const text =
    'Active connections: 1 \nserver accepts handled requests\n 1 1 1 \nReading: 0 Writing: 1 Waiting: 0 \n'
  return reply(200, text, { 'content-type': 'text/plain' })
}

/** `try_files`: the first that is there, else the last word. */
function tryFiles(spot: Spot, all: Variables): Result | { go: string } | undefined {
  const line = [spot.location, spot.server]
    .map((block) => blocksOf(block?.block, 'try_files')[0])
    .find((found) => found !== undefined)
  if (!line) return undefined
  const words = line.args.map((word) => fill(word, all))
  const last = words.pop() ?? ''
  for (const word of words) {
    const found = all.served.files.stat(fileFor(spot, all, word))
    const wantsFolder = word.endsWith('/')
    if (isRefused(found) || (found.type === 'directory') !== wantsFolder) continue
    all.uri = word
    return undefined
  }
  const version = all.served.env.NGINX_VERSION ?? ''
  if (/^=\d{3}$/.test(last)) return { response: errorPage(Number(last.slice(1)), version) }
  // A fallback that this very location would try again is its file, or is not there.
  if (last === all.uri) return undefined
  return { go: last }
}

/** `error_page`: another page for a status, which may change the status too. */
function ownErrorPage(main: readonly Directive[], dealt: Dealt, spot: Spot): Dealt | undefined {
  const code = String(dealt.response.status)
  const line = nearest(spot, 'error_page').find(({ args }) => args.slice(0, -1).includes(code))
  if (!line) return undefined
  const place = fill(line.args.at(-1) ?? '', dealt.all)
  const version = dealt.all.served.env.NGINX_VERSION ?? ''
  if (/^https?:/.test(place)) return { ...dealt, response: redirect(302, place, version) }
  const changed = line.args.find((word) => /^=\d{3}$/.test(word))?.slice(1)
  const host = dealt.all.request.headers.host ?? dealt.all.request.host
  const named = place.startsWith('@')
    ? {
        ...spot,
        location: blocksOf(spot.server.block, 'location').find(({ args }) => args[0] === place)!,
      }
    : findSpot(main, dealt.all.port, host, place)
  if (!named?.location) return undefined
  const all = { ...dealt.all, uri: place, request: { ...dealt.all.request, method: 'GET' } }
  const page = within(named, all)
  if ('go' in page || page.response.status === 404) return undefined
  const status = changed
    ? Number(changed)
    : place.startsWith('@')
      ? page.response.status
      : Number(code)
  return { ...dealt, ...page, response: { ...page.response, status } }
}

/** Headers that every answer has, and those of `add_header`. */
function finish(dealt: Dealt, version: string): Dealt {
  const { spot, all, response } = dealt
  const hides = spot && nearest(spot, 'server_tokens')[0]?.args[0] === 'off'
  const headers: Record<string, string> = {
    server: hides || !version ? 'nginx' : `nginx/${version}`,
    date: httpDate(all.served.now),
    connection: 'keep-alive',
    ...response.headers,
  }
  const { status } = response
  for (const { args } of spot ? nearest(spot, 'add_header') : []) {
    if ((status < 200 || status >= 400) && args[2] !== 'always') continue
    headers[(args[0] ?? '').toLowerCase()] = fill(args[1] ?? '', { ...all, status })
  }
  const body = all.request.method === 'HEAD' ? '' : response.body
  return { ...dealt, response: { ...response, headers, body } }
}
