import type { KubeObject } from '../../object.ts'
import type { View } from '../../store/view.ts'
import { defineController, defineKind } from '../define-kind.ts'
import type { Pod } from '../pod/schema.ts'
import { selfByOthers } from '../self-by-others.ts'
import { defaultClass } from '../storageclass/default-class.ts'
import { self } from '../wakes.ts'
import { reconcile } from './bind.ts'
import { columns } from './columns.ts'
import { ephemeralVolumes } from './ephemeral.ts'
import { PVC_PROTECTION } from './marks.ts'
import { claimNames, protect } from './protect.ts'
import { provision } from './provision.ts'
import { persistentVolumeClaim as schema, type PersistentVolumeClaim } from './schema.ts'
import { validateClaim, validateClaimUpdate } from './validate.ts'
import { onClass, onUser, onVolume, PENDING, pendingWords } from './wakes.ts'

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
  indexes: {
    [PENDING]: (object: KubeObject) =>
      object.kind === 'PersistentVolumeClaim' ? pendingWords(object as PersistentVolumeClaim) : [],
    podsByClaim: (object: KubeObject) =>
      object.kind === 'Pod'
        ? claimNames(object as Pod).map((name) => `${object.metadata.namespace ?? ''}/${name}`)
        : [],
  },
  controllers: [
    defineController<PersistentVolumeClaim>({
      name: 'persistentvolume-binder',
      kind: 'PersistentVolumeClaim',
      lagMs: 20,
      wokenBy: {
        PersistentVolumeClaim: selfByOthers('persistentvolume-binder'),
        PersistentVolume: onVolume,
        StorageClass: onClass,
      },
      reconcile,
    }),
    defineController<PersistentVolumeClaim>({
      name: 'provisioner',
      kind: 'PersistentVolumeClaim',
      lagMs: 30,
      wokenBy: { PersistentVolumeClaim: self },
      reconcile: provision,
    }),
    defineController<PersistentVolumeClaim>({
      name: 'pvc-protection',
      kind: 'PersistentVolumeClaim',
      lagMs: 20,
      wokenBy: { PersistentVolumeClaim: self, Pod: onUser },
      reconcile: protect,
    }),
    ephemeralVolumes,
  ],
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
