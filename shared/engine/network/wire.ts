import type { Json } from '../json.ts'
import type { Pod } from '../kinds/pod/schema.ts'
import type { Plan } from '../plan.ts'
import type { Bytes } from '../programs/bytes.ts'
import {
  isFailure,
  type DnsAnswer,
  type DnsRecord,
  type Exchange,
  type HttpRequest,
  type Net,
  type NetFailure,
  type NetProblem,
} from '../programs/net.ts'
import type { Served } from '../programs/server.ts'
import { INBOX, type Message } from '../programs/session.ts'
import { isIpv4 } from '../schema/names.ts'
import type { View } from '../store/view.ts'
import { HOUR, SECOND, type Millis } from '../time.ts'
import { apiServerAnswer } from './api-server.ts'
import { addressInHosts } from './dns/hosts-file.ts'
import { askAll, resolveWith } from './dns/resolver.ts'
import { addressIn, reverseName } from './dns/reverse.ts'
import { ask } from './dns/server.ts'
import { knock, type Door, type Knocked } from './knock.ts'
import type { FindListener } from './listeners.ts'
import { namesOf, type Names } from './names.ts'
import { partyOf, type Party, type Protocol } from './party.ts'
import { siteAnswer } from './site.ts'
import { isSticky, keepWay, keptWay } from './sticky.ts'
import { waysTo, type Way } from './ways.ts'

/** Linux gives up a connection after six retries of its first packet: about 130 s. */
const CONNECT_TIMEOUT_MS: Millis = 130 * SECOND
/** Who took the connection and says nothing never will: whoever waits has a limit of its own. */
const NEVER_MS: Millis = 24 * HOUR
/** A resolver tries each server twice, for 5 s each. */
const DNS_TIMEOUT_MS: Millis = 10 * SECOND
const NO_ROUTE_MS: Millis = 3_070
const CONNECT_MS: Millis = 1
const ANSWER_MS: Millis = 2
/** Proxies that ask each other in a circle are cut off. */
const DEEPEST = 6

/** What a wire is made of. */
export interface Ends {
  view: View
  pod: Pod
  from: Party
  plan: Plan | undefined
  find: FindListener
  names: Names
  /** How many proxies are between this end and whoever began. */
  depth: number
}

type Opened = { door: Exclude<Door, { failure: NetProblem }>; address: string }

/** Connections of one pod in one visit. */
export class Wire {
  readonly #ends: Ends
  /** Connections so far: each has luck of its own. */
  #count = 0

  constructor(ends: Ends) {
    this.#ends = ends
  }

  net(): Net {
    return {
      resolve: (name, type) => this.#resolve(name, type),
      query: (name, type) => this.#query(name, type),
      http: (request) => this.#http(request),
      dial: (host, port, protocol) => this.#dial(host, port, protocol),
      talk: (host, port, bytes) => this.#talk(host, port, bytes),
      ping: (host) => this.#ping(host),
    }
  }

