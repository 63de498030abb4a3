import type { Millis } from '../../time.ts'
import { REVISION_HASH } from '../revision-history.ts'
import type { Node } from '../node/schema.ts'
import type { Pod } from '../pod/schema.ts'
import { availableAt } from '../workload-pods.ts'
import { placeOf, type Place } from './nodes.ts'
import { targetOf } from './pod-of.ts'
import type { DaemonSet } from './schema.ts'

/** One node with the pods of the set that are for it, oldest first, and what should be there. */
export interface Berth extends Place {
  node: string
  pods: readonly Pod[]
}

/** The set's pods by the node that they are for; those for nodes that are gone come apart. */
export interface Daemons {
  berths: readonly Berth[]
  stray: readonly Pod[]
}

/** Sorts the pods of a set by nodes. */
export function daemonsOf(set: DaemonSet, nodes: readonly Node[], pods: readonly Pod[]): Daemons {
  const byNode = new Map<string, Pod[]>(nodes.map(({ metadata }) => [metadata.name, []]))
  const stray: Pod[] = []
  for (const pod of [...pods].sort(older)) {
    const target = targetOf(pod)
    const there = target === undefined ? undefined : byNode.get(target)
    if (there) there.push(pod)
    else if (target !== undefined && !pod.spec.nodeName) stray.push(pod)
  }
  const berths = nodes.map((node) => {
    const { name } = node.metadata
    return { node: name, pods: byNode.get(name) ?? [], ...placeOf(set, node) }
  })
  return { berths, stray }
}

/** Bound ones first, then by age, then by name. Upstream: podByCreationTimestampAndPhase. */
function older(left: Pod, right: Pod): number {
  const bound = Number(!left.spec.nodeName) - Number(!right.spec.nodeName)
  if (bound !== 0) return bound
  const [a, b] = [left.metadata, right.metadata]
  if (a.creationTimestamp !== b.creationTimestamp) {
    return a.creationTimestamp < b.creationTimestamp ? -1 : 1
  }
  return a.name < b.name ? -1 : 1
}

/** Is the pod made from the revision of that hash? */
export function isOf(pod: Pod, hash: string): boolean {
  return pod.metadata.labels?.[REVISION_HASH] === hash
}

/** Has the pod been ready for long enough? */
export function isAvailable({ spec }: DaemonSet, pod: Pod, now: Millis): boolean {
  const at = availableAt(pod, spec.minReadySeconds ?? 0)
  return at !== undefined && at <= now
}
