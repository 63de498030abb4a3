import type { Reply } from '../input.ts'
import { isRecord, type Json } from '../json.ts'
import { keyOf, type KubeObject } from '../object.ts'
import type { DeleteHow } from '../plan.ts'
import { conform } from '../schema/conform.ts'
import { invalid, unsupported, wrong, type FieldError } from '../schema/field-errors.ts'
import { deleteOptions, type DeleteOptions } from '../schema/options.ts'
import { parseBody, tooLarge } from './body.ts'
import { refused, replied, type Call } from './call.ts'
import { listOptions } from './list-options.ts'
import { aboutTarget, objectOf, selected } from './reading.ts'
import { showList, showObject } from './render.ts'
import { isStatus, refuse, type Status } from './status.ts'
import { dryRunErrors } from './write-options.ts'

/** What a deletion says. */
export interface Deletion {
  how: DeleteHow
  dryRun: boolean
  /** Refuse when the object that is there has another resourceVersion. */
  resourceVersion?: string
}

/** DELETE of one object. Source: endpoints/handlers/delete.go, registry store.go Delete. */
export function deleteObject(call: Call): Reply {
  const deletion = deletionOf(call)
  if (isStatus(deletion)) return refused(deletion)
  const object = objectOf(call)
  if (isStatus(object)) return refused(object)
  const done = deleteOne(call, object, deletion)
  if (isStatus(done)) return refused(done)
  return done.isGone ? replied(success(call, object)) : showObject(call, done.object)
}

/** DELETE of a collection: each object that the selectors match; answers the list of them. */
export function deleteCollection(call: Call): Reply {
  const deletion = deletionOf(call)
  if (isStatus(deletion)) return refused(deletion)
  const options = listOptions(call, false)
  if (isStatus(options)) return refused(options)
  const gone: KubeObject[] = []
  for (const object of selected(call, options)) {
    const done = deleteOne(call, object, deletion)
    if (isStatus(done)) return refused(done)
    gone.push(done.object)
  }
  return showList(call, gone, { resourceVersion: String(call.api.store.rv) })
}

/** Deletes an object that exists, or marks it; says whether it is gone. */
export function deleteOne(
  call: Call,
  object: KubeObject,
  deletion: Deletion,
): { object: KubeObject; isGone: boolean } | Status {
  const { door, store } = call.api
  const { how, dryRun } = deletion
  const stale = preconditionOf(call, object, deletion)
  if (stale) return stale
  const deleted = door.delete(keyOf(object), how, { dryRun })
  if (isStatus(deleted)) return deleted
  const isMarked = deleted.metadata.deletionTimestamp !== undefined
  const isGone = dryRun ? !isMarked : store.get(keyOf(object)) === undefined
  return { object: deleted, isGone }
}

/** Refuses a deletion of another version of the object than the one that is there. */
export function preconditionOf(
  call: Call,
  { metadata }: KubeObject,
  { how, resourceVersion }: Deletion,
): Status | undefined {
  const about = { ...aboutTarget(call), name: metadata.name }
  if (how.uid !== undefined && how.uid !== metadata.uid) {
    const given = `UID in precondition: ${how.uid}`
    const why = `Precondition failed: ${given}, UID in object meta: ${metadata.uid}`
    return refuse.conflict(about, why)
  }
  if (resourceVersion === undefined || resourceVersion === metadata.resourceVersion) {
    return undefined
  }
  const given = `ResourceVersion in precondition: ${resourceVersion}`
  const found = `ResourceVersion in object meta: ${metadata.resourceVersion}`
  return refuse.conflict(about, `Precondition failed: ${given}, ${found}`)
}

/** The answer to a deletion that is done already. */
function success({ target }: Call, { metadata }: KubeObject): Json {
  const { group, plural } = target.kind
  return {
    kind: 'Status',
    apiVersion: 'v1',
    metadata: {},
    status: 'Success',
    details: { name: metadata.name, ...(group ? { group } : {}), kind: plural, uid: metadata.uid },
  }
}

/** Reads DeleteOptions from the body, or from the query when there is no body. */
export function deletionOf({ request, query }: Call): Deletion | Status {
  const large = tooLarge(request)
  if (large) return large
  let given: unknown = fromQuery(query)
  if (request.body) {
    const parsed = parseBody(request)
    if (isStatus(parsed)) return parsed
    if ('problem' in parsed) return refuse.badRequest(parsed.problem)
    if (!isRecord(parsed.value)) return refuse.badRequest('expected a DeleteOptions object')
    given = parsed.value
  }
  return readDeletion(given)
}

function fromQuery(query: Call['query']): Record<string, unknown> {
  const options: Record<string, unknown> = {}
  const grace = query.get('gracePeriodSeconds')
  if (grace) options.gracePeriodSeconds = /^-?\d+$/.test(grace) ? Number(grace) : grace
  const policy = query.get('propagationPolicy')
  if (policy) options.propagationPolicy = policy
  if (query.get('orphanDependents')) options.orphanDependents = query.flag('orphanDependents')
  const dryRun = query.all('dryRun')
  if (dryRun.length > 0) options.dryRun = dryRun
  return options
}

/** Checks DeleteOptions. Source: apimachinery meta/v1/validation ValidateDeleteOptions. */
export function readDeletion(given: unknown): Deletion | Status {
  const read = conform(deleteOptions, { version: 'v1', kind: 'DeleteOptions' }, given, 'Ignore')
  if (isStatus(read)) return read
  const options = read.object as DeleteOptions
  const errors = optionErrors(options)
  if (errors.length > 0) {
    return invalid({ group: 'meta.k8s.io', kind: 'DeleteOptions' }, '', errors)
  }
  const { gracePeriodSeconds, preconditions, orphanDependents, dryRun = [] } = options
  const how: DeleteHow = {}
  if (gracePeriodSeconds !== undefined) how.graceSeconds = gracePeriodSeconds
  if (preconditions?.uid) how.uid = preconditions.uid
  const policy = options.propagationPolicy ?? (orphanDependents ? 'Orphan' : undefined)
  if (policy) how.propagation = policy
  const deletion: Deletion = { how, dryRun: dryRun.length > 0 }
  if (preconditions?.resourceVersion) deletion.resourceVersion = preconditions.resourceVersion
  return deletion
}

function optionErrors(options: DeleteOptions): FieldError[] {
  const { propagationPolicy: policy, orphanDependents, gracePeriodSeconds: grace } = options
  const errors: FieldError[] = []
  if (orphanDependents !== undefined && policy !== undefined) {
    const rule = 'orphanDependents and deletionPropagation cannot be both set'
    errors.push(wrong('propagationPolicy', policy, rule))
  }
  const known = ['Foreground', 'Background', 'Orphan']
  if (policy !== undefined && !known.includes(policy)) {
    errors.push(unsupported('propagationPolicy', policy, [...known, 'nil']))
  }
  if (grace !== undefined && grace < 0) {
    errors.push(wrong('gracePeriodSeconds', grace, 'must be greater than or equal to 0'))
  }
  return [...errors, ...dryRunErrors(options.dryRun ?? [])]
}
