import { conditionOf, isTerminal } from '../kinds/pod/condition.ts'
import type { Pod } from '../kinds/pod/schema.ts'
import { isTerminating, type KubeObject } from '../object.ts'
import type { Tally } from '../store/indexes.ts'

/** The name that pods ask for when they ask for no other scheduler. */
export const NAME = 'default-scheduler'

/** How important a pod is. */
export const priorityOf = ({ spec }: Pod): number => spec.priority ?? 0

/** Does the pod wait for this scheduler? */
export function isWaiting(pod: Pod): boolean {
  const { nodeName, schedulerName, schedulingGates = [] } = pod.spec
  if (nodeName || schedulerName !== NAME || schedulingGates.length > 0) return false
  return !isTerminating(pod) && !isTerminal(pod)
}

/**
 * How many pods wait for their first try, by priority: the most important ones are tried first.
 * Upstream: the active queue, with the plugin PrioritySort.
 */
export class SchedulingQueue implements Tally {
  #counts = new Map<number, number>()

  add(object: KubeObject): void {
    this.#count(object, 1)
  }

  remove(object: KubeObject): void {
    this.#count(object, -1)
  }

  /** Does a pod of a higher priority than this wait for its first try? */
  hasAbove(priority: number): boolean {
    for (const other of this.#counts.keys()) if (other > priority) return true
    return false
  }

  #count(object: KubeObject, sign: 1 | -1): void {
    if (object.kind !== 'Pod') return
    const pod = object as Pod
    if (pod.spec.nodeName || !isWaiting(pod)) return
    if (conditionOf(pod, 'PodScheduled')?.reason === 'Unschedulable') return
    const priority = priorityOf(pod)
    const next = (this.#counts.get(priority) ?? 0) + sign
    if (next === 0) this.#counts.delete(priority)
    else this.#counts.set(priority, next)
  }
}

/** How many pods of each priority hold room on nodes: whether anybody could be removed at all. */
export class BoundPriorities implements Tally {
  #counts = new Map<number, number>()

  add(object: KubeObject): void {
    this.#count(object, 1)
  }

  remove(object: KubeObject): void {
    this.#count(object, -1)
  }

  /** Is there a bound pod of a lower priority than this? */
  hasBelow(priority: number): boolean {
    for (const other of this.#counts.keys()) if (other < priority) return true
    return false
  }

  #count(object: KubeObject, sign: 1 | -1): void {
    if (object.kind !== 'Pod') return
    const pod = object as Pod
    if (!pod.spec.nodeName || isTerminal(pod)) return
    const priority = priorityOf(pod)
    const next = (this.#counts.get(priority) ?? 0) + sign
    if (next === 0) this.#counts.delete(priority)
    else this.#counts.set(priority, next)
  }
}
