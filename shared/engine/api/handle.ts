import type { Actor, ApiRequest, Reply } from '../input.ts'
import type { Kind, Registry } from '../kinds/define-kind.ts'
import type { Store } from '../store/store.ts'
import type { View } from '../store/view.ts'
import type { Door } from './admit.ts'
import { answerQuestion } from './answers.ts'
import { forbid, forbidPage, type Wish } from './authorize.ts'
import { bindObject } from './binding.ts'
import { refused, type Call } from './call.ts'
import { answerComputed } from './computing.ts'
import { connect } from './connect.ts'
import { deleteCollection, deleteObject } from './deleting.ts'
import { evictObject } from './eviction.ts'
import { formOf } from './form.ts'
import { groupPage, page } from './pages.ts'
import { patchObject } from './patching.ts'
import { Query } from './query.ts'
import { getObject, listObjects } from './reading.ts'
import { routeOf, type Target } from './route.ts'
import { getScale, patchScale, replaceScale } from './scaling.ts'
import { isStatus, refuse, type Status } from './status.ts'
import { verbsOf } from './subresources.ts'
import { createObject, replaceObject } from './writing.ts'

/** What the API server works on. */
export interface Api {
  registry: Registry
  /** By kind name. */
  kinds: ReadonlyMap<string, Kind>
  store: Store
  door: Door
  view: View
}

/**
 * Answers one request to the Kubernetes API: never throws, whatever is asked. Only POST, PUT, PATCH
 * and DELETE change anything. A `watch` is answered here with what there is; streams go through
 * `openWatch`. A reply whose `contentType` is not JSON has its text as `body`.
 */
export function handle(api: Api, request: ApiRequest, actor: Actor): Reply {
  const route = routeOf(api.registry, request.path, actor)
  const query = new Query(request.query)
  switch (route.to) {
    case 'nothing':
      return refused(refuse.noSuchPath())
    case 'page':
      return onlyGet(request, actor, route.parts) ?? page(api, request, actor, route.parts)
    case 'group': {
      const { group, version } = route
      const parts = group ? ['apis', group, version] : ['api', version]
      return onlyGet(request, actor, parts) ?? groupPage(api, actor, group, version)
    }
    case 'computed':
      return answerComputed(api, request, actor, route)
    case 'question':
      return answerQuestion(api, request, actor, route)
    case 'objects': {
      const call = callOf(api, request, actor, query, route.target)
      return isStatus(call) ? refused(call) : answerCall(call)
    }
  }
}

/** Takes a request about objects apart; refuses what this person may not do. */
export function callOf(
  api: Api,
  request: ApiRequest,
  actor: Actor,
  query: Query,
  target: Target,
): Call | Status {
  const verb = verbOf(request, query, target)
  if (!verb) return refuse.methodNotAllowed()
  const forbidden = forbid(actor, wishOf(verb, target))
  if (forbidden) return forbidden
  const form = formOf(request.accept, query)
  return isStatus(form) ? form : { api, actor, request, query, form, target }
}

function wishOf(verb: string, { kind, namespace, name, subresource }: Target): Wish {
  return {
    verb,
    group: kind.group,
    resource: kind.plural,
    subresource: subresource?.name ?? '',
    namespace,
    name,
  }
}

const ONE: Readonly<Record<string, string>> = {
  GET: 'get',
  PUT: 'update',
  PATCH: 'patch',
  DELETE: 'delete',
  POST: 'create',
}

/** The verb of a request, where the place offers it. */
function verbOf({ method }: ApiRequest, query: Query, target: Target): string | undefined {
  const { kind, namespace, name, subresource } = target
  const plain = ONE[method] ?? ''
  if (subresource) return subresource.verbs.includes(plain) ? plain : undefined
  const verb = name ? (method === 'POST' ? '' : plain) : collectionVerb(method, query)
  const isElsewhere = !name && !namespace && kind.scope === 'Namespaced'
  if (isElsewhere && verb !== 'list' && verb !== 'watch') return undefined
  return verbsOf(kind).includes(verb) ? verb : undefined
}

function collectionVerb(method: string, query: Query): string {
  if (method === 'GET') return query.flag('watch') ? 'watch' : 'list'
  if (method === 'POST') return 'create'
  return method === 'DELETE' ? 'deletecollection' : ''
}

function answerCall(call: Call): Reply {
  const { target, request } = call
  const { name, subresource } = target
  if (subresource) return answerPart(call, subresource.name)
  switch (request.method) {
    case 'GET':
      return name ? getObject(call) : listObjects(call)
    case 'POST':
      return createObject(call)
    case 'PUT':
      return replaceObject(call, '')
    case 'PATCH':
      return patchObject(call, '')
    case 'DELETE':
      return name ? deleteObject(call) : deleteCollection(call)
  }
}

function answerPart(call: Call, part: string): Reply {
  const { method } = call.request
  if (part === 'scale') {
    if (method === 'GET') return getScale(call)
    return method === 'PUT' ? replaceScale(call) : patchScale(call)
  }
  if (part === 'status' || part === 'ephemeralcontainers' || part === 'resize') {
    if (method === 'GET') return getObject(call)
    return method === 'PUT' ? replaceObject(call, part) : patchObject(call, part)
  }
  if (part === 'finalize') return replaceObject(call, 'finalize')
  if (part === 'binding') return bindObject(call)
  if (part === 'eviction') return evictObject(call)
  return connect(call, part)
}

function onlyGet(
  { method }: ApiRequest,
  actor: Actor,
  parts: readonly string[],
): Reply | undefined {
  const forbidden = forbidPage(actor, method.toLowerCase(), parts)
  if (forbidden) return refused(forbidden)
  return method === 'GET' ? undefined : refused(refuse.methodNotAllowed())
}
