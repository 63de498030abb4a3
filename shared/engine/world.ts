import type { Door } from './api/admit.ts'
import { isStatus } from './api/status.ts'
import type { ImageSpec } from './kinds/image/schema.ts'
import { nodeOf, type Machine } from './kinds/node/shape.ts'
import { systemClasses } from './kinds/priorityclass/system.ts'
import { apiServer } from './kinds/service/api-server.ts'
import { clusterDns } from './kinds/service/cluster-dns.ts'
import { standardClass } from './kinds/storageclass/defaults.ts'
import type { Draft } from './object.ts'
import type { Millis } from './time.ts'

/** One machine of a simulated cluster: 4 CPUs, 16Gi and 110 pods where it says nothing else. */
export type NodeShape = Machine

/** An image that this world publishes beside the catalogue: see kinds/image/schema.ts. */
export type ImageShape = ImageSpec

/** From what a cluster is made. The same world gives the same bytes. */
export interface World {
  /** All luck is hashed from it. Students never learn it. */
  seed: string
  /** Where virtual time begins: milliseconds since 1970. */
  startMs: Millis
  /** How many machines, or each of them. */
  nodes: number | readonly NodeShape[]
  /** Images that can be pulled here beside those that every cluster knows. */
  images?: readonly ImageShape[]
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

/**
 * What every cluster has before anybody comes: upstream's namespaces, the nodes, the world's
 * images, and the Services by which pods find the API server and the DNS.
 */
export function baseObjects(world: World): Draft[] {
  return [
    ...['default', 'kube-node-lease', 'kube-public', 'kube-system'].map(namespace),
    ...machinesOf(world).map((machine, index) => nodeOf(machine, index) as Draft),
    ...(world.images ?? []).map(published),
    ...apiServer(),
    ...clusterDns(),
    ...systemClasses(),
    standardClass(),
  ]
}

/** Machines are called node-1, node-2 … where the world only counts them. */
export function machinesOf({ nodes }: World): readonly NodeShape[] {
  if (typeof nodes !== 'number') return nodes
  return Array.from({ length: nodes }, (_none, index) => ({ name: `node-${index + 1}` }))
}

function namespace(name: string): Draft {
  return { apiVersion: 'v1', kind: 'Namespace', metadata: { name } }
}

function published(spec: ImageShape, index: number): Draft {
  const last = spec.image.slice(spec.image.lastIndexOf('/') + 1)
  const name = `${last.replace(/[^a-z0-9-]/g, '-')}-${index + 1}`
  return { apiVersion: 'flotilla.dev/v1', kind: 'Image', metadata: { name }, spec } as Draft
}
