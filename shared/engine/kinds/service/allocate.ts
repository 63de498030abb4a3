import { keyOf } from '../../object.ts'
import type { View } from '../../store/view.ts'
import { AUTOMATIC, automaticAddress } from './address.ts'
import type { Service, ServicePort, ServiceSpec } from './schema.ts'

/** Source: kube-apiserver --service-node-port-range. */
export const NODE_PORTS = { first: 30_000, last: 32_767 }

/** Indexes over what services have taken, by address and by port. */
export const indexes = {
  servicesByAddress: (object: { kind: string }): readonly string[] =>
    object.kind === 'Service' ? addressesOf((object as Service).spec) : [],
  servicesByNodePort: (object: { kind: string }): readonly string[] =>
    object.kind === 'Service' ? nodePortsOf((object as Service).spec) : [],
  servicesByExternalAddress: (object: { kind: string }): readonly string[] =>
    object.kind === 'Service' ? externalAddressesOf(object as Service) : [],
}

/** Addresses outside the cluster's range that lead to the service: chosen, or a balancer's. */
function externalAddressesOf({ spec, status }: Service): string[] {
  const ingress = (status?.loadBalancer.ingress ?? []).flatMap(({ ip }) => (ip ? [ip] : []))
  return [...(spec.externalIPs ?? []), ...ingress]
}

function addressesOf({ clusterIPs = [] }: ServiceSpec): string[] {
  return clusterIPs.filter((address) => address !== '' && address !== 'None')
}

function nodePortsOf({ ports = [], healthCheckNodePort }: ServiceSpec): string[] {
  const health = healthCheckNodePort ? [portWord('TCP', healthCheckNodePort)] : []
  return [...health, ...ports.flatMap((port) => (port.nodePort ? [wordOf(port)] : []))]
}

const portWord = (protocol: string, nodePort: number): string => `${protocol} ${nodePort}`
const wordOf = (port: ServicePort): string => portWord(port.protocol, port.nodePort ?? 0)

/** Does another service have the address? */
export function isAddressTaken(view: View, service: Service, address: string): boolean {
  return isOthers(view, service, 'servicesByAddress', address)
}

/** Does another service have the port on the nodes? */
export function isNodePortTaken(view: View, service: Service, port: ServicePort): boolean {
  return isOthers(view, service, 'servicesByNodePort', wordOf(port))
}

function isOthers(view: View, service: Service, index: string, word: string): boolean {
  return view.indexed(index, word).some((other) => keyOf(other) !== keyOf(service))
}

/** An address nobody has: the service's dice say where the search begins. */
export function freeAddress(view: View, service: Service): string {
  const start = Math.floor(view.luck(service, 'clusterIP') * AUTOMATIC)
  for (let step = 0; step < AUTOMATIC; step += 1) {
    const address = automaticAddress(start + step)
    if (view.indexed('servicesByAddress', address).length === 0) return address
  }
  return ''
}

/** The service with a node port for each of its ports. */
export function withNodePorts(view: View, service: Service): Service {
  const taken = new Set(nodePortsOf(service.spec))
  const ports = (service.spec.ports ?? []).map((port, index) => {
    if (port.nodePort) return port
    const nodePort = freeNodePort(view, service, port.protocol, index, taken)
    taken.add(portWord(port.protocol, nodePort))
    return { ...port, nodePort }
  })
  return { ...service, spec: { ...service.spec, ports } }
}

/** A health check's port, where traffic stays on its node. */
export function freeHealthPort(view: View, service: Service): number {
  return freeNodePort(view, service, 'TCP', -1, new Set(nodePortsOf(service.spec)))
}

function freeNodePort(
  view: View,
  service: Service,
  protocol: string,
  index: number,
  taken: ReadonlySet<string>,
): number {
  const count = NODE_PORTS.last - NODE_PORTS.first + 1
  const start = Math.floor(view.luck(service, `nodePort ${index}`) * count)
  for (let step = 0; step < count; step += 1) {
    const nodePort = NODE_PORTS.first + ((start + step) % count)
    const word = portWord(protocol, nodePort)
    if (!taken.has(word) && view.indexed('servicesByNodePort', word).length === 0) return nodePort
  }
  return 0
}
