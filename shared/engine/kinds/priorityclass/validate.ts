import { checkMetadata, checkMetadataUpdate } from '../../schema/check-metadata.ts'
import { forbidden, required, unsupported, type FieldError } from '../../schema/field-errors.ts'
import { dnsSubdomain } from '../../schema/names.ts'
import { unchanged } from '../../schema/rules.ts'
import type { PriorityClass } from './schema.ts'
import { HIGHEST_OF_USERS, SYSTEM_CLASSES, SYSTEM_PREFIX } from './system.ts'

const POLICIES = ['PreemptLowerPriority', 'Never']

/** What is wrong with a class. Upstream: scheduling/validation ValidatePriorityClass (v1.32). */
export function validatePriorityClass(object: PriorityClass): FieldError[] {
  const errors = checkMetadata(object, 'Cluster', dnsSubdomain)
  const { name } = object.metadata
  if (name?.startsWith(SYSTEM_PREFIX)) {
    const why = systemProblem(object)
    const reserved = `priority class names with '${SYSTEM_PREFIX}' prefix are reserved`
    if (why) {
      errors.push(forbidden('metadata.name', `${reserved} for system use only. error: ${why}`))
    }
  } else if (object.value > HIGHEST_OF_USERS) {
    const rule = `maximum allowed value of a user defined priority is ${HIGHEST_OF_USERS}`
    errors.push(forbidden('value', rule))
  }
  return [...errors, ...checkPolicy(object.preemptionPolicy)]
}

function systemProblem({ metadata, value, globalDefault }: PriorityClass): string | undefined {
  const { name } = metadata
  const right = SYSTEM_CLASSES[name]
  if (right === undefined) return `${name} is not a known system priority class`
  if (value !== right) return `value of ${name} PriorityClass must be ${right}`
  return globalDefault ? `globalDefault of ${name} PriorityClass must be false` : undefined
}

function checkPolicy(policy: string | undefined): FieldError[] {
  if (policy === undefined || POLICIES.includes(policy)) return []
  if (policy === '') return [required('preemptionPolicy')]
  return [unsupported('preemptionPolicy', policy, POLICIES)]
}

/** What an update may not do: importance and policy stay. */
export function validatePriorityClassUpdate(next: PriorityClass, old: PriorityClass): FieldError[] {
  const errors = checkMetadataUpdate(next, old)
  if (next.value !== old.value) {
    errors.push(forbidden('value', 'may not be changed in an update.'))
  }
  return [...errors, ...unchanged(next.preemptionPolicy, old.preemptionPolicy, 'preemptionPolicy')]
}
