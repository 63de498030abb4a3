import type { Node } from '../kinds/node/schema.ts'
import type { Pod } from '../kinds/pod/schema.ts'

/** Upstream's default for the domain of a cluster. */
export const CLUSTER_DOMAIN = 'cluster.local'
/** Where the cluster's DNS answers. Upstream: kubeadm, the tenth address of the services' range. */
export const DNS_ADDRESS = '10.96.0.10'

/** What Linux takes as a host name. */
const LONGEST = 63

/**
 * What `hostname` says in a pod: its name, its `hostname`, or on the host's network the node's.
 * Source: kubelet GeneratePodHostNameAndDomain.
 */
export function hostNameOf(pod: Pod, node: Node): string {
  const { hostname, hostNetwork, setHostnameAsFQDN } = pod.spec
  if (hostNetwork) return node.metadata.name
  const short = (hostname || pod.metadata.name).slice(0, LONGEST).replace(/[-.]+$/, '')
  const domain = domainOf(pod)
  return setHostnameAsFQDN && domain ? `${short}.${domain}` : short
}

/** `subdomain.namespace.svc.cluster.local`; undefined without a subdomain. */
export function domainOf({ metadata, spec }: Pod): string | undefined {
  if (!spec.subdomain) return undefined
  return `${spec.subdomain}.${metadata.namespace ?? ''}.svc.${CLUSTER_DOMAIN}`
}

/** What a pod's resolver works with. */
export interface Resolver {
  nameservers: readonly string[]
  searches: readonly string[]
  options: readonly string[]
}

/** The resolver of a machine of this cluster. */
const OF_NODE: Resolver = { nameservers: ['172.18.0.1'], searches: [], options: ['ndots:0'] }

/**
 * The resolver of a pod, by `dnsPolicy` and `dnsConfig`.
 * Source: kubelet/network/dns GetPodDNS, appendDNSConfig (v1.32).
 */
export function resolverOf({ metadata, spec }: Pod): Resolver {
  const base = byPolicy(spec.dnsPolicy, spec.hostNetwork === true, metadata.namespace ?? '')
  const { nameservers = [], searches = [], options = [] } = spec.dnsConfig ?? {}
  const own = options.map(({ name = '', value }) => (value ? `${name}:${value}` : name))
  const named = new Set(own.map((option) => option.split(':')[0]))
  return {
    nameservers: [...new Set([...base.nameservers, ...nameservers])].slice(0, 3),
    searches: [...new Set([...base.searches, ...searches])].slice(0, 32),
    options: [...base.options.filter((one) => !named.has(one.split(':')[0])), ...own],
  }
}

function byPolicy(policy: string | undefined, isOnHost: boolean, namespace: string): Resolver {
  if (policy === 'None') return { nameservers: [], searches: [], options: [] }
  if (policy === 'Default' || (policy === 'ClusterFirst' && isOnHost)) return OF_NODE
  const searches = [`${namespace}.svc.${CLUSTER_DOMAIN}`, `svc.${CLUSTER_DOMAIN}`, CLUSTER_DOMAIN]
  return { nameservers: [DNS_ADDRESS], searches, options: ['ndots:5'] }
}
