import type { HttpRequest, HttpResponse } from '../programs/net.ts'
import type { Pod } from '../kinds/pod/schema.ts'

/** Pages for everybody. Upstream: ClusterRole system:public-info-viewer. */
const OPEN: Readonly<Record<string, string>> = {
  '/healthz': 'ok',
  '/livez': 'ok',
  '/readyz': 'ok',
}

const VERSION = {
  major: '1',
  minor: '32',
  gitVersion: 'v1.32.9',
  platform: 'linux/amd64',
}

/**
 * What the API server answers to a pod. Nobody's rights come with a pod's token in this cluster, so
 * it gets what an account without any role gets.
 */
export function apiServerAnswer(request: HttpRequest, pod: Pod | undefined): HttpResponse {
  const [path = '/'] = request.path.split('?')
  if (request.scheme === 'http') {
    return text(400, 'Client sent an HTTP request to an HTTPS server.\n')
  }
  const word = OPEN[path]
  if (word !== undefined) return text(200, word)
  if (path === '/version') return json(200, VERSION)
  const verb = request.method === 'GET' ? 'get' : request.method.toLowerCase()
  const user = request.headers.authorization ? accountOf(pod) : 'system:anonymous'
  return json(403, {
    kind: 'Status',
    apiVersion: 'v1',
    metadata: {},
    status: 'Failure',
    message: `forbidden: User "${user}" cannot ${verb} path "${path}"`,
    reason: 'Forbidden',
    details: {},
    code: 403,
  })
}

function accountOf(pod: Pod | undefined): string {
  const account = pod?.spec.serviceAccountName || 'default'
  return `system:serviceaccount:${pod?.metadata.namespace ?? 'default'}:${account}`
}

function text(status: number, body: string): HttpResponse {
  return { status, headers: { 'content-type': 'text/plain; charset=utf-8' }, body }
}

function json(status: number, body: object): HttpResponse {
  const headers = { 'content-type': 'application/json' }
  return { status, headers, body: JSON.stringify(body, null, 2) }
}
