import { byText, equal, freezeDeep, sealed, type Json } from '../json.ts'
import type { ObjectKey } from '../object.ts'

/**
 * Private facts about objects that the API does not show: when a pull began, how long a back-off
 * is, what was refused. Kept by object and by who wrote it; they go when the object goes.
 */
export class Notes {
  #notes = new Map<ObjectKey, Record<string, Json>>()
  #touched = new Set<ObjectKey>()

  restore(key: ObjectKey, notes: Record<string, Json>): void {
    this.#notes.set(key, freezeDeep(notes))
  }

  read(key: ObjectKey, writer: string): Json | undefined {
    return this.#notes.get(key)?.[writer]
  }

  /** Replaces one writer's note about an object; null forgets it. */
  write(key: ObjectKey, writer: string, note: Json): void {
    const before = this.#notes.get(key)
    if (equal(before?.[writer] ?? null, note)) return
    const { [writer]: _replaced, ...others } = before ?? {}
    const after = note === null ? others : { ...others, [writer]: note }
    if (Object.keys(after).length === 0) this.#notes.delete(key)
    else this.#notes.set(key, sealed(after))
    this.#touched.add(key)
  }

  forget(key: ObjectKey): void {
    if (this.#notes.delete(key)) this.#touched.add(key)
  }

  /** All notes about an object; null when there are none. */
  about(key: ObjectKey): Record<string, Json> | null {
    return this.#notes.get(key) ?? null
  }

  keys(): ObjectKey[] {
    return [...this.#notes.keys()].sort(byText)
  }

  takeTouched(): ObjectKey[] {
    const touched = [...this.#touched]
    this.#touched.clear()
    return touched
  }
}
