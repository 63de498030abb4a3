import { equal } from '../json.ts'
import { plan, type Plan } from '../plan.ts'
import type { View } from '../store/view.ts'
import { timestamp } from '../time.ts'
import type { Node } from '../kinds/node/schema.ts'
import type { PersistentVolume } from '../kinds/persistentvolume/schema.ts'
import { defaultClass } from '../kinds/storageclass/defaults.ts'
import {
  BIND_COMPLETED,
  BOUND_BY_CONTROLLER,
  marks,
  PROVISIONER,
  PROVISIONER_BETA,
  SELECTED_NODE,
  VOLUME_CONTROLLER,
} from './marks.ts'
import { classOf, isDelayed, isFor, keptVolume, matchingVolume } from './match.ts'
import type { PersistentVolumeClaim } from '../kinds/persistentvolumeclaim/schema.ts'

type Claim = PersistentVolumeClaim
type Volume = PersistentVolume

/**
 * Brings claims and volumes together. Source: pkg/controller/volume/persistentvolume/
 * pv_controller.go syncClaim (v1.32).
 */
export function bindClaim(claim: Claim, view: View): Plan {
  if (claim.metadata.annotations?.[BIND_COMPLETED] === 'yes') return keepBound(claim, view)
  if (claim.metadata.deletionTimestamp) return plan()
  const adopted = withDefaultClass(claim, view)
  if (adopted) {
    return plan()
      .update(adopted)
      .wakeAt(view.now + 1)
  }
  if (claim.spec.volumeName) return bindToNamed(claim, claim.spec.volumeName, view)
  const chosen = chosenNode(claim, view)
  const volume =
    isDelayed(claim, view) && !chosen
      ? keptVolume(claim, view)
      : matchingVolume(claim, view, chosen)
  if (volume) return bind(claim, volume, view)
  return waitFor(claim, view, chosen)
}

/** A claim that names no class, not even the empty one, gets the default one when there is one. */
function withDefaultClass(claim: Claim, view: View): Claim | undefined {
  if (claim.spec.storageClassName !== undefined) return undefined
  const found = defaultClass(view)
  if (!found) return undefined
  return { ...claim, spec: { ...claim.spec, storageClassName: found.metadata.name } }
}

function chosenNode({ metadata }: Claim, view: View): Node | undefined {
  const name = metadata.annotations?.[SELECTED_NODE]
  return name ? view.get<Node>('Node', '', name) : undefined
}

/** Somebody asked for a volume by its name. */
function bindToNamed(claim: Claim, name: string, view: View): Plan {
  const volume = view.get<Volume>('PersistentVolume', '', name)
  if (!volume || (volume.spec.claimRef && !isFor(volume, claim))) return plan()
  return bind(claim, volume, view)
}

/** No volume suits: says what the claim waits for, once for each reason. */
function waitFor(claim: Claim, view: View, chosen: Node | undefined): Plan {
  const name = claim.spec.storageClassName
  const found = classOf(claim, view)
  if (!name) {
    const why = 'no persistent volumes available for this claim and no storage class is set'
    return told(claim, view, 'Normal', 'FailedBinding', why)
  }
  if (!found) {
    const why = `storageclass.storage.k8s.io "${name}" not found`
    return told(claim, view, 'Warning', 'ProvisioningFailed', why)
  }
  if (isDelayed(claim, view) && !chosen) {
    const why = 'waiting for first consumer to be created before binding'
    return told(claim, view, 'Normal', 'WaitForFirstConsumer', why)
  }
  const { provisioner } = found
  if (provisioner.startsWith('kubernetes.io/')) {
    const why = `no volume plugin matched name: ${provisioner}`
    return told(claim, view, 'Warning', 'ProvisioningFailed', why)
  }
  const why =
    'Waiting for a volume to be created either by the external provisioner ' +
    `'${provisioner}' or manually by the system administrator. If volume creation is delayed, ` +
    'please verify that the provisioner is running and correctly registered.'
  const marked = marks(claim, { [PROVISIONER_BETA]: provisioner, [PROVISIONER]: provisioner })
  return told(claim, view, 'Normal', 'ExternalProvisioning', why).update(marked)
}

