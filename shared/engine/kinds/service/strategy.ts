import { wrong, type FieldError } from '../../schema/field-errors.ts'
import { isIpv4 } from '../../schema/names.ts'
import type { View } from '../../store/view.ts'
import type { Strategy } from '../define-kind.ts'
import { isServiceAddress, SERVICE_RANGE } from './address.ts'
import {
  freeAddress,
  freeHealthPort,
  isAddressTaken,
  isNodePortTaken,
  NODE_PORTS,
  withNodePorts,
} from './allocate.ts'
import type { Service, ServicePort, ServiceSpec } from './schema.ts'
import {
  isHeadless,
  outsideRange,
  takenIp,
  takenNodePort,
  validateService,
  validateServiceUpdate,
} from './validate.ts'

/** Upstream: registry/core/service/strategy.go and storage/alloc.go. */
export const strategy: Strategy<Service> = {
  prepareCreate: (service, view) => allocated(normal(service), view),
  prepareUpdate: (next, old, part, view) =>
    part === 'status' ? next : allocated(carried(normal(next), old), view),
  validate: (service, view) => {
    const errors = validateService(service)
    return errors.length > 0 ? errors : allocationErrors(service, view)
  },
  validateUpdate: validateServiceUpdate,
}

const usesNodePorts = ({ type, allocateLoadBalancerNodePorts }: ServiceSpec): boolean =>
  type === 'NodePort' || (type === 'LoadBalancer' && allocateLoadBalancerNodePorts !== false)

/** `clusterIP` and the first of `clusterIPs` say the same. */
function normal(service: Service): Service {
  const { clusterIP, clusterIPs } = service.spec
  if (clusterIP && !clusterIPs?.length) {
    return { ...service, spec: { ...service.spec, clusterIPs: [clusterIP] } }
  }
  return service
}

function allocated(service: Service, view: View): Service {
  if (service.spec.type === 'ExternalName') return service
  let next = withFamily(service)
  if (!next.spec.clusterIPs?.length && (next.spec.ports ?? []).length > 0) {
    const clusterIP = freeAddress(view, next)
    next = { ...next, spec: { ...next.spec, clusterIP, clusterIPs: [clusterIP] } }
  }
  if (usesNodePorts(next.spec) && !isHeadless(next.spec)) next = withNodePorts(view, next)
  const { type, externalTrafficPolicy, healthCheckNodePort } = next.spec
  const isChecked = type === 'LoadBalancer' && externalTrafficPolicy === 'Local'
  if (!isChecked || healthCheckNodePort) return next
  return { ...next, spec: { ...next.spec, healthCheckNodePort: freeHealthPort(view, next) } }
}

/** The simulated network speaks IPv4 only. */
function withFamily(service: Service): Service {
  const { ipFamilies, ipFamilyPolicy } = service.spec
  if (ipFamilies?.length && ipFamilyPolicy) return service
  const spec = {
    ...service.spec,
    ipFamilies: ipFamilies?.length ? ipFamilies : ['IPv4'],
    ipFamilyPolicy: ipFamilyPolicy ?? 'SingleStack',
  } as ServiceSpec
  return { ...service, spec }
}

/** What an update did not say stays as it was given; what a new type cannot have goes. */
function carried(next: Service, old: Service): Service {
  let { spec } = next
  if (spec.type === 'ExternalName') return { ...next, spec: withoutAddress(spec, old.spec) }
  if (old.spec.type !== 'ExternalName' && !spec.clusterIP && !spec.clusterIPs?.length) {
    const { clusterIP, clusterIPs } = old.spec
    spec = { ...spec, clusterIP, clusterIPs }
  }
  const ports = (spec.ports ?? []).map((port, index) => carriedPort(port, index, spec, old.spec))
  return { ...next, spec: { ...spec, ...(spec.ports ? { ports } : {}) } }
}

function carriedPort(
  port: ServicePort,
  index: number,
  spec: ServiceSpec,
  old: ServiceSpec,
): ServicePort {
  const same = (old.ports ?? []).find(
    (other) => other.port === port.port && other.protocol === port.protocol,
  )
  if (usesNodePorts(spec)) {
    return port.nodePort || !same?.nodePort ? port : { ...port, nodePort: same.nodePort }
  }
  const before = same ?? old.ports?.[index]
  if (!usesNodePorts(old) || !port.nodePort || port.nodePort !== before?.nodePort) return port
  const { nodePort: _gone, ...rest } = port
  return rest
}

function withoutAddress(spec: ServiceSpec, old: ServiceSpec): ServiceSpec {
  if (old.type === 'ExternalName' || spec.clusterIP !== old.clusterIP) return spec
  const { clusterIP: _ip, clusterIPs: _ips, ipFamilies: _f, ipFamilyPolicy: _p, ...rest } = spec
  return { ...rest, ports: rest.ports?.map(({ nodePort: _port, ...port }) => port) }
}

function allocationErrors(service: Service, view: View): FieldError[] {
  const { clusterIPs = [], ports = [] } = service.spec
  const addresses = clusterIPs.filter((address) => isIpv4(address))
  const outside = addresses.find((address) => !isServiceAddress(address))
  if (outside) return [outsideRange(clusterIPs, outside, SERVICE_RANGE)]
  const taken = addresses.find((address) => isAddressTaken(view, service, address))
  if (taken) return [takenIp(clusterIPs, taken)]
  return ports.flatMap((port, index) => nodePortErrors(service, port, index, view))
}

function nodePortErrors(
  service: Service,
  port: ServicePort,
  index: number,
  view: View,
): FieldError[] {
  const { nodePort } = port
  if (!nodePort) return []
  const { first, last } = NODE_PORTS
  if (nodePort < first || nodePort > last) {
    const rule = `provided port is not in the valid range. ${portRange(first, last)}`
    return [wrong(`spec.ports[${index}].nodePort`, nodePort, rule)]
  }
  return isNodePortTaken(view, service, port) ? [takenNodePort(index, nodePort)] : []
}

const portRange = (first: number, last: number): string =>
  `The range of valid ports is ${first}-${last}`
