import { checkMetadata } from '../../schema/check-metadata.ts'
import {
  forbidden,
  required,
  unsupported,
  wrong,
  wrongGo,
  type FieldError,
} from '../../schema/field-errors.ts'
import { goList } from '../../schema/go-syntax.ts'
import { dns1035Label } from '../../schema/names.ts'
import { areLabels, isAddress, isDnsSubdomain, isQualifiedName } from '../../schema/rules.ts'
import type { Service, ServiceSpec } from './schema.ts'
import { checkServicePorts } from './validate-ports.ts'

const TYPES = ['ClusterIP', 'ExternalName', 'LoadBalancer', 'NodePort']
const AFFINITIES = ['ClientIP', 'None']
const POLICIES = ['Cluster', 'Local']
const MAX_STICKY_SECONDS = 86_400

/** What is wrong with a Service. Upstream: core/validation ValidateService (v1.32). */
export function validateService(service: Service): FieldError[] {
  const { spec } = service
  return [
    ...checkMetadata(service, 'Namespaced', dns1035Label),
    ...checkByType(spec),
    ...checkServicePorts(spec),
    ...areLabels(spec.selector, 'spec.selector'),
    ...checkAffinity(spec),
    ...(spec.externalIPs ?? []).flatMap((ip, at) => isAddress(ip, `spec.externalIPs[${at}]`)),
    ...checkType(spec),
    ...checkLoadBalancer(spec),
    ...checkTraffic(spec),
  ]
}

/** Has the service no address of its own? */
export function isHeadless(spec: ServiceSpec): boolean {
  return spec.clusterIP === 'None' || spec.clusterIPs?.[0] === 'None'
}

function checkByType(spec: ServiceSpec): FieldError[] {
  const { type } = spec
  const headless = isHeadless(spec)
  const errors: FieldError[] = []
  if ((spec.ports ?? []).length === 0 && !headless && type !== 'ExternalName') {
    errors.push(required('spec.ports'))
  }
  if (headless && (type === 'LoadBalancer' || type === 'NodePort')) {
    const rule = `may not be set to 'None' for ${type} services`
    errors.push(wrong('spec.clusterIPs[0]', 'None', rule))
  }
  if (type !== 'ExternalName') return errors
  const rule = 'may not be set for ExternalName services'
  if ((spec.clusterIPs ?? []).length > 0) errors.push(forbidden('spec.clusterIPs', rule))
  if ((spec.ipFamilies ?? []).length > 0) errors.push(forbidden('spec.ipFamilies', rule))
  if (spec.ipFamilyPolicy !== undefined) errors.push(forbidden('spec.ipFamilyPolicy', rule))
  const name = (spec.externalName ?? '').replace(/\.$/, '')
  if (!name) return [...errors, required('spec.externalName')]
  return [...errors, ...isDnsSubdomain(name, 'spec.externalName')]
}

function checkAffinity(spec: ServiceSpec): FieldError[] {
  const { sessionAffinity, sessionAffinityConfig } = spec
  const field = 'spec.sessionAffinity'
  if (!sessionAffinity) return [required(field)]
  if (!AFFINITIES.includes(sessionAffinity)) {
    return [unsupported(field, sessionAffinity, AFFINITIES)]
  }
  if (sessionAffinity === 'None') {
    const rule = 'must not be set when session affinity is None'
    return sessionAffinityConfig ? [forbidden(`${field}Config`, rule)] : []
  }
  const seconds = sessionAffinityConfig?.clientIP?.timeoutSeconds
  if (seconds === undefined) {
    return [required(`${field}Config`, 'when session affinity type is ClientIP')]
  }
  if (seconds > 0 && seconds <= MAX_STICKY_SECONDS) return []
  const rule = `must be greater than 0 and less than ${MAX_STICKY_SECONDS}`
  return [wrong(`${field}Config.clientIP.timeoutSeconds`, seconds, rule)]
}

function checkType({ type, ports = [] }: ServiceSpec): FieldError[] {
  if (!type) return [required('spec.type')]
  if (!TYPES.includes(type)) return [unsupported('spec.type', type, TYPES)]
  if (type !== 'ClusterIP') return []
  const rule = "may not be used when `type` is 'ClusterIP'"
  return ports.flatMap(({ nodePort }, index) =>
    nodePort ? [forbidden(`spec.ports[${index}].nodePort`, rule)] : [],
  )
}

function checkLoadBalancer(spec: ServiceSpec): FieldError[] {
  if (spec.type === 'LoadBalancer') {
    const { loadBalancerClass } = spec
    if (loadBalancerClass === undefined) return []
    return isQualifiedName(loadBalancerClass, 'spec.loadBalancerClass')
  }
  const rule = "may only be used when `type` is 'LoadBalancer'"
  const errors: FieldError[] = []
  if ((spec.loadBalancerSourceRanges ?? []).length > 0) {
    errors.push(forbidden('spec.LoadBalancerSourceRanges', rule))
  }
  if (spec.allocateLoadBalancerNodePorts !== undefined) {
    errors.push(forbidden('spec.allocateLoadBalancerNodePorts', rule))
  }
  if (spec.loadBalancerClass !== undefined) errors.push(forbidden('spec.loadBalancerClass', rule))
  return errors
}

function checkTraffic(spec: ServiceSpec): FieldError[] {
  const { type, externalTrafficPolicy, internalTrafficPolicy, trafficDistribution } = spec
  const isOutside =
    type === 'NodePort' ||
    type === 'LoadBalancer' ||
    (type === 'ClusterIP' && (spec.externalIPs ?? []).length > 0)
  const field = 'spec.externalTrafficPolicy'
  const errors: FieldError[] = []
  if (!isOutside && externalTrafficPolicy) {
    const rule = 'may only be set for externally-accessible services'
    errors.push(wrong(field, externalTrafficPolicy, rule))
  } else if (isOutside && !externalTrafficPolicy) errors.push(required(field))
  else if (externalTrafficPolicy && !POLICIES.includes(externalTrafficPolicy)) {
    errors.push(unsupported(field, externalTrafficPolicy, POLICIES))
  }
  if (internalTrafficPolicy !== undefined && !POLICIES.includes(internalTrafficPolicy)) {
    errors.push(unsupported('spec.internalTrafficPolicy', internalTrafficPolicy, POLICIES))
  }
  if (trafficDistribution !== undefined && trafficDistribution !== 'PreferClose') {
    const words = ['PreferClose']
    errors.push(unsupported('spec.trafficDistribution', trafficDistribution, words))
  }
  return errors
}

/** The refusal of an address that the cluster cannot give. Upstream: service REST alloc.go. */
export function outsideRange(ips: readonly string[], ip: string, range: string): FieldError {
  const why = `the provided IP (${ip}) is not in the valid range`
  const rule = `failed to allocate IP ${ip}: ${why}. The range of valid IPs is ${range}`
  return wrongGo('spec.clusterIPs', goList(ips), rule)
}

/** The refusal of an address that another service has. */
export function takenIp(ips: readonly string[], ip: string): FieldError {
  const rule = `failed to allocate IP ${ip}: provided IP is already allocated`
  return wrongGo('spec.clusterIPs', goList(ips), rule)
}

/** The refusal of a node port that another service has. */
export function takenNodePort(index: number, port: number): FieldError {
  return wrong(`spec.ports[${index}].nodePort`, port, 'provided port is already allocated')
}
