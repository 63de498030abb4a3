import { checkMetadata, checkMetadataUpdate } from '../../schema/check-metadata.ts'
import { unsupported, wrong, type FieldError } from '../../schema/field-errors.ts'
import { dnsSubdomain } from '../../schema/names.ts'
import { nonNegative } from '../../schema/rules.ts'
import { parseDuration } from '../../schema/duration.ts'
import { FAULTS, HOOKS, PROBES, type Fault } from './schema.ts'

/** What is wrong with a Fault. */
export function validateFault(fault: Fault): FieldError[] {
  const { what, factor, code, times } = fault.spec
  const errors = checkMetadata(fault, 'Cluster', dnsSubdomain)
  if (!FAULTS.includes(what)) errors.push(unsupported('spec.what', what, FAULTS))
  const { probe, hook } = fault.spec
  if (probe && !PROBES.includes(probe)) errors.push(unsupported('spec.probe', probe, PROBES))
  if (hook && !HOOKS.includes(hook)) errors.push(unsupported('spec.hook', hook, HOOKS))
  for (const name of ['at', 'for', 'takes'] as const) {
    const text = fault.spec[name]
    if (text === undefined || parseDuration(text) !== undefined) continue
    errors.push(wrong(`spec.${name}`, text, 'must be a duration such as 90s, 2m or 1h30m'))
  }
  if (factor !== undefined && factor <= 0) {
    errors.push(wrong('spec.factor', factor, 'must be greater than 0'))
  }
  return [...errors, ...nonNegative(code, 'spec.code'), ...nonNegative(times, 'spec.times')]
}

/** What an update of a Fault may not do. */
export function validateFaultUpdate(next: Fault, old: Fault): FieldError[] {
  return checkMetadataUpdate(next, old)
}
