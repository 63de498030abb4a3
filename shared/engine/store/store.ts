import type { Cause, Change } from '../change.ts'
import { byText, equal, freezeDeep, sealed } from '../json.ts'
import { keyOf, type KubeObject, type ObjectKey } from '../object.ts'
import type { Millis } from '../time.ts'
import { Indexes, type IndexWords, type Tally } from './indexes.ts'
import type { Notes } from './notes.ts'

/** An object and why it is as it is. */
export interface Entry {
  object: KubeObject
  cause: Cause
}

/** Extra indexes and totals that the registry declares. */
export interface StoreShape {
  indexes: Readonly<Record<string, IndexWords>>
  tallies: Readonly<Record<string, Tally>>
}

/** The objects of a cluster under one resourceVersion counter, as etcd keeps them. */
export class Store {
  #entries = new Map<ObjectKey, Entry>()
  #incarnations = new Map<ObjectKey, number>()
  #changes: Change[] = []
  #touched = new Set<ObjectKey>()
  #counted = new Set<ObjectKey>()
  #notes: Notes
  readonly indexes: Indexes
  /** The resourceVersion of the newest write. */
  rv = 0
  /** The instant of the writes: set by the cluster before each visit and request. */
  now: Millis = 0
  /** Why the writes happen: set by the cluster before each visit and request. */
  cause: Cause = { by: 'world' }

  constructor(shape: StoreShape, notes: Notes) {
    this.indexes = new Indexes(shape.indexes, shape.tallies)
    this.#notes = notes
  }

  /** Puts a thawed object back as it was: no change is recorded. */
  restore(entry: Entry): void {
    const object = freezeDeep(entry.object)
    this.#entries.set(keyOf(object), { object, cause: entry.cause })
    this.indexes.move(undefined, object)
  }

  restoreIncarnation(key: ObjectKey, count: number): void {
    this.#incarnations.set(key, count)
  }

  get(key: ObjectKey): KubeObject | undefined {
    return this.#entries.get(key)?.object
  }

  entry(key: ObjectKey): Entry | undefined {
    return this.#entries.get(key)
  }

  /** Objects that an index files under a word, in the order of their keys. */
  find(index: string, word: string): KubeObject[] {
    return this.indexes.find(index, word).map((key) => this.#entries.get(key)!.object)
  }

  /** Counts a creation of a key and returns the count: 1 for the first object of that name. */
  incarnate(key: ObjectKey): number {
    const count = this.incarnation(key) + 1
    this.#incarnations.set(key, count)
    this.#counted.add(key)
    return count
  }

  /** How often an object of this name was created. Uids and luck are hashed from it. */
  incarnation(key: ObjectKey): number {
    return this.#incarnations.get(key) ?? 0
  }

  /**
   * Writes an object under the next resourceVersion; writing what is there already does nothing.
   */
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

  /** Takes an object out; the notes about it go with it. */
  remove(key: ObjectKey): KubeObject | undefined {
    const previous = this.get(key)
    if (!previous) return undefined
    const object = this.#stamp(previous)
    this.#entries.delete(key)
    this.#notes.forget(key)
    this.#record('DELETED', key, object, previous)
    this.indexes.move(previous, undefined)
    return object
  }

  /** The changes since the last call, in order. */
  takeChanges(): Change[] {
    const changes = this.#changes
    this.#changes = []
    return changes
  }

  /** Keys written or removed since the last call. */
  takeTouched(): ObjectKey[] {
    const touched = [...this.#touched]
    this.#touched.clear()
    return touched
  }

  /** Keys whose count of incarnations grew since the last call. */
  takeCounted(): ObjectKey[] {
    const counted = [...this.#counted]
    this.#counted.clear()
    return counted
  }

  /** All keys, and all keys that ever were, in text order. */
  keys(): { objects: ObjectKey[]; incarnations: ObjectKey[] } {
    return {
      objects: [...this.#entries.keys()].sort(byText),
      incarnations: [...this.#incarnations.keys()].sort(byText),
    }
  }

  #stamp(draft: KubeObject): KubeObject {
    this.rv += 1
    return sealed({
      ...draft,
      metadata: { ...draft.metadata, resourceVersion: `${this.rv}` },
    })
  }

  #record(type: Change['type'], key: ObjectKey, object: KubeObject, previous?: KubeObject): void {
    this.#touched.add(key)
    const change: Change = { rv: this.rv, at: this.now, type, key, object, cause: this.cause }
    if (previous) change.previous = previous
    this.#changes.push(change)
  }
}
