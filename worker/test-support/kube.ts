import type { Frozen } from '../../shared/engine/index.ts'
import { wall } from '../rooms/pacer.ts'
import { ask, bindings, post } from './people.ts'

/** A stand-alone cluster, as `npm run cluster` makes it. */
export interface Lone {
  id: string
  path: string
  token: string
}

/** Makes a cluster without a class. */
export async function makeCluster(wish: Record<string, unknown> = {}): Promise<Lone> {
  return (await post('/api/clusters', { nodes: 3, seed: 'seven', ...wish })).json()
}

/** The room of a cluster. */
export const roomOf = (id: string) => bindings.CLUSTER.getByName(id)

/** Takes a room's memory away as an error does: nothing that waits there is flushed. */
export const crash = async (id: string) => roomOf(id).restart()

/** A request to the Kubernetes API of a cluster, with its capability. */
export function kube(cluster: Lone, method: string, path: string, body?: unknown) {
  const type = method === 'PATCH' ? 'application/merge-patch+json' : 'application/json'
  return ask(cluster.path + path, {
    method,
    ...(body === undefined
      ? {}
      : { headers: { 'content-type': type }, body: JSON.stringify(body) }),
  })
}

/** All rows of a cluster, as text. */
export async function rowsOf(cluster: Lone): Promise<string> {
  // The platform's type of a room's method is deeper than the compiler follows.
  const room = roomOf(cluster.id) as unknown as { frozen(): Promise<Frozen> }
  const rows = await room.frozen()
  return rows.map((row) => JSON.stringify(row)).join('\n')
}

/** The same for all of a file, so that what is played twice meets the same world. */
const START_MS = Math.floor(Date.now() / 1000) * 1000

/** Holds the wall clock: from now on it moves only when it is told to. */
export function holdWall(): { pass(ms: number): void; free(): void } {
  let now = START_MS
  wall.now = () => now
  return {
    pass: (ms) => void (now += ms),
    free: () => void (wall.now = () => Date.now()),
  }
}

/** The Deployment of the teaching text. */
export const deployment = (name = 'web', replicas = 3, image = 'nginx:1.7.9') => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name, labels: { app: name } },
  spec: {
    replicas,
    selector: { matchLabels: { app: name } },
    template: {
      metadata: { labels: { app: name } },
      spec: { containers: [{ name: 'nginx', image, ports: [{ containerPort: 80 }] }] },
    },
  },
})

export const DEPLOYMENTS = '/apis/apps/v1/namespaces/default/deployments'
