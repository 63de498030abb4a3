import { defineCommand } from '../command.ts'
import { redisServer } from './redis.ts'

/**
 * The replica of the guestbook tutorial: its script becomes a Redis server that follows the
 * Service redis-leader, or the host of REDIS_LEADER_SERVICE_HOST when GET_HOSTS_FROM is `env`.
 */
export const follower = defineCommand({
  name: 'run.sh',
  about: 'Becomes redis-server --replicaof redis-leader 6379',
  run({ env }) {
    const fromEnv = env.GET_HOSTS_FROM === 'env'
    const leader = fromEnv ? (env.REDIS_LEADER_SERVICE_HOST ?? env.REDIS_MASTER_SERVICE_HOST) : ''
    return { become: [redisServer.name, '--replicaof', leader || 'redis-leader', '6379'] }
  },
})
