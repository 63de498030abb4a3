import { FEED_KEEPS, type FeedChange } from '../db/cluster-store.ts'

/** The newest changes of a cluster, for watches that come back with a resourceVersion. */
export class Recent {
  #changes: FeedChange[] = []

  /** Appends changes; the oldest go when there are too many. */
  push(changes: readonly FeedChange[]): void {
    for (const change of changes) {
      const last = this.#changes.at(-1)
      // After a gap older changes would make a watch believe that it saw everything.
      if (last && change.rv !== last.rv + 1) this.#changes = []
      this.#changes.push(change)
    }
    // Cut rarely: each cut copies the list.
    if (this.#changes.length > 2 * FEED_KEEPS) this.#changes = this.#changes.slice(-FEED_KEEPS)
  }

  /** The resourceVersion of the last change that is forgotten. `rv` is the cluster's newest. */
  oldest(rv: number): number {
    const [first] = this.#changes
    return first && this.#changes.at(-1)!.rv === rv ? first.rv - 1 : rv
  }

  /** What came after a resourceVersion that is not older than `oldest`. */
  since(resourceVersion: number, rv: number): readonly FeedChange[] {
    if (resourceVersion >= rv) return []
    return this.#changes.slice(Math.max(0, resourceVersion - this.oldest(rv)))
  }

  clear(): void {
    this.#changes = []
  }
}
