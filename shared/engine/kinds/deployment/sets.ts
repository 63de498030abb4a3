import { byText, equal } from '../../json.ts'
import type { PodTemplateSpec } from '../pod/schema.ts'
import type { ReplicaSet } from '../replicaset/schema.ts'
import { HASH_LABEL } from './annotations.ts'

/** Sums over sets. */
export const wantedOf = (sets: readonly ReplicaSet[]): number =>
  sets.reduce((sum, set) => sum + set.spec.replicas, 0)
export const actualOf = (sets: readonly ReplicaSet[]): number =>
  sets.reduce((sum, set) => sum + set.status.replicas, 0)
export const readyOf = (sets: readonly ReplicaSet[]): number =>
  sets.reduce((sum, set) => sum + (set.status.readyReplicas ?? 0), 0)
export const availableOf = (sets: readonly ReplicaSet[]): number =>
  sets.reduce((sum, set) => sum + (set.status.availableReplicas ?? 0), 0)

/** Sets that should have pods. */
export const isActiveSet = (set: ReplicaSet): boolean => set.spec.replicas > 0

/** Older sets first; those of one second by name. */
export function byAge(left: ReplicaSet, right: ReplicaSet): number {
  return (
    byText(left.metadata.creationTimestamp, right.metadata.creationTimestamp) ||
    byText(left.metadata.name, right.metadata.name)
  )
}

/** Are two templates the same but for the label that the Deployment itself adds? */
export function isSameTemplate(left: PodTemplateSpec, right: PodTemplateSpec): boolean {
  return equal(withoutHash(left), withoutHash(right))
}

function withoutHash(template: PodTemplateSpec): PodTemplateSpec {
  const { [HASH_LABEL]: _hash, ...labels } = template.metadata.labels ?? {}
  return { ...template, metadata: { ...template.metadata, labels } }
}
