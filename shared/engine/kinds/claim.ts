import { isTerminating, ownedBy, type KubeObject, type OwnerReference } from '../object.ts'
import { matchesSelector } from '../schema/match-selector.ts'
import type { LabelSelector } from '../schema/selector.ts'

/** What an owner does about the objects that are or could be its own. */
export interface Claim<T extends KubeObject> {
  /** All that belong to the owner now, adopted ones in their new state. */
  mine: T[]
  /** Orphans that get the owner's reference. */
  adopted: T[]
  /** Objects whose labels do not match any more, already without the owner's reference. */
  released: T[]
}

/**
 * Who belongs to an owner: what it controls and still matches stays, what does not match any more
 * is released, orphans that match are adopted. An owner that is being deleted neither adopts nor
 * releases. Source: pkg/controller/controller_ref_manager.go ClaimObject.
 */
export function claim<T extends KubeObject>(
  owner: KubeObject,
  selector: LabelSelector,
  owned: readonly T[],
  orphans: readonly T[],
): Claim<T> {
  const found: Claim<T> = { mine: [], adopted: [], released: [] }
  // Pods of one template share their labels: what was just found out need not be asked again.
  let last: unknown
  let isMatch = false
  for (const object of owned) {
    if (!isControlledBy(object, owner)) continue
    const { labels } = object.metadata
    if (labels === undefined || labels !== last) isMatch = matchesSelector(selector, labels)
    last = labels
    if (isMatch) found.mine.push(object)
    else if (!isTerminating(owner)) found.released.push(withoutOwner(object, owner))
  }
  if (isTerminating(owner)) return found
  for (const orphan of orphans) {
    if (isTerminating(orphan) || !matchesSelector(selector, orphan.metadata.labels)) continue
    const adopted = withOwner(orphan, ownedBy(owner))
    found.adopted.push(adopted)
    found.mine.push(adopted)
  }
  return found
}

/** Is this very owner (by uid) the object's managing controller? */
export function isControlledBy(object: KubeObject, owner: KubeObject): boolean {
  const references = object.metadata.ownerReferences ?? []
  return references.some((one) => one.controller === true && one.uid === owner.metadata.uid)
}

function withOwner<T extends KubeObject>(object: T, owner: OwnerReference): T {
  const others = (object.metadata.ownerReferences ?? []).filter((one) => one.uid !== owner.uid)
  return { ...object, metadata: { ...object.metadata, ownerReferences: [...others, owner] } }
}

function withoutOwner<T extends KubeObject>(object: T, owner: KubeObject): T {
  const { ownerReferences = [], ...metadata } = object.metadata
  const others = ownerReferences.filter((one) => one.uid !== owner.metadata.uid)
  return {
    ...object,
    metadata: others.length > 0 ? { ...metadata, ownerReferences: others } : metadata,
  }
}
