import type { Change } from '../change.ts'
import type { Actor, ApiRequest, Reply } from '../input.ts'
import type { Kind } from '../kinds/define-kind.ts'
import { between } from '../luck.ts'
import type { KubeObject } from '../object.ts'
import { refused, type Call } from './call.ts'
import { callOf, type Api } from './handle.ts'
import { listOptions, tooNew, type ListOptions } from './list-options.ts'
import { Query } from './query.ts'
import { isReadable, presented } from './readable.ts'
import { selected } from './reading.ts'
import { routeOf } from './route.ts'
import { isStatus, refuse, type Status } from './status.ts'
import { metadataOf, tableOf } from './table.ts'

/**
 * One open watch. The room that holds it
 * 1. writes the lines of `initial`,
 * 2. feeds it, in order, every change with `rv > since` that it remembers, then every new one, and
 *    writes what `next` answers (undefined: nothing of interest),
 * 3. may write `bookmark(rv)` now and then, once it has fed everything up to `rv`,
 * 4. ends the stream after `timeoutSeconds` of wall time.
 * Each line is one JSON document and ends with a newline. A watch holds no state but "were the
 * columns told yet", so a room that slept may open it again from the last resourceVersion.
 */
export interface Watch {
  /** Objects that are there already; empty when the client goes on from a resourceVersion. */
  initial: string[]
  /** Changes after this resourceVersion are news to it. */
  since: number
  /** The only kind whose changes concern it: a room may skip all others. */
  kind: string
  next(change: Change): string | undefined
  /** undefined when the client did not ask for bookmarks. */
  bookmark(rv: number): string | undefined
  timeoutSeconds: number
}

/** Is the answer a stream, or a refusal? */
export function isWatch(answer: Reply | Watch): answer is Watch {
  return 'initial' in answer
}

/** Does the request ask for a stream, if it may have one? */
export function asksForWatch(request: ApiRequest): boolean {
  return request.method === 'GET' && new Query(request.query).flag('watch')
}

/**
 * Opens a watch. `oldest` is the resourceVersion of the last change that the room has forgotten (0:
 * it has all): asking for changes before it is refused with 410, for a future one with 504.
 * Source: apiserver endpoints/handlers/watch.go, storage/cacher/watch_cache.go.
 */
export function openWatch(api: Api, request: ApiRequest, actor: Actor, oldest = 0): Reply | Watch {
  const route = routeOf(api.registry, request.path, actor)
  if (route.to !== 'objects') return refused(refuse.noSuchPath())
  const named = watchOfOne(route.target)
  const call = callOf(api, request, actor, new Query(request.query), named.target)
  if (isStatus(call)) return refused(call)
  const options = listOptions(call, true)
  if (isStatus(options)) return refused(options)
  const wanted = named.name ? { ...options, fields: onlyName(options, named.name) } : options
  const stale = wrongStart(api, wanted, oldest)
  return stale ? refused(stale) : new Stream(call, wanted)
}

type Target = Call['target']

/** `?watch` on one object is a watch of its collection for its name. */
function watchOfOne(target: Target): { target: Target; name: string } {
  if (target.subresource) return { target, name: '' }
  return { target: { ...target, name: '' }, name: target.name }
}

function onlyName({ fields }: ListOptions, name: string): ListOptions['fields'] {
  return { name, matches: (object) => object.metadata.name === name && fields.matches(object) }
}

function wrongStart(api: Api, options: ListOptions, oldest: number): Status | undefined {
  const asked = Number(options.resourceVersion || 0)
  if (asked === 0) return undefined
  if (asked < oldest) {
    return refuse.expired(`too old resource version: ${asked} (${oldest})`)
  }
  return tooNew(asked, api.store.rv)
}

/** Streams that are not told how long to last end after 30 to 60 minutes, as upstream's do. */
const SHORTEST_SECONDS = 1_800

class Stream implements Watch {
  #call: Call
  #options: ListOptions
  #hasColumns = false
  readonly initial: string[]
  readonly since: number
  readonly kind: string
  readonly timeoutSeconds: number

