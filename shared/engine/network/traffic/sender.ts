import type { Node } from '../../kinds/node/schema.ts'
import type { Pod } from '../../kinds/pod/schema.ts'
import type { Service } from '../../kinds/service/schema.ts'
import { isHeadless } from '../../kinds/service/validate.ts'
import type { Traffic } from '../../kinds/traffic/schema.ts'
import { parseUrl } from '../../kinds/traffic/url.ts'
import { isIpv4 } from '../../schema/names.ts'
import type { View } from '../../store/view.ts'
import { resolveWith } from '../dns/resolver.ts'
import { ask, CLUSTER_DNS, NODE_DNS } from '../dns/server.ts'
import { CLUSTER_DOMAIN } from '../dns/zone.ts'
import { nodeIP, OUTSIDE, type Party } from '../party.ts'

/** Where requests of a traffic go. */
export interface Aimed {
  from: Party
  /** All addresses that the name stands for; each is as likely as the others. */
  addresses: readonly string[]
  port: number
  scheme: 'http' | 'https'
  host: string
  path: string
}

/** Where the requests go, or why they go nowhere. */
export function aimOf(traffic: Traffic, view: View): Aimed | string {
  const { spec } = traffic
  const from = partyOfTraffic(traffic)
  const target = spec.url ? parseUrl(spec.url) : undefined
  if (target) {
    const addresses = addressesOf(traffic, view, from, target.host)
    const path = spec.path === '/' ? target.path : spec.path
    return addresses.length > 0 ? { ...target, from, addresses, path } : UNKNOWN
  }
  const name = spec.service ?? ''
  const service = view.get<Service>('Service', traffic.metadata.namespace ?? '', name)
  const ports = service?.spec.ports ?? []
  const port = ports.find((one) => spec.port === one.port || spec.port === one.name) ?? ports[0]
  const host = `${name}.${traffic.metadata.namespace}.svc.${CLUSTER_DOMAIN}`
  const aim = { from, scheme: 'http' as const, host, path: spec.path }
  if (from.is === 'outside') return throughNodes(view, aim, service, port)
  const addresses = addressesOf(traffic, view, from, host)
  if (addresses.length === 0) return UNKNOWN
  const number = (service && isHeadless(service.spec) ? port?.targetPort : port?.port) ?? spec.port
  return { ...aim, addresses, port: typeof number === 'number' ? number : (port?.port ?? 80) }
}

const UNKNOWN = 'could not resolve host'

/** The sender: somebody like a pod that is on no node, or a machine outside. */
function partyOfTraffic({ metadata, spec }: Traffic): Party {
  const { outside, namespace, labels } = spec.from
  if (outside) return { is: 'outside', ip: OUTSIDE }
  const sender = {
    metadata: {
      name: metadata.name,
      namespace: namespace || metadata.namespace,
      uid: `traffic ${metadata.uid}`,
      ...(labels ? { labels } : {}),
    },
    spec: { containers: [] },
    status: {},
  }
  return { is: 'pod', pod: sender as unknown as Pod, ip: '10.244.255.254', node: '' }
}

function addressesOf(traffic: Traffic, view: View, from: Party, host: string): string[] {
  if (isIpv4(host)) return [host]
  const isOutside = from.is === 'outside'
  const own = traffic.spec.from.namespace || traffic.metadata.namespace
  const inside = [`${own}.svc.${CLUSTER_DOMAIN}`, `svc.${CLUSTER_DOMAIN}`, CLUSTER_DOMAIN]
  const conf = isOutside
    ? { servers: [NODE_DNS], searches: [], ndots: 1 }
    : { servers: [CLUSTER_DNS], searches: inside, ndots: 5 }
  const { records } = resolveWith(
    conf,
    (server, name, type) => ask(view, from, server, name, type),
    host,
    'A',
  )
  return records.flatMap(({ type, data }) => (type === 'A' ? [data] : []))
}

/** From outside: a balancer's addresses where there is one, else the port on every node. */
function throughNodes(
  view: View,
  aim: Omit<Aimed, 'addresses' | 'port'>,
  service: Service | undefined,
  port: NonNullable<Service['spec']['ports']>[number] | undefined,
): Aimed | string {
  if (!service || !port) return UNKNOWN
  const { spec, status } = service
  const balancer = (status.loadBalancer.ingress ?? []).flatMap(({ ip }) => (ip ? [ip] : []))
  const direct = [...balancer, ...(spec.externalIPs ?? [])]
  if (direct.length > 0) return { ...aim, addresses: direct, port: port.port }
  if (!port.nodePort) return 'no way in from outside'
  const nodes = view.list<Node>('Node').map(({ metadata }) => nodeIP(view, metadata.name))
  const addresses = nodes.filter((address) => address !== '')
  return addresses.length > 0 ? { ...aim, addresses, port: port.nodePort } : UNKNOWN
}
