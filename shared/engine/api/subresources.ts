import type { Kind } from '../kinds/define-kind.ts'

/** A part of an object with an address of its own, such as `pods/log`. */
export interface Subresource {
  name: string
  /** The kind of what it takes and gives, where that is not the resource's own. */
  kind?: string
  group?: string
  version?: string
  verbs: readonly string[]
}

const status: Subresource = { name: 'status', verbs: ['get', 'patch', 'update'] }

const scale: Subresource = {
  name: 'scale',
  kind: 'Scale',
  group: 'autoscaling',
  version: 'v1',
  verbs: ['get', 'patch', 'update'],
}

const proxied = ['create', 'delete', 'get', 'patch', 'update']

/** What kinds have beside status and scale. Source: pkg/registry/core/rest/storage_core.go. */
const OWN: Readonly<Record<string, readonly Subresource[]>> = {
  Namespace: [{ name: 'finalize', verbs: ['update'] }],
  Node: [{ name: 'proxy', kind: 'NodeProxyOptions', verbs: proxied }],
  Pod: [
    { name: 'attach', kind: 'PodAttachOptions', verbs: ['create', 'get'] },
    { name: 'binding', kind: 'Binding', verbs: ['create'] },
    { name: 'ephemeralcontainers', verbs: ['get', 'patch', 'update'] },
    { name: 'eviction', kind: 'Eviction', group: 'policy', version: 'v1', verbs: ['create'] },
    { name: 'exec', kind: 'PodExecOptions', verbs: ['create', 'get'] },
    { name: 'log', verbs: ['get'] },
    { name: 'portforward', kind: 'PodPortForwardOptions', verbs: ['create', 'get'] },
    { name: 'proxy', kind: 'PodProxyOptions', verbs: proxied },
    { name: 'resize', verbs: ['get', 'patch', 'update'] },
  ],
  Service: [{ name: 'proxy', kind: 'ServiceProxyOptions', verbs: proxied }],
  ServiceAccount: [
    {
      name: 'token',
      kind: 'TokenRequest',
      group: 'authentication.k8s.io',
      version: 'v1',
      verbs: ['create'],
    },
  ],
}

/** All subresources of a kind, by name. */
export function subresourcesOf(kind: Kind): Subresource[] {
  return [
    ...(OWN[kind.kind] ?? []),
    ...(kind.scale ? [scale] : []),
    ...(kind.status ? [status] : []),
  ].sort((left, right) => (left.name < right.name ? -1 : 1))
}

/** Which verbs the API offers for whole objects of a kind. */
export function verbsOf(kind: Kind): string[] {
  const all = ['create', 'delete', 'deletecollection', 'get', 'list', 'patch', 'update', 'watch']
  return all.filter((verb) => !kind.withoutVerbs?.includes(verb))
}
