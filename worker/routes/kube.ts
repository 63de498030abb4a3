import { Hono } from 'hono'
import { PROTOBUF } from '../../shared/engine/index.ts'
import type { App } from '../app.ts'
import { isOf } from '../ids.ts'
import { LARGEST_BODY, readBody } from '../kube/body.ts'
import { knownProtocols } from '../kube/channels.ts'
import { jsonOfProtobuf } from '../kube/protobuf.ts'
import { statusReply } from '../kube/status.ts'
import { OFFERED, withRight } from '../kube/who.ts'
import { bearer, verify } from '../tokens.ts'

const FORM = /^\/k8s\/([^/]+)(?:\/t\/([^/]+))?(\/.*)?$/

/**
 * The Kubernetes API of every cluster: `/k8s/<cluster>/…` with a bearer token, or, because kubectl
 * drops tokens over plain http, `/k8s/<cluster>/t/<capability>/…`.
 */
export const kube = new Hono<App>().all('*', async (c) => {
  const request = c.req.raw
  const url = new URL(request.url)
  const [, cluster = '', capability, path = '/'] = FORM.exec(url.pathname) ?? []
  const token = capability ?? bearer(request)
  const right = token && (await verify(token, c.env.SIGNING_SECRET))
  if (!right) return statusReply('Unauthorized', 'Unauthorized')
  if (!isOf(cluster, right.cls) || (right.cluster !== undefined && right.cluster !== cluster)) {
    return statusReply(
      'Forbidden',
      `clusters "${cluster}" is forbidden: this token is for another one`,
    )
  }
  // Never silence: who asks to act as somebody else must not act with the own powers instead.
  const other = request.headers.get('impersonate-user')
  if (other !== null) {
    return statusReply('Forbidden', `users "${other}" is forbidden: --as is not simulated yet`)
  }
  const headers = withRight(request.headers, right)
  const target = `https://room${path}${url.search}`
  const room = c.env.CLUSTER.getByName(cluster)
  const offered = request.headers.get('sec-websocket-protocol')
  if (offered !== null) {
    headers.set(OFFERED, knownProtocols(offered))
    // A signal would keep the room awake for as long as the socket is open.
    return room.fetch(target, { headers })
  }
  const { method, signal } = request
  if (method === 'GET' || method === 'HEAD') return room.fetch(target, { method, headers, signal })

  const body = await readBody(request)
  if (!body) {
    const limit = `Request entity too large: limit is ${LARGEST_BODY}`
    return statusReply('RequestEntityTooLarge', limit)
  }
  const encoding = request.headers.get('content-encoding') ?? 'identity'
  if (encoding !== 'identity') {
    return statusReply('UnsupportedMediaType', `a body in ${encoding} is not understood`)
  }
  const text = textOf(body, headers)
  if (text instanceof Response) return text
  // Upstream reads a body of no type as JSON; fetch would call it plain text.
  if (!headers.has('content-type')) headers.set('content-type', 'application/json')
  return room.fetch(target, { method, headers, signal, ...(text ? { body: text } : {}) })
})

/** The body as text; protobuf becomes JSON here, so that inputs and their log are readable. */
function textOf(body: Uint8Array, headers: Headers): string | Response {
  try {
    if (!headers.get('content-type')?.startsWith(PROTOBUF)) return utf8.decode(body)
    const json = jsonOfProtobuf(body)
    if ('problem' in json) return statusReply('BadRequest', json.problem)
    headers.set('content-type', 'application/json')
    return json.text
  } catch {
    return statusReply('BadRequest', 'the body is no UTF-8 text')
  }
}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
