import { byText, equal, freezeDeep, sealed, type Json } from '../json.ts'
import type { ObjectKey } from '../object.ts'

/**
 * Where a note stands among frozen rows: the object's key, a bar, and who wrote it. A key without a
 * bar is the older form, with all writers of an object in one row.
 */
export type NoteKey = string

/**
 * Private facts about objects that the API does not show: when a pull began, how long a back-off
 * is, what was refused. Kept by object and by who wrote it, each for itself: a log that grows does
 * not make the kubelet's note be written again. They go when the object goes.
 */
export class Notes {
  #notes = new Map<ObjectKey, Map<string, Json>>()
  #touched = new Set<NoteKey>()

  /** Puts a thawed row back. */
  restore(row: NoteKey, note: Json): void {
    const bar = row.indexOf('|')
    if (bar >= 0) this.#of(row.slice(0, bar)).set(row.slice(bar + 1), freezeDeep(note))
    else this.#restoreOlder(row, note as Record<string, Json>)
  }

  read(key: ObjectKey, writer: string): Json | undefined {
    return this.#notes.get(key)?.get(writer)
  }

  /** Replaces one writer's note about an object; null forgets it. */
  write(key: ObjectKey, writer: string, note: Json): void {
    if (equal(this.read(key, writer) ?? null, note)) return
    this.#touched.add(`${key}|${writer}`)
    if (note !== null) this.#of(key).set(writer, sealed(note))
    else {
      const others = this.#notes.get(key)
      others?.delete(writer)
      if (others?.size === 0) this.#notes.delete(key)
    }
  }

  forget(key: ObjectKey): void {
    for (const writer of this.writers(key)) this.#touched.add(`${key}|${writer}`)
    this.#notes.delete(key)
  }

  /** Who wrote about an object, in the order of names. */
  writers(key: ObjectKey): string[] {
    return [...(this.#notes.get(key)?.keys() ?? [])].sort(byText)
  }

  /** The note of a row; null when it is gone. */
  at(row: NoteKey): Json {
    const bar = row.indexOf('|')
    return bar < 0 ? null : (this.read(row.slice(0, bar), row.slice(bar + 1)) ?? null)
  }

  /** All rows, in the order of their keys. */
  rows(): NoteKey[] {
    const keys = [...this.#notes.keys()]
    return keys.flatMap((key) => this.writers(key).map((name) => `${key}|${name}`)).sort(byText)
  }

  /** Rows written or gone since the last call. */
  takeTouched(): NoteKey[] {
    const touched = [...this.#touched]
    this.#touched.clear()
    return touched
  }

  #of(key: ObjectKey): Map<string, Json> {
    const known = this.#notes.get(key)
    if (known) return known
    const fresh = new Map<string, Json>()
    this.#notes.set(key, fresh)
    return fresh
  }

  #restoreOlder(key: ObjectKey, notes: Record<string, Json>): void {
    this.#touched.add(key)
    for (const [writer, note] of Object.entries(notes)) {
      this.#of(key).set(writer, freezeDeep(note))
      this.#touched.add(`${key}|${writer}`)
    }
  }
}
