import { checkMetadata, checkMetadataUpdate } from '../../schema/check-metadata.ts'
import type { FieldError } from '../../schema/field-errors.ts'
import { dnsSubdomain } from '../../schema/names.ts'
import type { ServiceAccount } from './schema.ts'

/** What is wrong with a ServiceAccount. Upstream: core/validation ValidateServiceAccount. */
export function validateServiceAccount(account: ServiceAccount): FieldError[] {
  return checkMetadata(account, 'Namespaced', dnsSubdomain)
}

/** What an update of a ServiceAccount may not do. */
export function validateServiceAccountUpdate(
  next: ServiceAccount,
  old: ServiceAccount,
): FieldError[] {
  return checkMetadataUpdate(next, old)
}
