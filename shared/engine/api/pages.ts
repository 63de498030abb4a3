import type { Actor, ApiRequest, Reply } from '../input.ts'
import { refused, replied, repliedText } from './call.ts'
import { aggregated, groupEntry, groupList, groupsFor, resourceList } from './discovery.ts'
import type { Api } from './handle.ts'
import { openApi } from './openapi.ts'
import { refuse } from './status.ts'
import { VERSION } from './version.ts'

const HEALTH = ['healthz', 'livez', 'readyz']

/** Everything that is no object: version, health, discovery, OpenAPI. */
export function page(api: Api, request: ApiRequest, actor: Actor, parts: readonly string[]): Reply {
  const [root = '', second] = parts
  if (HEALTH.includes(root)) return health(parts, request)
  if (root === 'version' && parts.length === 1) return replied(VERSION)
  if (root === 'openapi') return openApi(api.registry, request, actor, parts)
  const groups = groupsFor(api.registry, actor)
  if (root === '' || (root === 'apis' && parts.length === 1) || (root === 'api' && !second)) {
    return discovery(request, root, groups)
  }
  if (root === 'apis' && second !== undefined && parts.length === 2) {
    const found = groups.find(({ group }) => group === second)
    if (found) return replied({ kind: 'APIGroup', apiVersion: 'v1', ...groupEntry(found) })
  }
  return refused(refuse.noSuchPath())
}

/** `/api/v1` or `/apis/<group>/<version>`: the resources of one group. */
export function groupPage(api: Api, actor: Actor, group: string, version: string): Reply {
  const groups = groupsFor(api.registry, actor)
  const found = groups.find((other) => other.group === group && other.version === version)
  return found ? replied(resourceList(found)) : refused(refuse.noSuchPath())
}

/** Source: apiserver server/healthz. */
function health([root = '', check]: readonly string[], { query = '' }: ApiRequest): Reply {
  if (check !== undefined && check !== 'ping') return refused(refuse.noSuchPath())
  const isVerbose = check === undefined && /(^|&)verbose/.test(query)
  return repliedText(isVerbose ? `[+]ping ok\n${root} check passed\n` : 'ok')
}

function discovery(request: ApiRequest, root: string, groups: ReturnType<typeof groupsFor>): Reply {
  const core = groups.filter(({ group }) => group === '')
  const named = groups.filter(({ group }) => group !== '')
  if (root === '') return replied({ paths: paths(named) })
  const mine = root === 'api' ? core : named
  const version = aggregatedVersion(request.accept)
  if (version) {
    const type = `application/json;g=apidiscovery.k8s.io;v=${version};as=APIGroupDiscoveryList`
    return { ...replied(aggregated(mine, version)), contentType: type }
  }
  if (root === 'apis') return replied(groupList(mine))
  const addresses = [{ clientCIDR: '0.0.0.0/0', serverAddress: '' }]
  return replied({ kind: 'APIVersions', versions: ['v1'], serverAddressByClientCIDRs: addresses })
}

/** The first aggregated form among those that a client takes. */
function aggregatedVersion(accept = ''): string | undefined {
  for (const clause of accept.split(',')) {
    if (!clause.includes('as=APIGroupDiscoveryList')) {
      if (clause.trim().startsWith('application/json')) return undefined
      continue
    }
    const version = /;\s*v=(v2beta1|v2)\b/.exec(clause)?.[1]
    if (version) return version
  }
  return undefined
}

function paths(groups: ReturnType<typeof groupsFor>): string[] {
  const ours = groups.flatMap(({ group, version }) => [
    `/apis/${group}`,
    `/apis/${group}/${version}`,
  ])
  const others = ['healthz', 'livez', 'openapi/v2', 'openapi/v3', 'readyz', 'version']
  return ['/api', '/api/v1', '/apis', ...ours, ...others.map((path) => `/${path}`)]
}
