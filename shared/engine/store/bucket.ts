import { byText } from '../json.ts'

/**
 * Keys in text order, whatever order they came in: what is iterated must not depend on history, or a
 * thawed cluster would behave differently. Insertion is a binary search and a memory move.
 */
export class Bucket {
  #keys: string[] = []

  get size(): number {
    return this.#keys.length
  }

  add(key: string): void {
    const index = this.#indexOf(key)
    if (this.#keys[index] !== key) this.#keys.splice(index, 0, key)
  }

  remove(key: string): void {
    const index = this.#indexOf(key)
    if (this.#keys[index] === key) this.#keys.splice(index, 1)
  }

  /** The keys in order. Callers must not change the list. */
  keys(): readonly string[] {
    return this.#keys
  }

  #indexOf(key: string): number {
    let low = 0
    let high = this.#keys.length
    while (low < high) {
      const middle = (low + high) >> 1
      if (byText(this.#keys[middle]!, key) < 0) low = middle + 1
      else high = middle
    }
    return low
  }
}
