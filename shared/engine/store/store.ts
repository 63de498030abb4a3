import type { Cause, Change } from '../change.ts'
import { equal, freezeDeep, plain, type Json } from '../json.ts'
import { keyOf, type KubeObject, type ObjectKey } from '../object.ts'
import type { Millis } from '../time.ts'
import { Indexes, type IndexWords, type Tally } from './indexes.ts'

/** An object and why it is as it is. */
export interface Entry {
  object: KubeObject
  cause: Cause
}

/** What a store needs to be built again. */
export interface StoreState {
  rv: number
  objects: Entry[]
  /** How often a key was created: part of the identity that uids and luck are hashed from. */
  incarnations: Record<ObjectKey, number>
  /** Private notes of controllers, by address: facts that the API does not show. */
  memos: Record<string, Json>
}

/** Extra indexes and totals that the registry declares. */
export interface StoreShape {
  indexes: Readonly<Record<string, IndexWords>>
  tallies: () => Readonly<Record<string, Tally>>
}

/** The objects of a cluster, with one resourceVersion counter, as etcd keeps them. */
export class Store {
  #entries = new Map<ObjectKey, Entry>()
  #incarnations: Map<ObjectKey, number>
  #memos: Map<string, Json>
  #changes: Change[] = []
  #touched = { objects: new Set<string>(), memos: new Set<string>() }
  readonly indexes: Indexes
  rv: number
  /** The instant of the writes: set by the cluster before each visit and request. */
  now: Millis = 0
  /** Why the writes happen: set by the cluster before each visit and request. */
  cause: Cause = { by: 'world' }

  constructor(shape: StoreShape, state?: StoreState) {
    this.indexes = new Indexes(shape.indexes, shape.tallies())
    this.rv = state?.rv ?? 0
    this.#incarnations = new Map(Object.entries(state?.incarnations ?? {}))
    this.#memos = new Map(Object.entries(state?.memos ?? {}))
    for (const entry of state?.objects ?? []) {
      const object = freezeDeep(entry.object)
      this.#entries.set(keyOf(object), { object, cause: entry.cause })
      this.indexes.move(undefined, object)
    }
  }

  get(key: ObjectKey): KubeObject | undefined {
    return this.#entries.get(key)?.object
  }

  entry(key: ObjectKey): Entry | undefined {
    return this.#entries.get(key)
  }

  get size(): number {
    return this.#entries.size
  }

  /** Objects that an index files under a word, in the order of their keys. */
  find(index: string, word: string): KubeObject[] {
    return this.indexes.find(index, word).map((key) => this.#entries.get(key)!.object)
  }

  /** Counts a creation of a key and returns the count: 1 for the first object of that name. */
  incarnate(key: ObjectKey): number {
    const count = (this.#incarnations.get(key) ?? 0) + 1
    this.#incarnations.set(key, count)
    this.#touched.objects.add(key)
    return count
  }

  incarnation(key: ObjectKey): number {
    return this.#incarnations.get(key) ?? 0
  }

  /** Writes an object and stamps the next resourceVersion; writing what is there already does nothing. */
  put(draft: KubeObject): KubeObject {
    const key = keyOf(draft)
    const previous = this.get(key)
    if (previous && equal(previous, draft)) return previous
    const object = this.#stamp(draft)
    this.#entries.set(key, { object, cause: this.cause })
    this.#record(previous ? 'MODIFIED' : 'ADDED', key, object, previous)
    this.indexes.move(previous, object)
    return object
  }

  /** Takes an object out; its notes go with it. */
  remove(key: ObjectKey): KubeObject | undefined {
    const previous = this.get(key)
    if (!previous) return undefined
    const object = this.#stamp(previous)
    this.#entries.delete(key)
    this.#record('DELETED', key, object, previous)
    this.indexes.move(previous, undefined)
    return object
  }

  memo(address: string): Json | undefined {
    return this.#memos.get(address)
  }

  /** Keeps a controller's note, or forgets it with null. */
  keepMemo(address: string, note: Json): void {
    if (equal(this.#memos.get(address) ?? null, note)) return
    if (note === null) this.#memos.delete(address)
    else this.#memos.set(address, freezeDeep(plain(note)))
    this.#touched.memos.add(address)
  }

  /** The changes since the last call, in order. */
  takeChanges(): Change[] {
    const changes = this.#changes
    this.#changes = []
    return changes
  }

  /** Keys and addresses touched since the last call: what a lazy flush has to write. */
  takeTouched(): { objects: string[]; memos: string[] } {
    const touched = {
      objects: [...this.#touched.objects],
      memos: [...this.#touched.memos],
    }
    this.#touched.objects.clear()
    this.#touched.memos.clear()
    return touched
  }

  /** Everything, in an order that does not depend on history. */
  state(sorted: (keys: Iterable<string>) => string[]): StoreState {
    return {
      rv: this.rv,
      objects: sorted(this.#entries.keys()).map((key) => this.#entries.get(key)!),
      incarnations: fromMap(this.#incarnations, sorted),
      memos: fromMap(this.#memos, sorted),
    }
  }

  #stamp(draft: KubeObject): KubeObject {
    this.rv += 1
    const copy = plain(draft)
    copy.metadata.resourceVersion = String(this.rv)
    return freezeDeep(copy)
  }

  #record(type: Change['type'], key: ObjectKey, object: KubeObject, previous?: KubeObject): void {
    this.#touched.objects.add(key)
    const change: Change = { rv: this.rv, at: this.now, type, key, object, cause: this.cause }
    if (previous) change.previous = previous
    this.#changes.push(change)
  }
}

function fromMap<T>(
  map: ReadonlyMap<string, T>,
  sorted: (keys: Iterable<string>) => string[],
): Record<string, T> {
  return Object.fromEntries(sorted(map.keys()).map((key) => [key, map.get(key)!]))
}
