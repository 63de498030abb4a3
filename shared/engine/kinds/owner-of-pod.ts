import { equal } from '../json.ts'
import { controllerOf, keyOf, objectKey, type KubeObject, type ObjectKey } from '../object.ts'
import { matchesSelector } from '../schema/match-selector.ts'
import type { LabelSelector } from '../schema/selector.ts'
import type { Wakes } from './define-kind.ts'
import type { Pod } from './pod/schema.ts'
import { readySince } from './workload-pods.ts'

/** Something that makes pods and adopts those that match. */
interface Owner extends KubeObject {
  spec: { selector?: LabelSelector }
}

/** What a kind's controller wants to hear of pods beside what every one does. */
interface Ears<T extends Owner> {
  /** Is a change of this, too? */
  alsoNews?(pod: Pod, before: Pod): boolean
  /** May the owner adopt a pod that matches? Yes when left out. */
  mayAdopt?(owner: T, pod: Pod): boolean
}

/**
 * A pod wakes the owner of a kind that has it or had it; an orphan those that would have it.
 * Changes that no owner looks at (an address, a pulled image) wake nobody.
 */
export function ownerOfPod<T extends Owner>(kind: string, ears: Ears<T> = {}): Wakes<Pod> {
  return (pod, change, view) => {
    const before = change.previous as Pod | undefined
    const isNews =
      change.type !== 'MODIFIED' ||
      !before ||
      changed(pod, before) ||
      ears.alsoNews?.(pod, before) === true
    if (!isNews) return []
    const namespace = pod.metadata.namespace ?? ''
    const keys = new Set<ObjectKey>()
    for (const state of before ? [pod, before] : [pod]) {
      const reference = controllerOf(state)
      if (reference?.kind === kind) keys.add(objectKey(kind, namespace, reference.name))
      if (reference) continue
      for (const owner of view.list<T>(kind, namespace)) {
        if (ears.mayAdopt?.(owner, state) === false) continue
        if (matchesSelector(owner.spec.selector, state.metadata.labels)) keys.add(keyOf(owner))
      }
    }
    return [...keys]
  }
}

function changed(pod: Pod, before: Pod): boolean {
  return (
    pod.status.phase !== before.status.phase ||
    pod.metadata.deletionTimestamp !== before.metadata.deletionTimestamp ||
    readySince(pod) !== readySince(before) ||
    !equal(pod.metadata.labels, before.metadata.labels) ||
    !equal(pod.metadata.ownerReferences, before.metadata.ownerReferences)
  )
}
