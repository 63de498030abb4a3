import { controllerOf, keyOf, type KubeObject, type ObjectKey } from '../object.ts'
import { Bucket } from './bucket.ts'

/** Under which words an index files an object; none when it does not care for it. */
export type IndexWords = (object: KubeObject) => readonly string[]

/** A running total over objects, such as what pods request on each node. Derived, never saved. */
export interface Tally {
  add(object: KubeObject): void
  remove(object: KubeObject): void
}

/** Indexes that every cluster has. Kinds declare more of them (see `defineKind`). */
const BUILT_IN: Record<string, IndexWords> = {
  kind: (object) => [object.kind],
  namespace: (object) => [`${object.kind}/${object.metadata.namespace ?? ''}`],
  owner: (object) =>
    (object.metadata.ownerReferences ?? []).map((owner) => `${owner.uid}/${object.kind}`),
  dependents: (object) => (object.metadata.ownerReferences ?? []).map((owner) => owner.uid),
  orphan: (object) =>
    controllerOf(object) ? [] : [`${object.kind}/${object.metadata.namespace ?? ''}`],
}

const BUILT_IN_WORDS = Object.entries(BUILT_IN)

/**
 * Kind and namespace never change; owners are shared between states of an object that keeps them.
 */
function hasOtherOwners(previous: KubeObject, next: KubeObject): boolean {
  return previous.metadata.ownerReferences !== next.metadata.ownerReferences
}

/** Every index over the store: kept up with each write, rebuilt on thaw, never saved. */
export class Indexes {
  #words: [string, IndexWords][]
  #tallies: readonly Tally[]
  #buckets = new Map<string, Bucket>()
  readonly tallies: Readonly<Record<string, Tally>>

  constructor(
    extra: Readonly<Record<string, IndexWords>>,
    tallies: Readonly<Record<string, Tally>>,
  ) {
    this.#words = Object.entries(extra)
    this.#tallies = Object.values(tallies)
    this.tallies = tallies
  }

  /** Takes the old state of an object out and puts its new state in. */
  move(previous: KubeObject | undefined, next: KubeObject | undefined): void {
    if (!previous || !next || hasOtherOwners(previous, next)) {
      this.#file(BUILT_IN_WORDS, previous, next)
    }
    this.#file(this.#words, previous, next)
    for (const tally of this.#tallies) {
      if (previous) tally.remove(previous)
      if (next) tally.add(next)
    }
  }

  #file(
    indexes: readonly [string, IndexWords][],
    previous: KubeObject | undefined,
    next: KubeObject | undefined,
  ): void {
    for (const [name, wordsOf] of indexes) {
      const before = previous ? wordsOf(previous) : []
      const after = next ? wordsOf(next) : []
      if (sameWords(before, after)) continue
      for (const word of before) this.#bucket(name, word).remove(keyOf(previous!))
      for (const word of after) this.#bucket(name, word).add(keyOf(next!))
    }
  }

  /** The keys that an index files under a word, in text order. */
  find(index: string, word: string): readonly ObjectKey[] {
    return this.#buckets.get(`${index}\u0000${word}`)?.keys() ?? []
  }

  #bucket(index: string, word: string): Bucket {
    const name = `${index}\u0000${word}`
    let bucket = this.#buckets.get(name)
    if (!bucket) this.#buckets.set(name, (bucket = new Bucket()))
    return bucket
  }
}

function sameWords(left: readonly string[], right: readonly string[]): boolean {
  return left.length === right.length && left.every((word, index) => word === right[index])
}
