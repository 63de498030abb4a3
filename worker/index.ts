import { Hono } from 'hono'
import { openAPIRouteHandler } from 'hono-openapi'
import type { App } from './app.ts'
import { answerError } from './middleware/errors.ts'
import { secureHeaders } from './middleware/headers.ts'
import { smallBody } from './middleware/small-body.ts'
import { classes } from './routes/classes.ts'
import { clusters } from './routes/clusters.ts'
import { join } from './routes/join.ts'
import { kube } from './routes/kube.ts'
import { lessons } from './routes/lessons.ts'
import { sockets } from './routes/sockets.ts'

export { ClassRoom } from './rooms/class-room.ts'
export { ClusterRoom } from './rooms/cluster-room.ts'

const api = new Hono<App>()
  .route('/classes', classes)
  .route('/join', join)
  .route('/clusters', clusters)
  .route('/lessons', lessons)
  .notFound((c) =>
    c.json({ error: 'not-found', message: 'There is nothing at this address.' }, 404),
  )

/** The types of all routes of `/api`, for Hono's client. */
export type Api = typeof api

const documentation = { info: { title: 'Flotilla', version: '1' }, servers: [{ url: '/api' }] }

const app = new Hono<App>()
  .onError(answerError)
  .notFound((c) =>
    c.json({ error: 'not-found', message: 'There is nothing at this address.' }, 404),
  )
  .use('/api/*', secureHeaders, smallBody)
  .get('/api/openapi.json', openAPIRouteHandler(api, { documentation }))
  .route('/api', api)
  .route('/ws', sockets)
  .route('/k8s', kube)

export default app
