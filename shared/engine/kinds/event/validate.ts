import { checkMetadata, checkMetadataUpdate } from '../../schema/check-metadata.ts'
import { wrong, type FieldError } from '../../schema/field-errors.ts'
import { dnsSubdomain } from '../../schema/names.ts'
import type { KubeEvent } from './schema.ts'

/** What is wrong with an Event. Upstream: core/validation legacyValidateEvent (v1.32). */
export function validateEvent(event: KubeEvent): FieldError[] {
  const errors = checkMetadata(event, 'Namespaced', dnsSubdomain)
  const of = event.involvedObject.namespace ?? ''
  const at = event.metadata.namespace ?? ''
  if (of !== '' && of !== at) {
    errors.push(wrong('involvedObject.namespace', of, 'does not match event.namespace'))
  } else if (of === '' && at !== 'default' && at !== 'kube-system') {
    errors.push(wrong('involvedObject.namespace', of, 'does not match event.namespace'))
  }
  return errors
}

/** What an update of an Event may not do. */
export function validateEventUpdate(next: KubeEvent, old: KubeEvent): FieldError[] {
  return checkMetadataUpdate(next, old)
}
