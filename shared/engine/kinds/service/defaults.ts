import { isRecord } from '../../json.ts'

/** Defaults of services that depend on other fields. Source: core/v1/defaults.go (v1.32). */

type Fields = Record<string, unknown>

const CLIENT_IP_SECONDS = 10_800

/** A port is sent on to the same number, unless it says otherwise. */
export function completeServicePort(port: Readonly<Fields>): Fields {
  const { targetPort } = port
  const same = port.port ?? 0
  const isGiven = targetPort !== undefined && targetPort !== 0 && targetPort !== ''
  return isGiven || targetPort === same ? port : { ...port, targetPort: same }
}

/** Policies follow from the type; the stickiness has a time. */
export function completeServiceSpec(spec: Readonly<Fields>): Fields {
  const type = spec.type || 'ClusterIP'
  const isOutside = type === 'NodePort' || type === 'LoadBalancer'
  const ips = Array.isArray(spec.externalIPs) && spec.externalIPs.length > 0
  const next: Fields = { ...spec, ...affinity(spec) }
  if ((isOutside || (type === 'ClusterIP' && ips)) && !spec.externalTrafficPolicy) {
    next.externalTrafficPolicy = 'Cluster'
  }
  if (type !== 'ExternalName') next.internalTrafficPolicy ??= 'Cluster'
  if (type === 'LoadBalancer') next.allocateLoadBalancerNodePorts ??= true
  if (spec.sessionAffinity !== 'ClientIP') delete next.sessionAffinityConfig
  const names = new Set([...Object.keys(spec), ...Object.keys(next)])
  return [...names].every((name) => spec[name] === next[name]) ? spec : next
}

function affinity(spec: Readonly<Fields>): Fields {
  if (spec.sessionAffinity !== 'ClientIP') return {}
  const config = isRecord(spec.sessionAffinityConfig) ? spec.sessionAffinityConfig.clientIP : {}
  if (isRecord(config) && typeof config.timeoutSeconds === 'number') return {}
  return { sessionAffinityConfig: { clientIP: { timeoutSeconds: CLIENT_IP_SECONDS } } }
}
