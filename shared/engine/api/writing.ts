import type { Reply } from '../input.ts'
import type { Kind } from '../kinds/define-kind.ts'
import type { Draft, KubeObject } from '../object.ts'
import { refused, type Call } from './call.ts'
import { showObject } from './render.ts'
import { objectOf } from './reading.ts'
import { readObject } from './read-object.ts'
import { failure, isStatus, refuse, type Status } from './status.ts'
import type { Part } from './admit.ts'
import { writeOptions } from './write-options.ts'

type Loose = Record<string, unknown> & { metadata: KubeObject['metadata'] }

/** Kinds that may be created with a status: kubelets register themselves with one. */
const BORN_WITH_STATUS = new Set(['Node'])

/** POST to a collection. Source: apiserver endpoints/handlers/create.go. */
export function createObject(call: Call): Reply {
  const { api, target, request, query } = call
  const { kind } = target
  const options = writeOptions(query, 'CreateOptions')
  if (isStatus(options)) return refused(options)
  const read = readObject(api, request, kind, options.mode)
  if (isStatus(read)) return refused(read)
  const object = tidied(read.object as Loose)
  const misplaced = otherNamespace(object, target.namespace)
  if (misplaced) return refused(misplaced)
  if (object.metadata.resourceVersion) return refused(versionOnCreate())
  if (kind.status && !BORN_WITH_STATUS.has(kind.kind)) delete object.status
  if (kind.scope === 'Namespaced') object.metadata.namespace = target.namespace
  const { dryRun } = options
  const made = api.door.create(object as unknown as Draft, { dryRun })
  if (isStatus(made)) return refused(made)
  const warnings = [...read.warnings, ...warningsOf(kind, made, undefined)]
  return showObject(call, dryRun ? unstored(made) : made, 201, warnings)
}

/** Upstream answers 500 without a reason; it is the client's mistake, so the code says so here. */
function versionOnCreate(): Status {
  return failure(400, '', 'resourceVersion should not be set on objects to be created')
}

/** PUT of an object or of a part of it. Source: apiserver endpoints/handlers/update.go. */
export function replaceObject(call: Call, part: Part): Reply {
  const { api, target, request, query } = call
  const options = writeOptions(query, 'UpdateOptions')
  if (isStatus(options)) return refused(options)
  const read = readObject(api, request, target.kind, options.mode)
  if (isStatus(read)) return refused(read)
  const object = tidied(read.object as Loose)
  const mistaken = otherName(object, target) ?? otherNamespace(object, target.namespace)
  if (mistaken) return refused(mistaken)
  const old = objectOf(call)
  if (isStatus(old)) return refused(old)
  if (target.namespace) object.metadata.namespace = target.namespace
  const written = api.door.update(object as unknown as KubeObject, part, { dryRun: options.dryRun })
  if (isStatus(written)) return refused(written)
  const warnings = part ? [] : warningsOf(target.kind, written, old)
  return showObject(call, written, 200, [...read.warnings, ...warnings])
}

/** What the kind has to say about an object that it takes; the same sentence once. */
export function warningsOf(kind: Kind, object: KubeObject, old: KubeObject | undefined): string[] {
  return [...new Set(kind.strategy?.warnings?.(object, old) ?? [])]
}

/** The body without what only servers write and this one does not keep. */
export function tidied(object: Loose): Loose {
  const {
    managedFields: _managed,
    selfLink: _link,
    ...metadata
  } = object.metadata as KubeObject['metadata'] & { managedFields?: unknown; selfLink?: unknown }
  return { ...object, metadata }
}

/** Source: apiserver registry/rest/meta.go EnsureObjectNamespaceMatchesRequestNamespace. */
function otherNamespace({ metadata }: Loose, namespace: string): Status | undefined {
  const given = metadata.namespace ?? ''
  if (given === '' || given === namespace) return undefined
  return refuse.badRequest(
    'the namespace of the provided object does not match the namespace sent on the request',
  )
}

/** Source: apiserver endpoints/handlers/rest.go checkName. */
function otherName({ metadata }: Loose, target: Call['target']): Status | undefined {
  const { name, namespace } = target
  const given = metadata.name ?? ''
  if (given === '') {
    const why = 'name must be provided'
    return refuse.badRequest(
      `the name of the object (${name} based on URL) was undeterminable: ${why}`,
    )
  }
  if (given !== name) {
    const words = `does not match the name on the URL (${name})`
    return refuse.badRequest(`the name of the object (${given}) ${words}`)
  }
  const place = metadata.namespace ?? ''
  if (!namespace || !place || place === namespace) return undefined
  const words = `does not match the namespace on the request (${namespace})`
  return refuse.badRequest(`the namespace of the object (${place}) ${words}`)
}

/** A dry run's object has no resourceVersion: nothing was stored. */
function unstored(object: KubeObject): KubeObject {
  const { resourceVersion: _none, ...metadata } = object.metadata
  return { ...object, metadata: metadata as KubeObject['metadata'] }
}
