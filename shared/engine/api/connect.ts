import type { Reply } from '../input.ts'
import { refused, type Call } from './call.ts'
import { objectOf } from './reading.ts'
import { failure, isStatus, type Status } from './status.ts'

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
      upgrade: request.upgrade ?? false,
      telemetry: api.registry.telemetry,
      param: (name) => query.all(name),
    })
  }
  return refused(notModelled(`${kind.plural}/${part}`))
}

/** The one refusal of what the simulator leaves out, such as `pods/log`, whoever notices it. */
export function notModelled(what: string): Status {
  return failure(501, 'NotImplemented', `the simulator does not model ${what} yet`, {})
}