  #resolve(name: string, type: DnsRecord['type'] = 'A'): DnsAnswer {
    const { conf } = this.#ends.names
    const asked = type === 'PTR' && isIpv4(name) ? reverseName(name) : name
    if (addressIn(asked)) return this.#query(asked, 'PTR')
    return this.#shuffled(resolveWith(conf, (...words) => this.#ask(...words), asked, type))
  }

  #query(name: string, type: DnsRecord['type'] = 'A'): DnsAnswer {
    const { conf } = this.#ends.names
    return this.#shuffled(askAll(conf, (...words) => this.#ask(...words), name, type))
  }

  #ask(server: string, name: string, type: DnsRecord['type']): DnsAnswer {
    return ask(this.#ends.view, this.#ends.from, server, name, type)
  }

  /** CoreDNS' loadbalance plugin: addresses of one name come in another order each time. */
  #shuffled(answer: DnsAnswer): DnsAnswer {
    const addresses = answer.records.filter(({ type }) => type === 'A')
    if (addresses.length < 2) return answer
    const others = answer.records.filter(({ type }) => type !== 'A')
    const first = Math.floor(this.#luck(`order of ${answer.name}`) * addresses.length)
    const turned = [...addresses.slice(first), ...addresses.slice(0, first)]
    return { ...answer, records: [...others, ...turned] }
  }

  #luck(purpose: string): number {
    const { view, pod } = this.#ends
    this.#count += 1
    return view.luck(pod, `${purpose} at ${view.now}, ${this.#count}`)
  }

  /** The address of a host: itself, from the hosts file, or from the DNS. */
  #addressOf(host: string): string | (NetFailure & { tookMs: Millis }) {
    if (isIpv4(host)) return host
    const known = addressInHosts(this.#ends.names.hosts, host)
    if (known) return known
    const answer = this.#resolve(host)
    const found = answer.records.find(({ type }) => type === 'A')
    if (found) return found.data
    const tookMs = answer.status === 'SERVFAIL' ? DNS_TIMEOUT_MS : ANSWER_MS
    return { failure: 'unknown host', tookMs }
  }

  #open(
    host: string,
    port: number,
    protocol: Protocol,
  ): Opened | (NetFailure & { tookMs: Millis }) {
    const { view, from, find } = this.#ends
    const address = this.#addressOf(host)
    if (typeof address !== 'string') return address
    const { ways, service } = waysTo({ view, from, address, port, protocol })
    const kept = isSticky(service) ? keptWay(view, service, from.ip, ways) : undefined
    const luck = kept || ways.length < 2 ? 0 : this.#luck(`way to ${address}:${port}`)
    const way: Way = kept ?? ways[Math.floor(luck * ways.length)]!
    if (isSticky(service) && this.#ends.plan) keepWay(this.#ends.plan, view, service, from.ip, way)
    const { until: _until, ...door }: Knocked = knock(view, way, protocol, find)
    if ('failure' in door) return { ...door, address, tookMs: patienceWith(door.failure) }
    return { door, address }
  }

  #dial(
    host: string,
    port: number,
    protocol: 'TCP' | 'UDP' = 'TCP',
  ): { address: string } | NetFailure {
    const opened = this.#open(host, port, protocol)
    if (isFailure(opened)) return bare(opened)
    return { address: opened.address }
  }

  #http(request: HttpRequest): Exchange {
    const opened = this.#open(request.host, request.port, 'TCP')
    if (isFailure(opened)) return opened
    const { door, address } = opened
    if (door.is === 'listener') return this.#hear(door, request, address)
    const failed: Exchange = { failure: 'reset', address, tookMs: ANSWER_MS }
    if (door.is === 'dns') return failed
    const { pod } = this.#ends
    const response = door.is === 'api' ? apiServerAnswer(request, pod) : siteAnswer(request)
    return { response, address, tookMs: door.is === 'site' ? 40 : 2 * ANSWER_MS }
  }

  #hear(door: Extract<Door, { is: 'listener' }>, request: HttpRequest, address: string): Exchange {
    const { listener, port } = door
    if (listener.hangs) return { failure: 'timeout', address, tookMs: NEVER_MS }
    const answer = listener.server.answer?.(request, port, this.#served(door))
    if (!answer) return { failure: 'reset', address, tookMs: ANSWER_MS }
    const { log, state, exit, response, tookMs = ANSWER_MS } = answer
    if (log?.length || state !== undefined || exit !== undefined) {
      const { container } = listener
      this.#leave(door.pod, { type: 'http', container, port, request, from: door.from.ip })
    }
    return { response, address, tookMs: CONNECT_MS + tookMs }
  }

  #talk(host: string, port: number, bytes: Bytes): { bytes: Bytes; address: string } | NetFailure {
    const opened = this.#open(host, port, 'TCP')
    if (isFailure(opened)) return bare(opened)
    const { door, address } = opened
    if (door.is !== 'listener') return { failure: 'reset', address }
    const { listener } = door
    if (listener.hangs) return { failure: 'timeout', address }
    const said = listener.server.talk?.(bytes, door.port, this.#served(door))
    if (!said) return { failure: 'reset', address }
    if (said.log?.length || said.state !== undefined || said.exit !== undefined) {
      const { container } = listener
      const from = door.from.ip
      this.#leave(door.pod, { type: 'talk', container, port: door.port, bytes, from })
    }
    return { bytes: said.bytes, address }
  }

  #ping(host: string): { address: string; tookMs: Millis } | NetFailure {
    const { view, from } = this.#ends
    const address = this.#addressOf(host)
    if (typeof address !== 'string') return bare(address)
    // A Service's address is no machine: nobody answers there.
    const [service] = view.indexed('servicesByAddress', address)
    if (service) return { failure: 'timeout', address }
    const { ways } = waysTo({ view, from, address, port: 0, protocol: 'TCP' })
    const [way] = ways
    if (!way || ('failure' in way && way.failure !== 'refused')) {
      return { failure: way && 'failure' in way ? way.failure : 'timeout', address }
    }
    return { address, tookMs: CONNECT_MS }
  }

  #served(door: Extract<Door, { is: 'listener' }>): Served {
    const { view, plan, find, depth } = this.#ends
    return servedAt(view, door, { plan, find, depth })
  }

  #leave(pod: Pod, message: Message): void {
    this.#ends.plan?.send(pod, INBOX, message as unknown as Json, 'kubelet')
  }
}

/** What a server knows when it is asked. Requests of its own, as a proxy, leave traces, too. */
export function servedAt(
  view: View,
  { listener, from, pod }: Extract<Door, { is: 'listener' }>,
  how: Pick<Ends, 'plan' | 'find' | 'depth'>,
): Served {
  const depth = how.depth + 1
  const ends: Ends = { ...how, view, pod, from: partyOf(pod, view), names: namesOf(pod), depth }
  const net = depth > DEEPEST ? NOTHING : new Wire(ends).net()
  return { ...listener.served, from: from.ip, net }
}

const NOTHING: Pick<Net, 'resolve' | 'http' | 'dial' | 'talk'> = {
  resolve: (name) => ({ status: 'SERVFAIL', name, records: [], server: '' }),
  http: () => ({ failure: 'timeout', tookMs: NEVER_MS }),
  dial: () => ({ failure: 'timeout' }),
  talk: () => ({ failure: 'timeout' }),
}

/** How long it takes until a sender knows that it fails. */
export function patienceWith(failure: NetProblem): Millis {
  if (failure === 'timeout') return CONNECT_TIMEOUT_MS
  return failure === 'no route' ? NO_ROUTE_MS : CONNECT_MS
}

function bare({ failure, address }: NetFailure): NetFailure {
  return address === undefined ? { failure } : { failure, address }
}
