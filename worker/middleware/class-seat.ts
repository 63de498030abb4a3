import { createMiddleware } from 'hono/factory'
import type { App } from '../app.ts'
import { bearer, verify } from '../tokens.ts'
import { refuse } from './errors.ts'

/**
 * Lets through whoever has a seat in the class of the path, and brings along what the seat may see.
 */
export const classSeat = createMiddleware<App, '/:id'>(async (c, next) => {
  const token = bearer(c.req.raw)
  if (!token) throw refuse(401, 'no-token', 'Please join the class first.')
  const right = await verify(token, c.env.SIGNING_SECRET)
  if (!right || right.cluster !== undefined) {
    throw refuse(401, 'bad-token', 'This seat is not valid any more: please join again.')
  }
  const id = c.req.param('id')
  if (right.cls !== id) throw refuse(403, 'other-class', 'This seat belongs to another class.')
  const seen = await c.env.CLASS.getByName(id).look(right)
  if (!seen) throw refuse(401, 'seat-gone', 'This seat was removed, or the class was deleted.')
  c.set('right', { ...right, role: seen.me.role })
  c.set('class', seen)
  await next()
})
