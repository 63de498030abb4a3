import { checkMetadata, checkMetadataUpdate } from '../../schema/check-metadata.ts'
import { required, wrong, type FieldError } from '../../schema/field-errors.ts'
import { dnsSubdomain } from '../../schema/names.ts'
import { nonNegative } from '../../schema/rules.ts'
import type { Lease } from './schema.ts'

/** What is wrong with a Lease. Upstream: coordination/validation ValidateLease (v1.32). */
export function validateLease(lease: Lease): FieldError[] {
  const { leaseDurationSeconds, leaseTransitions, holderIdentity, strategy, preferredHolder } =
    lease.spec
  const errors = checkMetadata(lease, 'Namespaced', dnsSubdomain)
  if (leaseDurationSeconds !== undefined && leaseDurationSeconds <= 0) {
    const rule = 'must be greater than 0'
    errors.push(wrong('spec.leaseDurationSeconds', leaseDurationSeconds, rule))
  }
  errors.push(...nonNegative(leaseTransitions, 'spec.leaseTransitions'))
  if (strategy === undefined && preferredHolder) {
    errors.push(required('spec.strategy', 'strategy must be set if preferredHolder is set'))
  }
  if (holderIdentity === '') errors.push(required('spec.holderIdentity', 'must not be empty'))
  return errors
}

/** What an update of a Lease may not do. */
export function validateLeaseUpdate(next: Lease, old: Lease): FieldError[] {
  return checkMetadataUpdate(next, old)
}
