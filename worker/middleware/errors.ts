import type { Context } from 'hono'
import { HTTPException } from 'hono/http-exception'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import type { ApiError } from '../../shared/protocol/http.ts'
import type { App } from '../app.ts'
import { logFault } from '../log.ts'

/** A refusal of `/api`: a word for programs, a sentence for people. Throw it. */
export function refuse(code: ContentfulStatusCode, error: string, message: string): HTTPException {
  const body: ApiError = { error, message }
  return new HTTPException(code, { res: Response.json(body, { status: code }), message })
}

/** The one place where errors become answers. What nobody foresaw is logged and says nothing. */
export function answerError(error: Error, c: Context<App>): Response {
  if (error instanceof HTTPException) {
    if (error.res) return new Response(error.res.body, error.res)
    const body: ApiError = { error: 'bad-request', message: error.message }
    return c.json(body, error.status)
  }
  logFault(`${c.req.method} ${new URL(c.req.url).pathname}`, error)
  const body: ApiError = {
    error: 'internal',
    message: 'Something went wrong; nothing was changed.',
  }
  return c.json(body, 500)
}
