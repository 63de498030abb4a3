import { controllerOf, keyOf, objectKey, type ObjectKey } from '../../object.ts'
import { matchesSelector } from '../../schema/match-selector.ts'
import type { Wakes } from '../define-kind.ts'
import type { Pod } from '../pod/schema.ts'
import type { ReplicaSet } from '../replicaset/schema.ts'
import type { Deployment } from './schema.ts'

/** A set wakes the Deployment that has it or had it; an orphan wakes those that would have it. */
export const deploymentsOfSet: Wakes<ReplicaSet> = (set, change, view) => {
  const namespace = set.metadata.namespace ?? ''
  const keys: ObjectKey[] = []
  for (const state of change.previous ? [set, change.previous] : [set]) {
    const reference = controllerOf(state)
    if (reference?.kind === 'Deployment') {
      keys.push(objectKey('Deployment', namespace, reference.name))
    }
  }
  if (keys.length > 0) return keys
  return view
    .list<Deployment>('Deployment', namespace)
    .filter(({ spec }) => matchesSelector(spec.selector, set.metadata.labels))
    .map((deployment) => keyOf(deployment))
}

/** When a pod is gone its Deployment may start new ones, if it waits for that. */
export const recreatorOfPod: Wakes<Pod> = (pod, change, view) => {
  if (change.type !== 'DELETED') return []
  const namespace = pod.metadata.namespace ?? ''
  const set = controllerOf(pod)
  if (set?.kind !== 'ReplicaSet') return []
  const owner = controllerOf(view.get<ReplicaSet>('ReplicaSet', namespace, set.name) ?? pod)
  if (owner?.kind !== 'Deployment') return []
  const deployment = view.get<Deployment>('Deployment', namespace, owner.name)
  return deployment?.spec.strategy.type === 'Recreate' ? [keyOf(deployment)] : []
}
