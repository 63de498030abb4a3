import type { Endpoint } from '../../kinds/endpointslice/schema.ts'
import type { Service } from '../../kinds/service/schema.ts'
import { isHeadless } from '../../kinds/service/validate.ts'
import type { DnsRecord } from '../../programs/net.ts'
import { isIpv4 } from '../../schema/names.ts'
import type { View } from '../../store/view.ts'
import { isReady, slicesOf } from '../backends.ts'

/** The domain of the cluster, as kubeadm names it. */
export const CLUSTER_DOMAIN = 'cluster.local'

/** Seconds for which records may be kept. Source: kubeadm's Corefile (v1.32). */
export const TTL = 30

/**
 * What a name of the cluster's domain leads to: records, of whatever type was asked for, or null
 * where there is no such name. An empty list: the name is there, without such a record.
 * Source: CoreDNS plugin/kubernetes, findServices, findPods, parseRequest (v1.12).
 */
export function lookUp(view: View, name: string, type: DnsRecord['type']): DnsRecord[] | null {
  const request = parse(name)
  if (request === null) return null
  if (request === 'inner') return []
  const { kind, namespace } = request
  if (!view.get('Namespace', '', namespace)) return null
  if (request.name === undefined) return []
  const places = kind === 'pod' ? podPlaces(request.name) : servicePlaces(view, request)
  if (!places || places.length === 0) return null
  return recordsOf(name, type, places)
}

interface Request {
  kind: 'svc' | 'pod'
  namespace: string
  name?: string
  endpoint?: string
  port?: string
  protocol?: string
}

/** Where a name leads: an address, or another name, and the port for SRV. */
interface Place {
  host: string
  /** The name of the place itself, for SRV. */
  name: string
  port: number
}

/** `inner`: a name that only has others below it. */
function parse(name: string): Request | 'inner' | null {
  if (name === CLUSTER_DOMAIN) return 'inner'
  const words = name.slice(0, -CLUSTER_DOMAIN.length - 1).split('.')
  const kind = words.pop()
  if (kind !== 'svc' && kind !== 'pod') return null
  const namespace = words.pop()
  if (namespace === undefined) return 'inner'
  const service = words.pop()
  if (service === undefined) return { kind, namespace }
  const request: Request = { kind, namespace, name: service }
  if (words.length === 0) return request
  if (words.length === 1) return { ...request, endpoint: words[0]! }
  if (words.length > 2) return null
  const [port = '', protocol = ''] = words.map((word) => word.replace(/^_/, ''))
  return { ...request, port, protocol }
}

/** A name made of an address, such as `10-244-0-5`. Nobody looks whether there is such a pod. */
function podPlaces(name: string): Place[] | undefined {
  const address = name.replaceAll('-', '.')
  return isIpv4(address) ? [{ host: address, name: '', port: 0 }] : undefined
}

function servicePlaces(view: View, request: Request): Place[] | undefined {
  const { namespace, name = '', endpoint } = request
  const service = view.get<Service>('Service', namespace, name)
  if (!service) return undefined
  const { spec } = service
  const own = `${name}.${namespace}.svc.${CLUSTER_DOMAIN}`
  if (spec.type === 'ExternalName') {
    return endpoint === undefined ? [{ host: spec.externalName ?? '', name: own, port: 0 }] : []
  }
  if (isHeadless(spec) || endpoint !== undefined) return endpointPlaces(view, request, own)
  return (spec.ports ?? [])
    .filter((port) => isPort(request, port.name ?? '', port.protocol))
    .map(({ port }) => ({ host: spec.clusterIP ?? '', name: own, port }))
}

/** Ready endpoints: a service that publishes others calls them ready. */
function endpointPlaces(view: View, request: Request, own: string): Place[] {
  const places: Place[] = []
  for (const slice of slicesOf(view, request.namespace, request.name ?? '')) {
    const ports = slice.ports?.length ? slice.ports : [{ name: '', protocol: '', port: 0 }]
    for (const endpoint of (slice.endpoints ?? []).filter(isReady)) {
      const label = endpointName(endpoint)
      if (request.endpoint !== undefined && request.endpoint !== label) continue
      for (const { name, protocol, port = 0 } of ports) {
        if (!isPort(request, name, protocol)) continue
        places.push({ host: endpoint.addresses[0] ?? '', name: `${label}.${own}`, port })
      }
    }
  }
  return places
}

/** What an endpoint is called under its service: its hostname, or its address with dashes. */
export function endpointName({ hostname, addresses }: Endpoint): string {
  return hostname || (addresses[0] ?? '').replaceAll('.', '-')
}

const isPort = (request: Request, name: string, protocol: string): boolean =>
  (!request.port || request.port === name) &&
  (!request.protocol || request.protocol === protocol.toLowerCase())

function recordsOf(name: string, type: DnsRecord['type'], places: readonly Place[]): DnsRecord[] {
  const record = (kind: DnsRecord['type'], data: string, of = name): DnsRecord => ({
    name: of,
    type: kind,
    ttl: TTL,
    data,
  })
  const unique = (records: DnsRecord[]): DnsRecord[] => {
    const seen = new Set<string>()
    return records.filter(({ data }) => !seen.has(data) && seen.add(data))
  }
  const aliases = places.filter(({ host }) => !isIpv4(host))
  if (aliases.length > 0 && type !== 'SRV') {
    return unique(aliases.map(({ host }) => record('CNAME', host.replace(/\.$/, ''))))
  }
  if (type === 'A') return unique(places.map(({ host }) => record('A', host)))
  if (type !== 'SRV') return []
  const weight = Math.floor(100 / places.length)
  return unique(
    places.flatMap(({ name: target, port }) =>
      target ? [record('SRV', `0 ${weight} ${port} ${target}`)] : [],
    ),
  )
}
