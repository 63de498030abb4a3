import { checkMetadata, checkMetadataUpdate } from '../../schema/check-metadata.ts'
import { checkSelector } from '../../schema/check-selector.ts'
import { unsupported, wrongGo, type FieldError } from '../../schema/field-errors.ts'
import { goStruct } from '../../schema/go-syntax.ts'
import {
  atMost100Percent,
  positiveOrPercent,
  type IntOrString,
} from '../../schema/int-or-string.ts'
import { dnsSubdomain } from '../../schema/names.ts'
import { nonNegative } from '../../schema/rules.ts'
import { podDisruptionBudgetSpec, type PodDisruptionBudget } from './schema.ts'

const POLICIES = ['AlwaysAllow', 'IfHealthyBudget']

/**
 * What is wrong with a budget. Upstream: policy/validation ValidatePodDisruptionBudget (v1.32).
 */
export function validateBudget(budget: PodDisruptionBudget): FieldError[] {
  const { spec } = budget
  const { minAvailable, maxUnavailable, unhealthyPodEvictionPolicy: policy } = spec
  const errors = checkMetadata(budget, 'Namespaced', dnsSubdomain)
  if (minAvailable !== undefined && maxUnavailable !== undefined) {
    const rule = 'minAvailable and maxUnavailable cannot be both set'
    errors.push(wrongGo('spec', goStruct(podDisruptionBudgetSpec, spec, 'policy'), rule))
  }
  errors.push(
    ...checkAmount(minAvailable, 'spec.minAvailable'),
    ...checkAmount(maxUnavailable, 'spec.maxUnavailable'),
    ...checkSelector(spec.selector, 'spec.selector'),
  )
  if (policy !== undefined && !POLICIES.includes(policy)) {
    errors.push(unsupported('spec.unhealthyPodEvictionPolicy', policy, POLICIES))
  }
  return errors
}

function checkAmount(value: IntOrString | undefined, field: string): FieldError[] {
  if (value === undefined) return []
  return [...positiveOrPercent(value, field), ...atMost100Percent(value, field)]
}

/** What an update may not do. Upstream: ValidatePodDisruptionBudgetStatusUpdate. */
export function validateBudgetUpdate(
  next: PodDisruptionBudget,
  old: PodDisruptionBudget,
): FieldError[] {
  const counts = ['disruptionsAllowed', 'currentHealthy', 'desiredHealthy', 'expectedPods'] as const
  return [
    ...checkMetadataUpdate(next, old),
    ...counts.flatMap((name) => nonNegative(next.status?.[name], `status.${name}`)),
  ]
}
