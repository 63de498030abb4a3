import { argvOf } from '../../../images/argv.ts'
import { catalogue } from '../../../images/catalogue.ts'
import { configOf } from '../../../images/config.ts'
import { parseReference } from '../../../images/reference.ts'
import type { Command } from '../../command.ts'
import type { Files } from '../../files.ts'
import type { HttpRequest } from '../../net.ts'
import type { Served, Server } from '../../server.ts'
import { servers } from '../index.ts'

/** When the servers of tests are started: Sunday, 22 November 2026, half past nine. */
export const STARTED = 1_795_339_800_000

/** Files by path, as a container would see them; folders are where files are. */
export function filesOf(
  all: Readonly<Record<string, string>>,
): Pick<Files, 'read' | 'stat' | 'list'> {
  const paths = Object.keys(all)
  const normal = (path: string) => path.replace(/\/+/g, '/').replace(/(.)\/$/, '$1')
  const isFolder = (path: string) =>
    path === '/' || paths.some((one) => one.startsWith(`${normal(path)}/`))
  const none = { problem: 'No such file or directory' } as const
  return {
    read(path) {
      const text = all[normal(path)]
      if (text !== undefined) return text
      return isFolder(path) ? { problem: 'Is a directory' } : none
    },
    stat(path) {
      const text = all[normal(path)]
      const base = { mode: 0o644, at: STARTED - 60_000 }
      if (text !== undefined) return { ...base, type: 'file', size: text.length }
      return isFolder(path) ? { ...base, type: 'directory', size: 4096 } : none
    },
    list(path) {
      if (!isFolder(path)) return none
      const start = path === '/' ? '/' : `${normal(path)}/`
      const inside = paths.filter((one) => one.startsWith(start))
      return [...new Set(inside.map((one) => one.slice(start.length).split('/')[0]!))].sort(
        (a, b) => (a < b ? -1 : 1),
      )
    },
  }
}

/** How a server of a test is started, beside what its image says. */
export interface Start {
  args?: readonly string[]
  env?: Readonly<Record<string, string>>
  /** Files beside those of the image; undefined takes one away. */
  files?: Readonly<Record<string, string | undefined>>
  net?: Served['net']
  afterMs?: number
  state?: Served['state']
}

/** A server of an image, with what it is asked with. */
export function run(
  image: string,
  start: Start = {},
): { server: Server; served: Served; command: Command } {
  const reference = parseReference(image)!
  const config = configOf(catalogue.get(reference.repository)!, reference.tag)
  const argv = argvOf(config, undefined, start.args)
  const name = argv[0]!.slice(argv[0]!.lastIndexOf('/') + 1)
  const command = config.own?.find((one) => one.name === name) ?? servers.get(name)!
  const files: Record<string, string> = {}
  for (const [path, text] of Object.entries({ ...config.files, ...start.files })) {
    if (text !== undefined) files[path] = text
  }
  const served: Served = {
    now: STARTED + (start.afterMs ?? 60_000),
    startedAt: STARTED,
    argv,
    env: { ...config.env, ...start.env },
    files: filesOf(files),
    state: start.state,
    pod: { name: 'web-1', namespace: 'default', ip: '10.244.1.5', node: 'n1', uid: 'u-1' },
    from: '10.244.1.9',
  }
  if (start.net) served.net = start.net
  return { server: command.server!, served, command }
}

/** Asks for a path. */
export function get(path: string, more: Partial<HttpRequest> = {}): HttpRequest {
  return {
    method: 'GET',
    scheme: 'http',
    host: 'web',
    port: 80,
    path,
    headers: { host: 'web', 'user-agent': 'curl/8.5.0' },
    body: '',
    ...more,
  }
}

/** The answer of an image's server to a request. */
export function ask(image: string, request: HttpRequest | string, start: Start = {}) {
  const { server, served } = run(image, start)
  const whole = typeof request === 'string' ? get(request) : request
  return server.answer!(whole, whole.port, served)
}
