import { checkMetadata, checkMetadataUpdate } from '../../schema/check-metadata.ts'
import type { FieldError } from '../../schema/field-errors.ts'
import { dnsLabel } from '../../schema/names.ts'
import { isQualifiedName } from '../../schema/rules.ts'
import type { Namespace } from './schema.ts'

/** What is wrong with a Namespace. Upstream: core/validation ValidateNamespace (v1.32). */
export function validateNamespace(namespace: Namespace): FieldError[] {
  return [
    ...checkMetadata(namespace, 'Cluster', dnsLabel),
    ...(namespace.spec.finalizers ?? []).flatMap((name) =>
      isQualifiedName(name, 'spec.finalizers'),
    ),
  ]
}

/** What an update of a Namespace may not do. */
export function validateNamespaceUpdate(next: Namespace, old: Namespace): FieldError[] {
  return checkMetadataUpdate(next, old)
}
