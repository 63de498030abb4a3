import type { Reply } from '../input.ts'
import { refused, type Call } from './call.ts'
import { objectOf } from './reading.ts'
import { failure, isStatus } from './status.ts'

/**
 * Subresources that a kind answers itself, such as a pod's log: its `connect` hook of that name.
 * Without one the answer says plainly that the simulator does not do it.
 */
export function connect(call: Call, part: string): Reply {
  const object = objectOf(call)
  if (isStatus(object)) return refused(object)
  const { kind } = call.target
  const hook = kind.connect?.[part]
  if (hook) {
    const { api, request, query } = call
    return hook(object, {
      view: api.view,
      method: request.method,
      param: (name) => query.all(name),
    })
  }
  const message = `the simulator does not model ${kind.plural}/${part} yet`
  return refused(failure(405, 'MethodNotAllowed', message, { kind: kind.plural }))
}
