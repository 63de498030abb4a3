import type { EndpointSlice } from '../../kinds/endpointslice/schema.ts'
import type { Service } from '../../kinds/service/schema.ts'
import type { DnsRecord } from '../../programs/net.ts'
import type { View } from '../../store/view.ts'
import { isReady } from '../backends.ts'
import { CLUSTER_DOMAIN, endpointName, TTL } from './zone.ts'

const SUFFIX = '.in-addr.arpa'
const SERVICE_LABEL = 'kubernetes.io/service-name'

/** The address in a name such as `5.0.244.10.in-addr.arpa`. */
export function addressIn(name: string): string | undefined {
  if (!name.endsWith(SUFFIX)) return undefined
  return name.slice(0, -SUFFIX.length).split('.').reverse().join('.')
}

/** The name under which an address is asked for. */
export function reverseName(address: string): string {
  return address.split('.').reverse().join('.') + SUFFIX
}

/**
 * The names of an address: of the service that has it, or else of the endpoint in each service that
 * lists it. Null where nobody knows it. Source: CoreDNS plugin/kubernetes/reverse.go.
 */
export function lookUpAddress(view: View, name: string, address: string): DnsRecord[] | null {
  const record = (data: string): DnsRecord => ({ name, type: 'PTR', ttl: TTL, data })
  const [service] = view.indexed<Service>('servicesByAddress', address)
  if (service) return [record(domainOf(service.metadata.name, service.metadata.namespace))]
  const found: DnsRecord[] = []
  for (const { metadata, endpoints } of view.list<EndpointSlice>('EndpointSlice')) {
    const own = metadata.labels?.[SERVICE_LABEL]
    if (!own) continue
    for (const endpoint of endpoints ?? []) {
      if (!isReady(endpoint) || !endpoint.addresses.includes(address)) continue
      found.push(record(`${endpointName(endpoint)}.${domainOf(own, metadata.namespace)}`))
    }
  }
  return found.length > 0 ? found : null
}

const domainOf = (service: string, namespace = ''): string =>
  `${service}.${namespace}.svc.${CLUSTER_DOMAIN}`
