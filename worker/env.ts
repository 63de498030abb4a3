import type { ClassRoom } from './rooms/class-room.ts'
import type { ClusterRoom } from './rooms/cluster-room.ts'

/** The worker's bindings: see wrangler.toml. */
export interface Env {
  CLUSTER: DurableObjectNamespace<ClusterRoom>
  CLASS: DurableObjectNamespace<ClassRoom>
  DB: D1Database
  ASSETS: Fetcher
  JOIN_LIMIT: RateLimit
  OPEN_LIMIT: RateLimit
  /** Signs seats and capabilities. A secret of the deployment. */
  SIGNING_SECRET: string
  /**
   * `1` lets anybody make a cluster without a class: for `npm run cluster`, not for the internet.
   */
  STANDALONE?: string
}
