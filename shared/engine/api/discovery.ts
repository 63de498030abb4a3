import type { Actor } from '../input.ts'
import { byText } from '../json.ts'
import type { Kind, Registry } from '../kinds/define-kind.ts'
import { QUESTIONS } from './questions.ts'
import { isVisible } from './route.ts'
import { subresourcesOf, verbsOf } from './subresources.ts'

/** One line of discovery: a resource or a part of one. */
export interface Resource {
  /** `pods` or `pods/log`. */
  name: string
  singularName: string
  namespaced: boolean
  kind: string
  group?: string
  version?: string
  verbs: readonly string[]
  shortNames?: readonly string[]
  categories?: readonly string[]
}

/** A group of the API with the only version that it has here. */
export interface Group {
  group: string
  version: string
  resources: Resource[]
}

/** Upstream's order of groups: the ones that clients should prefer come first. */
const ORDER = [
  '',
  'apps',
  'events.k8s.io',
  'authentication.k8s.io',
  'authorization.k8s.io',
  'autoscaling',
  'batch',
  'networking.k8s.io',
  'policy',
  'rbac.authorization.k8s.io',
  'storage.k8s.io',
  'scheduling.k8s.io',
  'coordination.k8s.io',
  'discovery.k8s.io',
]

const place = (group: string): number => {
  const index = ORDER.indexOf(group)
  return index < 0 ? ORDER.length : index
}

/** Every group that a person may know of, in upstream's order. */
export function groupsFor(registry: Registry, actor: Actor): Group[] {
  const groups = new Map<string, Group>()
  const put = (group: string, version: string, resources: Resource[]): void => {
    const name = `${group}/${version}`
    const found = groups.get(name) ?? { group, version, resources: [] }
    found.resources.push(...resources)
    groups.set(name, found)
  }
  for (const kind of registry.kinds) {
    if (isVisible(kind, actor)) put(kind.group, kind.version, resourcesOf(kind))
  }
  for (const { group, version, kind, plural, singular, scope } of registry.computed ?? []) {
    const namespaced = scope === 'Namespaced'
    const resource = { name: plural, singularName: singular, namespaced, kind }
    put(group, version, [{ ...resource, verbs: ['get', 'list'] }])
  }
  for (const { group, version, kind, plural, namespaced } of QUESTIONS) {
    const singularName = kind.toLowerCase()
    put(group, version, [{ name: plural, singularName, namespaced, kind, verbs: ['create'] }])
  }
  const all = [...groups.values()]
  for (const group of all) group.resources.sort((left, right) => byText(left.name, right.name))
  return all.sort(
    (left, right) => place(left.group) - place(right.group) || byText(left.group, right.group),
  )
}

function resourcesOf(kind: Kind): Resource[] {
  const namespaced = kind.scope === 'Namespaced'
  const own: Resource = {
    name: kind.plural,
    singularName: kind.singular,
    namespaced,
    kind: kind.kind,
    verbs: verbsOf(kind),
    ...(kind.short ? { shortNames: kind.short } : {}),
    ...(kind.categories ? { categories: kind.categories } : {}),
  }
  const parts = subresourcesOf(kind).map((part): Resource => ({
    name: `${kind.plural}/${part.name}`,
    singularName: '',
    namespaced,
    ...(part.version ? { group: part.group ?? '', version: part.version } : {}),
    kind: part.kind ?? kind.kind,
    verbs: part.verbs,
  }))
  return [own, ...parts]
}

/** `apps/v1`, or `v1` in the core group. */
export const groupVersion = ({ group, version }: { group: string; version: string }): string =>
  group ? `${group}/${version}` : version

/** The classic list of one group's resources. Upstream: meta/v1 APIResourceList. */
export function resourceList(group: Group): object {
  return {
    kind: 'APIResourceList',
    apiVersion: 'v1',
    groupVersion: groupVersion(group),
    resources: group.resources,
  }
}

/** The classic list of groups. Upstream: meta/v1 APIGroupList. */
export function groupList(groups: readonly Group[]): object {
  return { kind: 'APIGroupList', apiVersion: 'v1', groups: groups.map(groupEntry) }
}

/** One group in the classic form. Upstream: meta/v1 APIGroup. */
export function groupEntry(group: Group): object {
  const version = { groupVersion: groupVersion(group), version: group.version }
  return { name: group.group, versions: [version], preferredVersion: version }
}

/**
 * All resources of some groups at once: what clients have asked for since 1.26.
 * Upstream: apidiscovery.k8s.io/v2 APIGroupDiscoveryList.
 */
export function aggregated(groups: readonly Group[], version: string): object {
  return {
    kind: 'APIGroupDiscoveryList',
    apiVersion: `apidiscovery.k8s.io/${version}`,
    metadata: {},
    items: groups.map((group) => ({
      metadata: group.group
        ? { name: group.group, creationTimestamp: null }
        : { creationTimestamp: null },
      versions: [
        { version: group.version, resources: aggregatedResources(group), freshness: 'Current' },
      ],
    })),
  }
}

function aggregatedResources(group: Group): object[] {
  const whole = group.resources.filter((resource) => !resource.name.includes('/'))
  return whole.map((resource) => {
    const parts = group.resources.filter((other) => other.name.startsWith(`${resource.name}/`))
    return {
      resource: resource.name,
      responseKind: responseKind(group, resource),
      scope: resource.namespaced ? 'Namespaced' : 'Cluster',
      singularResource: resource.singularName,
      verbs: resource.verbs,
      ...(resource.shortNames ? { shortNames: resource.shortNames } : {}),
      ...(resource.categories ? { categories: resource.categories } : {}),
      ...(parts.length > 0 ? { subresources: parts.map((part) => subresource(group, part)) } : {}),
    }
  })
}

function subresource(group: Group, part: Resource): object {
  return {
    subresource: part.name.slice(part.name.indexOf('/') + 1),
    responseKind: responseKind(group, part),
    verbs: part.verbs,
  }
}

function responseKind(home: Group, resource: Resource): object {
  const { group, version } = resource.version
    ? { group: resource.group ?? '', version: resource.version }
    : home
  return { group, version, kind: resource.kind }
}
