import { wrong, wrongGo, type FieldError } from '../../schema/field-errors.ts'
import { goList } from '../../schema/go-syntax.ts'
import { isIp } from '../../schema/names.ts'
import type { Service, ServiceSpec } from './schema.ts'

type Family = 'IPv4' | 'IPv6'

const familyOf = (address: string): Family => (address.includes(':') ? 'IPv6' : 'IPv4')

/**
 * The families that a service has in a cluster of IPv4 alone: those that it asks for or that its
 * addresses have, else IPv4. Without selector and address it promises both.
 * Upstream: registry/core/service/storage/alloc.go initIPFamilyFields (v1.32).
 */
export function withFamilies(service: Service): Service {
  const { spec } = service
  const isBare = spec.clusterIP === 'None' && Object.keys(spec.selector ?? {}).length === 0
  const ipFamilyPolicy = spec.ipFamilyPolicy ?? (isBare ? 'RequireDualStack' : 'SingleStack')
  const ipFamilies = [...((spec.ipFamilies ?? []) as Family[])]
  for (const address of (spec.clusterIPs ?? []).slice(ipFamilies.length)) {
    if (address !== 'None' && isIp(address)) ipFamilies.push(familyOf(address))
  }
  if (ipFamilies.length === 0) ipFamilies.push('IPv4')
  if (isBare && ipFamilies.length < 2 && ipFamilyPolicy !== 'SingleStack') {
    ipFamilies.push(ipFamilies[0] === 'IPv4' ? 'IPv6' : 'IPv4')
  }
  return { ...service, spec: { ...spec, ipFamilyPolicy, ipFamilies } }
}

/** What this cluster cannot give of families and addresses. */
export function familyErrors(spec: ServiceSpec): FieldError[] {
  const { clusterIP, clusterIPs = [], ipFamilies = [], ipFamilyPolicy, selector } = spec
  if (spec.type === 'ExternalName') return []
  if (clusterIP === 'None' && Object.keys(selector ?? {}).length === 0) return []
  const policy = 'spec.ipFamilyPolicy'
  const six = clusterIPs.findIndex((address) => address !== 'None' && familyOf(address) === 'IPv6')
  if (six >= 0) {
    const rule = 'IPv6 is not configured on this cluster'
    return [wrongGo(`spec.clusterIPs[${six}]`, goList(clusterIPs), rule)]
  }
  if (ipFamilyPolicy === 'SingleStack' && ipFamilies.length > 1) {
    const rule =
      "must be 'RequireDualStack' or 'PreferDualStack' when multiple IP families are specified"
    return [wrong(policy, ipFamilyPolicy, rule)]
  }
  const errors: FieldError[] = []
  if (ipFamilyPolicy === 'RequireDualStack') {
    const rule = 'this cluster is not configured for dual-stack services'
    errors.push(wrong(policy, ipFamilyPolicy, rule))
  }
  ipFamilies.forEach((family, index) => {
    if (family === 'IPv4') return
    errors.push(wrong(`spec.ipFamilies[${index}]`, family, 'not configured on this cluster'))
  })
  return errors
}
