import { compareQuantities } from '../schema/quantity.ts'
import { matchesSelector } from '../schema/match-selector.ts'
import type { View } from '../store/view.ts'
import type { Node } from '../kinds/node/schema.ts'
import { matchesTerm } from '../kinds/node-terms.ts'
import type { PersistentVolume } from '../kinds/persistentvolume/schema.ts'
import type { StorageClass } from '../kinds/storageclass/schema.ts'
import type { PersistentVolumeClaim } from '../kinds/persistentvolumeclaim/schema.ts'

/** Is a volume kept for, or bound to, a claim? */
export function isFor({ spec }: PersistentVolume, claim: PersistentVolumeClaim): boolean {
  const { claimRef } = spec
  if (!claimRef || claimRef.name !== claim.metadata.name) return false
  if (claimRef.namespace !== claim.metadata.namespace) return false
  return !claimRef.uid || claimRef.uid === claim.metadata.uid
}

/** Can a volume be reached from a node? */
export function isReachable({ spec }: PersistentVolume, node: Node): boolean {
  const terms = spec.nodeAffinity?.required?.nodeSelectorTerms
  return !terms || terms.some((term) => matchesTerm(term, node))
}

/**
 * The volume that suits a claim: one that is kept for it, else the smallest that is large enough
 * and of the same class. `node`: only what can be reached from there.
 * Source: component-helpers storage/volume FindMatchingVolume (v1.32).
 */
export function matchingVolume(
  claim: PersistentVolumeClaim,
  view: View,
  node?: Node,
): PersistentVolume | undefined {
  let best: PersistentVolume | undefined
  for (const volume of view.list<PersistentVolume>('PersistentVolume')) {
    if (!suits(volume, claim)) continue
    if (isFor(volume, claim)) return volume
    if (volume.spec.claimRef || volume.status.phase !== 'Available') continue
    if (!matchesSelector(claim.spec.selector ?? {}, volume.metadata.labels)) continue
    if (node && !isReachable(volume, node)) continue
    if (!best || compareQuantities(sizeOf(volume), sizeOf(best)) < 0) best = volume
  }
  return best
}

/** A volume that was kept for the claim by whoever made it. */
export function keptVolume(claim: PersistentVolumeClaim, view: View): PersistentVolume | undefined {
  return view
    .list<PersistentVolume>('PersistentVolume')
    .find((volume) => isFor(volume, claim) && suits(volume, claim))
}

function suits(
  { metadata, spec, ...volume }: PersistentVolume,
  claim: PersistentVolumeClaim,
): boolean {
  const { spec: wanted } = claim
  if (metadata.deletionTimestamp || spec.volumeMode !== wanted.volumeMode) return false
  if ((spec.storageClassName ?? '') !== (wanted.storageClassName ?? '')) return false
  const asked = wanted.resources.requests?.storage ?? '0'
  if (compareQuantities(sizeOf({ metadata, spec, ...volume }), asked) < 0) return false
  return (wanted.accessModes ?? []).every((mode) => spec.accessModes?.includes(mode))
}

const sizeOf = ({ spec }: PersistentVolume): string => spec.capacity?.storage ?? '0'

/** The class of a claim; undefined when it names none or one that does not exist. */
export function classOf(claim: PersistentVolumeClaim, view: View): StorageClass | undefined {
  const name = claim.spec.storageClassName
  return name ? view.get<StorageClass>('StorageClass', '', name) : undefined
}

/** Does a claim wait until a pod needs it? */
export function isDelayed(claim: PersistentVolumeClaim, view: View): boolean {
  return classOf(claim, view)?.volumeBindingMode === 'WaitForFirstConsumer'
}

/** Has a claim got its volume for good? */
export function isBound({ spec, status }: PersistentVolumeClaim): boolean {
  return Boolean(spec.volumeName) && status.phase === 'Bound'
}
