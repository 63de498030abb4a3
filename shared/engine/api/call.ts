import type { Actor, ApiRequest, Reply } from '../input.ts'
import type { Json } from '../json.ts'
import type { Api } from './handle.ts'
import type { Form } from './form.ts'
import type { Query } from './query.ts'
import type { Target } from './route.ts'
import type { Status } from './status.ts'

/** One request about objects, taken apart. */
export interface Call {
  api: Api
  actor: Actor
  request: ApiRequest
  query: Query
  form: Form
  target: Target
}

/** A reply that says no. */
export function refused(status: Status): Reply {
  return { code: status.code, body: status as unknown as Json }
}

/** A reply with a body. */
export function replied(body: unknown, code = 200, warnings: readonly string[] = []): Reply {
  const reply: Reply = { code, body: body as Json }
  if (warnings.length > 0) reply.warnings = [...warnings]
  return reply
}

/** A reply of text, such as `ok`. */
export function repliedText(text: string, contentType = 'text/plain; charset=utf-8'): Reply {
  return { code: 200, body: text, contentType }
}
