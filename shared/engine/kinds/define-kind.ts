import type { Change } from '../change.ts'
import type { DeleteHow, Plan } from '../plan.ts'
import type { Status } from '../api/status.ts'
import type { Reply } from '../input.ts'
import type { Draft, KubeObject, ObjectKey } from '../object.ts'
import type { FieldError } from '../schema/field-errors.ts'
import type { MessageType } from '../schema/tree.ts'
import type { IndexWords, Tally } from '../store/indexes.ts'
import type { View } from '../store/view.ts'
import type { Millis } from '../time.ts'
import type { Computed } from './computed.ts'
import type { Telemetry } from './telemetry.ts'

/** One column of the server-side table. Name and Age are columns like any other: state them. */
export interface Column<T extends KubeObject> {
  name: string
  type: 'string' | 'integer' | 'number' | 'boolean' | 'date'
  format?: string
  description: string
  /** 0 is always shown; 1 only with `-o wide`. */
  priority?: 0 | 1
  cell(object: T, context: { now: Millis; view: View }): string | number | boolean | null
}

/**
 * A field that `--field-selector` may ask for. Every kind has metadata.name and metadata.namespace.
 */
export type FieldSelectors<T extends KubeObject> = Record<string, (object: T) => string>

/** Where the scale subresource reads and writes. */
export interface ScalePaths<T extends KubeObject> {
  replicas(object: T): number
  statusReplicas(object: T): number
  selector(object: T): string
  withReplicas(object: T, replicas: number): T
}

/** A request to a part of an object. */
export interface Asked {
  view: View
  method: string
  /** Asks for a stream in both directions: the answer may be 101. */
  upgrade: boolean
  /** Left out where a cluster has no containers. */
  telemetry: Telemetry | undefined
  /** All values of a parameter. */
  param: (name: string) => string[]
}

/** Answers a request to a part of an object that is no object itself. It changes nothing. */
export type Connect<T extends KubeObject> = (object: T, asked: Asked) => Reply

/** What admission asks of a kind at each moment; all of it pure. Upstream: registry strategies. */
export interface Strategy<T extends KubeObject> {
  /** After static defaults: values that depend on other values or on the cluster. */
  prepareCreate?(object: T, view: View): T
  /** Keeps what an update may not touch; `subresource` is '' for the main resource. */
  prepareUpdate?(object: T, old: T, subresource: string, view: View): T
  validate?(object: T, view: View): FieldError[]
  /** `subresource` is '' for the main resource. */
  validateUpdate?(object: T, old: T, view: View, subresource: string): FieldError[]
  /** What is allowed but surely not meant, for `Warning` headers. Upstream: WarningsOnCreate. */
  warnings?(object: T, old: T | undefined): string[]
  /**
   * What stays when deletion is asked for (a pod with its grace, a namespace that is emptied
   * first); undefined when the object can go at once. Finalizers are admission's own business.
   */
  markDeleted?(object: T, how: DeleteHow, now: Millis): T | undefined
  /** Does more than metadata's finalizers hold an object that is marked for deletion? */
  isHeld?(object: T): boolean
  /** Does an update count in the generation? Absent: when more than metadata and status differs. */
  countsInGeneration?(next: T, old: T): boolean
  /** When the object vanishes by itself, such as an Event after an hour. */
  expiresAt?(object: T): Millis | undefined
  /**
   * Fields that are functions of now, such as a Lease's renewTime: put in when read, never stored.
   */
  present?(object: T, view: View): T
}

/** Everything that the cluster, the API, kubectl and the web know of a kind. */
export interface Kind<T extends KubeObject = KubeObject> {
  group: string
  version: string
  kind: string
  plural: string
  singular: string
  short?: readonly string[]
  categories?: readonly string[]
  scope: 'Namespaced' | 'Cluster'
  /** The field tree of the whole object. */
  schema: MessageType
  columns: readonly Column<T>[]
  fieldSelectors?: FieldSelectors<T>
  /** Has a status that only /status may write. */
  status?: boolean
  /**
   * Counts changes of the spec in metadata.generation. Not every kind does (Pod, Service, Node do
   * not).
   */
  generation?: boolean
  scale?: ScalePaths<T>
  /** Parts that the kind answers itself, such as a pod's `log`, by name. */
  connect?: Readonly<Record<string, Connect<T>>>
  /** Verbs that REST does not offer for it, such as `create`. */
  withoutVerbs?: readonly string[]
  /** Only teachers may see it: students get neither its objects nor its changes nor its name. */
  teachersOnly?: boolean
  strategy?: Strategy<T>
  indexes?: Readonly<Record<string, IndexWords>>
  controllers?: readonly Controller<T>[]
}

/** Whom a change wakes: keys of objects of the controller's own kind. */
export type Wakes<C extends KubeObject = KubeObject> = (
  object: C,
  change: Change,
  view: View,
) => readonly ObjectKey[]

/**
 * One level-triggered loop over one kind. A kind may have several (a Pod: scheduler, kubelet, …).
 */
export interface Controller<T extends KubeObject = KubeObject> {
  /** Unique; the first part of addresses. */
  name: string
  /** The kind whose objects it visits; `*` for a controller that visits objects of every kind. */
  kind: string
  /**
   * From a change to the visit. Visible in class: a cascade runs at a pace that can be followed.
   */
  lagMs: number
  /** Kinds (`*`: all) whose changes wake it, and whom. This table says who watches whom. */
  wokenBy: Readonly<Record<string, Wakes<never>>>
  /** The whole of the controller. `object` exists; an address whose object is gone is dropped. */
  reconcile(object: T, view: View): Plan
}

/** A rule of admission beside validation, such as the ServiceAccount that every pod gets. */
export interface AdmissionRule {
  name: string
  /** The kinds whose creation it sees. */
  kinds: readonly string[]
  /** Fills in what is missing. Runs before defaults and validation. */
  mutate?(object: Draft, view: View): Draft
  /** Refuses with a Status; runs last. */
  check?(object: KubeObject, view: View): Status | undefined
}

/** All that a cluster is made of: see `registry.ts`. */
export interface Registry {
  kinds: readonly Kind[]
  /** Controllers that belong to no single kind's folder: scheduler, kubelet, garbage collector … */
  controllers: readonly Controller[]
  admission: readonly AdmissionRule[]
  tallies: Readonly<Record<string, () => Tally>>
  /** What containers wrote and use. */
  telemetry?: Telemetry
  /** Resources that are answered and never stored, such as those of metrics.k8s.io. */
  computed?: readonly Computed[]
}

/**
 * Declares a kind; the types of columns, strategy and controllers follow from the object's type.
 */
export function defineKind<T extends KubeObject>(kind: Kind<T>): Kind {
  return kind as unknown as Kind
}

/** Declares a controller; the type of what it visits follows from the object's type. */
export function defineController<T extends KubeObject>(controller: Controller<T>): Controller {
  return controller as unknown as Controller
}
