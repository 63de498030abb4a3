import { forbidden, required, wrong, type FieldError } from '../../../schema/field-errors.ts'
import { compareQuantities, parseQuantity } from '../../../schema/quantity.ts'
import { isQualifiedName } from '../../../schema/rules.ts'
import type { ResourceRequirements } from '../schema/resources.ts'

/** Upstream: core/validation ValidateContainerResourceRequirements (v1.32). */

const CONTAINER_RESOURCES = ['cpu', 'memory', 'ephemeral-storage']
/** Resources that are counted in whole units. */
const WHOLE = ['pods', 'services', 'secrets', 'configmaps']

/** What a container asks for and may use at most. */
export function checkResources(
  { limits = {}, requests = {} }: ResourceRequirements,
  field: string,
): FieldError[] {
  const errors = Object.entries(limits).flatMap(([name, amount]) => [
    ...checkContainerResource(name, `${field}.limits[${name}]`),
    ...checkAmount(name, amount, `${field}.limits[${name}]`),
  ])
  for (const [name, amount] of Object.entries(requests)) {
    errors.push(
      ...checkContainerResource(name, `${field}.requests[${name}]`),
      ...checkAmount(name, amount, `${field}.requests[${name}]`),
      ...checkAgainstLimit(name, amount, limits[name], field),
    )
  }
  const names = [...Object.keys(limits), ...Object.keys(requests)]
  if (names.some(isHugePages) && !names.includes('cpu') && !names.includes('memory')) {
    errors.push(forbidden(field, 'HugePages require cpu or memory'))
  }
  return errors
}

function checkAgainstLimit(
  name: string,
  amount: string,
  limit: string | undefined,
  field: string,
): FieldError[] {
  const overcommit = mayOvercommit(name)
  if (limit === undefined) {
    const rule = 'Limit must be set for non overcommitable resources'
    return overcommit ? [] : [required(`${field}.limits`, rule)]
  }
  const order = compareQuantities(amount, limit)
  if (order !== 0 && !overcommit) {
    return [wrong(`${field}.requests`, amount, `must be equal to ${name} limit of ${limit}`)]
  }
  if (order <= 0) return []
  const rule = `must be less than or equal to ${name} limit of ${limit}`
  return [wrong(`${field}.requests`, amount, rule)]
}

const isHugePages = (name: string): boolean => name.startsWith('hugepages-')

/** May the requests of all containers together be less than their limits? */
function mayOvercommit(name: string): boolean {
  return !isHugePages(name) && (!name.includes('/') || name.includes('kubernetes.io/'))
}

function checkContainerResource(name: string, field: string): FieldError[] {
  const errors = isQualifiedName(name, field)
  if (errors.length > 0 || name.includes('/')) return errors
  if (CONTAINER_RESOURCES.includes(name) || name.startsWith('hugepages-')) return []
  const standard = [...CONTAINER_RESOURCES, ...WHOLE, 'storage'].includes(name)
  const rule = 'must be a standard resource type or fully qualified'
  return [
    ...(standard ? [] : [wrong(field, name, rule)]),
    wrong(field, name, 'must be a standard resource for containers'),
  ]
}

/** An amount that is 0 or more, and whole where parts make no sense. */
export function checkAmount(name: string, amount: string, field: string): FieldError[] {
  const quantity = parseQuantity(amount)
  if (!quantity) return []
  if (quantity.nano < 0n) return [wrong(field, amount, 'must be greater than or equal to 0')]
  const isWhole = WHOLE.includes(name) || !mayOvercommit(name)
  if (!isWhole || quantity.nano % 1_000_000_000n === 0n) return []
  return [wrong(field, amount, 'must be an integer')]
}
