import type { ApiRequest, Reply } from '../input.ts'
import type { KubeObject } from '../object.ts'
import { cannotBeHandled, conform, type FieldValidation } from '../schema/conform.ts'
import { invalid, wrong } from '../schema/field-errors.ts'
import { jsonPatch } from '../schema/patch/json-patch.ts'
import { mergePatch } from '../schema/patch/merge-patch.ts'
import { misfit } from '../schema/patch/misfit.ts'
import { strategicMergePatch } from '../schema/patch/strategic-merge.ts'
import type { MessageType } from '../schema/tree.ts'
import type { Part } from './admit.ts'
import { mediaType, parseJson, tooLarge, unknownFormat } from './body.ts'
import { refused, type Call } from './call.ts'
import { aboutTarget, objectOf } from './reading.ts'
import { showObject } from './render.ts'
import { failure, isStatus, refuse, type Status } from './status.ts'
import { writeOptions } from './write-options.ts'
import { tidied, warningsOf } from './writing.ts'

const JSON_PATCH = 'application/json-patch+json'
const MERGE_PATCH = 'application/merge-patch+json'
const STRATEGIC_PATCH = 'application/strategic-merge-patch+json'
const APPLY_PATCH = 'application/apply-patch+yaml'

/** PATCH of an object or of a part of it. Source: apiserver endpoints/handlers/patch.go. */
export function patchObject(call: Call, part: Part): Reply {
  const { api, target, request, query } = call
  const { kind } = target
  const options = writeOptions(query, 'PatchOptions')
  if (isStatus(options)) return refused(options)
  const wrongType = patchType(request)
  if (wrongType) return refused(wrongType)
  const old = objectOf(call)
  if (isStatus(old)) return refused(old)
  const next = patched(request, kind.schema, kind, old, options.mode)
  if (isStatus(next)) return refused(next)
  const object = tidied(next.object as never) as unknown as KubeObject
  const moved = otherIdentity(call, object, old)
  if (moved) return refused(moved)
  const written = api.door.update(object, part, { dryRun: options.dryRun })
  if (isStatus(written)) return refused(written)
  const warnings = part ? [] : warningsOf(kind, written, old)
  return showObject(call, written, 200, [...next.warnings, ...warnings])
}

/** Refuses media types that no patch comes in, and server-side apply, which is not modelled yet. */
export function patchType(request: ApiRequest): Status | undefined {
  const type = mediaType(request)
  const known = [JSON_PATCH, MERGE_PATCH, STRATEGIC_PATCH]
  if (known.includes(type)) return undefined
  return type === APPLY_PATCH ? unknownFormat(known) : refuse.unsupportedMediaType()
}

/** Applies the request's patch to a value of a type; the result fits the type again. */
export function patched(
  request: ApiRequest,
  schema: MessageType,
  gvk: { version: string; kind: string },
  current: object,
  mode: FieldValidation,
): { object: Record<string, unknown>; warnings: string[] } | Status {
  const large = tooLarge(request)
  if (large) return large
  const parsed = parseJson(request.body ?? '')
  if ('problem' in parsed) return refuse.badRequest(`error decoding patch: ${parsed.problem}`)
  const target = current as Record<string, unknown>
  const result = apply(mediaType(request), schema, target, parsed.value)
  if ('code' in result) return patchRefusal(result)
  const read = conform(schema, gvk, result.object, mode, parsed.duplicates)
  if (!isStatus(read) || mediaType(request) !== STRATEGIC_PATCH) return read
  const { message } = cannotBeHandled(gvk.kind, gvk.version, '')
  return misfit(parsed.value, read.message.slice(message.length))
}

function apply(
  type: string,
  schema: MessageType,
  target: Record<string, unknown>,
  patch: unknown,
): ReturnType<typeof jsonPatch> {
  // Go reads null into an empty patch of any type.
  if (patch === null) return { object: target }
  if (type === JSON_PATCH) return jsonPatch(target, patch)
  if (type === MERGE_PATCH) return mergePatch(target, patch)
  return strategicMergePatch(schema, target, patch)
}

/** Upstream answers 500 to directives that it does not know; the mistake is the client's. */
function patchRefusal({ code, message }: { code: number; message: string }): Status {
  return code === 422 ? failure(422, 'Invalid', message, {}) : refuse.badRequest(message)
}

/** Source: apimachinery api/validation ValidateObjectMetaUpdate; registry/rest/update.go. */
function otherIdentity(call: Call, next: KubeObject, old: KubeObject): Status | undefined {
  const { kind, namespace } = call.target
  if ((next.metadata.namespace ?? '') !== namespace) {
    return refuse.badRequest(
      'the namespace of the provided object does not match the namespace sent on the request',
    )
  }
  if (next.metadata.name !== old.metadata.name) {
    const name = next.metadata.name ?? ''
    return invalid(kind, old.metadata.name, [wrong('metadata.name', name, 'field is immutable')])
  }
  if (next.kind === old.kind && next.apiVersion === old.apiVersion) return undefined
  const { group, resource } = aboutTarget(call)
  const found = `${next.apiVersion}, Kind=${next.kind}`
  return refuse.badRequest(
    `the patch may not change apiVersion or kind of ${resource}${group ? `.${group}` : ''}: ${found}`,
  )
}
