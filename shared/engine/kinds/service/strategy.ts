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
import { carried, usesNodePorts } from './carry.ts'
import { familyErrors, withFamilies } from './families.ts'
import type { Service, ServicePort } from './schema.ts'
import { isHeadless, outsideRange, takenIp, takenNodePort, validateService } from './validate.ts'
import { checkAddresses } from './validate-addresses.ts'
import { validateServiceUpdate } from './validate-update.ts'

/** Upstream: registry/core/service/strategy.go and storage/alloc.go. */
export const strategy: Strategy<Service> = {
  prepareCreate: (service, view) => allocated(normal(service), view),
  prepareUpdate: (next, old, part, view) =>
    part === 'status' ? next : allocated(carried(next, old), view),
  validate: (service, view) => {
    const early = unfit(service)
    if (early.length > 0) return early
    const errors = validateService(service)
    return errors.length > 0 ? errors : allocationErrors(service, view)
  },
  validateUpdate: (next, old) => (unfit(next).length > 0 ? [] : validateServiceUpdate(next, old)),
}

/** What keeps addresses from being given: upstream says nothing else of such a service. */
function unfit({ spec }: Service): FieldError[] {
  const errors = checkAddresses(spec)
  return errors.length > 0 ? errors : familyErrors(spec)
}

/** `clusterIP` and the first of `clusterIPs` say the same. */
function normal(service: Service): Service {
  const { clusterIP, clusterIPs } = service.spec
  if (clusterIP && !clusterIPs?.length) {
    return { ...service, spec: { ...service.spec, clusterIPs: [clusterIP] } }
  }
  return service
}

function allocated(service: Service, view: View): Service {
  if (service.spec.type === 'ExternalName' || unfit(service).length > 0) return service
  let next = withFamilies(service)
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
