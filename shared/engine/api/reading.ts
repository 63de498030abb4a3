import type { Reply } from '../input.ts'
import type { Json } from '../json.ts'
import { keyOf, type KubeObject } from '../object.ts'
import { refused, type Call } from './call.ts'
import { continueToken, placeOf, type Place } from './continue-token.ts'
import { listOptions, tooNew, type ListOptions } from './list-options.ts'
import { findObject, isAlive, isReadable } from './readable.ts'
import { showList, showObject } from './render.ts'
import { isStatus, refuse, type About, type Status } from './status.ts'

/** What refusals about the call's object say it is about. */
export function aboutTarget({ target }: Call): About {
  const { kind, name } = target
  return { group: kind.group, resource: kind.plural, ...(name ? { name } : {}) }
}

/** The object that the call names, or 404. */
export function objectOf(call: Call): KubeObject | Status {
  const { api, target, actor } = call
  const { kind, namespace, name } = target
  return findObject(api, kind, namespace, name, actor) ?? refuse.notFound(aboutTarget(call))
}

/** GET of one object. */
export function getObject(call: Call): Reply {
  const version = call.query.get('resourceVersion') ?? ''
  const future = /^\d{1,15}$/.test(version) && tooNew(Number(version), call.api.store.rv)
  if (future) return refused(future)
  const object = objectOf(call)
  return isStatus(object) ? refused(object) : showObject(call, object)
}

/** GET of a collection, whole or by pages. */
export function listObjects(call: Call): Reply {
  const options = listOptions(call, false)
  if (isStatus(options)) return refused(options)
  const stale = wrongVersion(call, options)
  if (stale) return refused(stale)
  const from = options.continued ? placeOf(options.continued) : undefined
  if (options.continued && !from) return refused(badToken())
  const found = selected(call, options)
  return page(call, options, found, from)
}

function page(call: Call, options: ListOptions, found: KubeObject[], from?: Place): Reply {
  const { limit, isSelective } = options
  const start = from ? found.findIndex((object) => keyOf(object) >= from.start) : 0
  const left = start < 0 ? [] : found.slice(start)
  const shown = limit > 0 ? left.slice(0, limit) : left
  const next = left[shown.length]
  const rv = from?.rv ?? call.api.store.rv
  const metadata: Record<string, Json> = { resourceVersion: String(rv) }
  if (next) {
    metadata.continue = continueToken({ rv, start: keyOf(next) })
    if (!isSelective) metadata.remainingItemCount = left.length - shown.length
  }
  return showList(call, shown, metadata)
}

/** The objects of a collection that a request may and wants to see, in the order of their keys. */
export function selected(call: Call, { labels, fields }: ListOptions): KubeObject[] {
  const { api, target, actor } = call
  const { kind } = target
  const isWanted = (object: KubeObject): boolean =>
    labels(object.metadata.labels) &&
    fields.matches(object) &&
    isReadable(api, kind, object, actor) &&
    isAlive(api, kind, object)
  return candidates(call, fields.name).filter(isWanted)
}

/** With a name and a place there is only one to look at. */
function candidates({ api, target }: Call, name: string | undefined): readonly KubeObject[] {
  const { kind, namespace } = target
  const isPlace = namespace !== '' || kind.scope === 'Cluster'
  if (name !== undefined && isPlace) {
    const object = api.view.get(kind.kind, namespace, name)
    return object ? [object] : []
  }
  return isPlace && kind.scope === 'Namespaced'
    ? api.view.list(kind.kind, namespace)
    : api.view.list(kind.kind)
}

/** Old states are not kept: exactly an old one cannot be had. Source: etcd3 store.go GetList. */
function wrongVersion(call: Call, options: ListOptions): Status | undefined {
  const { rv } = call.api.store
  const asked = Number(options.resourceVersion || 0)
  if (options.match === 'Exact' && asked < rv) {
    return refuse.expired(`The provided resource version is too old: ${asked} (${rv})`)
  }
  return tooNew(asked, rv)
}

function badToken(): Status {
  return refuse.badRequest('continue key is not valid: illegal base64 data or unknown version')
}
