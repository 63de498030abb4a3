import type { View } from '../store/view.ts'
import type { Node } from '../kinds/node/schema.ts'
import type { PersistentVolume } from '../kinds/persistentvolume/schema.ts'
import type { Pod } from '../kinds/pod/schema.ts'
import { claimNames } from '../kinds/persistentvolumeclaim/filed.ts'
import { marks, SELECTED_NODE } from './marks.ts'
import { classOf, isBound, isDelayed, isFor, isReachable, matchingVolume } from './match.ts'
import type { PersistentVolumeClaim } from '../kinds/persistentvolumeclaim/schema.ts'

/** What a pod's claims mean for where it can go. */
export interface PodClaims {
  /** Why it can go nowhere yet, whatever the node. */
  problem?: string
  /** Volumes that it has already. */
  bound: readonly PersistentVolume[]
  /** Claims that are bound once a node is chosen. */
  waiting: readonly PersistentVolumeClaim[]
}

const NOTHING: PodClaims = { bound: [], waiting: [] }

/**
 * Reads the claims of a pod that looks for a node.
 * Source: scheduler plugins/volumebinding PreFilter (v1.32).
 */
export function podClaims(pod: Pod, view: View): PodClaims {
  const names = claimNames(pod)
  if (names.length === 0) return NOTHING
  const namespace = pod.metadata.namespace ?? ''
  const bound: PersistentVolume[] = []
  const waiting: PersistentVolumeClaim[] = []
  for (const name of names) {
    const claim = view.get<PersistentVolumeClaim>('PersistentVolumeClaim', namespace, name)
    const problem = claimProblem(pod, name, claim)
    if (problem || !claim) return { ...NOTHING, problem: problem ?? '' }
    if (!isBound(claim)) {
      if (isDelayed(claim, view) && !claim.spec.volumeName) waiting.push(claim)
      else return { ...NOTHING, problem: 'pod has unbound immediate PersistentVolumeClaims' }
      continue
    }
    const volume = view.get<PersistentVolume>('PersistentVolume', '', claim.spec.volumeName ?? '')
    if (volume) bound.push(volume)
  }
  return { bound, waiting }
}

function claimProblem(
  pod: Pod,
  name: string,
  claim: PersistentVolumeClaim | undefined,
): string | undefined {
  const isOwn = pod.spec.volumes?.some(
    (one) => one.ephemeral && `${pod.metadata.name}-${one.name}` === name,
  )
  if (!claim) {
    return isOwn
      ? `waiting for ephemeral volume controller to create the persistentvolumeclaim "${name}"`
      : `persistentvolumeclaim "${name}" not found`
  }
  if (claim.status.phase === 'Lost') {
    const volume = claim.spec.volumeName ?? ''
    return `persistentvolumeclaim "${name}" bound to non-existent persistentvolume "${volume}"`
  }
  return claim.metadata.deletionTimestamp
    ? `persistentvolumeclaim "${name}" is being deleted`
    : undefined
}

/** Why a pod with these claims cannot go to a node, in the words of events. */
export function volumeRefusal(
  { bound, waiting }: PodClaims,
  node: Node,
  view: View,
): string | undefined {
  if (bound.some((volume) => !isReachable(volume, node))) {
    return 'node(s) had volume node affinity conflict'
  }
  const isServed = waiting.every((claim) => isServedOn(claim, node, view))
  return isServed ? undefined : "node(s) didn't find available persistent volumes to bind"
}

/** Is there a volume for a claim that can be reached from a node, or can one be made there? */
function isServedOn(claim: PersistentVolumeClaim, node: Node, view: View): boolean {
  const chosen = claim.metadata.annotations?.[SELECTED_NODE]
  if (chosen !== undefined && chosen !== node.metadata.name) return false
  const volume = matchingVolume(claim, view, node)
  if (volume) return !isFor(volume, claim) || isReachable(volume, node)
  const provisioner = classOf(claim, view)?.provisioner ?? ''
  return !provisioner.startsWith('kubernetes.io/')
}

/** The claims as they are to be written when a node is chosen for their pod; those that need it. */
export function claimsForNode({ waiting }: PodClaims, node: string): PersistentVolumeClaim[] {
  return waiting
    .filter(({ metadata }) => metadata.annotations?.[SELECTED_NODE] !== node)
    .map((claim) => marks(claim, { [SELECTED_NODE]: node }))
}
