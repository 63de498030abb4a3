import type { Actor, ApiRequest, Reply } from '../input.ts'
import type { Json } from '../json.ts'
import type { Computed } from '../kinds/computed.ts'
import type { KubeObject } from '../object.ts'
import { forbid } from './authorize.ts'
import { refused, replied } from './call.ts'
import type { Api } from './handle.ts'
import { labelTest } from './label-selector.ts'
import { Query } from './query.ts'
import type { Route } from './route.ts'
import { refuse } from './status.ts'

type Asked = Extract<Route, { to: 'computed' }>

/** GET of what is computed and never stored: one object, or all that a selector finds. */
export function answerComputed(
  api: Api,
  { method, query }: ApiRequest,
  actor: Actor,
  { computed, namespace, name }: Asked,
): Reply {
  const { group, plural: resource } = computed
  const options = new Query(query)
  if (method !== 'GET' || options.flag('watch')) return refused(refuse.methodNotAllowed())
  const verb = name ? 'get' : 'list'
  const wish = { verb, group, resource, subresource: '', namespace, name }
  const forbidden = forbid(actor, wish)
  if (forbidden) return refused(forbidden)
  return name ? one(api, computed, namespace, name) : all(api, computed, namespace, options)
}

function one(api: Api, computed: Computed, namespace: string, name: string): Reply {
  const object = api.view.get(computed.from, namespace, name)
  const shown = object && shownOf(api, computed, object)
  if (shown) return replied({ kind: computed.kind, apiVersion: versionOf(computed), ...shown })
  const full = namespace ? `${namespace}/${name}` : name
  const { group, singular } = computed
  return refused(refuse.notFound({ group, resource: `${singular}metrics`, name: full }))
}

function all(api: Api, computed: Computed, namespace: string, query: Query): Reply {
  const labels = labelTest(query.get('labelSelector') ?? '')
  if ('problem' in labels) return refused(refuse.badRequest(labels.problem))
  const objects = namespace ? api.view.list(computed.from, namespace) : api.view.list(computed.from)
  const wanted = objects.filter(({ metadata }) => labels(metadata.labels))
  return replied({
    kind: `${computed.kind}List`,
    apiVersion: versionOf(computed),
    metadata: {},
    items: wanted.flatMap((object) => shownOf(api, computed, object) ?? []),
  })
}

function shownOf(
  { registry, view }: Api,
  computed: Computed,
  object: KubeObject,
): Record<string, Json> | undefined {
  return registry.telemetry && computed.show(object, view, registry.telemetry)
}

const versionOf = ({ group, version }: Computed): string => `${group}/${version}`
