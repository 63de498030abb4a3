import type { Json } from '../json.ts'
import type { KubeObject } from '../object.ts'
import type { Millis } from '../time.ts'
import type { Tally } from './indexes.ts'

/** A write that the door refused when this address was visited last. */
export interface Refusal {
  /** The refusal's `Status`: reason and message are what upstream's controllers put into events. */
  reason: string
  message: string
  code: number
  /**
   * How many visits in a row were refused: the back-off is 5 ms doubled that often, at most 1,000
   * s.
   */
  count: number
}

/**
 * What a controller may look at: the cluster at one instant, and its own notes. Everything is
 * frozen and every list is in the order of names, so that a reconcile is a pure function of its
 * view.
 */
export interface View {
  /** This instant in virtual time. */
  readonly now: Millis
  get<T extends KubeObject>(kind: string, namespace: string, name: string): T | undefined
  /** All objects of a kind, or those of one namespace. */
  list<T extends KubeObject>(kind: string, namespace?: string): readonly T[]
  /** Objects of a kind that name `owner` (by uid) among their owners. */
  owned<T extends KubeObject>(owner: KubeObject, kind: string): readonly T[]
  /** Objects of a kind in a namespace that have no managing controller. */
  orphans<T extends KubeObject>(kind: string, namespace: string): readonly T[]
  /** Objects that a declared index files under a word, such as `podsByNode`. */
  indexed<T extends KubeObject>(index: string, word: string): readonly T[]
  /** A declared running total, such as `nodeUsage`. Read it; never change it. */
  tally<T extends Tally>(name: string): T
  /** This address's own note: facts that the API does not show. Undefined on a first visit. */
  memo<T extends Json>(): T | undefined
  /**
   * What a controller noted about an object: for parts of one component, such as a node's kubelet.
   */
  noteOf<T extends Json>(object: KubeObject, controller: string): T | undefined
  /** What was refused when this address was visited last. */
  refusal(): Refusal | undefined
  /** A fraction in [0, 1): the same for the same object, incarnation and purpose, for ever. */
  luck(object: KubeObject, purpose: string): number
}
