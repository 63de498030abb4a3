import type { Client } from './client.ts'
import { Failure } from './failure.ts'

/** A resource as the API server tells it. */
export interface Resource {
  group: string
  version: string
  plural: string
  singular: string
  short: readonly string[]
  kind: string
  namespaced: boolean
  verbs: readonly string[]
  categories: readonly string[]
  subresources: readonly string[]
}

interface DiscoveredResource {
  resource: string
  singularResource?: string
  shortNames?: string[]
  responseKind?: { kind?: string }
  scope: 'Namespaced' | 'Cluster'
  verbs?: string[]
  categories?: string[]
  subresources?: { subresource: string }[]
}

interface DiscoveryList {
  items?: {
    metadata?: { name?: string }
    versions?: { version: string; resources?: DiscoveredResource[] }[]
  }[]
}

const ACCEPT = [
  'application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList',
  'application/json',
].join(',')

/** What kinds of things the server has. */
export class Discovery {
  readonly resources: readonly Resource[]

  constructor(resources: readonly Resource[]) {
    this.resources = resources
  }

  /**
   * The resource that a word names: `deployments`, `deploy`, `deployment.apps`,
   * `deployments.v1.apps`; undefined when the server has none. The first group wins.
   */
  named(word: string): Resource | undefined {
    const [name = '', ...rest] = word.toLowerCase().split('.')
    const mine = this.resources.filter((one) => isCalled(one, name))
    if (rest.length === 0) return mine[0]
    const group = rest.join('.')
    const [version, ...groupWords] = rest
    return (
      mine.find((one) => one.version === version && one.group === groupWords.join('.')) ??
      mine.find((one) => one.group === group) ??
      mine.find((one) => rest.length === 1 && one.version === version && one.group === '')
    )
  }

  /** As `named`, and a failure in kubectl's words where there is none. */
  mustHave(word: string): Resource {
    const resource = this.named(word)
    const [name] = word.split('.')
    if (!resource) throw new Failure(`the server doesn't have a resource type "${name}"`)
    return resource
  }

  /** The resource of a manifest's apiVersion and kind. */
  ofKind(apiVersion: string, kind: string): Resource | undefined {
    return this.resources.find((one) => apiVersionOf(one) === apiVersion && one.kind === kind)
  }

  /** The resources of a category, such as `all`. */
  inCategory(category: string): Resource[] {
    return this.resources.filter(({ categories }) => categories.includes(category))
  }
}

/** Asks the server what it has. */
export async function discover(client: Client): Promise<Discovery> {
  const core = await client.ask<DiscoveryList>({ path: '/api', accept: ACCEPT })
  const named = await client.ask<DiscoveryList>({ path: '/apis', accept: ACCEPT })
  return new Discovery([...flatten(core), ...flatten(named)])
}

/** `v1`, `apps/v1`. */
export function apiVersionOf({ group, version }: Pick<Resource, 'group' | 'version'>): string {
  return group === '' ? version : `${group}/${version}`
}

/** `pods`, `deployments.apps`: how messages name a resource. */
export function groupResource({ plural, group }: Resource): string {
  return group === '' ? plural : `${plural}.${group}`
}

/** `pod`, `deployment.apps`: how results name a kind. */
export function groupKind({ kind, group }: Pick<Resource, 'kind' | 'group'>): string {
  return group === '' ? kind.toLowerCase() : `${kind.toLowerCase()}.${group}`
}

function isCalled(resource: Resource, word: string): boolean {
  const { plural, singular, short, kind } = resource
  return [plural, singular, kind.toLowerCase(), ...short].includes(word)
}

function flatten(list: DiscoveryList): Resource[] {
  return (list.items ?? []).flatMap(({ metadata, versions }) =>
    (versions ?? []).flatMap(({ version, resources }) =>
      (resources ?? []).map((one) => ({
        group: metadata?.name ?? '',
        version,
        plural: one.resource,
        singular: one.singularResource ?? '',
        short: one.shortNames ?? [],
        kind: one.responseKind?.kind ?? '',
        namespaced: one.scope === 'Namespaced',
        verbs: one.verbs ?? [],
        categories: one.categories ?? [],
        subresources: (one.subresources ?? []).map(({ subresource }) => subresource),
      })),
    ),
  )
}