  constructor(call: Call, options: ListOptions) {
    this.#call = call
    this.#options = options
    const { store } = call.api
    const asked = Number(options.resourceVersion || 0)
    const fromNow = asked === 0 || options.sendInitialEvents === true
    this.kind = call.target.kind.kind
    this.since = fromNow ? store.rv : asked
    this.initial = (options.sendInitialEvents ?? asked === 0) ? this.#snapshot() : []
    const luck = `${call.actor.user} ${call.request.query}`
    this.timeoutSeconds =
      options.timeoutSeconds || between(luck, luck, 'watch', SHORTEST_SECONDS, 2 * SHORTEST_SECONDS)
  }

  next(change: Change): string | undefined {
    const { target, api } = this.#call
    const { object, previous } = change
    if (object.kind !== target.kind.kind) return undefined
    if (target.namespace && object.metadata.namespace !== target.namespace) return undefined
    const is = change.type !== 'DELETED' && this.#wants(object)
    // A stored feed has no previous state: then take it that the object was in the watch before.
    const was = change.type !== 'ADDED' && this.#wants(previous ?? object)
    if (!is && !was) return undefined
    if (is) return this.#event(was ? 'MODIFIED' : 'ADDED', presented(api, target.kind, object))
    const { resourceVersion } = object.metadata
    const last = previous ?? object
    const gone = { ...last, metadata: { ...last.metadata, resourceVersion } }
    return this.#event('DELETED', gone)
  }

  bookmark(rv: number): string | undefined {
    return this.#options.bookmarks ? this.#bookmark(rv) : undefined
  }

  #snapshot(): string[] {
    const { api, target } = this.#call
    const lines = selected(this.#call, this.#options).map((object) =>
      this.#event('ADDED', presented(api, target.kind, object)),
    )
    const isComplete = this.#options.sendInitialEvents && this.#options.bookmarks
    const done = { 'k8s.io/initial-events-end': 'true' }
    return isComplete ? [...lines, this.#bookmark(api.store.rv, done)] : lines
  }

  #wants(object: KubeObject): boolean {
    const { api, target, actor } = this.#call
    const { labels, fields } = this.#options
    if (!labels(object.metadata.labels) || !fields.matches(object)) return false
    return isReadable(api, target.kind, object, actor)
  }

  #event(type: string, object: KubeObject): string {
    const { form, target } = this.#call
    if (form.as === 'whole') return `{"type":"${type}","object":${jsonOf(object)}}\n`
    if (form.as === 'metadata') return line(type, metadataOf(object))
    const columns = !this.#hasColumns
    this.#hasColumns = true
    const metadata = { resourceVersion: object.metadata.resourceVersion }
    const how = { include: form.include, metadata, columns }
    return line(type, tableOf(this.#call.api, target.kind, [object], how))
  }

  #bookmark(rv: number, annotations?: Record<string, string>): string {
    const { form, target, api } = this.#call
    const metadata = { resourceVersion: String(rv), ...(annotations ? { annotations } : {}) }
    if (form.as === 'table') {
      const how = { include: form.include, metadata, columns: !this.#hasColumns }
      this.#hasColumns = true
      return line('BOOKMARK', tableOf(api, target.kind, [], how))
    }
    return line('BOOKMARK', {
      ...typeOf(form.as, target.kind),
      metadata: { ...metadata, creationTimestamp: null },
    })
  }
}

function typeOf(as: string, { kind, group, version }: Kind): { kind: string; apiVersion: string } {
  if (as === 'metadata') return { kind: 'PartialObjectMetadata', apiVersion: 'meta.k8s.io/v1' }
  return { kind, apiVersion: group ? `${group}/${version}` : version }
}

const line = (type: string, object: unknown): string => `${JSON.stringify({ type, object })}\n`

const texts = new WeakMap<KubeObject, string>()

/** An object's JSON, written once however many people watch it. */
function jsonOf(object: KubeObject): string {
  let text = texts.get(object)
  if (text === undefined) texts.set(object, (text = JSON.stringify(object)))
  return text
}
