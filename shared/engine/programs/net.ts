import type { Millis } from '../time.ts'
import type { Bytes } from './bytes.ts'

/** One HTTP request as a program sends or gets it. Header names are in lower case. */
export interface HttpRequest {
  method: string
  scheme: 'http' | 'https'
  /** As the sender named it: a host name or an address. */
  host: string
  port: number
  /** With its query, such as `/healthz?full=1`. */
  path: string
  headers: Readonly<Record<string, string>>
  body: Bytes
}

/** One HTTP response. */
export interface HttpResponse {
  status: number
  headers: Readonly<Record<string, string>>
  body: Bytes
}

/** Why nothing came back. `refused`: nobody listens. `timeout`: no answer, ever. */
export type NetProblem = 'unknown host' | 'refused' | 'timeout' | 'no route' | 'reset'

/** A request that got no response. */
export interface NetFailure {
  failure: NetProblem
  /** The address that was tried, where there was one, such as `10.244.1.5`. */
  address?: string
}

/** What came back, and how long after the request it did. */
export type Exchange =
  { response: HttpResponse; address: string; tookMs: Millis } | (NetFailure & { tookMs: Millis })

/** One record of an answer of the cluster's DNS. */
export interface DnsRecord {
  name: string
  type: 'A' | 'AAAA' | 'CNAME' | 'SRV' | 'PTR'
  ttl: number
  /** An address or a name; of SRV: priority, weight, port and name in one text. */
  data: string
}

/** What the DNS says of a name. NXDOMAIN: there is no such name. SERVFAIL: nobody answers. */
export interface DnsAnswer {
  status: 'NOERROR' | 'NXDOMAIN' | 'SERVFAIL'
  /** The name that was found: with the search path applied. */
  name: string
  records: readonly DnsRecord[]
  /** The server that answered, such as `10.96.0.10`. */
  server: string
}

/** The network as one pod meets it. Answers are those of this instant. */
export interface Net {
  /** Asks for a name as the resolver does: search path and `ndots` of the pod's resolv.conf. */
  resolve(name: string, type?: DnsRecord['type']): DnsAnswer
  /** Asks for exactly this name. */
  query(name: string, type?: DnsRecord['type']): DnsAnswer
  /** Sends a request: to this pod itself, to another pod, through a Service, or out. */
  http(request: HttpRequest): Exchange
  /** Opens a connection and says whether it stood. */
  dial(host: string, port: number, protocol?: 'TCP' | 'UDP'): { address: string } | NetFailure
  /** Sends bytes over a connection of its own and gives what came back, for line protocols. */
  talk(host: string, port: number, bytes: Bytes): { bytes: Bytes; address: string } | NetFailure
  /** Does an address answer a ping? */
  ping(host: string): { address: string; tookMs: Millis } | NetFailure
}

/** Did it fail? */
export function isFailure(answer: object): answer is NetFailure {
  return 'failure' in answer
}
