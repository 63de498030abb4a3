import {
  asksForFollow,
  asksForWatch,
  isReading,
  isWatch,
  openLog,
  openWatch,
  type ApiRequest,
} from '../../shared/engine/index.ts'
import type { Keeper } from '../rooms/keeper.ts'
import type { Right } from '../tokens.ts'
import { Limiter, type Rate } from '../limiter.ts'
import { replyResponse } from './reply.ts'
import { statusReply } from './status.ts'
import type { Streams } from './streams.ts'
import { actorOf, OFFERED } from './who.ts'

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
/** Opens a session, with a WebSocket; asked otherwise, it only says that this is the way. */
const INTERACTIVE = /^\/api\/v1\/namespaces\/[^/]+\/pods\/[^/]+\/(exec|attach|portforward)$/

/** The Kubernetes API of a room: HTTP in front, the engine behind. */
export class Edge {
  #keeper: Keeper
  #streams: Streams
  #limiter = new Limiter()
  #storedBytes: () => number

  constructor(keeper: Keeper, streams: Streams, storedBytes: () => number) {
    this.#keeper = keeper
    this.#streams = streams
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
    if (INTERACTIVE.test(asked.path)) return this.#interact(request, asked, right, isReadOnly)
    if (asked.method === 'GET') return this.#read(request, asked, right)
    if (!WRITES.has(asked.method)) {
      return statusReply('MethodNotAllowed', `the server does not know the method ${asked.method}`)
    }
    const refused = this.#refusal(asked, right, isReadOnly)
    return refused ?? replyResponse(this.#keeper.submit(actorOf(right), asked))
  }

  /**
   * A session can change whatever its container can change: who may only look may not open one.
   */
  #interact(request: Request, asked: ApiRequest, right: Right, isReadOnly: boolean): Response {
    const refused = this.#refusal(asked, right, isReadOnly)
    if (refused) return refused
    if (request.headers.get('upgrade')?.toLowerCase() !== 'websocket') {
      return replyResponse(this.#keeper.read(actorOf(right), asked))
    }
    return this.#streams.sessions.open(asked, right, request.headers.get(OFFERED) ?? '')
  }

  #read(request: Request, asked: ApiRequest, right: Right): Response {
    const actor = actorOf(right)
    if (asksForFollow(asked)) return this.#follow(request, asked, right)
    if (!asksForWatch(asked)) return replyResponse(this.#keeper.read(actor, asked))
    this.#keeper.advance()
    if (this.#streams.watchers.isFull) {
      const message = 'too many watches on this cluster'
      return statusReply('TooManyRequests', message, { retryAfterSeconds: 10 })
    }
    const { cluster, recent } = this.#keeper
    const watch = openWatch(cluster.api, asked, actor, recent.oldest(cluster.rv))
    if (!isWatch(watch)) return replyResponse(watch)
    const missed = recent.since(watch.since, cluster.rv)
    return this.#streams.watchers.open(watch, { missed, rv: cluster.rv, signal: request.signal })
  }

  #follow(request: Request, asked: ApiRequest, right: Right): Response {
    this.#keeper.advance()
    const { followers } = this.#streams
    if (followers.isFull) {
      const message = 'too many logs are followed on this cluster'
      return statusReply('TooManyRequests', message, { retryAfterSeconds: 10 })
    }
    const reading = openLog(this.#keeper.cluster.api, asked, actorOf(right))
    if (!isReading(reading)) return replyResponse(reading)
    return followers.open(reading, request.signal)
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
