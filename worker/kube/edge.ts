import { asksForWatch, isWatch, openWatch, type ApiRequest } from '../../shared/engine/index.ts'
import type { Keeper } from '../rooms/keeper.ts'
import type { Right } from '../tokens.ts'
import { Limiter, type Rate } from '../limiter.ts'
import { replyResponse } from './reply.ts'
import { statusReply } from './status.ts'
import { actorOf } from './who.ts'
import type { Watchers } from './watchers.ts'

/**
 * kubectl itself asks 50 times a second at most, 300 at once. Source: kubectl cmd.go, QPS and
 * Burst.
 */
const RATES: Record<Right['role'], Rate> = {
  student: { perSecond: 50, burst: 300 },
  teacher: { perSecond: 3_000, burst: 6_000 },
}
/** More objects than this are not created through the API. */
const MOST_OBJECTS = 30_000
/** Rows, log and feed of one cluster together; the platform would allow 10 GB. */
const MOST_BYTES = 1_000_000_000

const WRITES = new Set(['POST', 'PUT', 'PATCH', 'DELETE'])
/** Questions in the form of a POST: they change nothing, so even who may only look may ask them. */
const REVIEW = /^\/apis\/(authorization|authentication)\.k8s\.io\//
/** Asked with any method, and changes nothing: the simulator only says that it cannot. */
const INTERACTIVE = /^\/api\/v1\/namespaces\/[^/]+\/pods\/[^/]+\/(exec|attach|portforward)$/

/** The Kubernetes API of a room: HTTP in front, the engine behind. */
export class Edge {
  #keeper: Keeper
  #watchers: Watchers
  #limiter = new Limiter()
  #storedBytes: () => number

  constructor(keeper: Keeper, watchers: Watchers, storedBytes: () => number) {
    this.#keeper = keeper
    this.#watchers = watchers
    this.#storedBytes = storedBytes
  }

  /** Answers one request. `isReadOnly`: the person may look but not change anything. */
  async answer(request: Request, right: Right, isReadOnly: boolean): Promise<Response> {
    const wait = this.#limiter.take(`${right.cls}/${right.seat}`, RATES[right.role])
    if (wait > 0) {
      const message = 'too many requests from this seat: please slow down'
      return statusReply('TooManyRequests', message, { retryAfterSeconds: wait })
    }
    const asked = await apiRequest(request)
    const looks = asked.method === 'GET' || INTERACTIVE.test(asked.path)
    if (looks) return this.#read(request, asked, right)
    if (!WRITES.has(asked.method)) {
      return statusReply('MethodNotAllowed', `the server does not know the method ${asked.method}`)
    }
    const refused = this.#refusal(asked, right, isReadOnly)
    return refused ?? replyResponse(this.#keeper.submit(actorOf(right), asked))
  }

  #read(request: Request, asked: ApiRequest, right: Right): Response {
    const actor = actorOf(right)
    if (!asksForWatch(asked)) return replyResponse(this.#keeper.read(actor, asked))
    this.#keeper.advance()
    if (this.#watchers.isFull) {
      const message = 'too many watches on this cluster'
      return statusReply('TooManyRequests', message, { retryAfterSeconds: 10 })
    }
    const { cluster, recent } = this.#keeper
    const watch = openWatch(cluster.api, asked, actor, recent.oldest(cluster.rv))
    if (!isWatch(watch)) return replyResponse(watch)
    const missed = recent.since(watch.since, cluster.rv)
    return this.#watchers.open(watch, { missed, rv: cluster.rv, signal: request.signal })
  }

  #refusal(asked: ApiRequest, right: Right, isReadOnly: boolean): Response | undefined {
    if (isReadOnly && !REVIEW.test(asked.path)) {
      const { user } = actorOf(right)
      const why = 'the teacher has frozen the class, or the run is over: you may look'
      return statusReply('Forbidden', `"${user}" may not change this cluster now: ${why}`)
    }
    if (asked.method === 'POST' && this.#keeper.objects >= MOST_OBJECTS) {
      const why = `this cluster holds ${MOST_OBJECTS} objects, which is its limit`
      return statusReply('Forbidden', `exceeded quota: ${why}; delete some first`)
    }
    if (this.#storedBytes() > MOST_BYTES) {
      const why = 'the log of this cluster is full: too much was written to it'
      return statusReply('Forbidden', `exceeded quota: ${why}; please use a new one`)
    }
    return undefined
  }
}

async function apiRequest(request: Request): Promise<ApiRequest> {
  const url = new URL(request.url)
  const body = await request.text()
  const accept = request.headers.get('accept')
  const contentType = request.headers.get('content-type')
  return {
    method: request.method as ApiRequest['method'],
    path: url.pathname,
    ...(url.search ? { query: url.search.slice(1) } : {}),
    ...(accept ? { accept } : {}),
    ...(contentType && body ? { contentType } : {}),
    ...(body ? { body } : {}),
  }
}
