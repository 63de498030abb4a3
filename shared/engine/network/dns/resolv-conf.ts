import type { Pod } from '../../kinds/pod/schema.ts'
import { CLUSTER_DNS, NODE_DNS } from './server.ts'
import { CLUSTER_DOMAIN } from './zone.ts'

/** What a resolver goes by. */
export interface ResolvConf {
  servers: readonly string[]
  searches: readonly string[]
  ndots: number
}

/** Limits of resolvers. Source: core/validation MaxDNSNameservers, resolv.conf(5). */
const MOST_SERVERS = 3
const MOST_SEARCHES = 32

/**
 * The content of a pod's /etc/resolv.conf, by its `dnsPolicy` and `dnsConfig`. A pod on its node's
 * network gets the node's unless it says ClusterFirstWithHostNet.
 * Source: pkg/kubelet/network/dns/dns.go; containerd writes it in this order (v1.32).
 */
export function resolvConfOf(pod: Pod): string {
  const base = byPolicy(pod)
  const { nameservers = [], searches = [], options = [] } = pod.spec.dnsConfig ?? {}
  const servers = unique([...base.servers, ...nameservers]).slice(0, MOST_SERVERS)
  const domains = unique([...base.searches, ...searches]).slice(0, MOST_SEARCHES)
  const named = new Map(base.options)
  for (const { name = '', value } of options) named.set(name, value)
  const words = [...named].map(([name, value]) => (value === undefined ? name : `${name}:${value}`))
  return [
    ...(domains.length > 0 ? [`search ${domains.join(' ')}\n`] : []),
    ...servers.map((server) => `nameserver ${server}\n`),
    ...(words.length > 0 ? [`options ${words.join(' ')}\n`] : []),
  ].join('')
}

interface Base {
  servers: string[]
  searches: string[]
  options: [string, string | undefined][]
}

function byPolicy({ metadata, spec }: Pod): Base {
  const policy = spec.dnsPolicy ?? 'ClusterFirst'
  if (policy === 'None') return { servers: [], searches: [], options: [] }
  if (policy === 'Default' || (policy === 'ClusterFirst' && spec.hostNetwork)) {
    return { servers: [NODE_DNS], searches: [], options: [] }
  }
  const own = `${metadata.namespace ?? ''}.svc.${CLUSTER_DOMAIN}`
  return {
    servers: [CLUSTER_DNS],
    searches: [own, `svc.${CLUSTER_DOMAIN}`, CLUSTER_DOMAIN],
    options: [['ndots', '5']],
  }
}

const unique = (words: readonly string[]): string[] => [...new Set(words)]

/** Reads a resolv.conf: later `search` lines replace earlier ones, unknown lines are left out. */
export function parseResolvConf(text: string): ResolvConf {
  const servers: string[] = []
  let searches: string[] = []
  let ndots = 1
  for (const line of text.split('\n')) {
    const [word, ...rest] = line
      .replace(/[#;].*/, '')
      .trim()
      .split(/\s+/)
    if (word === 'nameserver' && rest[0]) servers.push(rest[0])
    else if (word === 'search' || word === 'domain') searches = rest
    else if (word === 'options') {
      const given = rest.find((option) => option.startsWith('ndots:'))
      if (given) ndots = Math.min(Number(given.slice('ndots:'.length)) || 0, 15)
    }
  }
  return { servers: servers.slice(0, MOST_SERVERS), searches, ndots }
}
