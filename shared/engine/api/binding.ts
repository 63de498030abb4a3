import type { Reply } from '../input.ts'
import { isRecord } from '../json.ts'
import type { KubeObject } from '../object.ts'
import { invalid, required, unsupported } from '../schema/field-errors.ts'
import { binding as schema, type Binding } from '../schema/subresources.ts'
import { refused, replied, type Call } from './call.ts'
import { readObject } from './read-object.ts'
import { aboutTarget, objectOf } from './reading.ts'
import { isStatus, refuse, type Status } from './status.ts'
import { writeOptions } from './write-options.ts'

const BINDING = { group: '', version: 'v1', kind: 'Binding', schema }

/** The answer to a POST that leaves nothing behind to show. */
export const CREATED = {
  kind: 'Status',
  apiVersion: 'v1',
  metadata: {},
  status: 'Success',
  code: 201,
}

/** POST of a pod's binding. Source: pkg/registry/core/pod/storage BindingREST. */
export function bindObject(call: Call): Reply {
  const options = writeOptions(call.query, 'CreateOptions')
  if (isStatus(options)) return refused(options)
  const read = readObject(call.api, call.request, BINDING, options.mode)
  if (isStatus(read)) return refused(read)
  const bound = bind(call, read.object as unknown as Binding, options.dryRun)
  return isStatus(bound) ? refused(bound) : replied(CREATED, 201, read.warnings)
}

function bind(call: Call, { target }: Binding, dryRun: boolean): KubeObject | Status {
  const node = target.name ?? ''
  const errors = []
  if (target.kind && target.kind !== 'Node') {
    errors.push(unsupported('target.kind', target.kind, ['Node', '<empty>']))
  }
  if (!node) errors.push(required('target.name'))
  if (errors.length > 0) return invalid(BINDING, call.target.name, errors)
  const pod = objectOf(call)
  if (isStatus(pod)) return pod
  const spec = (pod as KubeObject & { spec?: unknown }).spec
  const taken = isRecord(spec) ? spec.nodeName : undefined
  if (typeof taken === 'string' && taken) {
    const why = `pod ${pod.metadata.name} is already assigned to node "${taken}"`
    return refuse.conflict({ group: '', resource: 'pods/binding', name: pod.metadata.name }, why)
  }
  if (pod.metadata.deletionTimestamp) {
    const why = `pod ${pod.metadata.name} is being deleted, cannot be assigned to a host`
    return refuse.conflict({ ...aboutTarget(call), resource: 'pods/binding' }, why)
  }
  const next = { ...pod, spec: { ...(isRecord(spec) ? spec : {}), nodeName: node } } as KubeObject
  return call.api.door.update(next, 'binding', { dryRun })
}
