import type { KubeObject, ObjectKey } from './object.ts'
import type { Millis } from './time.ts'

/**
 * Why a write happened. Followed backwards through the feed (`because` is the resourceVersion of an
 * earlier change) it ends at a person's request, at a fault, or at the making of the world.
 */
export type Cause =
  | { by: 'world' }
  | { by: 'input'; input: number; user: string }
  | { by: 'visit'; address: string; because: number; fault?: string }

/** One write, as watches and the change feed tell it. */
export interface Change {
  /** The resourceVersion that this write made; grows by one with each write of the cluster. */
  rv: number
  at: Millis
  type: 'ADDED' | 'MODIFIED' | 'DELETED'
  key: ObjectKey
  /**
   * The object after the write; of a deletion, its last state with the deletion's resourceVersion.
   */
  object: KubeObject
  /** The object before the write. Kept in memory only; not part of a stored feed. */
  previous?: KubeObject
  cause: Cause
}
