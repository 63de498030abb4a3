import { equal } from '../../json.ts'
import { checkMetadata, checkMetadataUpdate } from '../../schema/check-metadata.ts'
import { checkSelector } from '../../schema/check-selector.ts'
import { forbidden, required, wrong, type FieldError } from '../../schema/field-errors.ts'
import { dnsSubdomain } from '../../schema/names.ts'
import { compareQuantities, parseQuantity } from '../../schema/quantity.ts'
import { isDnsSubdomain, unchanged } from '../../schema/rules.ts'
import type { View } from '../../store/view.ts'
import { checkAccessModes } from '../persistentvolume/validate.ts'
import { persistentVolumeClaimSpec } from '../pod/schema.ts'
import { goDiff } from '../pod/validate/go-diff.ts'
import type { StorageClass } from '../storageclass/schema.ts'
import type { PersistentVolumeClaim } from './schema.ts'

const EMPTY_MODES = 'at least 1 access mode is required'

/** What is wrong with a claim. Upstream: ValidatePersistentVolumeClaim (v1.32). */
export function validateClaim(claim: PersistentVolumeClaim): FieldError[] {
  const { spec } = claim
  const asked = spec.resources.requests?.storage
  return [
    ...checkMetadata(claim, 'Namespaced', dnsSubdomain),
    ...checkAccessModes(spec.accessModes, EMPTY_MODES),
    ...(spec.selector ? checkSelector(spec.selector, 'spec.selector') : []),
    ...checkAsked(asked),
    ...(spec.storageClassName
      ? isDnsSubdomain(spec.storageClassName, 'spec.storageClassName')
      : []),
  ]
}

function checkAsked(amount: string | undefined): FieldError[] {
  const field = 'spec.resources[storage]'
  if (amount === undefined) return [required(field)]
  const quantity = parseQuantity(amount)
  if (!quantity || quantity.nano > 0n) return []
  return [wrong(field, amount, 'must be greater than zero')]
}

const FIXED =
  'spec is immutable after creation except resources.requests and volumeAttributesClassName ' +
  'for bound claims'

/** What an update may not do. Upstream: ValidatePersistentVolumeClaimUpdate (v1.32). */
export function validateClaimUpdate(
  next: PersistentVolumeClaim,
  old: PersistentVolumeClaim,
  view: View,
): FieldError[] {
  const errors = checkMetadataUpdate(next, old)
  if (!equal(fixedPart(next, old), fixedPart(old, old))) {
    errors.push(
      forbidden('spec', `${FIXED}\n${goDiff(persistentVolumeClaimSpec, old.spec, next.spec)}`),
    )
  }
  const before = old.spec.resources.requests?.storage
  const after = next.spec.resources.requests?.storage
  if (before !== undefined && after !== undefined && compareQuantities(after, before) < 0) {
    const got = old.status.capacity?.storage
    if (got === undefined || compareQuantities(after, got) < 0) {
      const field = 'spec.resources.requests.storage'
      errors.push(forbidden(field, 'field can not be less than status.capacity'))
    }
  }
  errors.push(...growthErrors(next, old, view))
  return [...errors, ...unchanged(next.spec.volumeMode, old.spec.volumeMode, 'spec.volumeMode')]
}

/** What must stay: a volume and a class may be given once, and a bound claim may ask for more. */
function fixedPart(claim: PersistentVolumeClaim, old: PersistentVolumeClaim): unknown {
  const { volumeName, storageClassName, resources, volumeAttributesClassName, ...spec } = claim.spec
  return {
    ...spec,
    limits: resources.limits,
    ...(old.status.phase === 'Bound' ? {} : { requests: resources.requests }),
    ...(old.status.phase === 'Bound' ? {} : { volumeAttributesClassName }),
    ...(old.spec.volumeName ? { volumeName } : {}),
    ...(old.spec.storageClassName === undefined ? {} : { storageClassName }),
  }
}

/**
 * Why a claim may not grow; it must be bound to a volume of a class that lets it. Upstream says the
 * same in its admission plugin PersistentVolumeClaimResize, as a 403.
 */
function growthErrors(
  next: PersistentVolumeClaim,
  old: PersistentVolumeClaim,
  view: View,
): FieldError[] {
  const before = old.spec.resources.requests?.storage
  const after = next.spec.resources.requests?.storage
  if (!before || !after || compareQuantities(after, before) <= 0) return []
  if (old.status.phase !== 'Bound') return []
  const found = view.get<StorageClass>('StorageClass', '', next.spec.storageClassName ?? '')
  if (found?.allowVolumeExpansion) return []
  const rule =
    'only dynamically provisioned pvc can be resized and ' +
    'the storageclass that provisions the pvc must support resize'
  return [forbidden('spec.resources.requests.storage', rule)]
}
