import { addressOf } from '../kinds/node/columns.ts'
import type { Node } from '../kinds/node/schema.ts'
import { isTerminal } from '../kinds/pod/condition.ts'
import type { Pod } from '../kinds/pod/schema.ts'
import type { Service, ServicePort } from '../kinds/service/schema.ts'
import type { NetProblem } from '../programs/net.ts'
import type { View } from '../store/view.ts'
import { isLoopback, nodeAt, nodeOfPodAddress, podAt, podsOn } from './addresses.ts'
import { backendsFor, type Backend } from './backends.ts'
import { CLUSTER_DNS, DNS_PARTY } from './dns/server.ts'
import { isPublic } from './dns/public.ts'
import { nodeNameOf, type Party, type Protocol } from './party.ts'
import { isAllowed } from './policy.ts'
import { isCutOff } from './reach.ts'

/** Where the API server listens. */
export const API_SERVER = { address: '172.18.0.1', port: 6443 }

/** Where a connection arrives. `from` is who it comes from as the other end sees it. */
export type Way =
  | { to: 'pod'; pod: Pod; port: number; from: Party }
  /** Processes on a node's own network: those of pods that share it. */
  | { to: 'node'; node: string; port: number; from: Party }
  | { to: 'api' }
  | { to: 'dns' }
  | { to: 'outside'; address: string; port: number }
  | { failure: NetProblem }

/** All the ways that a connection may take, each as likely as the others, and how one is chosen. */
export interface Ways {
  ways: readonly Way[]
  /** The Service that chooses among them. */
  service?: Service
}

/** What is asked for: an address and a port, by somebody. */
interface Aim {
  view: View
  from: Party
  address: string
  port: number
  protocol: Protocol
}

const lost: Ways = { ways: [{ failure: 'timeout' }] }
const refused: Ways = { ways: [{ failure: 'refused' }] }

/**
 * Where a connection to an address may arrive. What nobody answers times out, and so does what a
 * policy drops; a Service without endpoints refuses, as kube-proxy makes nodes do.
 */
export function waysTo(aim: Aim): Ways {
  const { view, from, address, port } = aim
  if (isLoopback(address)) return { ways: [throughLoopback(aim)] }
  if (from.is === 'pod' && from.ip === address)
    return { ways: [{ to: 'pod', pod: from.pod, port, from }] }
  const service = serviceAt(aim)
  if (service) return service
  if (address === API_SERVER.address) {
    if (isCutOff(view, nodeNameOf(from), '')) return lost
    return port === API_SERVER.port ? { ways: [checked(aim, { to: 'api' })] } : refused
  }
  const node = nodeAt(view, address)
  if (node) return throughNode(aim, node)
  if (nodeOfPodAddress(view, address)) return { ways: [toPodAddress(aim, address, port)] }
  if (!isPublic(address)) return lost
  if (isCutOff(view, nodeNameOf(from), '')) return lost
  return { ways: [checked(aim, { to: 'outside', address, port })] }
}

function throughLoopback({ from, port }: Aim): Way {
  if (from.is === 'pod') return { to: 'pod', pod: from.pod, port, from }
  if (from.is === 'node') return { to: 'node', node: from.node, port, from }
  return { failure: 'refused' }
}

/** Drops what the sender's policies do not let out of the cluster. */
function checked({ view, from, address, port, protocol }: Aim, way: Way): Way {
  const there: Party = { is: 'outside', ip: address }
  return isAllowed(view, from, there, port, protocol) ? way : { failure: 'timeout' }
}

/** A Service by its address; undefined where no Service has it. */
function serviceAt(aim: Aim): Ways | undefined {
  const { view, address, port, protocol, from } = aim
  const [service] = view.indexed<Service>('servicesByAddress', address)
  const found = service ?? byExternalAddress(view, address)
  if (!found) return undefined
  const own = (found.spec.ports ?? []).find((one) => one.port === port && one.protocol === protocol)
  // No rule matches, so the packet leaves for where nobody has such an address.
  if (!own) return lost
  if (address === CLUSTER_DNS && found.metadata.namespace === 'kube-system') return toDns(aim)
  const isLocal = found.spec.internalTrafficPolicy === 'Local'
  return among(aim, found, own, isLocal ? nodeNameOf(from) : undefined, from)
}

/** Addresses from outside that a Service says nodes take traffic for. */
function byExternalAddress(view: View, address: string): Service | undefined {
  return view
    .indexed<Service>('servicesByExternalAddress', address)
    .find(({ spec }) => spec.type !== 'ExternalName')
}

