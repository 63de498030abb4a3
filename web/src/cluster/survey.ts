import type { PodDot } from '../../../shared/protocol/cluster.ts'
import { lifeOf, workloadOf } from './pod-life.ts'

/** What is seen only when all pods are looked at together. */
export interface Survey {
  /** The ReplicaSet of each Deployment's newest pod, by `namespace/workload`: others are older. */
  fronts: Map<string, string>
  /** Status words of pods in trouble with their number, by `namespace/workload`. */
  troubles: Map<string, [word: string, count: number][]>
  namespaces: string[]
}

export const CALM: Survey = { fronts: new Map(), troubles: new Map(), namespaces: [] }

export const loadOf = (pod: PodDot) => `${pod[0]}/${workloadOf(pod)}`

export function survey(pods: Iterable<PodDot>): Survey {
  const fronts = new Map<string, { owner: string; created: number }>()
  const troubles = new Map<string, Map<string, number>>()
  const namespaces = new Set<string>()
  for (const pod of pods) {
    const [namespace, , , status, , , , owner, created] = pod
    namespaces.add(namespace)
    const load = loadOf(pod)
    const front = fronts.get(load)
    const isFront = owner.startsWith('ReplicaSet/') && (!front || created > front.created)
    if (isFront) fronts.set(load, { owner, created })
    if (lifeOf(pod) !== 'failing') continue
    const words = troubles.get(load) ?? new Map<string, number>()
    troubles.set(load, words.set(status, (words.get(status) ?? 0) + 1))
  }
  return {
    fronts: new Map([...fronts].map(([load, { owner }]) => [load, owner])),
    troubles: new Map([...troubles].map(([load, words]) => [load, mostFirst(words)])),
    namespaces: [...namespaces].toSorted((a, b) => (a < b ? -1 : 1)),
  }
}

/** Status words that are neither calm nor expected, the most frequent first. */
export function troublesOf(pods: Iterable<PodDot>): [word: string, count: number][] {
  const words = new Map<string, number>()
  for (const pod of pods)
    if (lifeOf(pod) === 'failing') words.set(pod[3], (words.get(pod[3]) ?? 0) + 1)
  return mostFirst(words)
}

const mostFirst = (words: Map<string, number>) => [...words].toSorted((a, b) => b[1] - a[1])
