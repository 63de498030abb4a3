import { isTerminating, type KubeObject, type OwnerReference } from '../object.ts'
import type { View } from '../store/view.ts'

/** Finalizers by which a deletion says what becomes of the dependents. */
export const FOREGROUND = 'foregroundDeletion'
export const ORPHAN = 'orphan'

/** How the owners of an object are. */
export interface Owners {
  /** They live. */
  solid: OwnerReference[]
  /** They do not exist (any more). */
  gone: OwnerReference[]
  /** They wait for their dependents to go before they go themselves. */
  waiting: OwnerReference[]
}

/** Does the object wait for its dependents to go? */
export function isForeground(object: KubeObject): boolean {
  return isTerminating(object) && (object.metadata.finalizers ?? []).includes(FOREGROUND)
}

/** Does the object wait for its dependents to be set free? */
export function isOrphaning(object: KubeObject): boolean {
  return isTerminating(object) && (object.metadata.finalizers ?? []).includes(ORPHAN)
}

/** The owner that a reference means: in the dependent's namespace, or cluster-wide, by uid. */
export function ownerOf(
  dependent: KubeObject,
  reference: OwnerReference,
  view: View,
): KubeObject | undefined {
  const { namespace = '' } = dependent.metadata
  const home = view.get<KubeObject>(reference.kind, namespace, reference.name)
  const found = home ?? view.get<KubeObject>(reference.kind, '', reference.name)
  return found?.metadata.uid === reference.uid ? found : undefined
}

/** Sorts an object's references by how their owners are. */
export function ownersOf(object: KubeObject, view: View): Owners {
  const owners: Owners = { solid: [], gone: [], waiting: [] }
  for (const reference of object.metadata.ownerReferences ?? []) {
    const owner = ownerOf(object, reference, view)
    if (!owner) owners.gone.push(reference)
    else if (isForeground(owner)) owners.waiting.push(reference)
    else owners.solid.push(reference)
  }
  return owners
}

/** All that name the object among their owners. */
export function dependentsOf(object: KubeObject, view: View): readonly KubeObject[] {
  return view.indexed<KubeObject>('dependents', object.metadata.uid)
}
