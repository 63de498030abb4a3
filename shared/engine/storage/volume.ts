import { objectKey } from '../object.ts'
import { plan, type Plan } from '../plan.ts'
import type { View } from '../store/view.ts'
import { defineController, type Wakes } from '../kinds/define-kind.ts'
import { inPhase } from './bind.ts'
import { PROVISIONED_BY, VOLUME_CONTROLLER, withoutFinalizer } from './marks.ts'
import { isProvisioner, workDone } from './provision.ts'
import type { PersistentVolumeClaim } from '../kinds/persistentvolumeclaim/schema.ts'
import { self } from '../kinds/wakes.ts'
import { PV_PROTECTION } from '../kinds/persistentvolume/protection.ts'
import type { PersistentVolume } from '../kinds/persistentvolume/schema.ts'

/**
 * What becomes of a volume: free, taken, given up, gone. Source: pv_controller.go syncVolume,
 * reclaimVolume; pkg/controller/volume/pvprotection (v1.32).
 */
function reconcile(volume: PersistentVolume, view: View): Plan {
  const { deletionTimestamp, finalizers = [] } = volume.metadata
  const { phase } = volume.status
  if (deletionTimestamp && phase !== 'Bound' && finalizers.includes(PV_PROTECTION)) {
    return plan().update(withoutFinalizer(volume, PV_PROTECTION))
  }
  const { claimRef } = volume.spec
  if (!claimRef?.uid) {
    return phase === 'Available' ? plan() : plan().status(inPhase(volume, 'Available', view))
  }
  const { namespace = '', name = '' } = claimRef
  const claim = view.get<PersistentVolumeClaim>('PersistentVolumeClaim', namespace, name)
  if (claim?.metadata.uid !== claimRef.uid) return released(volume, view)
  if (claim.spec.volumeName !== volume.metadata.name || phase === 'Bound') return plan()
  return plan().status(inPhase(volume, 'Bound', view))
}

/** Its claim is gone. */
function released(volume: PersistentVolume, view: View): Plan {
  const { phase } = volume.status
  if (phase !== 'Released' && phase !== 'Failed') {
    return plan()
      .status(inPhase(volume, 'Released', view))
      .wakeAt(view.now + 1)
  }
  if (phase === 'Failed' || volume.metadata.deletionTimestamp) return plan()
  const { persistentVolumeReclaimPolicy: policy, hostPath } = volume.spec
  if (policy === 'Retain') return plan()
  const provisioner = volume.metadata.annotations?.[PROVISIONED_BY]
  if (provisioner && !isProvisioner(provisioner)) return plan()
  if (policy === 'Delete' && (provisioner || hostPath?.path.startsWith('/tmp/'))) {
    return deleted(volume, view)
  }
  return failed(volume, policy, view)
}

function deleted(volume: PersistentVolume, view: View): Plan {
  const begun = view.memo<number>() ?? view.now
  const doneAt = workDone(view.luck(volume, 'delete'), begun)
  if (view.now < doneAt) return plan().memo(begun).wakeAt(doneAt)
  return plan().delete(volume)
}

/** Nobody here knows how to do what the policy says. */
function failed(volume: PersistentVolume, policy: string, view: View): Plan {
  const { name } = volume.metadata
  const path = volume.spec.hostPath?.path
  const word = policy === 'Delete' ? 'Delete' : 'Recycle'
  const plugin =
    policy === 'Delete'
      ? `error getting deleter volume plugin for volume "${name}": ` +
        'no deletable volume plugin matched'
      : `no recyclable volume plugin matched`
  const message =
    policy === 'Delete' && path !== undefined
      ? `host_path deleter only supports /tmp/.+ but received provided ${path}`
      : plugin
  const reason = `VolumeFailed${word}`
  return plan()
    .status(inPhase(volume, 'Failed', view, { message }))
    .event({ regarding: volume, type: 'Warning', reason, message, component: VOLUME_CONTROLLER })
}

/** The volumes that were given to a claim that goes, comes or takes one. */
const onClaim: Wakes<PersistentVolumeClaim> = (claim) =>
  claim.spec.volumeName ? [objectKey('PersistentVolume', '', claim.spec.volumeName)] : []

export const volumeController = defineController<PersistentVolume>({
  name: VOLUME_CONTROLLER,
  kind: 'PersistentVolume',
  lagMs: 20,
  wokenBy: { PersistentVolume: self, PersistentVolumeClaim: onClaim },
  reconcile,
})
