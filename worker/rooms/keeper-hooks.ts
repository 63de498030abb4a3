import type { Actor, ApiRequest, Change, Cluster, Millis } from '../../shared/engine/index.ts'

/** An input that was planned before: a lesson's own doing. */
export interface Planned {
  at: Millis
  actor: Actor
  request: ApiRequest
}

/** What the room does with what happens. */
export interface KeeperHooks {
  /**
   * After every step, with its changes in order, if any; also when a replay takes the step anew.
   */
  told(changes: readonly Change[], cluster: Cluster): void
  /** When others than the cluster itself want a step; null: not. */
  dues(): readonly (Millis | null)[]
  /** The next planned input. */
  planned(): Planned | undefined
  /** It is being logged: in the same transaction. */
  done(): void
  /** Before a replay: whatever was derived from changes goes back to the last flush. */
  opened(cluster: Cluster): void
  /** In the transaction of a flush. */
  flushed(): void
  /** The cluster in memory was given up after an error. */
  dropped(): void
}

/** How a cluster's clock begins. */
export interface Start {
  /** Virtual milliseconds for each real one. */
  speed: number
  attended: boolean
  startMs: Millis
}
