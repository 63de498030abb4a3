import { byText } from '../json.ts'

/**
 * Keys in text order, whatever order they came in: what is iterated must not depend on history, or
 * a thawed cluster would behave differently. Sorted when somebody looks, so that a bucket that is
 * written ten thousand times and never read costs next to nothing.
 */
export class Bucket {
  #sorted: string[] = []
  #added = new Set<string>()
  #removed = new Set<string>()

  add(key: string): void {
    if (!this.#removed.delete(key)) this.#added.add(key)
  }

  remove(key: string): void {
    if (!this.#added.delete(key)) this.#removed.add(key)
  }

  /** The keys in order. Callers must not change the list. */
  keys(): readonly string[] {
    if (this.#removed.size > 0) {
      this.#sorted = this.#sorted.filter((key) => !this.#removed.has(key))
      this.#removed.clear()
    }
    if (this.#added.size > 0) {
      this.#sorted = merge(this.#sorted, [...this.#added].sort(byText))
      this.#added.clear()
    }
    return this.#sorted
  }
}

/** Two sorted lists as one. */
function merge(left: readonly string[], right: readonly string[]): string[] {
  const all: string[] = []
  let next = 0
  for (const key of left) {
    while (next < right.length && right[next]! < key) all.push(right[next++]!)
    all.push(key)
  }
  while (next < right.length) all.push(right[next++]!)
  return all
}
