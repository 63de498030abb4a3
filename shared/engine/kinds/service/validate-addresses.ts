import {
  duplicate,
  required,
  unsupported,
  wrong,
  wrongGo,
  type FieldError,
} from '../../schema/field-errors.ts'
import { goList } from '../../schema/go-syntax.ts'
import { isAddress } from '../../schema/rules.ts'
import type { ServiceSpec } from './schema.ts'

const FAMILIES = ['IPv4', 'IPv6']
const POLICIES = ['PreferDualStack', 'RequireDualStack', 'SingleStack']
const FIELD = 'spec.clusterIPs'

/**
 * Addresses and families of a service by themselves and with one another.
 * Upstream: core/validation ValidateServiceClusterIPsRelatedFields (v1.32).
 */
export function checkAddresses(spec: ServiceSpec): FieldError[] {
  if (spec.type === 'ExternalName') return []
  const { clusterIPs = [], ipFamilies = [], ipFamilyPolicy } = spec
  const errors = [...checkSync(spec), ...checkFamilies(ipFamilies)]
  if (ipFamilyPolicy !== undefined && !POLICIES.includes(ipFamilyPolicy)) {
    errors.push(unsupported('spec.ipFamilyPolicy', ipFamilyPolicy, POLICIES))
  }
  const bad = checkForms(clusterIPs)
  errors.push(...bad)
  const shown = goList(clusterIPs)
  if (clusterIPs.length > 2) errors.push(wrongGo(FIELD, shown, 'may only hold up to 2 values'))
  if (bad.length > 0) return errors
  if (clusterIPs.length > 1 && new Set(clusterIPs.map(isSix)).size < clusterIPs.length) {
    errors.push(wrongGo(FIELD, shown, 'may specify no more than one IP for each IP family'))
  }
  return [...errors, ...checkMatch(clusterIPs, ipFamilies)]
}

const isSix = (address: string): boolean => address.includes(':')

function checkSync({ clusterIP, clusterIPs = [] }: ServiceSpec): FieldError[] {
  const shown = goList(clusterIPs)
  if (!clusterIP) {
    if (clusterIPs.length === 0) return []
    return [wrongGo(FIELD, shown, 'must be empty when `clusterIP` is not specified')]
  }
  if (clusterIPs.length === 0) return [required(FIELD)]
  if (clusterIPs[0] === clusterIP) return []
  return [wrongGo(FIELD, shown, 'first value must match `clusterIP`')]
}

function checkFamilies(families: readonly string[]): FieldError[] {
  const seen = new Set<string>()
  return families.flatMap((family, index) => {
    const field = `spec.ipFamilies[${index}]`
    const errors: FieldError[] = []
    if (!FAMILIES.includes(family)) errors.push(unsupported(field, family, FAMILIES))
    if (seen.has(family)) errors.push(duplicate(field, family))
    seen.add(family)
    return errors
  })
}

function checkForms(addresses: readonly string[]): FieldError[] {
  return addresses.flatMap((address, index) => {
    if (index > 0 || address !== 'None') return isAddress(address, `${FIELD}[${index}]`)
    if (addresses.length === 1) return []
    return [wrongGo(FIELD, goList(addresses), "'None' must be the first and only value")]
  })
}

function checkMatch(addresses: readonly string[], families: readonly string[]): FieldError[] {
  if (addresses[0] === 'None') return []
  return addresses.flatMap((address, index) => {
    const family = families[index]
    if (family === undefined || isSix(address) === (family === 'IPv6')) return []
    const rule = `expected an ${family} value as indicated by \`ipFamilies[${index}]\``
    return [wrong(`${FIELD}[${index}]`, address, rule)]
  })
}
