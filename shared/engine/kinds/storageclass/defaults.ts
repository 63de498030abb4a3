import type { Draft, KubeObject } from '../../object.ts'
import type { View } from '../../store/view.ts'
import { parseTimestamp } from '../../time.ts'
import type { StorageClass } from './schema.ts'

const IS_DEFAULT = 'storageclass.kubernetes.io/is-default-class'
const WAS_DEFAULT = 'storageclass.beta.kubernetes.io/is-default-class'

/** Is it the class of claims that name none? */
export function isDefaultClass({ kind, metadata }: KubeObject): boolean {
  if (kind !== 'StorageClass') return false
  return (
    metadata.annotations?.[IS_DEFAULT] === 'true' || metadata.annotations?.[WAS_DEFAULT] === 'true'
  )
}

/**
 * The default class; of several the youngest, of those the first by name.
 * Source: pkg/volume/util/storageclass.go GetDefaultClass.
 */
export function defaultClass(view: View): StorageClass | undefined {
  let best: StorageClass | undefined
  for (const one of view.list<StorageClass>('StorageClass').filter(isDefaultClass)) {
    if (!best || madeAt(one) > madeAt(best)) best = one
  }
  return best
}

const madeAt = ({ metadata }: StorageClass): number =>
  parseTimestamp(metadata.creationTimestamp) ?? 0

/** Who makes volumes of the class that every cluster has: directories of the nodes, as in kind. */
export const LOCAL_PATH = 'rancher.io/local-path'

/** The class that every cluster has. Source: kind's and k3s' local-path-provisioner. */
export function standardClass(): Draft {
  const made: Omit<StorageClass, 'metadata'> & { metadata: Draft['metadata'] } = {
    apiVersion: 'storage.k8s.io/v1',
    kind: 'StorageClass',
    metadata: { name: 'standard', annotations: { [IS_DEFAULT]: 'true' } },
    provisioner: LOCAL_PATH,
    reclaimPolicy: 'Delete',
    volumeBindingMode: 'WaitForFirstConsumer',
  }
  return made as Draft
}
