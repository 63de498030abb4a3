import { Cluster } from '../cluster.ts'
import { emptyParts } from '../freeze.ts'
import type { Controller, Kind, Registry } from '../kinds/define-kind.ts'
import type { Draft, KubeObject } from '../object.ts'
import { objectMeta } from '../schema/meta.ts'
import { int32, message, ref, struct } from '../schema/tree.ts'
import { typeMeta } from '../schema/type-meta.ts'
import { START } from './history.ts'

/** A toy kind, so that rules of the kernel are tested without any real one. */
export interface Boat extends KubeObject {
  spec: { sails: number }
  status?: { knots?: number }
}

const boatSpec = message('toys.Boat.spec', 'How the boat is rigged.', {
  sails: int32(1, 'How many sails.', { default: 1 }),
})
const boatStatus = message('toys.Boat.status', 'How the boat goes.', {
  knots: int32(1, 'How fast.'),
})

const namespace: Kind = {
  group: '',
  version: 'v1',
  kind: 'Namespace',
  plural: 'namespaces',
  singular: 'namespace',
  scope: 'Cluster',
  schema: message('toys.Namespace', 'A place.', {
    ...typeMeta,
    metadata: struct(1, objectMeta, 'Name.'),
  }),
  columns: [],
}

const boat: Kind = {
  group: 'toys.dev',
  version: 'v1',
  kind: 'Boat',
  plural: 'boats',
  singular: 'boat',
  scope: 'Namespaced',
  status: true,
  generation: true,
  schema: message('toys.Boat', 'A boat.', {
    ...typeMeta,
    metadata: struct(1, objectMeta, 'Name.'),
    spec: struct(2, boatSpec, 'How it is rigged.'),
    status: ref(3, boatStatus, 'How it goes.'),
  }),
  columns: [],
}

/** A cluster of toy kinds with one namespace, `harbour`, and the controllers under test. */
export function toyCluster(rest: Partial<Registry> = {}): Cluster {
  const registry: Registry = {
    kinds: [namespace, boat],
    controllers: [],
    admission: [],
    tallies: {},
    ...rest,
  }
  const cluster = new Cluster(registry, emptyParts(registry, 'toys', START))
  cluster.make((door) => {
    door.create({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'harbour' } })
  })
  return cluster
}

/** A boat to create. */
export function boatDraft(name: string, sails?: number): Draft<Boat> {
  return {
    apiVersion: 'toys.dev/v1',
    kind: 'Boat',
    metadata: { name, namespace: 'harbour' },
    spec: (sails === undefined ? {} : { sails }) as Boat['spec'],
  }
}

/** A controller of boats that does what a test says. */
export function boatController(reconcile: Controller<Boat>['reconcile'], lagMs = 10): Controller {
  return {
    name: 'skipper',
    kind: 'Boat',
    lagMs,
    wokenBy: { Boat: (object: KubeObject) => [`Boat/harbour/${object.metadata.name}`] },
    reconcile: reconcile as Controller['reconcile'],
  }
}
