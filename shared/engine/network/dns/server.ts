import { isDnsDown } from '../../kinds/fault/network.ts'
import type { Node } from '../../kinds/node/schema.ts'
import type { Service } from '../../kinds/service/schema.ts'
import type { DnsAnswer, DnsRecord } from '../../programs/net.ts'
import type { View } from '../../store/view.ts'
import { isAllowed } from '../policy.ts'
import { nodeNameOf, type Party } from '../party.ts'
import { isCutOff } from '../reach.ts'
import { isResolver, publicAddress } from './public.ts'
import { addressIn, lookUpAddress } from './reverse.ts'
import { CLUSTER_DOMAIN, lookUp, TTL } from './zone.ts'

/** Where the cluster's DNS is found. Source: kubeadm, the tenth address of the services' range. */
export const CLUSTER_DNS = '10.96.0.10'

/** The name server that nodes use themselves, on the machine that the control plane has. */
export const NODE_DNS = '172.18.0.1'

/** The cluster's DNS as policies see it. */
export const DNS_PARTY: Party = {
  is: 'dns',
  ip: NODE_DNS,
  namespace: 'kube-system',
  labels: { 'k8s-app': 'kube-dns' },
}

type Found = Pick<DnsAnswer, 'status' | 'records'>

const NOBODY: Found = { status: 'SERVFAIL', records: [] }
const PORT = 53

/** Asks one name server for exactly one name. */
export function ask(
  view: View,
  from: Party,
  server: string,
  asked: string,
  type: DnsRecord['type'],
): DnsAnswer {
  const name = asked.replace(/\.$/, '').toLowerCase()
  return { ...answer(view, from, server, name, type), name, server }
}

function answer(
  view: View,
  from: Party,
  server: string,
  name: string,
  type: DnsRecord['type'],
): Found {
  if (isCutOff(view, nodeNameOf(from), '')) return NOBODY
  if (server === NODE_DNS) return outside(name, type)
  if (isResolver(server)) {
    const there: Party = { is: 'outside', ip: server }
    return isAllowed(view, from, there, PORT, 'UDP') ? outside(name, type) : NOBODY
  }
  if (!isClusterDns(view, server)) return NOBODY
  const node = view.get<Node>('Node', '', nodeNameOf(from))
  if (isDnsDown(view, from.is === 'pod' ? from.pod : undefined, node)) return NOBODY
  if (!isAllowed(view, from, DNS_PARTY, PORT, 'UDP')) return NOBODY
  return inCluster(view, name, type, 0)
}

/** The Service of the cluster's DNS is the way to it: without it nobody answers. */
function isClusterDns(view: View, server: string): boolean {
  const [service] = view.indexed<Service>('servicesByAddress', server)
  const { name, namespace } = service?.metadata ?? {}
  return name === 'kube-dns' && namespace === 'kube-system'
}

/** More names than this are not followed from one to the next. */
const LONGEST_CHAIN = 8

function inCluster(view: View, name: string, type: DnsRecord['type'], depth: number): Found {
  const address = addressIn(name)
  if (address !== undefined) return found(lookUpAddress(view, name, address), type === 'PTR')
  if (name !== CLUSTER_DOMAIN && !name.endsWith(`.${CLUSTER_DOMAIN}`)) return outside(name, type)
  const records = lookUp(view, name, type)
  const [first] = records ?? []
  if (first?.type !== 'CNAME' || depth >= LONGEST_CHAIN) return found(records, true)
  // The name behind an ExternalName is looked up for the client, too.
  const rest = inCluster(view, first.data.toLowerCase(), type, depth + 1)
  return { status: 'NOERROR', records: [...(records ?? []), ...rest.records] }
}

function found(records: DnsRecord[] | null, isWanted: boolean): Found {
  if (records === null) return { status: 'NXDOMAIN', records: [] }
  return { status: 'NOERROR', records: isWanted ? records : [] }
}

function outside(name: string, type: DnsRecord['type']): Found {
  const data = publicAddress(name)
  if (data === undefined) return { status: 'NXDOMAIN', records: [] }
  return { status: 'NOERROR', records: type === 'A' ? [{ name, type, ttl: TTL, data }] : [] }
}
