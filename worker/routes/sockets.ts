import { Hono } from 'hono'
import type { App } from '../app.ts'
import { isOf } from '../ids.ts'
import { withRight } from '../kube/who.ts'
import { refusedSocket } from '../rooms/refused-socket.ts'
import { verify, type Right } from '../tokens.ts'

/** Browsers cannot send headers with a socket: the token is the second subprotocol. */
async function rightOf(request: Request, secret: string): Promise<Right | undefined> {
  const [version, token = ''] = (request.headers.get('sec-websocket-protocol') ?? '').split(/,\s*/)
  return version === 'flotilla.v1' ? verify(token, secret) : undefined
}

const NO_TOKEN = 'this seat is not valid any more: please join again'

/** Sockets: `/ws/class/<id>` for people, `/ws/cluster/<id>` for the live view. */
export const sockets = new Hono<App>()
  .use(async (c, next) => {
    if (c.req.header('upgrade')?.toLowerCase() === 'websocket') return next()
    return c.json({ error: 'no-socket', message: 'Only WebSockets are answered here.' }, 426)
  })
  .get('/class/:id', async (c) => {
    const id = c.req.param('id')
    const right = await rightOf(c.req.raw, c.env.SIGNING_SECRET)
    if (!right || right.cluster !== undefined) return refusedSocket(4401, NO_TOKEN)
    if (right.cls !== id) return refusedSocket(4403, 'this seat belongs to another class')
    const headers = withRight(c.req.raw.headers, right)
    return c.env.CLASS.getByName(id).fetch('https://room/', { headers })
  })
  .get('/cluster/:id', async (c) => {
    const id = c.req.param('id')
    const right = await rightOf(c.req.raw, c.env.SIGNING_SECRET)
    if (!right) return refusedSocket(4401, NO_TOKEN)
    const isOther = right.cluster !== undefined && right.cluster !== id
    if (isOther || !isOf(id, right.cls)) return refusedSocket(4403, 'this cluster is not yours')
    const headers = withRight(c.req.raw.headers, right)
    return c.env.CLUSTER.getByName(id).fetch('https://room/', { headers })
  })
