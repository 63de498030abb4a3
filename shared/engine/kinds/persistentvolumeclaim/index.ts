import type { View } from '../../store/view.ts'
import { defineKind } from '../define-kind.ts'
import { defaultClass } from '../storageclass/defaults.ts'
import { columns } from './columns.ts'
import { PENDING, pendingWords, PODS_BY_CLAIM, userWords } from './filed.ts'
import { PVC_PROTECTION } from './protection.ts'
import { persistentVolumeClaim as schema, type PersistentVolumeClaim } from './schema.ts'
import { validateClaim, validateClaimUpdate } from './validate.ts'

/** Asks for storage; pods mount it by its name. */
export const persistentvolumeclaim = defineKind<PersistentVolumeClaim>({
  group: '',
  version: 'v1',
  kind: 'PersistentVolumeClaim',
  plural: 'persistentvolumeclaims',
  singular: 'persistentvolumeclaim',
  short: ['pvc'],
  scope: 'Namespaced',
  schema,
  columns,
  status: true,
  strategy: {
    prepareCreate: withClass,
    validate: validateClaim,
    validateUpdate: validateClaimUpdate,
  },
  indexes: { [PENDING]: pendingWords, [PODS_BY_CLAIM]: userWords },
})

/** Upstream: admission plugins DefaultStorageClass and StorageObjectInUseProtection. */
function withClass(claim: PersistentVolumeClaim, view: View): PersistentVolumeClaim {
  const finalizers = claim.metadata.finalizers ?? []
  const metadata = finalizers.includes(PVC_PROTECTION)
    ? claim.metadata
    : { ...claim.metadata, finalizers: [...finalizers, PVC_PROTECTION] }
  const found = claim.spec.storageClassName === undefined ? defaultClass(view) : undefined
  const spec = found ? { ...claim.spec, storageClassName: found.metadata.name } : claim.spec
  return { ...claim, metadata, spec, status: { phase: 'Pending' } }
}
