import { ownedBy, type Draft } from '../../object.ts'
import { REVISION_HASH } from '../revision-history.ts'
import type { PersistentVolumeClaim } from '../persistentvolumeclaim/schema.ts'
import type { Pod, PodTemplateSpec, Volume } from '../pod/schema.ts'
import type { StatefulSet, StatefulSetSpec } from './schema.ts'

/** What each pod's claim is made from. */
export type ClaimTemplate = NonNullable<StatefulSetSpec['volumeClaimTemplates']>[number]

/** The names of a set's claim templates, which are those of the volumes, too. */
export function claimNames({ volumeClaimTemplates = [] }: StatefulSetSpec): string[] {
  return volumeClaimTemplates.map(({ metadata }) => metadata.name ?? '')
}

const POD_NAME = 'statefulset.kubernetes.io/pod-name'
const POD_INDEX = 'apps.kubernetes.io/pod-index'

/** The number of the first pod. */
export function startOf({ spec }: StatefulSet): number {
  return spec.ordinals?.start ?? 0
}

/** The name of the pod with a number. */
export function podName({ metadata }: StatefulSet, ordinal: number): string {
  return `${metadata.name}-${ordinal}`
}

/** The number in a pod's name; undefined when it is no name of this set. */
export function ordinalOf({ metadata }: StatefulSet, pod: Pod): number | undefined {
  const { name } = pod.metadata
  if (!name.startsWith(`${metadata.name}-`)) return undefined
  const digits = name.slice(metadata.name.length + 1)
  return /^(0|[1-9]\d{0,8})$/.test(digits) ? Number(digits) : undefined
}

/** The name of a pod's own claim. */
export function claimName(template: string, pod: string): string {
  return `${template}-${pod}`
}

/** A template's volumes with those that a pod's claims stand for: claims win. */
export function withClaims(
  volumes: readonly Volume[] = [],
  templates: readonly string[],
  pod: string,
): Volume[] | undefined {
  const claims = templates.map((name): Volume => ({
    name,
    persistentVolumeClaim: { claimName: claimName(name, pod) },
  }))
  const others = volumes.filter(({ name }) => !templates.includes(name))
  const all = [...claims, ...others]
  return all.length > 0 ? all : undefined
}

/**
 * The pod with a number, made from a template of a revision. Source: pkg/controller/statefulset/
 * stateful_set_utils.go newStatefulSetPod, updateIdentity, updateStorage.
 */
export function podFor(
  set: StatefulSet,
  template: PodTemplateSpec,
  revision: string,
  ordinal: number,
): Draft<Pod> {
  const name = podName(set, ordinal)
  const { labels, annotations, finalizers } = template.metadata
  const { serviceName } = set.spec
  const volumes = withClaims(template.spec.volumes, claimNames(set.spec), name)
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name,
      generateName: `${set.metadata.name}-`,
      ...(set.metadata.namespace ? { namespace: set.metadata.namespace } : {}),
      labels: { ...labels, [REVISION_HASH]: revision, ...identityOf(name, ordinal) },
      ...(annotations ? { annotations } : {}),
      ...(finalizers ? { finalizers } : {}),
      ownerReferences: [ownedBy(set)],
    },
    spec: {
      ...template.spec,
      hostname: name,
      ...(serviceName ? { subdomain: serviceName } : {}),
      ...(volumes ? { volumes } : {}),
    },
  }
}

function identityOf(name: string, ordinal: number): Record<string, string> {
  return { [POD_INDEX]: String(ordinal), [POD_NAME]: name }
}

/** The pod with the labels that make it what it is, if somebody took one of them away. */
export function repaired(pod: Pod, ordinal: number): Pod | undefined {
  const { labels, name } = pod.metadata
  const wanted = identityOf(name, ordinal)
  if (Object.entries(wanted).every(([key, value]) => labels?.[key] === value)) return undefined
  return { ...pod, metadata: { ...pod.metadata, labels: { ...labels, ...wanted } } }
}

/** A pod's own claim, to be made. */
export function claimFor(
  set: StatefulSet,
  template: ClaimTemplate,
  pod: string,
): Draft<PersistentVolumeClaim> & { metadata: { name: string } } {
  const { labels, annotations } = template.metadata
  const isOwned = set.spec.persistentVolumeClaimRetentionPolicy?.whenDeleted === 'Delete'
  return {
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata: {
      name: claimName(template.metadata.name ?? '', pod),
      ...(set.metadata.namespace ? { namespace: set.metadata.namespace } : {}),
      labels: { ...labels, ...set.spec.selector.matchLabels },
      ...(annotations ? { annotations } : {}),
      ...(isOwned ? { ownerReferences: [ownedBy(set)] } : {}),
    },
    spec: template.spec,
  }
}
