import type { DnsAnswer, DnsRecord } from '../../programs/net.ts'
import { isIp } from '../../schema/names.ts'
import type { ResolvConf } from './resolv-conf.ts'

/** Asks a name server for exactly one name. */
export type AskServer = (server: string, name: string, type: DnsRecord['type']) => DnsAnswer

/**
 * Asks as glibc's resolver does: names with fewer dots than `ndots` are looked for in the search
 * path first and then as they are, others the other way round; a final dot means the name as it is.
 * Source: resolv.conf(5).
 */
export function resolveWith(
  conf: ResolvConf,
  ask: AskServer,
  name: string,
  type: DnsRecord['type'],
): DnsAnswer {
  let last: DnsAnswer | undefined
  for (const candidate of candidates(conf, name)) {
    const answer = askAll(conf, ask, candidate, type)
    if (answer.records.length > 0) return answer
    if (answer.status === 'SERVFAIL') return answer
    // A name that exists without such a record is better news than one that does not.
    if (last?.status !== 'NOERROR') last = answer
  }
  return last ?? nobody(conf, name)
}

/** Asks for one name: the next server only when one does not answer. */
export function askAll(
  conf: ResolvConf,
  ask: AskServer,
  name: string,
  type: DnsRecord['type'],
): DnsAnswer {
  let answer = nobody(conf, name)
  for (const server of conf.servers) {
    answer = ask(server, name, type)
    if (answer.status !== 'SERVFAIL') return answer
  }
  return answer
}

function candidates({ searches, ndots }: ResolvConf, name: string): string[] {
  if (name.endsWith('.') || isIp(name)) return [name]
  const longer = searches.map((domain) => `${name}.${domain}`)
  const dots = name.split('.').length - 1
  return dots >= ndots ? [name, ...longer] : [...longer, name]
}

function nobody({ servers }: ResolvConf, name: string): DnsAnswer {
  const server = servers[0] ?? '127.0.0.1'
  return { status: 'SERVFAIL', name: name.replace(/\.$/, ''), records: [], server }
}
