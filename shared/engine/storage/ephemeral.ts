import { isTerminating, objectKey, ownedBy, type Draft } from '../object.ts'
import { plan, type Plan } from '../plan.ts'
import type { View } from '../store/view.ts'
import { defineController } from '../kinds/define-kind.ts'
import { isTerminal } from '../kinds/pod/condition.ts'
import type { Pod } from '../kinds/pod/schema.ts'
import type { PersistentVolumeClaim } from '../kinds/persistentvolumeclaim/schema.ts'

/** Makes the claims of a pod's `ephemeral` volumes; they go with the pod. */
function reconcile(pod: Pod, view: View): Plan {
  const result = plan()
  if (isTerminating(pod) || isTerminal(pod)) return result
  for (const { name, ephemeral } of pod.spec.volumes ?? []) {
    const template = ephemeral?.volumeClaimTemplate
    if (!template) continue
    const claim = `${pod.metadata.name}-${name}`
    const namespace = pod.metadata.namespace ?? ''
    if (view.get<PersistentVolumeClaim>('PersistentVolumeClaim', namespace, claim)) continue
    const { labels, annotations } = template.metadata
    const metadata: Draft['metadata'] = {
      name: claim,
      namespace,
      ownerReferences: [ownedBy(pod)],
      ...(labels ? { labels } : {}),
      ...(annotations ? { annotations } : {}),
    }
    const made = { apiVersion: 'v1', kind: 'PersistentVolumeClaim', metadata, spec: template.spec }
    result.create(made as Draft)
  }
  return result
}

/** Source: pkg/controller/volume/ephemeral (v1.32). */
export const ephemeralVolumes = defineController<Pod>({
  name: 'ephemeral-volume',
  kind: 'Pod',
  lagMs: 15,
  wokenBy: {
    Pod: ({ metadata, spec }: Pod, { type }) =>
      type !== 'DELETED' && spec.volumes?.some(({ ephemeral }) => ephemeral)
        ? [objectKey('Pod', metadata.namespace ?? '', metadata.name)]
        : [],
  },
  reconcile,
})
