import { createMiddleware } from 'hono/factory'
import type { App } from '../app.ts'

/** What every answer of ours says to browsers; web/public/_headers says the same of the page. */
const HEADERS = {
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'strict-transport-security': 'max-age=31536000; includeSubDomains',
  'x-frame-options': 'DENY',
}

/** Adds the security headers. A 101 keeps its socket, which a copy would lose. */
export const secureHeaders = createMiddleware<App>(async (c, next) => {
  await next()
  if (c.res.status === 101) return
  for (const [name, value] of Object.entries(HEADERS)) c.res.headers.set(name, value)
})
