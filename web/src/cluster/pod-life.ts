import type { PodDot } from '../../../shared/protocol/cluster.ts'

/** What the map shows of a pod's life. The STATUS word stays the truth; this only groups words. */
export type Life =
  'pending' | 'creating' | 'starting' | 'running' | 'failing' | 'terminating' | 'done'

const BEING_MADE = /^(Pending|ContainerCreating|PodInitializing|Init:\d+\/\d+|SchedulingGated)$/

export function lifeOf([, , node, status, ready, containers]: PodDot): Life {
  if (status === 'Terminating') return 'terminating'
  if (status === 'Completed' || status === 'Succeeded') return 'done'
  if (status === 'Running') return ready >= containers ? 'running' : 'starting'
  // The word of a pod some of whose containers have ended well while others run.
  if (status === 'NotReady') return 'starting'
  if (BEING_MADE.test(status)) return node === '' ? 'pending' : 'creating'
  return 'failing'
}

/** A key that no two objects share: `Kind/namespace/name`, as the live view's `gone` spells it. */
export const podKey = (dot: PodDot) => `Pod/${dot[0]}/${dot[1]}`

/**
 * The workload that a pod belongs to: for a ReplicaSet's pod the Deployment's name (that of the
 * ReplicaSet without its hash), the owner's name for others, its own when nobody manages it.
 */
export function workloadOf(dot: PodDot): string {
  const [kind, name] = dot[7].split('/')
  if (!kind || !name) return dot[1]
  return kind === 'ReplicaSet' ? name.replace(/-[a-z0-9]{5,10}$/, '') : name
}

/** What is left of a pod's name when the workload's is taken off: what tells siblings apart. */
export function shortName(dot: PodDot): string {
  const [, name] = dot
  const workload = workloadOf(dot)
  if (name === workload || !name.startsWith(`${workload}-`)) return name
  return (
    name
      .slice(workload.length + 1)
      .split('-')
      .at(-1) ?? name
  )
}

const HUES = 8

/** One of eight cargo colours, always the same for the same workload. */
export function hueOf(namespace: string, workload: string): number {
  let hash = 0
  for (const letter of `${namespace}/${workload}`)
    hash = (Math.imul(hash, 31) + (letter.codePointAt(0) ?? 0)) | 0
  return Math.abs(hash ^ (hash >>> 13)) % HUES
}
