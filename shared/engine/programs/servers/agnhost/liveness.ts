import { reply, target } from '../http.ts'
import { goDuration, httpError } from '../go.ts'
import type { HttpRequest } from '../../net.ts'
import type { Answer, Served } from '../../server.ts'
import type { Sub } from './sub.ts'

/** Well for ten seconds, and then no more. Source: test/images/agnhost/liveness. */
const WELL_MS = 10_000

/** The answers of a server that lives for ten seconds; the image `liveness` gives the same. */
export function livenessAnswer(request: HttpRequest, served: Served): Answer {
  const { path, query } = target(request)
  const age = served.now - served.startedAt
  if (path === '/started') return { response: reply(200, goDuration(age)) }
  if (path === '/healthz') {
    if (age > WELL_MS) return { response: reply(500, `error: ${age / 1000}`) }
    return { response: reply(200, 'ok'), until: served.startedAt + WELL_MS + 1 }
  }
  if (path === '/redirect') return { response: reply(302, '', { location: query.loc ?? '' }) }
  if (path === '/sleep-headers' || path === '/sleep-body' || path === '/slow-response') {
    const code = query.code ?? '500'
    if (!/^\d+$/.test(code)) return { response: httpError(400, `parameter 'code' is invalid`) }
    const seconds = Number(query.time ?? 0) || 0
    const body = `Slept for ${seconds} secs\n`
    return { response: reply(Number(code), body), tookMs: seconds * 1000 }
  }
  return { response: httpError(404, '404 page not found') }
}

/** `agnhost liveness`. */
export const liveness: Sub = {
  name: 'liveness',
  flags: {},
  server: () => ({
    ports: () => [8080],
    answer: (request, _, served) => livenessAnswer(request, served),
  }),
}
