import { checkMetadata, checkMetadataUpdate } from '../../schema/check-metadata.ts'
import { required, type FieldError } from '../../schema/field-errors.ts'
import { dnsSubdomain } from '../../schema/names.ts'
import { nonNegative, unchanged } from '../../schema/rules.ts'
import type { ControllerRevision } from './schema.ts'

/** What is wrong with a revision. Upstream: apps/validation ValidateControllerRevision. */
export function validateRevision(revision: ControllerRevision): FieldError[] {
  return [
    ...checkMetadata(revision, 'Namespaced', dnsSubdomain),
    ...(revision.data ? [] : [required('data', 'data is mandatory')]),
    ...nonNegative(revision.revision, 'revision'),
  ]
}

/** What it holds stays; its number may grow when the same template is used again. */
export function validateRevisionUpdate(
  next: ControllerRevision,
  old: ControllerRevision,
): FieldError[] {
  return [
    ...checkMetadataUpdate(next, old),
    ...unchanged(next.data, old.data, 'data', (data) => JSON.stringify(data)),
  ]
}
