import type { KubeApi, KubeObject } from './api.ts'
import { containersOf } from './actions.ts'
import { KNOWN, pathOf } from './discovery.ts'

const REVISION = 'deployment.kubernetes.io/revision'
const HASH = 'pod-template-hash'
/** Annotations that stay with the Deployment when its template goes back: as kubectl decides it. */
const KEPT = new Set([
  'kubectl.kubernetes.io/last-applied-configuration',
  REVISION,
  'deployment.kubernetes.io/revision-history',
  'deployment.kubernetes.io/desired-replicas',
  'deployment.kubernetes.io/max-replicas',
  'deprecated.deployment.rollback.to',
])

export interface Revision {
  revision: number
  images: string
  cause: string
  replicaSet: KubeObject
}

/** kubectl rollout history: the newest first. */
export async function history(api: KubeApi, deployment: KubeObject): Promise<Revision[]> {
  const { namespace = '', uid } = deployment.metadata
  const { items } = await api.get<{ items: KubeObject[] }>(pathOf(KNOWN.ReplicaSet, namespace))
  return items
    .filter((rs) => rs.metadata.ownerReferences?.some((owner) => owner.uid === uid))
    .map((replicaSet) => ({
      revision: Number(replicaSet.metadata.annotations?.[REVISION] ?? 0),
      images: containersOf(replicaSet)
        .map((container) => container.image)
        .join(', '),
      cause: replicaSet.metadata.annotations?.['kubernetes.io/change-cause'] ?? '',
      replicaSet,
    }))
    .filter(({ revision }) => revision > 0)
    .toSorted((a, b) => b.revision - a.revision)
}

/** The JSON patch by which a Deployment takes back the template and the causes of a ReplicaSet. */
export function undoPatch(deployment: KubeObject, replicaSet: KubeObject) {
  const template = structuredClone(replicaSet.spec?.template ?? {}) as {
    metadata?: { labels?: Record<string, string> }
  }
  delete template.metadata?.labels?.[HASH]
  const annotations: Record<string, string> = {}
  for (const [name, value] of Object.entries(deployment.metadata.annotations ?? {}))
    if (KEPT.has(name)) annotations[name] = value
  for (const [name, value] of Object.entries(replicaSet.metadata.annotations ?? {}))
    if (!KEPT.has(name)) annotations[name] = value
  return [
    { op: 'replace', path: '/spec/template', value: template },
    { op: 'replace', path: '/metadata/annotations', value: annotations },
  ]
}

/**
 * kubectl rollout undo: back to a revision, or to the one before. Gives false when there is none.
 */
export async function undo(api: KubeApi, namespace: string, name: string, to?: number) {
  const path = pathOf(KNOWN.Deployment, namespace, name)
  const deployment = await api.get(path)
  const revisions = await history(api, deployment)
  const target = to ? revisions.find((known) => known.revision === to) : revisions[1]
  if (!target) return false
  await api.patch(path, 'json', undoPatch(deployment, target.replicaSet))
  return true
}
