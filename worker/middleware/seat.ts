import { createMiddleware } from 'hono/factory'
import type { App } from '../app.ts'
import { bearer, verify } from '../tokens.ts'
import { refuse } from './errors.ts'

/** Lets through whoever shows a good token; rooms judge what it is good for. */
export const seat = createMiddleware<App>(async (c, next) => {
  const token = bearer(c.req.raw)
  if (!token) throw refuse(401, 'no-token', 'Please join the class first.')
  const right = await verify(token, c.env.SIGNING_SECRET)
  if (!right) throw refuse(401, 'bad-token', 'This seat is not valid any more: please join again.')
  c.set('right', right)
  await next()
})

/** After `seat`: teachers only. */
export const teacher = createMiddleware<App>(async (c, next) => {
  if (c.get('right').role !== 'teacher') {
    throw refuse(403, 'teachers-only', 'Only a teacher of the class may do this.')
  }
  await next()
})
