/** The engine's only door: worker, web, lessons and kubectl import from here and nowhere deeper. */
import { Cluster } from './cluster.ts'
import { emptyParts, thawParts } from './freeze.ts'
import type { Frozen } from './frozen.ts'
import { registry } from './registry.ts'
import { decodeProtobuf, type FromProtobuf } from './schema/protobuf.ts'
import { restType } from './schema/rest-types.ts'
import { baseObjects, furnish, type World } from './world.ts'

/** Makes a cluster from its world. The same world gives the same bytes. */
export function newCluster(world: World): Cluster {
  const cluster = new Cluster(registry, emptyParts(registry, world.seed, world.startMs))
  cluster.make((door) => furnish(door, [...baseObjects(world), ...(world.objects ?? [])]))
  return cluster
}

/** Builds a cluster from its rows: it goes on exactly as the one that was frozen. */
export function thaw(frozen: Frozen): Cluster {
  return new Cluster(registry, thawParts(registry, frozen))
}

/** Reads a protobuf body as the object that JSON would have given; a text says what is wrong. */
export function fromProtobuf(bytes: Uint8Array): FromProtobuf | string {
  return decodeProtobuf(bytes, (apiVersion, kind) => {
    const known = registry.kinds.find((one) => {
      return one.kind === kind && (one.group ? `${one.group}/` : '') + one.version === apiVersion
    })
    return known?.schema ?? restType(apiVersion, kind)
  })
}

export { asksForFollow, isReading, openLog } from './api/follow.ts'
export { asksForWatch, isWatch, openWatch } from './api/watch.ts'
export { PROTOBUF } from './schema/protobuf.ts'
export type { Watch } from './api/watch.ts'
export type { Cluster } from './cluster.ts'
export type { Cause, Change } from './change.ts'
export type { Frozen, FrozenRow } from './frozen.ts'
export type { Actor, ApiRequest, Doing, Input, Outcome, PodName, Reply } from './input.ts'
export type { Json } from './json.ts'
export type { KubeObject, ObjectMeta, OwnerReference } from './object.ts'
export { FAULTS } from './kinds/fault/schema.ts'
export type { FaultSpec, FaultTarget } from './kinds/fault/schema.ts'
export { sessionNote } from './programs/session.ts'
export type { Message, Opened, SessionNote } from './programs/session.ts'
export type { LogReading } from './kinds/pod/log.ts'
export type { View } from './store/view.ts'
export type { Millis } from './time.ts'
export type { NodeShape, World } from './world.ts'
