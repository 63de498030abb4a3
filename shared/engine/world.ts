import type { Door } from './api/admit.ts'
import { isStatus } from './api/status.ts'
import type { Draft } from './object.ts'
import type { Millis } from './time.ts'

/** One machine of a simulated cluster. */
export interface NodeShape {
  name: string
  /** Kubernetes quantities. */
  cpu?: string
  memory?: string
  pods?: number
  labels?: Record<string, string>
  taints?: { key: string; value?: string; effect: string }[]
}

/** From what a cluster is made. The same world gives the same bytes. */
export interface World {
  /** All luck is hashed from it. Students never learn it. */
  seed: string
  /** Where virtual time begins: milliseconds since 1970. */
  startMs: Millis
  /** How many machines, or each of them. */
  nodes: number | readonly NodeShape[]
  /** Objects that are there from the start, in this order. */
  objects?: readonly Draft[]
}

/** Creates through the door, and throws where the door refuses: a world that is wrong is a bug. */
export function furnish(door: Door, objects: readonly Draft[]): void {
  for (const object of objects) {
    const made = door.create(object)
    if (isStatus(made)) throw new Error(`the world cannot be made: ${made.message}`)
  }
}

/** What every cluster has before anybody comes: the namespaces that upstream makes at bootstrap. */
export function baseObjects(_world: World): Draft[] {
  return ['default', 'kube-node-lease', 'kube-public', 'kube-system'].map((name) => ({
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: { name },
  }))
}
