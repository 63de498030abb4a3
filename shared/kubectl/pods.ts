import type { KubeObject } from './object.ts'

/** A container as far as commands that choose one look at it. */
interface NamedContainer {
  name: string
  stdin?: boolean
  tty?: boolean
}

/** A pod as far as commands that talk to one look at it. */
export interface PodObject extends KubeObject {
  spec?: {
    nodeName?: string
    containers?: NamedContainer[]
    initContainers?: NamedContainer[]
    ephemeralContainers?: NamedContainer[]
  }
  status?: {
    phase?: string
    conditions?: { type: string; status: string; lastTransitionTime?: string }[]
    containerStatuses?: { restartCount?: number }[]
  }
}

/** All containers of a pod, the ordinary ones first. */
export function containersOf({ spec }: PodObject): NamedContainer[] {
  const { containers = [], initContainers = [], ephemeralContainers = [] } = spec ?? {}
  return [...containers, ...initContainers, ...ephemeralContainers]
}

/**
 * The container that is meant when none is named, and what is said about it. Upstream: kubectl
 * pkg/cmd/util/podcmd.
 */
export function defaultContainer(pod: PodObject): { name: string; note?: string } {
  const { containers = [], initContainers = [], ephemeralContainers = [] } = pod.spec ?? {}
  const wanted = pod.metadata.annotations?.['kubectl.kubernetes.io/default-container']
  if (wanted !== undefined && containersOf(pod).some(({ name }) => name === wanted)) {
    return { name: wanted }
  }
  const name = containers[0]?.name ?? ''
  const all = [
    ...containers.map((one) => one.name),
    ...ephemeralContainers.map((one) => `${one.name} (ephem)`),
    ...initContainers.map((one) => `${one.name} (init)`),
  ]
  if (all.length < 2) return { name }
  return { name, note: `Defaulted container "${name}" out of: ${all.join(', ')}\n` }
}

const PHASES = ['Running', 'Unknown', 'Pending']

/**
 * Which of several pods is looked at first: bound, running, ready for longest, restarted least,
 * oldest. Upstream: kubectl pkg/util/podutils ByLogging.
 */
export function moreTelling(left: PodObject, right: PodObject): number {
  for (const rank of RANKS) {
    const difference = rank(left) - rank(right)
    if (difference !== 0) return difference
  }
  return left.metadata.name < right.metadata.name ? -1 : 1
}

const readiness = ({ status }: PodObject) =>
  status?.conditions?.find(({ type, status: is }) => type === 'Ready' && is === 'True')

const RANKS: readonly ((pod: PodObject) => number)[] = [
  ({ spec }) => Number(!spec?.nodeName),
  ({ status }) => PHASES.indexOf(status?.phase ?? ''),
  (pod) => Number(readiness(pod) === undefined),
  (pod) => Date.parse(readiness(pod)?.lastTransitionTime ?? '') || 0,
  ({ status }) =>
    Math.max(0, ...(status?.containerStatuses ?? []).map((one) => one.restartCount ?? 0)),
  ({ metadata }) => Date.parse(metadata.creationTimestamp ?? '') || 0,
]
