import { equal } from '../../json.ts'
import type { Service, ServicePort, ServiceSpec } from './schema.ts'

/** Does a service of this kind have ports on nodes? */
export function usesNodePorts({ type, allocateLoadBalancerNodePorts }: ServiceSpec): boolean {
  return type === 'NodePort' || (type === 'LoadBalancer' && allocateLoadBalancerNodePorts !== false)
}

const hasAddress = ({ type }: ServiceSpec): boolean => type !== 'ExternalName'
const hasNodePorts = ({ type }: ServiceSpec): boolean =>
  type === 'NodePort' || type === 'LoadBalancer'
const hasHealthPort = (spec: ServiceSpec): boolean =>
  spec.type === 'LoadBalancer' && spec.externalTrafficPolicy === 'Local'
const isOutside = (spec: ServiceSpec): boolean =>
  hasNodePorts(spec) || (spec.type === 'ClusterIP' && (spec.externalIPs ?? []).length > 0)

/**
 * What an update did not say stays as it was given; what a new type cannot have goes, unless the
 * update changed it. Upstream: registry/core/service, patchAllocatedValues, normalizeClusterIPs,
 * dropTypeDependentFields (v1.32).
 */
export function carried(next: Service, old: Service): Service {
  const spec = dropped(inSync(patched(next.spec, old.spec), old.spec), old.spec)
  return { ...next, spec }
}

/** Values that the server gave and that the client may not know. */
function patched(spec: ServiceSpec, old: ServiceSpec): ServiceSpec {
  const next = { ...spec }
  if (hasAddress(old) && hasAddress(spec)) {
    if (!next.clusterIP && old.clusterIP) next.clusterIP = old.clusterIP
    if (!next.clusterIPs?.length && next.clusterIP === old.clusterIP && old.clusterIPs) {
      next.clusterIPs = old.clusterIPs
    }
    if (!next.ipFamilyPolicy && old.ipFamilyPolicy) next.ipFamilyPolicy = old.ipFamilyPolicy
  }
  if (hasNodePorts(old) && hasNodePorts(spec)) next.ports = patchedPorts(spec, old)
  if (hasHealthPort(old) && hasHealthPort(spec) && old.healthCheckNodePort) {
    next.healthCheckNodePort ??= old.healthCheckNodePort
  }
  return next
}

/** Ports keep their numbers on the nodes by their names, where nobody else of them has those. */
function patchedPorts({ ports = [] }: ServiceSpec, old: ServiceSpec): ServicePort[] {
  const used = new Set(ports.map(({ nodePort }) => nodePort))
  const known = new Map((old.ports ?? []).map(({ name = '', nodePort }) => [name, nodePort]))
  return ports.map((port) => {
    const before = known.get(port.name ?? '')
    return port.nodePort || !before || used.has(before) ? port : { ...port, nodePort: before }
  })
}

/** Who changes `clusterIP` alone means `clusterIPs` as well. */
function inSync(spec: ServiceSpec, old: ServiceSpec): ServiceSpec {
  const { clusterIP, clusterIPs } = spec
  if (clusterIP && !clusterIPs?.length) return { ...spec, clusterIPs: [clusterIP] }
  const isSame = equal(clusterIPs ?? [], old.clusterIPs ?? [])
  if (!clusterIP || clusterIP === old.clusterIP || !isSame) return spec
  return { ...spec, clusterIPs: [clusterIP] }
}

const ADDRESS_FIELDS = ['clusterIP', 'clusterIPs', 'ipFamilies', 'ipFamilyPolicy'] as const

function dropped(spec: ServiceSpec, old: ServiceSpec): ServiceSpec {
  const next: ServiceSpec = { ...spec }
  const isSame = (name: keyof ServiceSpec): boolean =>
    equal((spec[name] ?? null) as never, (old[name] ?? null) as never)
  const drop = (name: keyof ServiceSpec): void => {
    if (isSame(name)) delete next[name]
  }
  if (hasAddress(old) && !hasAddress(spec)) for (const name of ADDRESS_FIELDS) drop(name)
  if (hasNodePorts(old) && !hasNodePorts(spec) && sameNodePorts(spec, old) && spec.ports) {
    next.ports = spec.ports.map(({ nodePort: _port, ...port }) => port)
  }
  if (hasHealthPort(old) && !hasHealthPort(spec)) drop('healthCheckNodePort')
  if (old.type === 'LoadBalancer' && spec.type !== 'LoadBalancer') {
    drop('allocateLoadBalancerNodePorts')
    drop('loadBalancerClass')
  }
  if (isOutside(old) && !isOutside(spec)) drop('externalTrafficPolicy')
  return next
}

function sameNodePorts(spec: ServiceSpec, old: ServiceSpec): boolean {
  const all = ({ ports = [] }: ServiceSpec): number[] =>
    ports.flatMap(({ nodePort }) => nodePort ?? []).sort((left, right) => left - right)
  return equal([...new Set(all(spec))], [...new Set(all(old))])
}
