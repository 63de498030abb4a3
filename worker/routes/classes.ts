import { Hono } from 'hono'
import { describeRoute } from 'hono-openapi'
import { OpenClass } from '../../shared/protocol/http.ts'
import type { App } from '../app.ts'
import { addClass, endClass, forgetClass } from '../db/classes.ts'
import { gradesCsv } from '../grades.ts'
import { freshSeed, joinCode, roomId } from '../ids.ts'
import { kubeconfig } from '../kubeconfig.ts'
import { addressOf } from '../middleware/door.ts'
import { refuse } from '../middleware/errors.ts'
import { classSeat } from '../middleware/class-seat.ts'
import { teacher } from '../middleware/seat.ts'
import { valid } from '../middleware/valid.ts'
import { wall } from '../rooms/pacer.ts'
import { sign } from '../tokens.ts'

const DAY_MS = 24 * 60 * 60_000
/** After this a class and everything in it is deleted, whoever forgot it. */
const RETENTION_DAYS = 90
const TRIES = 5

const says = (description: string) => describeRoute({ description })

/** Classes: open one, look at it, its runs, board, grades and logs; end and delete it. */
export const classes = new Hono<App>()
  .post('/', says('Opens a class; answers the teacher’s seat.'), valid(OpenClass), async (c) => {
    const { success } = await c.env.OPEN_LIMIT.limit({ key: addressOf(c.req.raw) })
    if (!success) throw refuse(429, 'too-many', 'Too many new classes. Please wait a minute.')
    const { title, name, layout, nodes, lobby } = c.req.valid('json')
    const createdAt = wall.now()
    const row = { id: roomId(), title, createdAt, endedAt: null }
    const expiresAt = createdAt + RETENTION_DAYS * DAY_MS
    for (let tries = 0; tries < TRIES; tries += 1) {
      const code = joinCode()
      if (!(await addClass(c.env.DB, { ...row, code, expiresAt }))) continue
      const order = {
        id: row.id,
        code,
        title,
        layout,
        lobby,
        nodes,
        seed: freshSeed(),
        name,
        expiresAt,
      }
      return c.json(await c.env.CLASS.getByName(row.id).open(order), 201)
    }
    throw refuse(503, 'no-code', 'No free code was found. Please try again.')
  })
  .use('/:id/*', classSeat)
  .get('/:id', says('The class as this seat knows it.'), (c) => c.json(c.get('class').info))
  .get('/:id/runs', says('Its exercises and challenges.'), (c) => c.json(c.get('class').runs))
  .get('/:id/board', says('The live board.'), (c) => c.json(c.get('class').board))
  .get('/:id/kubeconfig', says('A kubeconfig for this seat’s cluster.'), async (c) => {
    const { seat, role } = c.get('right')
    const id = c.req.param('id')
    const cluster = await c.env.CLASS.getByName(id).place(c.get('right'))
    if (!cluster) throw refuse(403, 'waiting', 'You still wait in the lobby.')
    const token = await sign({ cls: id, seat, role, cluster }, c.env.SIGNING_SECRET)
    const text = kubeconfig(new URL(c.req.url).origin, { cluster, token, role })
    const disposition = 'attachment; filename="flotilla.yaml"'
    return c.body(text, 200, {
      'content-type': 'application/yaml',
      'content-disposition': disposition,
      'cache-control': 'no-store',
    })
  })
  .get('/:id/grades.csv', says('Grades of all runs (teachers).'), teacher, async (c) => {
    const { runs, board } = c.get('class')
    const names = await c.env.CLASS.getByName(c.req.param('id')).names()
    const headers = {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': 'attachment; filename="grades.csv"',
    }
    return c.body(gradesCsv(runs, board, names), 200, headers)
  })
  .get('/:id/logs/:cluster', says('The log of one attempt (teachers).'), teacher, async (c) => {
    const { id, cluster } = c.req.param()
    const row = c.get('class').board.find((row) => row.cluster === cluster)
    if (!row) throw refuse(404, 'no-such-log', `Class ${id} has no attempt on this cluster.`)
    const log = await c.env.CLUSTER.getByName(cluster).exportLog()
    // Its type is deeper than Hono's client can follow; shared/lessons has it: AttemptLog.
    return Response.json(log, {
      headers: { 'content-disposition': 'attachment; filename="log.json"' },
    })
  })
  .post(
    '/:id/end',
    says('Ends the class: nobody gets in any more (teachers).'),
    teacher,
    async (c) => {
      const id = c.req.param('id')
      await c.env.CLASS.getByName(id).close()
      await endClass(c.env.DB, id, wall.now())
      return c.json({ ended: true })
    },
  )
  .delete(
    '/:id',
    says('Deletes the class and everything in it (teachers).'),
    teacher,
    async (c) => {
      const id = c.req.param('id')
      await forgetClass(c.env.DB, id)
      await c.env.CLASS.getByName(id).erase()
      return c.json({ deleted: true })
    },
  )
