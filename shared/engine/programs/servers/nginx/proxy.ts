import { SECOND } from '../../../time.ts'
import { isFailure } from '../../net.ts'
import type { Served } from '../../server.ts'
import type { Directive } from './parse.ts'
import { errorPage, type Result } from './respond.ts'
import { blocksOf, prefixOf, type Spot } from './sites.ts'
import { fill, type Variables } from './variables.ts'

const URL = /^(https?):\/\/([^/:]+|\[[^\]]*\])(?::(\d+))?(\/.*)?$/

/** Hands a request on to another server, and its answer back. */
export function passOn(spot: Spot, all: Variables, version: string): Result {
  const to = spot.location?.block?.find(({ name }) => name === 'proxy_pass')?.args[0] ?? ''
  const match = URL.exec(fill(to, all))
  const net = all.served.net
  if (!match || !net) return { response: errorPage(502, version) }
  const [, scheme, name = '', portText, given] = match
  const { host, port } = upstream(spot, name, all.served) ?? {
    host: name,
    port: Number(portText ?? (scheme === 'https' ? 443 : 80)),
  }
  const exchange = net.http({
    ...all.request,
    scheme: scheme === 'https' ? 'https' : 'http',
    host,
    port,
    path:
      given === undefined || to.includes('$')
        ? (given ?? all.request.path)
        : moved(spot, all, given),
    headers: headersFor(spot, all, portText ? `${name}:${portText}` : name),
  })
  if ('response' in exchange) return { response: exchange.response, tookMs: exchange.tookMs + 1 }
  const isLate = isFailure(exchange) && exchange.failure === 'timeout'
  const words = isLate
    ? 'upstream timed out (110: Operation timed out) while connecting to upstream'
    : exchange.failure === 'unknown host'
      ? `${host} could not be resolved (3: Host not found)`
      : 'connect() failed (111: Connection refused) while connecting to upstream'
  const result: Result = { response: errorPage(isLate ? 504 : 502, version), error: words }
  return isLate ? { ...result, tookMs: 60 * SECOND } : result
}

/** The path as the other server gets it: what fitted the location is replaced. */
function moved(spot: Spot, all: Variables, given: string): string {
  const prefix = spot.location ? (prefixOf(spot.location) ?? '') : ''
  const rest = all.request.path.startsWith(prefix) ? all.request.path.slice(prefix.length) : ''
  return given + rest
}

function headersFor(spot: Spot, all: Variables, host: string): Record<string, string> {
  const headers: Record<string, string> = { ...all.request.headers, host, connection: 'close' }
  const named = [spot.location, spot.server, spot.http]
    .map((block) => blocksOf(block?.block, 'proxy_set_header'))
    .find((found) => found.length > 0)
  for (const { args } of named ?? []) {
    const value = fill(args[1] ?? '', { ...all, own: { ...all.own, proxy_host: host } })
    const name = (args[0] ?? '').toLowerCase()
    if (value === '') delete headers[name]
    else headers[name] = value
  }
  return headers
}

/** One server of an `upstream`: they take turns, here by the instant. */
function upstream(
  spot: Spot,
  name: string,
  { now }: Served,
): { host: string; port: number } | undefined {
  const block = blocksOf(spot.http.block, 'upstream').find(({ args }) => args[0] === name)
  if (!block) return undefined
  const servers = blocksOf(block.block, 'server').filter(({ args }) => !args.includes('down'))
  const [host = '', port] = (servers[now % servers.length]?.args[0] ?? '').split(':')
  return { host, port: Number(port ?? 80) }
}

/** The first host that the configuration names and the DNS does not know, as `[emerg]` says it. */
export function unknownHost(main: readonly Directive[], net: Served['net']): string | undefined {
  if (!net) return undefined
  for (const { name, file, line } of hostsOf(main)) {
    if (/^[\d.]+$|^\[|^localhost$|^unix$/.test(name)) continue
    if (net.resolve(name).status !== 'NOERROR')
      return `host not found in upstream "${name}" in ${file}:${line}`
  }
  return undefined
}

type Named = { name: string; file: string; line: number }

function hostsOf(main: readonly Directive[]): Named[] {
  const http = main.find(({ name }) => name === 'http')
  const groups = new Set(blocksOf(http?.block, 'upstream').map(({ args }) => args[0] ?? ''))
  const found: Named[] = []
  const visit = (blocks: readonly Directive[], parent: string) => {
    for (const one of blocks) {
      const place = { file: one.file, line: one.line }
      const word = one.args[0] ?? ''
      if (one.name === 'proxy_pass' && !word.includes('$')) {
        const name = URL.exec(word)?.[2] ?? ''
        if (name && !groups.has(name)) found.push({ name, ...place })
      }
      if (one.name === 'server' && parent === 'upstream')
        found.push({ name: word.replace(/:\d+$/, ''), ...place })
      if (one.block) visit(one.block, one.name)
    }
  }
  visit(main, 'main')
  return found
}
