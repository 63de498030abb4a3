import type { Json } from './json.ts'
import type { Draft, KubeObject } from './object.ts'
import type { Millis } from './time.ts'

/** How to delete. Upstream: meta/v1 DeleteOptions. */
export interface DeleteHow {
  graceSeconds?: number
  propagation?: 'Background' | 'Foreground' | 'Orphan'
  /** Refuse when the object that is there has another uid. */
  uid?: string
}

/** What a controller says happened. The recorder aggregates as client-go's correlator does. */
export interface Happening {
  regarding: KubeObject
  type: 'Normal' | 'Warning'
  reason: string
  message: string
  /** The component that reports, such as `kubelet`. */
  component: string
  /** The node that reports, where it is one. */
  host?: string
  /** What was done about it; who says so reports in the newer form, as the scheduler does. */
  action?: string
  /** Path of the part that it is about, such as `spec.containers{web}`. */
  fieldPath?: string
}

/** One write that a plan asks for. All of them pass the same door as a person's request. */
export type Write =
  | { op: 'create'; object: Draft }
  | { op: 'update'; object: KubeObject }
  | { op: 'status'; object: KubeObject }
  | { op: 'bind'; pod: KubeObject; node: string }
  | { op: 'delete'; object: KubeObject; how: DeleteHow }
  | { op: 'event'; happening: Happening }
  | { op: 'note'; about: KubeObject; name: string; note: Json }
  | { op: 'send'; to: KubeObject; name: string; message: Json; visit: string }

/**
 * What a reconcile wants done, in order. The cluster applies it after the visit: a plan cannot see
 * its own writes, so finish on the next visit. The first refused write other than an event ends the
 * plan; the refusal is told to the next visit, which comes after a back-off.
 */
export class Plan {
  readonly writes: Write[] = []
  due: Millis | null = null
  /** What the next visit of this address is to remember; undefined: as before. */
  own: Json | undefined
  fault: string | undefined

  create(object: Draft): this {
    this.writes.push({ op: 'create', object })
    return this
  }

  /** Writes everything but status. A write that changes nothing costs nothing. */
  update(object: KubeObject): this {
    this.writes.push({ op: 'update', object })
    return this
  }

  /** Writes status alone. */
  status(object: KubeObject): this {
    this.writes.push({ op: 'status', object })
    return this
  }

  /** Puts a pod on a node. Upstream: the `binding` subresource. */
  bind(pod: KubeObject, node: string): this {
    this.writes.push({ op: 'bind', pod, node })
    return this
  }

  delete(object: KubeObject, how: DeleteHow = {}): this {
    this.writes.push({ op: 'delete', object, how })
    return this
  }

  event(happening: Happening): this {
    this.writes.push({ op: 'event', happening })
    return this
  }

  /**
   * Writes a note about an object under a name of its own (null forgets it): what is too large to
   * be rewritten with everything else, such as a container's log. It goes when the object goes.
   */
  note(about: KubeObject, name: string, note: Json): this {
    this.writes.push({ op: 'note', about, name, note })
    return this
  }

  /**
   * Appends a message to a list that is kept as a note about an object, and has a controller visit
   * it at this instant. A list that is full takes no more.
   */
  send(to: KubeObject, name: string, message: Json, visit: string): this {
    this.writes.push({ op: 'send', to, name, message, visit })
    return this
  }

  /** Asks for another visit at an instant; the earliest of several wins. */
  wakeAt(due: Millis | null | undefined): this {
    if (due === null || due === undefined) return this
    this.due = this.due === null ? due : Math.min(this.due, due)
    return this
  }

  /** Replaces this address's note (null forgets it). Notes go when the object does. */
  memo(note: Json): this {
    this.own = note
    return this
  }

  /** Names the fault that made this plan what it is, for the chain of causes. */
  blame(fault: string | undefined): this {
    this.fault ??= fault
    return this
  }

  /** Adds what another part of the same controller wants. */
  and(other: Plan): this {
    this.writes.push(...other.writes)
    if (other.own !== undefined) this.own = other.own
    return this.wakeAt(other.due).blame(other.fault)
  }
}

/** An empty plan to write into: `plan().create(…).wakeAt(…)`. */
export function plan(): Plan {
  return new Plan()
}
