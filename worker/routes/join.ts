import { Hono } from 'hono'
import { describeRoute } from 'hono-openapi'
import { Join } from '../../shared/protocol/http.ts'
import type { App } from '../app.ts'
import { classOfCode } from '../db/classes.ts'
import { checkGuesser, countGuess } from '../middleware/door.ts'
import { refuse } from '../middleware/errors.ts'
import { valid } from '../middleware/valid.ts'
import { wall } from '../rooms/pacer.ts'
import { verify } from '../tokens.ts'

/** Joining: a code and a name give a seat; a token gives the same seat again. */
export const join = new Hono<App>().post(
  '/',
  describeRoute({ description: 'Takes a seat in the class of a code, or the same seat again.' }),
  async (c, next) => {
    checkGuesser(c.req.raw)
    await next()
  },
  valid(Join),
  async (c) => {
    const { code, name, token } = c.req.valid('json')
    const row = await classOfCode(c.env.DB, code, wall.now())
    if (!row) {
      await countGuess(c.req.raw, c.env.JOIN_LIMIT)
      throw refuse(404, 'no-such-class', 'There is no class with this code.')
    }
    const right = token === undefined ? undefined : await verify(token, c.env.SIGNING_SECRET)
    const answer = await c.env.CLASS.getByName(row.id).join(name, right)
    if ('refused' in answer) {
      const { code, error, message } = answer.refused
      throw refuse(code, error, message)
    }
    return c.json(answer)
  },
)
