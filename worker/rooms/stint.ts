import type { Cluster, Millis } from '../../shared/engine/index.ts'

/** How much virtual time is caught up at once, and by a cluster that has much to do. */
const SLICE_MS = 60_000
const BUSY_SLICE_MS = 1_000
/** More visits than this in one slice are much. */
const BUSY_VISITS = 300
/**
 * More changes or visits than this in one go, and the clock loses time rather than the room its
 * limits: whatever runs in the cluster, people are answered. A visit to a pod whose program runs
 * costs about a tenth of a millisecond, all others less.
 */
const MOST_CHANGES = 50_000
const MOST_VISITS = 5_000

/** What a cluster has done since a room began to let its time pass. */
export class Stint {
  readonly #cluster: Cluster
  readonly #rv: number
  readonly #visits: number
  #slice: { ms: Millis; visits: number }

  constructor(cluster: Cluster) {
    this.#cluster = cluster
    this.#rv = cluster.rv
    this.#visits = cluster.visits
    this.#slice = { ms: BUSY_SLICE_MS, visits: cluster.visits }
  }

  /** How far to go next: far where little happens. */
  nextSlice(): Millis {
    const { visits } = this.#cluster
    const isBusy = visits - this.#slice.visits > BUSY_VISITS
    const ms = isBusy ? BUSY_SLICE_MS : Math.min(this.#slice.ms * 2, SLICE_MS)
    this.#slice = { ms, visits }
    return ms
  }

  /** Is that enough for one go? */
  get isEnough(): boolean {
    const { rv, visits } = this.#cluster
    return rv - this.#rv > MOST_CHANGES || visits - this.#visits > MOST_VISITS
  }
}
