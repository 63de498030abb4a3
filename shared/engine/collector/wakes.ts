import { keyOf, type KubeObject, type ObjectKey } from '../object.ts'
import type { Wakes } from '../kinds/define-kind.ts'
import { dependentsOf, isForeground, isOrphaning, ownerOf } from './owners.ts'
import type { View } from '../store/view.ts'

const NOBODY: readonly ObjectKey[] = []

/**
 * Whom a change concerns: an object whose owners are gone, one that waits for its dependents, the
 * dependents of one that is gone, and the owner that waits for it. Almost every change concerns
 * nobody, and this runs for each of them: the common cases come first.
 */
export const concerned: Wakes = (object, change, view) => {
  if (change.type === 'DELETED') return [...orphanedBy(object, view), ...waitingFor(object, view)]
  const isGoing = isForeground(object) || isOrphaning(object)
  const before = change.previous
  const isMoved = !before || !hasSameOwners(object, before)
  if (!isGoing && !isMoved) return NOBODY
  const keys: ObjectKey[] = []
  if (isGoing || hasLostOwner(object, view)) keys.push(keyOf(object))
  if (before && isMoved) keys.push(...waitingFor(before, view))
  return keys
}

function hasSameOwners(left: KubeObject, right: KubeObject): boolean {
  const before = right.metadata.ownerReferences ?? []
  const after = left.metadata.ownerReferences ?? []
  return (
    before.length === after.length &&
    after.every(
      (owner, index) =>
        owner.uid === before[index]?.uid &&
        owner.blockOwnerDeletion === before[index].blockOwnerDeletion,
    )
  )
}

/** Lost, or going and waiting for it. */
function hasLostOwner(object: KubeObject, view: View): boolean {
  return (object.metadata.ownerReferences ?? []).some((reference) => {
    const owner = ownerOf(object, reference, view)
    return !owner || isForeground(owner)
  })
}

function orphanedBy(object: KubeObject, view: View): ObjectKey[] {
  return dependentsOf(object, view).map((dependent) => keyOf(dependent))
}

/** Owners that go when this dependent is gone. */
function waitingFor(object: KubeObject, view: View): ObjectKey[] {
  return (object.metadata.ownerReferences ?? []).flatMap((reference) => {
    const owner = ownerOf(object, reference, view)
    return owner && isForeground(owner) ? [keyOf(owner)] : []
  })
}
