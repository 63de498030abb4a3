import { defineController } from '../kinds/define-kind.ts'
import { isTerminating, type KubeObject, type OwnerReference } from '../object.ts'
import { plan, type Plan } from '../plan.ts'
import type { View } from '../store/view.ts'
import { tellOfWrongNamespace } from './other-namespace.ts'
import { dependentsOf, FOREGROUND, isForeground, isOrphaning, ORPHAN, ownersOf } from './owners.ts'
import { concerned } from './wakes.ts'

/**
 * Deletes what nobody owns any more. Upstream: pkg/controller/garbagecollector, without its graph:
 * the store's index of dependents is that graph.
 */
export const collector = defineController<KubeObject>({
  name: 'garbage-collector',
  kind: '*',
  lagMs: 20,
  wokenBy: { '*': concerned },
  reconcile: collect,
})

function collect(object: KubeObject, view: View): Plan {
  if (isOrphaning(object)) return setFree(object, view)
  if (isForeground(object)) return emptyFirst(object, view)
  return isTerminating(object) ? plan() : judge(plan(), object, view)
}

/** Takes the references off the dependents, then lets the owner go. */
function setFree(owner: KubeObject, view: View): Plan {
  const result = plan()
  for (const dependent of dependentsOf(owner, view)) {
    result.update(withoutOwners(dependent, [owner.metadata.uid]))
  }
  return result.update(withoutFinalizer(owner, ORPHAN))
}

/** Deletes the dependents; the owner goes when none is left that holds it. */
function emptyFirst(owner: KubeObject, view: View): Plan {
  const result = plan()
  const dependents = dependentsOf(owner, view)
  for (const dependent of dependents) {
    if (!isTerminating(dependent)) judge(result, dependent, view)
  }
  const isHeld = dependents.some((dependent) => isHolding(dependent, owner))
  return isHeld ? result : result.update(withoutFinalizer(owner, FOREGROUND))
}

function isHolding(dependent: KubeObject, owner: KubeObject): boolean {
  return (dependent.metadata.ownerReferences ?? []).some(
    (reference) => reference.uid === owner.metadata.uid && reference.blockOwnerDeletion === true,
  )
}

/**
 * What becomes of an object whose owners are as they are: it stays as long as one of them lives,
 * and forgets the others. Source: garbagecollector.go attemptToDeleteItem.
 */
function judge(result: Plan, object: KubeObject, view: View): Plan {
  const { solid, gone, waiting } = ownersOf(object, view)
  const lost = [...gone, ...waiting]
  if (lost.length === 0) return result
  tellOfWrongNamespace(result, object, gone, view)
  if (solid.length > 0) return result.update(withoutOwners(object, lost.map(uidOf)))
  const dependents = dependentsOf(object, view)
  if (waiting.length > 0 && dependents.length > 0) {
    // Two that own each other would wait for each other for ever: one of them stops holding.
    if (dependents.some(isForeground)) result.update(unblocking(object))
    return result.delete(object, { propagation: 'Foreground' })
  }
  return result.delete(object, { propagation: propagationOf(object) })
}

/** What the object itself asks for; else its dependents follow it later. */
function propagationOf({ metadata }: KubeObject): 'Orphan' | 'Foreground' | 'Background' {
  const finalizers = metadata.finalizers ?? []
  if (finalizers.includes(ORPHAN)) return 'Orphan'
  return finalizers.includes(FOREGROUND) ? 'Foreground' : 'Background'
}

const uidOf = (reference: OwnerReference): string => reference.uid

function withoutOwners(object: KubeObject, uids: readonly string[]): KubeObject {
  const { ownerReferences = [], ...metadata } = object.metadata
  const left = ownerReferences.filter((reference) => !uids.includes(reference.uid))
  const kept = left.length > 0 ? { ...metadata, ownerReferences: left } : metadata
  return { ...object, metadata: kept }
}

function unblocking(object: KubeObject): KubeObject {
  const ownerReferences = (object.metadata.ownerReferences ?? []).map((reference) => ({
    ...reference,
    blockOwnerDeletion: false,
  }))
  return { ...object, metadata: { ...object.metadata, ownerReferences } }
}

function withoutFinalizer(object: KubeObject, gone: string): KubeObject {
  const { finalizers = [], ...metadata } = object.metadata
  const left = finalizers.filter((name) => name !== gone)
  const kept = left.length > 0 ? { ...metadata, finalizers: left } : metadata
  return { ...object, metadata: kept }
}
