import type { Bytes } from '../bytes.ts'
import type { DnsAnswer, DnsRecord, Exchange, HttpRequest, Net, NetFailure } from '../net.ts'

/** What a network of a test knows. */
export interface Script {
  /** Addresses by whole name. */
  names?: Readonly<Record<string, readonly string[]>>
  /** Records that are no addresses, by name. */
  records?: Readonly<Record<string, readonly DnsRecord[]>>
  /** Answers by `host:port`, or by `host:port/path` where they differ. */
  http?: Readonly<Record<string, (request: HttpRequest) => Exchange>>
  /** What line protocols say back, by `host:port`. */
  talk?: Readonly<Record<string, (bytes: Bytes) => Bytes>>
  /** `host:port` that never answer. */
  silent?: readonly string[]
  /** The DNS does not answer. */
  dnsDown?: boolean
}

const SERVER = '10.96.0.10'
const SEARCH = ['default.svc.cluster.local', 'svc.cluster.local', 'cluster.local']

/** A network that answers by a script and keeps what it was asked. */
export class ScriptedNet implements Net {
  readonly asked: HttpRequest[] = []
  readonly script: Script

  constructor(script: Script) {
    this.script = script
  }

  query(name: string, type: DnsRecord['type'] = 'A'): DnsAnswer {
    const bare = name.replace(/\.$/, '')
    const found = this.script.names?.[bare]
    const others = this.script.records?.[bare]?.filter((record) => record.type === type)
    if (this.script.dnsDown) return { status: 'SERVFAIL', name, records: [], server: SERVER }
    if (!found && !others) return { status: 'NXDOMAIN', name: bare, records: [], server: SERVER }
    const addresses = type === 'A' ? (found ?? []) : []
    const records = addresses.map((data) => ({ name: bare, type: 'A' as const, ttl: 30, data }))
    return {
      status: 'NOERROR',
      name: bare,
      records: [...records, ...(others ?? [])],
      server: SERVER,
    }
  }

  resolve(name: string, type: DnsRecord['type'] = 'A'): DnsAnswer {
    const names = [...SEARCH.map((domain) => `${name}.${domain}`), name]
    for (const one of names) {
      const answer = this.query(one, type)
      if (answer.status !== 'NXDOMAIN') return answer
    }
    return this.query(name, type)
  }

  address(host: string): string | undefined {
    return /^[\d.]+$/.test(host)
      ? host
      : host === 'localhost'
        ? '127.0.0.1'
        : this.resolve(host).records[0]?.data
  }

  http(request: HttpRequest): Exchange {
    this.asked.push(request)
    const key = `${request.host}:${request.port}`
    const answer = this.script.http?.[key + request.path] ?? this.script.http?.[key]
    const dialled = this.dial(request.host, request.port)
    if (answer) return answer(request)
    return 'failure' in dialled
      ? { ...dialled, tookMs: dialled.failure === 'timeout' ? 127_000 : 0 }
      : { failure: 'reset', tookMs: 0 }
  }

  dial(host: string, port: number): { address: string } | NetFailure {
    const address = this.address(host)
    if (address === undefined) return { failure: 'unknown host' }
    const key = `${host}:${port}`
    if (this.script.silent?.includes(key)) return { failure: 'timeout', address }
    const open =
      this.script.talk?.[key] ??
      Object.keys(this.script.http ?? {}).find((one) => one.startsWith(key))
    return open ? { address } : { failure: 'refused', address }
  }

  talk(host: string, port: number, bytes: Bytes): { bytes: Bytes; address: string } | NetFailure {
    const dialled = this.dial(host, port)
    if ('failure' in dialled) return dialled
    const answer = this.script.talk?.[`${host}:${port}`]
    return answer
      ? { bytes: answer(bytes), address: dialled.address }
      : { failure: 'reset', address: dialled.address }
  }

  ping(host: string): { address: string; tookMs: number } | NetFailure {
    const address = this.address(host)
    if (address === undefined) return { failure: 'unknown host' }
    return this.script.silent?.includes(host)
      ? { failure: 'timeout', address }
      : { address, tookMs: 1 }
  }
}

/** An answer of 200 with a body, for scripts. */
export function ok(
  body: Bytes,
  headers: Readonly<Record<string, string>> = {},
  status = 200,
): (request: HttpRequest) => Exchange {
  return () => ({
    response: { status, headers: { 'content-length': String(body.length), ...headers }, body },
    address: '10.96.0.7',
    tookMs: 2,
  })
}
