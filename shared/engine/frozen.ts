import type { Json } from './json.ts'

/**
 * One row of a frozen cluster. Tables: `cluster` (one row of counters), `object`, `incarnation`,
 * `note` (controllers' private facts, by object and writer), `agenda` (by address). A room stores
 * rows as they are and writes only those that changed; indexes are derived and never saved.
 */
export interface FrozenRow {
  table: 'cluster' | 'object' | 'incarnation' | 'note' | 'agenda'
  key: string
  /** null: the row is gone. */
  value: Json
}

/** A whole cluster as plain JSON: rows in the order of (table, key). */
export type Frozen = readonly FrozenRow[]
