import { ownedBy, type Draft } from '../../object.ts'
import { REVISION_HASH } from '../revision-history.ts'
import type { NodeSelectorTerm, Pod, PodSpec } from '../pod/schema.ts'
import { GENERATION } from './generation.ts'
import { daemonTolerations } from './nodes.ts'
import type { DaemonSet } from './schema.ts'

/** The pod for a node: the scheduler will put it there and nowhere else. */
export function podFor(set: DaemonSet, node: string, name: string, hash: string): Draft<Pod> {
  const { template } = set.spec
  const { labels, annotations, finalizers } = template.metadata
  const generation = set.metadata.annotations?.[GENERATION]
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name,
      generateName: `${set.metadata.name}-`,
      ...(set.metadata.namespace ? { namespace: set.metadata.namespace } : {}),
      labels: {
        ...labels,
        ...(generation ? { 'pod-template-generation': generation } : {}),
        [REVISION_HASH]: hash,
      },
      ...(annotations ? { annotations } : {}),
      ...(finalizers ? { finalizers } : {}),
      ownerReferences: [ownedBy(set)],
    },
    spec: {
      ...template.spec,
      affinity: pinned(template.spec.affinity, node),
      tolerations: daemonTolerations(template.spec),
    },
  }
}

/**
 * Required terms give way to one that names the node: they were asked before it was chosen. Source:
 * pkg/controller/daemon/util ReplaceDaemonSetPodNodeNameNodeAffinity.
 */
function pinned(affinity: PodSpec['affinity'], node: string): PodSpec['affinity'] {
  const matchFields = [{ key: 'metadata.name', operator: 'In' as const, values: [node] }]
  return {
    ...affinity,
    nodeAffinity: {
      ...affinity?.nodeAffinity,
      requiredDuringSchedulingIgnoredDuringExecution: {
        nodeSelectorTerms: [{ matchFields } satisfies NodeSelectorTerm],
      },
    },
  }
}

/** The node that a pod of a DaemonSet is for, bound or not. */
export function targetOf({ spec }: Pod): string | undefined {
  if (spec.nodeName) return spec.nodeName
  const required = spec.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution
  for (const { matchFields = [] } of required?.nodeSelectorTerms ?? []) {
    for (const { key, operator, values } of matchFields) {
      if (key === 'metadata.name' && operator === 'In' && values?.length === 1) return values[0]
    }
  }
  return undefined
}
