import type { KubeObject } from '../../object.ts'
import type { Pod } from '../pod/schema.ts'
import type { PersistentVolumeClaim } from './schema.ts'

/** The index of claims that have no volume yet. */
export const PENDING = 'pendingClaims'

/** Files a claim that waits. */
export function pendingWords(object: KubeObject): readonly string[] {
  if (object.kind !== 'PersistentVolumeClaim') return []
  return (object as PersistentVolumeClaim).status.phase === 'Pending' ? ['all'] : []
}

/** The index of pods by `namespace/claim`. */
export const PODS_BY_CLAIM = 'podsByClaim'

/** Files a pod under the claims that it uses. */
export function userWords(object: KubeObject): readonly string[] {
  if (object.kind !== 'Pod') return []
  return claimNames(object as Pod).map((name) => `${object.metadata.namespace ?? ''}/${name}`)
}

/** The names of the claims that a pod uses. */
export function claimNames({ metadata, spec }: Pod): string[] {
  return (spec.volumes ?? []).flatMap(({ name, persistentVolumeClaim, ephemeral }) => {
    if (persistentVolumeClaim) return [persistentVolumeClaim.claimName]
    return ephemeral ? [`${metadata.name}-${name}`] : []
  })
}
