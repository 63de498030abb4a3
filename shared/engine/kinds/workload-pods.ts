import { SECOND, parseTimestamp, type Millis } from '../time.ts'
import type { Pod, PodCondition } from './pod/schema.ts'

/** Neither finished nor on its way out: what a ReplicaSet counts. Source: IsPodActive. */
export function isActive(pod: Pod): boolean {
  const phase = pod.status.phase
  return phase !== 'Succeeded' && phase !== 'Failed' && pod.metadata.deletionTimestamp === undefined
}

function readyCondition(pod: Pod): PodCondition | undefined {
  return pod.status.conditions?.find((condition) => condition.type === 'Ready')
}

/** Does the pod say that it is ready? */
export function isReady(pod: Pod): boolean {
  return readyCondition(pod)?.status === 'True'
}

/** Since when the pod is ready; undefined when it is not. */
export function readySince(pod: Pod): Millis | undefined {
  const condition = readyCondition(pod)
  if (condition?.status !== 'True' || !condition.lastTransitionTime) return undefined
  return parseTimestamp(condition.lastTransitionTime)
}

/** When a ready pod counts as available: `minReadySeconds` after it became ready. */
export function availableAt(pod: Pod, minReadySeconds: number): Millis | undefined {
  const since = readySince(pod)
  return since === undefined ? undefined : since + minReadySeconds * SECOND
}
