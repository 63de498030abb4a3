import { Hono } from 'hono'
import { describeRoute } from 'hono-openapi'
import { SetClock, StandaloneCluster } from '../../shared/protocol/http.ts'
import type { App } from '../app.ts'
import { freshSeed, isOf, roomId } from '../ids.ts'
import { refuse } from '../middleware/errors.ts'
import { seat, teacher } from '../middleware/seat.ts'
import { valid } from '../middleware/valid.ts'
import { wall } from '../rooms/pacer.ts'
import { sign, type Right } from '../tokens.ts'

const NO_CLASS = { cls: '', seats: [], frozen: false, ended: false, barred: [] }

/** Clusters: one without a class, where the operator allows it, and the clock of any. */
export const clusters = new Hono<App>()
  .post(
    '/',
    describeRoute({ description: 'Makes a cluster without a class (STANDALONE only).' }),
    valid(StandaloneCluster),
    async (c) => {
      if (c.env.STANDALONE !== '1')
        throw refuse(404, 'not-here', 'This server makes no lone clusters.')
      const { nodes, speed, seed } = c.req.valid('json')
      const id = roomId()
      const startMs = Math.floor(wall.now() / 1000) * 1000
      const world = { seed: String(seed ?? freshSeed()), startMs, nodes }
      const order = { id, world, startMs, speed, attended: false, members: NO_CLASS }
      await c.env.CLUSTER.getByName(id).create(order)
      const right: Right = { cls: '', seat: 0, role: 'teacher', cluster: id }
      const token = await sign(right, c.env.SIGNING_SECRET)
      return c.json({ id, path: `/k8s/${id}/t/${token}`, token }, 201)
    },
  )
  .post(
    '/:id/clock',
    describeRoute({ description: 'Sets how fast the time of a cluster runs (teachers).' }),
    seat,
    teacher,
    valid(SetClock),
    async (c) => {
      const id = c.req.param('id')
      const { cls, cluster } = c.get('right')
      if (!isOf(id, cls) || (cluster !== undefined && cluster !== id)) {
        throw refuse(403, 'not-yours', 'This cluster belongs to another class.')
      }
      const clock = await c.env.CLUSTER.getByName(id).setSpeed(c.req.valid('json').speed)
      if (!clock) throw refuse(409, 'clock-held', 'A challenge has one clock for everybody.')
      return c.json(clock)
    },
  )
