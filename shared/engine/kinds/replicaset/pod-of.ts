import { ownedBy, type Draft } from '../../object.ts'
import type { View } from '../../store/view.ts'
import { fiveLetters } from '../five-letters.ts'
import type { Pod } from '../pod/schema.ts'
import type { ReplicaSet } from './schema.ts'

/** What fits before the five characters: names of pods are cut at 63. */
const LONGEST_PREFIX = 58

/** The name of the pod that a set makes as its `count`-th: `<set>-` and five characters. */
export function podName(set: ReplicaSet, view: View, count: number): string {
  const suffix = fiveLetters(view.luck(set, `pod ${count}`))
  return `${set.metadata.name}-`.slice(0, LONGEST_PREFIX) + suffix
}

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
