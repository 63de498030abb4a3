import type { HTTPGetAction } from '../../kinds/pod/schema.ts'
import { toBytes, toText } from '../../programs/bytes.ts'
import { netOf } from '../../network/index.ts'
import type { HttpRequest, NetProblem } from '../../programs/net.ts'
import type { Probed } from '../../runtime/contract.ts'
import type { Millis } from '../../time.ts'
import type { Unit } from '../life.ts'
import { portOf } from './address.ts'
import type { Outcome } from './outcome.ts'

/** Redirects that are followed on the same host. Source: probe/http RedirectChecker. */
const MOST_REDIRECTS = 10

type For = 'probe' | 'hook'

/**
 * Sends a GET request as the kubelet does: 200 to 399 is success, a redirect to elsewhere is one
 * with a warning. A hook takes every answer. Source: pkg/probe/http (v1.32).
 */
export function httpOutcome(unit: Unit, get: HTTPGetAction, purpose: For): Outcome {
  const port = portOf(unit, get.port)
  if (typeof port === 'string') return { result: 'unknown', output: port, until: null }
  let request = requestOf(unit, get, port, purpose)
  let until: Outcome['until'] = null
  for (let turn = 0; turn < MOST_REDIRECTS; turn += 1) {
    const probed = sent(unit, request, purpose)
    if (probed.until !== null) until = Math.min(until ?? probed.until, probed.until)
    if ('failure' in probed) {
      return { result: 'failure', output: failureText(request, probed.failure), until }
    }
    const { response, tookMs } = probed
    if (purpose === 'hook') return { result: 'success', output: '', until, tookMs }
    const { status } = response
    if (status < 200 || status >= 400) {
      return { result: 'failure', output: statusText(status), until, tookMs }
    }
    if (status < 300) return { result: 'success', output: '', until, tookMs }
    const next = status === 304 ? undefined : redirected(request, response.headers.location)
    if (!next) {
      const output = `Probe terminated redirects, Response body: ${toText(response.body)}`
      return { result: 'warning', output, until, tookMs }
    }
    request = next
  }
  const output = `Get "${urlText(request)}": stopped after ${MOST_REDIRECTS} redirects`
  return { result: 'failure', output, until }
}

const statusText = (status: number): string => `HTTP probe failed with statuscode: ${status}`

function requestOf(unit: Unit, get: HTTPGetAction, port: number, purpose: For): HttpRequest {
  const agent = purpose === 'probe' ? 'kube-probe/1.32' : 'kube-lifecycle/1.32'
  const headers: Record<string, string> = {
    'user-agent': agent,
    accept: '*/*',
    connection: 'close',
  }
  for (const { name, value } of get.httpHeaders ?? []) headers[name.toLowerCase()] = toBytes(value)
  const path = get.path ?? '/'
  return {
    method: 'GET',
    scheme: get.scheme === 'HTTPS' ? 'https' : 'http',
    host: get.host || unit.life.podIP || '',
    port,
    path: toBytes(path.startsWith('/') ? path : `/${path}`),
    headers,
    body: '',
  }
}

/** The request after a redirect on the same host; undefined where it leads elsewhere. */
function redirected(request: HttpRequest, location: string | undefined): HttpRequest | undefined {
  if (!location) return undefined
  if (location.startsWith('/') && !location.startsWith('//')) return { ...request, path: location }
  const match = /^(https?):\/\/([^/:]+)(?::(\d+))?(\/.*)?$/.exec(location)
  if (!match || match[2] !== request.host) return undefined
  const scheme = match[1] === 'https' ? 'https' : 'http'
  const port = Number(match[3] ?? (scheme === 'https' ? 443 : 80))
  return { ...request, scheme, port, path: match[4] ?? '/' }
}

function urlText({ scheme, host, port, path }: HttpRequest): string {
  return `${scheme}://${host}:${port}${path}`
}

type Sent = Probed | { failure: 'unknown host'; until: Millis }

/** Most requests go to the pod itself; one that names another host goes out into the network. */
function sent({ life, spec }: Unit, request: HttpRequest, purpose: For): Sent {
  const { host } = request
  if (host === life.podIP) return life.runtime.http(spec.name, request)
  if (LOOPBACK.test(host)) {
    // That is the node's own: only who shares its network is found there.
    if (!life.pod.spec.hostNetwork) return { failure: 'refused', until: null }
    return life.runtime.http(spec.name, request)
  }
  const { pod, podIP, view, now: until } = life
  const trace = purpose === 'hook' ? { plan: life.plan } : {}
  const got = netOf({ pod, podIP, view, ...trace }).http(request)
  if ('response' in got) return { response: got.response, tookMs: got.tookMs, until }
  return { failure: got.failure === 'no route' ? 'timeout' : got.failure, until }
}

const LOOPBACK = /^(localhost$|127\.)/

function failureText(request: HttpRequest, failure: NetProblem): string {
  const url = `Get "${urlText(request)}"`
  if (failure === 'unknown host') return `${url}: dial tcp: lookup ${request.host}: no such host`
  if (failure === 'timeout') {
    return `${url}: context deadline exceeded (Client.Timeout exceeded while awaiting headers)`
  }
  if (failure === 'reset') return `${url}: EOF`
  return `${url}: dial tcp ${request.host}:${request.port}: connect: connection refused`
}
