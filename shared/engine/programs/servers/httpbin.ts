import { defineCommand } from '../command.ts'
import type { HttpRequest, HttpResponse } from '../net.ts'
import type { Answer, Served } from '../server.ts'
import { canonical, form, httpDate, reply, target } from './http.ts'

/** Longer delays are cut, as the real one does. */
const MOST_DELAY_S = 10

function named({ headers, host }: HttpRequest): Record<string, string> {
  const all: Record<string, string> = { ...headers, host: headers.host ?? host }
  const names = Object.keys(all).sort((a, b) => (a < b ? -1 : 1))
  return Object.fromEntries(names.map((name) => [canonical(name), all[name] ?? '']))
}

function told(request: HttpRequest, served: Served): Record<string, unknown> {
  const { query } = target(request)
  const headers = named(request)
  const url = `${request.scheme}://${headers.Host ?? ''}${request.path}`
  const base = { args: query, headers, origin: served.from, url }
  if (request.method === 'GET') return base
  const isForm = (request.headers['content-type'] ?? '').includes('x-www-form-urlencoded')
  return {
    args: query,
    data: isForm ? '' : request.body,
    files: {},
    form: isForm ? form(request.body) : {},
    headers,
    json: parsed(request.body),
    origin: served.from,
    url,
  }
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body) as unknown
  } catch {
    return null
  }
}

const pretty = (value: unknown): HttpResponse =>
  reply(200, `${JSON.stringify(value, null, 2)}\n`, { 'content-type': 'application/json' })

const METHODS: Readonly<Record<string, string>> = {
  '/get': 'GET',
  '/post': 'POST',
  '/put': 'PUT',
  '/patch': 'PATCH',
  '/delete': 'DELETE',
}

const HTML = { 'content-type': 'text/html; charset=utf-8' }
const NOT_FOUND =
  '<!DOCTYPE HTML PUBLIC "-//W3C//DTD HTML 3.2 Final//EN">\n' +
  '<title>404 Not Found</title>\n<h1>Not Found</h1>\n'

function answer(request: HttpRequest, served: Served): Answer {
  const { path, query } = target(request)
  const [, first = '', second = ''] = path.split('/')
  const method = METHODS[path]
  if (method !== undefined) {
    return {
      response:
        request.method === method
          ? pretty(told(request, served))
          : reply(405, 'Method Not Allowed\n'),
    }
  }
  switch (first) {
    case '':
      return { response: reply(200, '<!DOCTYPE html>\n<title>httpbin.org</title>\n', HTML) }
    case 'anything':
      return { response: pretty({ ...told(request, served), method: request.method }) }
    case 'headers':
      return { response: pretty({ headers: named(request) }) }
    case 'ip':
      return { response: pretty({ origin: served.from }) }
    case 'user-agent':
      return { response: pretty({ 'user-agent': request.headers['user-agent'] ?? null }) }
    case 'uuid':
      return { response: pretty({ uuid: served.pod.uid }) }
    case 'hostname':
      return { response: pretty({ hostname: served.pod.name }) }
    case 'status': {
      const status = Number(second.split(',')[0])
      return {
        response: status >= 100 && status < 600 ? reply(status) : reply(400, 'Invalid status code'),
      }
    }
    case 'delay': {
      const seconds = Math.min(Number(second) || 0, MOST_DELAY_S)
      return { response: pretty(told(request, served)), tookMs: Math.round(seconds * 1000) }
    }
    case 'redirect-to':
      return {
        response: reply(Number(query.status_code) || 302, '', { location: query.url ?? '/' }),
      }
    case 'json':
      return { response: pretty({ slideshow: { title: 'Sample Slide Show', slides: [] } }) }
    case 'basic-auth':
      return {
        response: request.headers.authorization
          ? pretty({ authenticated: true, user: second })
          : reply(401, '', { 'www-authenticate': 'Basic realm="Fake Realm"' }),
      }
    default:
      return { response: reply(404, NOT_FOUND, HTML) }
  }
}

/** Answers about requests, behind gunicorn. Source: postmanlabs/httpbin. */
export const httpbin = defineCommand({
  name: 'gunicorn',
  about:
    '/get, /post, /put, /patch, /delete, /anything, /headers, /ip, /user-agent, /status/N, /delay/N, /redirect-to, /json, /basic-auth; -b',
  server: {
    ports({ argv }) {
      const at = argv.findIndex((word) => word === '-b' || word === '--bind')
      return [Number(/(\d+)$/.exec(argv[at + 1] ?? '')?.[1] ?? 80)]
    },
    bootMs: () => 900,
    answer(request, _, served) {
      const made = answer(request, served)
      const headers = {
        server: 'gunicorn/19.9.0',
        date: httpDate(served.now),
        'access-control-allow-origin': '*',
        'access-control-allow-credentials': 'true',
        ...made.response.headers,
      }
      return { ...made, response: { ...made.response, headers } }
    },
    banner: () => [
      { afterMs: 600, line: '[1] [INFO] Starting gunicorn 19.9.0', stream: 'stderr' },
      { afterMs: 650, line: '[1] [INFO] Listening at: http://0.0.0.0:80 (1)', stream: 'stderr' },
      { afterMs: 900, line: '[8] [INFO] Booting worker with pid: 8', stream: 'stderr' },
    ],
    onTerm: { ms: 300, code: 0 },
    usage: () => ({ milliCpu: 2, memoryBytes: 72_000_000 }),
  },
})
