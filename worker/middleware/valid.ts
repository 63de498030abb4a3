import { validator } from 'hono-openapi'
import type { StandardSchemaV1 } from '@standard-schema/spec'
import type { ApiError } from '../../shared/protocol/http.ts'

/** Checks a JSON body by its schema; the answer names the first field that is wrong. */
export const valid = <S extends StandardSchemaV1>(schema: S) =>
  validator('json', schema, (result, c) => {
    if (result.success) return undefined
    const [issue] = result.error
    const field = (issue?.path ?? []).map((part) => (typeof part === 'object' ? part.key : part))
    const place = field.length > 0 ? `${field.join('.')}: ` : ''
    const message = place + (issue?.message ?? 'invalid')
    const body: ApiError = { error: 'bad-request', message }
    return c.json(body, 400)
  })
