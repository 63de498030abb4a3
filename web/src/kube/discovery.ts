import type { KubeApi } from './api.ts'

/** A kind that the cluster serves, from aggregated discovery. */
export interface Resource {
  group: string
  version: string
  kind: string
  plural: string
  short: string[]
  namespaced: boolean
  verbs: string[]
}

interface DiscoveryList {
  items?: {
    metadata?: { name?: string }
    versions?: {
      version: string
      resources?: {
        resource: string
        responseKind?: { kind?: string }
        scope?: string
        shortNames?: string[]
        verbs?: string[]
      }[]
    }[]
  }[]
}

const AGGREGATED = 'application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList'

/** Everything that can be listed, in the order in which the server names it. */
export async function discover(api: KubeApi): Promise<Resource[]> {
  const roots = await Promise.all(
    ['/api', '/apis'].map((path) => api.getAs<DiscoveryList>(path, AGGREGATED)),
  )
  return roots.flatMap(resourcesOf)
}

/** The resources of one aggregated discovery document; only each group's first version counts. */
export function resourcesOf(list: DiscoveryList): Resource[] {
  return (list.items ?? []).flatMap((group) =>
    (group.versions ?? []).slice(0, 1).flatMap((version) =>
      (version.resources ?? []).map((resource) => ({
        group: group.metadata?.name ?? '',
        version: version.version,
        kind: resource.responseKind?.kind ?? resource.resource,
        plural: resource.resource,
        short: resource.shortNames ?? [],
        namespaced: resource.scope === 'Namespaced',
        verbs: resource.verbs ?? [],
      })),
    ),
  )
}

/** `v1` or `apps/v1`. */
export const apiVersionOf = ({ group, version }: Resource) =>
  group === '' ? version : `${group}/${version}`

/**
 * The URL path of a resource's collection, or of one object when a name is given.
 * A namespaced resource without a namespace gives the collection of all namespaces.
 */
export function pathOf(resource: Resource, namespace = '', name = ''): string {
  const { group, version, plural, namespaced } = resource
  const root = group === '' ? `/api/${version}` : `/apis/${group}/${version}`
  const where = namespaced && namespace ? `/namespaces/${encodeURIComponent(namespace)}` : ''
  return `${root}${where}/${plural}${name ? `/${encodeURIComponent(name)}` : ''}`
}

/** Pods and their kin without asking the server: what owns them, and what Events are about. */
export const KNOWN = {
  Pod: core('Pod', 'pods'),
  Node: { ...core('Node', 'nodes'), namespaced: false },
  Event: core('Event', 'events'),
  Deployment: apps('Deployment', 'deployments'),
  ReplicaSet: apps('ReplicaSet', 'replicasets'),
  StatefulSet: apps('StatefulSet', 'statefulsets'),
  DaemonSet: apps('DaemonSet', 'daemonsets'),
  Job: { ...core('Job', 'jobs'), group: 'batch' },
  Service: core('Service', 'services'),
  PersistentVolumeClaim: core('PersistentVolumeClaim', 'persistentvolumeclaims'),
  PersistentVolume: { ...core('PersistentVolume', 'persistentvolumes'), namespaced: false },
  Fault: {
    group: 'flotilla.dev',
    version: 'v1',
    kind: 'Fault',
    plural: 'faults',
    short: [],
    namespaced: false,
    verbs: [],
  },
} satisfies Record<string, Resource>

function core(kind: string, plural: string): Resource {
  return { group: '', version: 'v1', kind, plural, short: [], namespaced: true, verbs: [] }
}

function apps(kind: string, plural: string): Resource {
  return { ...core(kind, plural), group: 'apps' }
}
