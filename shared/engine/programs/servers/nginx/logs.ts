import type { Served } from '../../server.ts'
import { isNewer } from '../../../images/version.ts'
import { requestLine, slashDate } from '../http.ts'
import type { Dealt } from './serve.ts'
import { blocksOf, nearest } from './sites.ts'
import { variable } from './variables.ts'

const COMBINED =
  '$remote_addr - $remote_user [$time_local] "$request" ' +
  '$status $body_bytes_sent "$http_referer" "$http_user_agent"'
/** Logs that the image leads to the container's own: links to /dev/stdout. */
const SHOWN = new Set(['/var/log/nginx/access.log', '/dev/stdout', '/dev/stderr'])

/** The lines that a request leaves: what went wrong, and the access. */
export function linesOf({ spot, all, response, error }: Dealt): string[] {
  const lines: string[] = []
  const { request, served } = all
  if (error !== undefined) {
    const host = request.headers.host ?? request.host
    const names = spot ? blocksOf(spot.server.block, 'server_name')[0]?.args[0] : undefined
    lines.push(
      `${slashDate(served.now)} [error] 29#29: *1 ${error}, client: ${served.from}, server: ${names ?? ''}, request: "${requestLine(request)}", host: "${host}"`,
    )
  }
  const log = spot && nearest(spot, 'access_log')[0]
  const [place = '/var/log/nginx/access.log', format = 'combined'] = log?.args ?? []
  if (place === 'off' || !SHOWN.has(place)) return lines
  const known = blocksOf(spot?.http.block, 'log_format').find(({ args }) => args[0] === format)
  const text = known
    ? known.args.slice(1).filter((word) => !word.startsWith('escape='))
    : [COMBINED]
  const sent = request.method === 'HEAD' ? 0 : response.body.length
  const filled = { ...all, status: response.status, sent }
  const line = text
    .join('')
    .replace(/\$(?:\{(\w+)\}|(\w+))/g, (_, braced?: string, plain?: string) => {
      return variable(braced ?? plain ?? '', filled) || '-'
    })
  return [...lines, line]
}

const SCRIPTS = [
  '/docker-entrypoint.sh: /docker-entrypoint.d/ is not empty, will attempt to perform configuration',
  '/docker-entrypoint.sh: Looking for shell scripts in /docker-entrypoint.d/',
  '/docker-entrypoint.sh: Launching /docker-entrypoint.d/10-listen-on-ipv6-by-default.sh',
  '10-listen-on-ipv6-by-default.sh: info: Getting the checksum of /etc/nginx/conf.d/default.conf',
  '10-listen-on-ipv6-by-default.sh: info: Enabled listen on IPv6 in /etc/nginx/conf.d/default.conf',
  '/docker-entrypoint.sh: Sourcing /docker-entrypoint.d/15-local-resolvers.envsh',
  '/docker-entrypoint.sh: Launching /docker-entrypoint.d/20-envsubst-on-templates.sh',
  '/docker-entrypoint.sh: Launching /docker-entrypoint.d/30-tune-worker-processes.sh',
  '/docker-entrypoint.sh: Configuration complete; ready for start up',
]

/** Does the image of this version begin with its script? From 1.19 on. */
export function hasScript(version: string): boolean {
  return version === '' || isNewer(version, '1.18.99')
}

/** What nginx says while it starts; older images say nothing. */
export function bannerOf({ env, startedAt }: Served, emerg: string | undefined) {
  const version = env.NGINX_VERSION ?? ''
  const lines: { afterMs: number; line: string; stream?: 'stderr' }[] = []
  if (hasScript(version)) {
    SCRIPTS.forEach((line, at) => lines.push({ afterMs: at * 2, line }))
  }
  const at = `${slashDate(startedAt + 30)} `
  if (emerg !== undefined) {
    lines.push({ afterMs: 30, line: `${at}[emerg] 1#1: ${emerg}`, stream: 'stderr' })
    return lines
  }
  if (!hasScript(version)) return lines
  const words = [
    'using the "epoll" event method',
    `nginx/${version}`,
    'built by gcc 12.2.0 (Debian 12.2.0-14)',
    'OS: Linux 6.1.0',
    'getrlimit(RLIMIT_NOFILE): 1048576:1048576',
    'start worker processes',
    'start worker process 29',
  ]
  for (const one of words) {
    lines.push({ afterMs: 30, line: `${at}[notice] 1#1: ${one}`, stream: 'stderr' })
  }
  return lines
}
