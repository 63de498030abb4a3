import { MINUTE, type Millis } from '../../time.ts'
import { defineCommand, type Command } from '../command.ts'
import type { HttpRequest, HttpResponse } from '../net.ts'
import type { Answer, Served, Server } from '../server.ts'
import { reply, target } from './http.ts'

const MB = 1024 * 1024

/** What one path answers. */
export interface Route {
  status?: number
  body?: string
  /** `content-type` and the like. */
  headers?: Readonly<Record<string, string>>
  /** It answers so from this long after the start … */
  afterMs?: Millis
  /** … until this long after the start. */
  untilMs?: Millis
  /** How long an answer takes. */
  tookMs?: Millis
}

/** A line that a program writes by itself; `{date}` and the like are for `line` to fill in. */
export interface Said {
  afterMs: Millis
  line: string | ((served: Served) => string)
  stream?: 'stderr'
}

/** A server as data: what most need that do nothing but run, listen and answer. */
export interface Declared {
  name: string
  about: string
  ports?: readonly number[] | ((served: Served) => readonly number[])
  udpPorts?: readonly number[]
  /** By path; `*` is any other. Several for one path: the first whose time it is. */
  routes?: Readonly<Record<string, Route | readonly Route[]>>
  /** Headers that every answer has. */
  headers?: Readonly<Record<string, string>>
  /** A path that nobody declared. */
  missing?: (request: HttpRequest, served: Served) => HttpResponse
  bootMs?: Millis
  says?: readonly Said[]
  /** The line of an access log, for those that write one. */
  logs?: (request: HttpRequest, response: HttpResponse, served: Served) => string
  /** Variables without which it does not run, each of them. */
  requires?: readonly string[]
  /** Variables of which it wants one, and what it says then. */
  needs?: { anyOf: readonly string[]; line: string; code: number; afterMs?: Millis }
  ends?: { afterMs: Millis; code: number }
  onTerm?: Server['onTerm']
  milliCpu?: number
  megabytes?: number
  /** Memory that it takes more each minute, in megabytes. */
  leak?: number
  /** Memory that it never takes more than. */
  most?: number
  talk?: Server['talk']
  refuses?: Server['refuses']
}

/** Makes a command of it. */
export function declare(data: Declared): Command {
  const command: Command = { name: data.name, about: data.about, server: serverOf(data) }
  // What grows over time has to be known without asking: a container is ended for it.
  if (data.leak) command.usage = (_, ranMs) => usageAfter(data, ranMs)
  return defineCommand(command)
}

/** Makes the server of it. */
export function serverOf(data: Declared): Server {
  const { ports = [], routes, udpPorts, needs, ends, says, bootMs = 0 } = data
  const server: Server = {
    ports: typeof ports === 'function' ? ports : () => ports,
    onTerm: data.onTerm ?? { ms: 150, code: 0 },
    usage: ({ now, startedAt }) => usageAfter(data, now - startedAt),
  }
  if (udpPorts) server.udpPorts = () => udpPorts
  if (bootMs > 0) server.bootMs = () => bootMs
  if (routes) server.answer = (request, _port, served) => answerOf(data, routes, request, served)
  if (data.talk) server.talk = data.talk
  if (says) server.banner = (served) => says.map((one) => said(one, served))
  if (ends) server.ends = () => ends
  if (data.refuses) server.refuses = data.refuses
  else if (data.requires?.length) server.refuses = ({ env }) => missing(data.requires ?? [], env)
  else if (needs) {
    server.refuses = ({ env }) => {
      if (needs.anyOf.some((name) => env[name])) return undefined
      return { line: needs.line, code: needs.code, afterMs: needs.afterMs ?? 200 }
    }
  }
  return server
}

function missing(names: readonly string[], env: Served['env']) {
  const name = names.find((one) => !env[one])
  if (name === undefined) return undefined
  return { line: `error: environment variable ${name} is not set`, code: 1, afterMs: 100 }
}

function said({ afterMs, line, stream }: Said, served: Served) {
  const text = typeof line === 'string' ? line : line(served)
  return stream ? { afterMs, line: text, stream } : { afterMs, line: text }
}

function usageAfter(data: Declared, ranMs: Millis): { milliCpu: number; memoryBytes: number } {
  const leaked = ((data.leak ?? 0) * ranMs) / MINUTE
  const megabytes = Math.min((data.megabytes ?? 12) + leaked, data.most ?? Infinity)
  return { milliCpu: data.milliCpu ?? 1, memoryBytes: Math.round(megabytes * MB) }
}

function answerOf(
  data: Declared,
  routes: NonNullable<Declared['routes']>,
  request: HttpRequest,
  served: Served,
): Answer {
  const { path } = target(request)
  const found = routes[path] ?? routes['*']
  const age = served.now - served.startedAt
  const all =
    found === undefined ? [] : Array.isArray(found) ? (found as Route[]) : [found as Route]
  const route = all.find(({ afterMs = 0, untilMs = Infinity }) => age >= afterMs && age < untilMs)
  const response = route
    ? reply(route.status ?? 200, route.body ?? '', { ...data.headers, ...route.headers })
    : (data.missing?.(request, served) ?? reply(404, '404 page not found\n', data.headers))
  const answer: Answer = { response }
  const turns = all
    .flatMap(({ afterMs = 0, untilMs = Infinity }) => [afterMs, untilMs])
    .filter((at) => at > age && at < Infinity)
  if (turns.length > 0) answer.until = served.startedAt + Math.min(...turns)
  if (route?.tookMs !== undefined) answer.tookMs = route.tookMs
  if (data.logs) answer.log = [data.logs(request, response, served)]
  return answer
}
