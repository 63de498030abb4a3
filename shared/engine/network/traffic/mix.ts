import { OK, type Share } from '../../kinds/traffic/counts.ts'
import type { Traffic } from '../../kinds/traffic/schema.ts'
import { byText } from '../../json.ts'
import { toBytes } from '../../programs/bytes.ts'
import type { HttpRequest, NetProblem } from '../../programs/net.ts'
import { parseDuration } from '../../schema/duration.ts'
import type { View } from '../../store/view.ts'
import { SECOND, type Millis } from '../../time.ts'
import { earlier, knock, type Door } from '../knock.ts'
import type { FindListener } from '../listeners.ts'
import { isSticky } from '../sticky.ts'
import { waysTo, type Way, type Ways } from '../ways.ts'
import { patienceWith, servedAt } from '../wire.ts'
import { aimOf, type Aimed } from './sender.ts'

/** What requests of a traffic come to now. */
export interface Prospect {
  mix: Share[]
  /** When that may be otherwise though nothing is written; null: never. */
  until: Millis | null
  /** By uid: the share of the requests that each pod gets. */
  arrivals: ReadonlyMap<string, number>
}

const WORDS: Readonly<Record<NetProblem, string>> = {
  'unknown host': 'could not resolve host',
  refused: 'connection refused',
  timeout: 'timed out',
  'no route': 'no route to host',
  reset: 'connection reset',
}

const ANSWER_MS: Millis = 2
const CONNECT_MS: Millis = 1

/**
 * Follows every way that a request may take, and asks the server at its end. Servers are asked what
 * they would answer: traffic leaves no lines in logs and changes nobody's memory.
 */
export function prospectOf(traffic: Traffic, view: View, find: FindListener): Prospect {
  const aim = aimOf(traffic, view)
  const sum = new Sum()
  if (typeof aim === 'string') sum.add(1, { result: aim, tookMs: ANSWER_MS })
  else {
    for (const address of aim.addresses) {
      const { from, port } = aim
      const found = waysTo({ view, from, address, port, protocol: 'TCP' })
      const ways = isSticky(found.service) ? [kept(traffic, view, found)] : found.ways
      const share = 1 / aim.addresses.length / ways.length
      for (const way of ways) follow(sum, share, way, { traffic, view, find, aim })
    }
  }
  return { mix: sum.mix(), until: sum.until, arrivals: sum.arrivals }
}

/** A sticky Service keeps this one client with one pod, as long as it is there. */
function kept(traffic: Traffic, view: View, { ways }: Ways): Way {
  const luck = (way: Way): number =>
    'to' in way && way.to === 'pod' ? view.luck(traffic, `kept by ${way.pod.metadata.uid}`) : 0
  return ways.reduce((best, way) => (luck(way) > luck(best) ? way : best))
}

interface Context {
  traffic: Traffic
  view: View
  find: FindListener
  aim: Aimed
}

function follow(sum: Sum, share: number, way: Way, context: Context): void {
  const { traffic, view, find } = context
  const knocked = knock(view, way, 'TCP', find)
  sum.lasts(knocked.until)
  const limit = parseDuration(traffic.spec.timeout) ?? SECOND
  if ('failure' in knocked) {
    const tookMs = patienceWith(knocked.failure)
    const isLate = tookMs > limit
    const result = WORDS[isLate ? 'timeout' : knocked.failure]
    sum.add(share, { result, tookMs: isLate ? limit : tookMs })
  } else if (knocked.is === 'listener') {
    sum.arrive(knocked.pod.metadata.uid, share)
    sum.add(share, heard(knocked, context, limit, sum))
  } else {
    sum.add(share, { result: isExpected(traffic, 200) ? OK : 'HTTP 200', tookMs: 40 })
  }
}

function heard(
  door: Extract<Door, { is: 'listener' }>,
  { traffic, view, find, aim }: Context,
  limit: Millis,
  sum: Sum,
): Omit<Share, 'share'> {
  const { listener, port } = door
  if (listener.hangs) return { result: WORDS.timeout, tookMs: limit }
  const served = servedAt(view, door, { plan: undefined, find, depth: 0 })
  const answer = listener.server.answer?.(requestOf(traffic, aim), port, served)
  if (!answer) return { result: WORDS.reset, tookMs: ANSWER_MS }
  sum.lasts(answer.until ?? null)
  const tookMs = CONNECT_MS + (answer.tookMs ?? ANSWER_MS)
  if (tookMs > limit) return { result: WORDS.timeout, tookMs: limit }
  const { status } = answer.response
  return { result: isExpected(traffic, status) ? OK : `HTTP ${status}`, tookMs }
}

function requestOf({ spec }: Traffic, { scheme, host, port, path }: Aimed): HttpRequest {
  const headers: Record<string, string> = { host: `${host}:${port}`, 'user-agent': 'traffic' }
  for (const [name, value] of Object.entries(spec.headers ?? {})) {
    headers[name.toLowerCase()] = value
  }
  const body = toBytes(spec.body ?? '')
  return { method: spec.method, scheme, host, port, path, headers, body }
}

const isExpected = ({ spec }: Traffic, status: number): boolean =>
  spec.expectStatus === undefined ? status < 400 : status === spec.expectStatus

/** Adds up what shares of the requests come to. */
class Sum {
  until: Millis | null = null
  readonly arrivals = new Map<string, number>()
  readonly #shares = new Map<string, Share>()

  add(share: number, { result, tookMs }: Omit<Share, 'share'>): void {
    const word = `${result} ${tookMs}`
    const before = this.#shares.get(word)?.share ?? 0
    this.#shares.set(word, { share: before + share, result, tookMs })
  }

  arrive(pod: string, share: number): void {
    this.arrivals.set(pod, (this.arrivals.get(pod) ?? 0) + share)
  }

  lasts(until: Millis | null): void {
    this.until = earlier(this.until, until)
  }

  /** In a fixed order, so that equal mixes are equal notes. */
  mix(): Share[] {
    return [...this.#shares.keys()].sort(byText).map((word) => this.#shares.get(word)!)
  }
}
