import type { Json } from '../../shared/engine/index.ts'

/** Reasons that the edge itself gives; the engine has its own table for everything behind it. */
const CODES = {
  BadRequest: 400,
  Unauthorized: 401,
  Forbidden: 403,
  NotFound: 404,
  MethodNotAllowed: 405,
  RequestEntityTooLarge: 413,
  UnsupportedMediaType: 415,
  TooManyRequests: 429,
  InternalError: 500,
  NotImplemented: 501,
} as const

export type EdgeReason = keyof typeof CODES

/** A refusal as kubectl understands it. Upstream: apimachinery meta/v1 Status. */
export function statusReply(
  reason: EdgeReason,
  message: string,
  details: Record<string, Json> = {},
): Response {
  const code = CODES[reason]
  const status = {
    kind: 'Status',
    apiVersion: 'v1',
    metadata: {},
    status: 'Failure',
    message,
    reason,
    details,
    code,
  }
  const headers: Record<string, string> = { 'cache-control': 'no-cache, private' }
  if (typeof details.retryAfterSeconds === 'number') {
    headers['retry-after'] = String(details.retryAfterSeconds)
  }
  return Response.json(status, { status: code, headers })
}
