import { ownedBy, type Draft } from '../../object.ts'
import type { Pod } from '../pod/schema.ts'
import type { ReplicaSet } from './schema.ts'

/**
 * A pod made from a set's template. Source: pkg/controller/controller_utils.go GetPodFromTemplate.
 */
export function podOf(set: ReplicaSet, name: string): Draft<Pod> {
  const { labels, annotations, finalizers } = set.spec.template.metadata
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name,
      generateName: `${set.metadata.name}-`,
      ...(set.metadata.namespace ? { namespace: set.metadata.namespace } : {}),
      ...(labels ? { labels } : {}),
      ...(annotations ? { annotations } : {}),
      ...(finalizers ? { finalizers } : {}),
      ownerReferences: [ownedBy(set)],
    },
    spec: set.spec.template.spec,
  }
}
