import { checkMetadataUpdate } from '../../schema/check-metadata.ts'
import { wrong, wrongGo, type FieldError } from '../../schema/field-errors.ts'
import { goList } from '../../schema/go-syntax.ts'
import type { Service, ServiceSpec } from './schema.ts'
import { isHeadless } from './validate.ts'

const FIXED = 'may not change once set'

/**
 * What an update of a Service may not do: its addresses and families stay, unless it comes from or
 * goes to ExternalName. Upstream: core/validation ValidateServiceUpdate,
 * validateUpgradeDowngradeClusterIPs, validateUpgradeDowngradeIPFamilies (v1.32).
 */
export function validateServiceUpdate(next: Service, old: Service): FieldError[] {
  const errors = checkMetadataUpdate(next, old)
  const { loadBalancerClass } = next.spec
  const isBalanced = next.spec.type === 'LoadBalancer' && old.spec.type === 'LoadBalancer'
  if (isBalanced && loadBalancerClass !== old.spec.loadBalancerClass) {
    errors.push(wrong('spec.loadBalancerClass', loadBalancerClass, FIXED))
  }
  if (old.spec.type === 'ExternalName' || next.spec.type === 'ExternalName') return errors
  return [...errors, ...addressErrors(next.spec, old.spec), ...familyErrors(next.spec, old.spec)]
}

function addressErrors(next: ServiceSpec, old: ServiceSpec): FieldError[] {
  if (isHeadless(next) && isHeadless(old)) return []
  const had = old.clusterIPs ?? []
  const has = next.clusterIPs ?? []
  const field = 'spec.clusterIPs'
  if (had.length > 0 && has.length === 0) {
    return [wrongGo(`${field}[0]`, '[]string(nil)', 'primary clusterIP can not be unset')]
  }
  const fixed = had.length === has.length ? had : had.slice(0, 1)
  return fixed.flatMap((address, index) => {
    return address === has[index] ? [] : [wrongGo(`${field}[${index}]`, goList(has), FIXED)]
  })
}

function familyErrors(next: ServiceSpec, old: ServiceSpec): FieldError[] {
  if (isHeadless(next) || isHeadless(old)) return []
  const had = old.ipFamilies ?? []
  const has = next.ipFamilies ?? []
  if (had.length === 0 || has.length === 0 || had[0] === has[0]) return []
  const go = goList(has).replace('string', 'core.IPFamily')
  return [wrongGo('spec.ipFamilies[0]', go, FIXED)]
}
