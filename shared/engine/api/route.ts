import type { Actor } from '../input.ts'
import type { Computed } from '../kinds/computed.ts'
import type { Kind, Registry } from '../kinds/define-kind.ts'
import { subresourcesOf, type Subresource } from './subresources.ts'

/** A place that holds objects: all of a kind, those of a namespace, one, or a part of one. */
export interface Target {
  kind: Kind
  /** Empty for cluster-scoped kinds and for lists over all namespaces. */
  namespace: string
  /** Empty for a collection. */
  name: string
  subresource: Subresource | undefined
}

/** Where a path leads. */
export type Route =
  | { to: 'objects'; target: Target }
  | { to: 'computed'; computed: Computed; namespace: string; name: string }
  /** `/apis/<group>/<version>/<resource>` of kinds that are answered and never stored. */
  | { to: 'question'; group: string; version: string; resource: string; namespace: string }
  | { to: 'group'; group: string; version: string }
  /** Everything else: `/version`, `/healthz`, `/api`, `/openapi/…`. */
  | { to: 'page'; parts: readonly string[] }
  | { to: 'nothing' }

/** May this person know that the kind exists? */
export function isVisible(kind: Kind, actor: Actor): boolean {
  return !kind.teachersOnly || actor.groups.includes('system:masters')
}

/** Finds what a path means. Source: apiserver pkg/endpoints/request/requestinfo.go. */
export function routeOf(registry: Registry, path: string, actor: Actor): Route {
  const parts = segments(path)
  if (!parts) return { to: 'nothing' }
  const [root, ...rest] = parts
  if (root === 'api' && rest.length > 0) return inGroup(registry, '', rest, actor)
  if (root === 'apis' && rest.length > 1) {
    return inGroup(registry, rest[0] ?? '', rest.slice(1), actor)
  }
  return { to: 'page', parts }
}

/** The decoded parts of a path; undefined when one of them cannot be a name. */
function segments(path: string): string[] | undefined {
  const parts = path.replace(/^\/+|\/+$/g, '').split('/')
  try {
    const decoded = parts.map((part) => decodeURIComponent(part))
    return decoded.some((part) => part.includes('/')) ? undefined : decoded
  } catch {
    return undefined
  }
}

function inGroup(registry: Registry, group: string, parts: string[], actor: Actor): Route {
  const [version = '', ...rest] = parts
  if (rest.length === 0) return { to: 'group', group, version }
  const kinds = registry.kinds.filter(
    (kind) => kind.group === group && kind.version === version && isVisible(kind, actor),
  )
  const { namespace, place } = splitNamespace(rest)
  const [resource = '', name = '', part, ...more] = place
  const kind = kinds.find((kind) => kind.plural === resource)
  if (!kind) {
    const computed = registry.computed?.find((one) => {
      return one.group === group && one.version === version && one.plural === resource
    })
    if (computed) return part === undefined ? computedAt(computed, namespace, name) : NOTHING
    return name ? { to: 'nothing' } : { to: 'question', group, version, resource, namespace }
  }
  if (more.length > 0 && part !== 'proxy') return { to: 'nothing' }
  const isScoped = kind.scope === 'Namespaced'
  if (namespace ? !isScoped : isScoped && name) return { to: 'nothing' }
  const subresource = subresourcesOf(kind).find((other) => other.name === part)
  if (part !== undefined && !subresource) return { to: 'nothing' }
  return { to: 'objects', target: { kind, namespace, name, subresource } }
}

const NOTHING: Route = { to: 'nothing' }

function computedAt(computed: Computed, namespace: string, name: string): Route {
  const isScoped = computed.scope === 'Namespaced'
  if (namespace ? !isScoped : isScoped && name) return NOTHING
  return { to: 'computed', computed, namespace, name }
}

/** `namespaces/x/pods` is about pods in x; `namespaces/x` and its parts are about x itself. */
function splitNamespace(parts: string[]): { namespace: string; place: string[] } {
  const [first, namespace, third] = parts
  const isInside = first === 'namespaces' && third !== undefined
  if (!isInside || third === 'status' || third === 'finalize')
    return { namespace: '', place: parts }
  return { namespace: namespace ?? '', place: parts.slice(2) }
}
