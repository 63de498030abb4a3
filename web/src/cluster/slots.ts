/**
 * Places on a ship's deck. A pod keeps its place until it goes; a newcomer takes the lowest free.
 * So nothing reshuffles when one pod leaves, and a rollout is seen as it is; only when most of the
 * places are empty does the rest move together.
 */
export class Slots<T> {
  #key: (item: T) => string
  #places: (T | null)[] = []
  #index = new Map<string, number>()

  constructor(key: (item: T) => string) {
    this.#key = key
  }

  get size(): number {
    return this.#index.size
  }

  /** Puts the item on its own place, or the first free one. */
  put(item: T) {
    const key = this.#key(item)
    const known = this.#index.get(key)
    if (known !== undefined) {
      this.#places[known] = item
      return
    }
    const free = this.#places.indexOf(null)
    const place = free === -1 ? this.#places.length : free
    this.#places[place] = item
    this.#index.set(key, place)
  }

  drop(key: string) {
    const place = this.#index.get(key)
    if (place === undefined) return
    this.#index.delete(key)
    this.#places[place] = null
    while (this.#places.length > 0 && this.#places.at(-1) === null) this.#places.pop()
    if (this.#places.length > 2 * this.size) this.#restow()
  }

  /** More gaps than cargo: what is left moves together, in the order in which it stands. */
  #restow() {
    this.#places = this.#places.filter((item) => item !== null)
    for (const [place, item] of this.#places.entries())
      if (item !== null) this.#index.set(this.#key(item), place)
  }

  /** Items and gaps in the order of places: a new array each time. */
  list(): (T | null)[] {
    return this.#places.slice()
  }
}
