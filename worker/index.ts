import { Hono } from 'hono'
import { openAPIRouteHandler } from 'hono-openapi'
import type { App } from './app.ts'
import { answerError } from './middleware/errors.ts'
import { secureHeaders } from './middleware/headers.ts'
import { clusters } from './routes/clusters.ts'
import { kube } from './routes/kube.ts'

export { ClassRoom } from './rooms/class-room.ts'
export { ClusterRoom } from './rooms/cluster-room.ts'

const api = new Hono<App>().use(secureHeaders).route('/clusters', clusters)

/** The types of all routes of `/api`, for Hono's client. */
export type Api = typeof api

const app = new Hono<App>()
  .onError(answerError)
  .route('/api', api)
  .get(
    '/api/openapi.json',
    openAPIRouteHandler(api, {
      documentation: { info: { title: 'Flotilla', version: '1' }, servers: [{ url: '/api' }] },
    }),
  )
  .mount('/k8s', (request, env: App['Bindings'], context) => kube.fetch(request, env, context), {
    replaceRequest: false,
  })

export default app