function told(
  claim: Claim,
  view: View,
  type: 'Normal' | 'Warning',
  reason: string,
  message: string,
): Plan {
  if (view.memo<string>() === message) return plan()
  const happening = { regarding: claim, type, reason, message, component: VOLUME_CONTROLLER }
  return plan().event(happening).memo(message)
}

/** Says in both objects that they belong together. */
function bind(claim: Claim, volume: Volume, view: View): Plan {
  const { name, namespace, uid, resourceVersion } = claim.metadata
  const before = volume.spec.claimRef
  const claimRef = {
    kind: 'PersistentVolumeClaim',
    apiVersion: 'v1',
    namespace: namespace ?? '',
    name,
    uid,
    resourceVersion: before?.uid ? (before.resourceVersion ?? resourceVersion) : resourceVersion,
  }
  const kept = before ? volume : marks(volume, { [BOUND_BY_CONTROLLER]: 'yes' })
  const taken: Volume = { ...kept, spec: { ...volume.spec, claimRef } }
  const own: Record<string, string> = claim.spec.volumeName ? {} : { [BOUND_BY_CONTROLLER]: 'yes' }
  const marked = marks(claim, { [BIND_COMPLETED]: 'yes', ...own })
  const spec = { ...claim.spec, volumeName: volume.metadata.name }
  const holder: Claim = { ...marked, spec }
  const result = plan().update(taken)
  if (volume.status.phase !== 'Bound') result.status(inPhase(taken, 'Bound', view))
  return result.update(holder).status(withVolume(holder, volume)).memo(null)
}

/** A volume in another phase. */
export function inPhase(
  volume: Volume,
  phase: Volume['status']['phase'],
  view: View,
  more: { reason?: string; message?: string } = {},
): Volume {
  const lastPhaseTransitionTime = timestamp(view.now)
  return { ...volume, status: { phase, lastPhaseTransitionTime, ...more } }
}

function withVolume(claim: Claim, { spec }: Volume): Claim {
  const status: Claim['status'] = { ...claim.status, phase: 'Bound' }
  if (spec.accessModes) status.accessModes = spec.accessModes
  if (spec.capacity) status.capacity = spec.capacity
  return { ...claim, status }
}

/** A claim that was bound stays so, or has lost what it had for ever. */
function keepBound(claim: Claim, view: View): Plan {
  const { volumeName } = claim.spec
  if (!volumeName) {
    return lost(claim, 'ClaimLost', 'Bound claim has lost reference to PersistentVolume.')
  }
  const volume = view.get<Volume>('PersistentVolume', '', volumeName)
  if (!volume) return lost(claim, 'ClaimLost', 'Bound claim has lost its PersistentVolume.')
  const owner = volume.spec.claimRef
  if (owner?.uid && owner.uid !== claim.metadata.uid) {
    const why = 'Two claims are bound to the same volume, this one is bound incorrectly'
    return lost(claim, 'ClaimMisbound', why, '')
  }
  if (!owner?.uid || volume.status.phase !== 'Bound') return bind(claim, volume, view)
  const next = withVolume(claim, volume)
  return equal(next.status, claim.status) ? plan() : plan().status(next)
}

function lost(
  claim: Claim,
  reason: string,
  why: string,
  after = ' Data on the volume is lost!',
): Plan {
  if (claim.status.phase === 'Lost') return plan()
  const message = why + after
  const component = VOLUME_CONTROLLER
  return plan()
    .status({ ...claim, status: { phase: 'Lost' } } as Claim)
    .event({ regarding: claim, type: 'Warning', reason, message, component })
}
