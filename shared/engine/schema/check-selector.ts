import { forbidden, required, wrong, type FieldError } from './field-errors.ts'
import { labelValue } from './names.ts'
import { areLabels, isQualifiedName } from './rules.ts'
import type { LabelSelector, LabelSelectorRequirement } from './selector.ts'

/** A label selector's form. Upstream: meta/v1/validation ValidateLabelSelector. */
export function checkSelector(selector: LabelSelector | undefined, field: string): FieldError[] {
  if (!selector) return []
  const requirements = selector.matchExpressions ?? []
  return [
    ...areLabels(selector.matchLabels, `${field}.matchLabels`),
    ...requirements.flatMap((requirement, index) =>
      checkRequirement(requirement, `${field}.matchExpressions[${index}]`),
    ),
  ]
}

function checkRequirement(requirement: LabelSelectorRequirement, field: string): FieldError[] {
  const values = requirement.values ?? []
  const errors: FieldError[] = []
  switch (requirement.operator) {
    case 'In':
    case 'NotIn':
      if (values.length === 0) {
        const when = "must be specified when `operator` is 'In' or 'NotIn'"
        errors.push(required(`${field}.values`, when))
      }
      break
    case 'Exists':
    case 'DoesNotExist':
      if (values.length > 0) {
        const when = "may not be specified when `operator` is 'Exists' or 'DoesNotExist'"
        errors.push(forbidden(`${field}.values`, when))
      }
      break
    default:
      errors.push(wrong(`${field}.operator`, requirement.operator, 'not a valid selector operator'))
  }
  errors.push(...isQualifiedName(requirement.key, `${field}.key`))
  values.forEach((value, index) => {
    const path = `${field}.values[${index}]`
    errors.push(...labelValue(value).map((rule) => wrong(path, value, rule)))
  })
  return errors
}