function toDns({ view, from, protocol }: Aim): Ways {
  if (isCutOff(view, nodeNameOf(from), '')) return lost
  return {
    ways: [isAllowed(view, from, DNS_PARTY, 53, protocol) ? { to: 'dns' } : { failure: 'timeout' }],
  }
}

/**
 * The endpoints behind a Service's port. Where only those of one node count and it has none, the
 * packet is dropped; where there are none at all it is refused. Source: pkg/proxy/iptables (v1.32).
 */
function among(
  aim: Aim,
  service: Service,
  port: ServicePort,
  onlyOn: string | undefined,
  from: Party,
): Ways {
  const all = backendsFor(aim.view, service, port)
  if (all.length === 0) return refused
  const usable =
    onlyOn === undefined
      ? all
      : backendsFor(aim.view, service, port, (backend) => backend.node === onlyOn)
  if (usable.length === 0) return lost
  return { ways: usable.map((backend) => toBackend({ ...aim, from }, backend)), service }
}

function toBackend(aim: Aim, { address, port }: Backend): Way {
  const { view } = aim
  if (address === API_SERVER.address) {
    const isLost = isCutOff(view, nodeNameOf(aim.from), '')
    return isLost ? { failure: 'timeout' } : checked({ ...aim, address, port }, { to: 'api' })
  }
  const node = nodeAt(view, address)
  if (node) return toNodeItself(aim, node, port)
  if (nodeOfPodAddress(view, address)) return toPodAddress(aim, address, port)
  return isPublic(address)
    ? checked({ ...aim, address, port }, { to: 'outside', address, port })
    : { failure: 'timeout' }
}

function toPodAddress(aim: Aim, address: string, port: number): Way {
  const { view, from } = aim
  const pod = podAt(view, address)
  const node = pod?.spec.nodeName ?? nodeOfPodAddress(view, address)?.metadata.name ?? ''
  if (isCutOff(view, nodeNameOf(from), node)) return { failure: 'timeout' }
  return pod ? toPod(aim, pod, port) : { failure: 'no route' }
}

function toPod({ view, from, protocol }: Aim, pod: Pod, port: number): Way {
  const { podIP = '', nodeName = '' } = { ...pod.status, ...pod.spec }
  const there: Party = { is: 'pod', pod, ip: podIP, node: nodeName }
  if (!isAllowed(view, from, there, port, protocol)) return { failure: 'timeout' }
  return { to: 'pod', pod, port, from }
}

function toNodeItself(aim: Aim, node: Node, port: number): Way {
  const { view, from, protocol } = aim
  const { name } = node.metadata
  if (isCutOff(view, nodeNameOf(from), name)) return { failure: 'timeout' }
  const there: Party = { is: 'node', ip: addressOf(node, 'InternalIP') ?? '', node: name }
  if (!isAllowed(view, from, there, port, protocol)) return { failure: 'timeout' }
  return { to: 'node', node: name, port, from }
}

/** A node's address: a NodePort first, then a pod's hostPort, then what runs on the node itself. */
function throughNode(aim: Aim, node: Node): Ways {
  const { view, from, port, protocol } = aim
  const { name } = node.metadata
  if (isCutOff(view, nodeNameOf(from), name)) return lost
  const [service] = view.indexed<Service>('servicesByNodePort', `${protocol} ${port}`)
  const own = service?.spec.ports?.find((one) => one.nodePort === port && one.protocol === protocol)
  if (service && own) {
    const isLocal = service.spec.externalTrafficPolicy === 'Local'
    // With Cluster the node puts its own address in the sender's place.
    const ip = addressOf(node, 'InternalIP') ?? ''
    const sender: Party = isLocal ? from : { is: 'node', ip, node: name, forwarded: true }
    return among(aim, service, own, isLocal ? name : undefined, sender)
  }
  const taker = podsOn(view, name).find((pod) => hasHostPort(pod, port, protocol))
  if (!taker) return { ways: [toNodeItself(aim, node, port)] }
  return { ways: [toPod(aim, taker, containerPort(taker, port, protocol))] }
}

function hasHostPort(pod: Pod, port: number, protocol: Protocol): boolean {
  if (pod.spec.hostNetwork || isTerminal(pod) || !pod.status.podIP) return false
  return containerPort(pod, port, protocol) > 0
}

function containerPort(pod: Pod, port: number, protocol: Protocol): number {
  for (const { ports } of [...pod.spec.containers, ...(pod.spec.initContainers ?? [])]) {
    const found = (ports ?? []).find((one) => one.hostPort === port && one.protocol === protocol)
    if (found) return found.containerPort
  }
  return 0
}
