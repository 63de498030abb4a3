import { byText } from '../../json.ts'
import type { KubeObject } from '../../object.ts'
import { timestamp, type Millis } from '../../time.ts'
import type { Namespace, NamespaceCondition } from './schema.ts'

const REMAINING = 'NamespaceContentRemaining'
const FINALIZERS = 'NamespaceFinalizersRemaining'

type Said = Pick<NamespaceCondition, 'type' | 'status' | 'reason' | 'message'>

const said = (type: string, status: Said['status'], reason: string, message: string): Said => ({
  type,
  status,
  reason,
  message,
})

/** What went well: the simulator's discovery and deletion cannot fail. */
const FINE: readonly Said[] = [
  said(
    'NamespaceDeletionDiscoveryFailure',
    'False',
    'ResourcesDiscovered',
    'All resources successfully discovered',
  ),
  said(
    'NamespaceDeletionGroupVersionParsingFailure',
    'False',
    'ParsedGroupVersions',
    'All legacy kube types successfully parsed',
  ),
  said(
    'NamespaceDeletionContentFailure',
    'False',
    'ContentDeleted',
    'All content successfully deleted, may be waiting on finalization',
  ),
]

/**
 * How far the emptying of a namespace is, in upstream's words.
 * Source: pkg/controller/namespace/deletion/status_condition_utils.go.
 */
export function deletionConditions(
  namespace: Namespace,
  left: readonly KubeObject[],
  now: Millis,
): NamespaceCondition[] {
  const before = namespace.status.conditions ?? []
  return [...FINE, contentLeft(left), finalizersLeft(left)].map((next) => {
    const old = before.find((condition) => condition.type === next.type)
    const stays = old?.status === next.status
    return { ...next, lastTransitionTime: (stays && old.lastTransitionTime) || timestamp(now) }
  })
}

/** Has its controller found the namespace empty? */
export function isEmptied(namespace: Namespace): boolean {
  const found = (namespace.status.conditions ?? []).filter(
    ({ type, status }) => (type === REMAINING || type === FINALIZERS) && status === 'False',
  )
  return found.length === 2
}

function contentLeft(left: readonly KubeObject[]): Said {
  if (left.length === 0) {
    return said(REMAINING, 'False', 'ContentRemoved', 'All content successfully removed')
  }
  const counts = tally(left.map(resourceOf))
  const list = counts.map(([name, count]) => `${name} has ${count} resource instances`).join(', ')
  return said(REMAINING, 'True', 'SomeResourcesRemain', `Some resources are remaining: ${list}`)
}

function finalizersLeft(left: readonly KubeObject[]): Said {
  const counts = tally(left.flatMap((object) => object.metadata.finalizers ?? []))
  if (counts.length === 0) {
    const message = 'All content-preserving finalizers finished'
    return said(FINALIZERS, 'False', 'ContentHasNoFinalizers', message)
  }
  const list = counts.map(([name, count]) => `${name} in ${count} resource instances`).join(', ')
  const message = `Some content in the namespace has finalizers remaining: ${list}`
  return said(FINALIZERS, 'True', 'SomeFinalizersRemain', message)
}

function tally(names: readonly string[]): [string, number][] {
  const counts = new Map<string, number>()
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1)
  return [...counts].sort((left, right) => byText(left[0], right[0]))
}

/** `pods.` and `deployments.apps`: the plural and the group. */
function resourceOf({ kind, apiVersion }: KubeObject): string {
  const group = apiVersion.includes('/') ? apiVersion.slice(0, apiVersion.indexOf('/')) : ''
  return `${pluralOf(kind.toLowerCase())}.${group}`
}

function pluralOf(singular: string): string {
  if (singular === 'endpoints') return singular
  if (singular.endsWith('y')) return `${singular.slice(0, -1)}ies`
  return singular.endsWith('s') ? `${singular}es` : `${singular}s`
}
