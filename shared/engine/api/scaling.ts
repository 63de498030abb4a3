import type { Reply } from '../input.ts'
import type { Kind } from '../kinds/define-kind.ts'
import type { KubeObject } from '../object.ts'
import { invalid, wrong } from '../schema/field-errors.ts'
import { scale as schema, type Scale } from '../schema/subresources.ts'
import { refused, replied, type Call } from './call.ts'
import { patched, patchType } from './patching.ts'
import { readObject } from './read-object.ts'
import { objectOf } from './reading.ts'
import { isStatus, refuse, type Status } from './status.ts'
import { writeOptions, type WriteOptions } from './write-options.ts'

const SCALE = { group: 'autoscaling', version: 'v1', kind: 'Scale', schema }

/** The scale of an object: how many it asks for and how many there are. */
export function scaleOf(kind: Kind, object: KubeObject): Scale {
  const { name, namespace, uid, resourceVersion, creationTimestamp } = object.metadata
  const paths = kind.scale
  const selector = paths?.selector(object) ?? ''
  return {
    kind: 'Scale',
    apiVersion: 'autoscaling/v1',
    metadata: { name, namespace, uid, resourceVersion, creationTimestamp },
    spec: { replicas: paths?.replicas(object) ?? 0 },
    status: { replicas: paths?.statusReplicas(object) ?? 0, ...(selector ? { selector } : {}) },
  } as Scale
}

/** GET of the scale. Source: pkg/registry/apps/deployment/storage ScaleREST. */
export function getScale(call: Call): Reply {
  const object = objectOf(call)
  return isStatus(object) ? refused(object) : replied(scaleOf(call.target.kind, object))
}

/** PUT of the scale. */
export function replaceScale(call: Call): Reply {
  const options = writeOptions(call.query, 'UpdateOptions')
  if (isStatus(options)) return refused(options)
  const object = objectOf(call)
  if (isStatus(object)) return refused(object)
  const read = readObject(call.api, call.request, SCALE, options.mode)
  if (isStatus(read)) return refused(read)
  return writeScale(call, object, read.object as unknown as Scale, options, read.warnings)
}

/** PATCH of the scale: what `kubectl scale` sends. */
export function patchScale(call: Call): Reply {
  const options = writeOptions(call.query, 'PatchOptions')
  if (isStatus(options)) return refused(options)
  const wrongType = patchType(call.request)
  if (wrongType) return refused(wrongType)
  const object = objectOf(call)
  if (isStatus(object)) return refused(object)
  const current = scaleOf(call.target.kind, object)
  const next = patched(call.request, schema, SCALE, current, options.mode)
  if (isStatus(next)) return refused(next)
  return writeScale(call, object, next.object as unknown as Scale, options, next.warnings)
}

function writeScale(
  call: Call,
  object: KubeObject,
  wanted: Scale,
  { dryRun }: WriteOptions,
  warnings: readonly string[],
): Reply {
  const { api, target } = call
  const paths = target.kind.scale
  const problem = scaleProblem(object, wanted)
  if (problem || !paths) return refused(problem ?? refuse.noSuchPath())
  const next = paths.withReplicas(object, wanted.spec.replicas ?? 0)
  const { uid, resourceVersion } = wanted.metadata as { uid?: string; resourceVersion?: string }
  const metadata = { ...next.metadata, uid: uid ?? '', resourceVersion: resourceVersion ?? '' }
  const written = api.door.update({ ...next, metadata }, 'scale', { dryRun })
  if (isStatus(written)) return refused(written)
  return replied(scaleOf(target.kind, written), 200, warnings)
}

/** Source: pkg/apis/autoscaling/validation ValidateScale. */
function scaleProblem({ metadata }: KubeObject, wanted: Scale): Status | undefined {
  const { name } = wanted.metadata as { name?: string }
  if (name && name !== metadata.name) {
    const words = `does not match the name on the URL (${metadata.name})`
    return refuse.badRequest(`the name of the object (${name}) ${words}`)
  }
  const replicas = wanted.spec.replicas ?? 0
  if (replicas >= 0) return undefined
  const rule = 'must be greater than or equal to 0'
  return invalid(SCALE, metadata.name, [wrong('spec.replicas', replicas, rule)])
}
