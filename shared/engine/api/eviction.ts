import type { Reply } from '../input.ts'
import { eviction as schema, type Eviction } from '../schema/subresources.ts'
import { CREATED } from './binding.ts'
import { refused, replied, type Call } from './call.ts'
import { deleteOne, readDeletion } from './deleting.ts'
import { readObject } from './read-object.ts'
import { objectOf } from './reading.ts'
import { isStatus, refuse } from './status.ts'
import { writeOptions } from './write-options.ts'

const EVICTION = { group: 'policy', version: 'v1', kind: 'Eviction', schema }

/**
 * POST of a pod's eviction: a deletion that asks whether it may. Nothing forbids it as long as
 * there are no disruption budgets. Source: pkg/registry/core/pod/storage/eviction.go.
 */
export function evictObject(call: Call): Reply {
  const options = writeOptions(call.query, 'CreateOptions')
  if (isStatus(options)) return refused(options)
  const read = readObject(call.api, call.request, EVICTION, options.mode)
  if (isStatus(read)) return refused(read)
  const { metadata, deleteOptions } = read.object as unknown as Eviction
  const { name } = metadata as { name?: string }
  if (name && name !== call.target.name) {
    return refused(refuse.badRequest('name in URL does not match name in Eviction object'))
  }
  const deletion = readDeletion(deleteOptions ?? {})
  if (isStatus(deletion)) return refused(deletion)
  const pod = objectOf(call)
  if (isStatus(pod)) return refused(pod)
  const dryRun = deletion.dryRun || options.dryRun
  const done = deleteOne(call, pod, { ...deletion, dryRun })
  return isStatus(done) ? refused(done) : replied(CREATED, 201, read.warnings)
}
