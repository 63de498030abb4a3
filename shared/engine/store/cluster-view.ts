import type { Json } from '../json.ts'
import { fraction } from '../luck.ts'
import { keyOf, objectKey, type KubeObject, type ObjectKey } from '../object.ts'
import type { Millis } from '../time.ts'
import type { Tally } from './indexes.ts'
import type { Notes } from './notes.ts'
import type { Store } from './store.ts'
import type { Refusal, View } from './view.ts'

/** Before the controller's name: the note that keeps what the door refused it. */
export const REFUSED = 'refused:'

/** Who looks: a controller at the object that it visits. Nobody in particular has no notes. */
export interface Visitor {
  controller: string
  key: ObjectKey
}

/** The view of the living cluster: reads go straight to the store, whose objects are frozen. */
export class ClusterView implements View {
  #store: Store
  #notes: Notes
  #seed: string
  #visitor: Visitor | undefined

  constructor(store: Store, notes: Notes, seed: string, visitor?: Visitor) {
    this.#store = store
    this.#notes = notes
    this.#seed = seed
    this.#visitor = visitor
  }

  get now(): Millis {
    return this.#store.now
  }

  get<T extends KubeObject>(kind: string, namespace: string, name: string): T | undefined {
    return this.#store.get(objectKey(kind, namespace, name)) as T | undefined
  }

  list<T extends KubeObject>(kind: string, namespace?: string): readonly T[] {
    return namespace === undefined
      ? this.indexed('kind', kind)
      : this.indexed('namespace', `${kind}/${namespace}`)
  }

  owned<T extends KubeObject>(owner: KubeObject, kind: string): readonly T[] {
    return this.indexed('owner', `${owner.metadata.uid}/${kind}`)
  }

  orphans<T extends KubeObject>(kind: string, namespace: string): readonly T[] {
    return this.indexed('orphan', `${kind}/${namespace}`)
  }

  indexed<T extends KubeObject>(index: string, word: string): readonly T[] {
    return this.#store.find(index, word) as unknown as readonly T[]
  }

  tally<T extends Tally>(name: string): T {
    const tally = this.#store.indexes.tallies[name]
    if (!tally) throw new Error(`no tally is registered under "${name}"`)
    return tally as T
  }

  memo<T extends Json>(): T | undefined {
    return this.#note('') as T | undefined
  }

  noteOf<T extends Json>(object: KubeObject, controller: string): T | undefined {
    return this.#notes.read(keyOf(object), controller) as T | undefined
  }

  refusal(): Refusal | undefined {
    return this.#note(REFUSED) as unknown as Refusal | undefined
  }

  luck(object: KubeObject, purpose: string): number {
    const key = keyOf(object)
    return fraction(this.#seed, `${key}#${this.#store.incarnation(key)}`, purpose)
  }

  #note(prefix: string): Json | undefined {
    if (!this.#visitor) return undefined
    return this.#notes.read(this.#visitor.key, prefix + this.#visitor.controller)
  }
}
