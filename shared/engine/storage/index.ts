import { defineController, type Controller } from '../kinds/define-kind.ts'
import type { PersistentVolumeClaim } from '../kinds/persistentvolumeclaim/schema.ts'
import { selfByOthers } from '../kinds/self-by-others.ts'
import { self } from '../kinds/wakes.ts'
import { bindClaim } from './bind.ts'
import { ephemeralVolumes } from './ephemeral.ts'
import { protect } from './protect.ts'
import { provision } from './provision.ts'
import { volumeController } from './volume.ts'
import { onClass, onUser, onVolume } from './wakes.ts'

/** Who binds claims to volumes, makes volumes on demand, and keeps what is in use. */
export const storageControllers: readonly Controller[] = [
  defineController<PersistentVolumeClaim>({
    name: 'persistentvolume-binder',
    kind: 'PersistentVolumeClaim',
    lagMs: 20,
    wokenBy: {
      PersistentVolumeClaim: selfByOthers('persistentvolume-binder'),
      PersistentVolume: onVolume,
      StorageClass: onClass,
    },
    reconcile: bindClaim,
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
  volumeController,
  ephemeralVolumes,
]
