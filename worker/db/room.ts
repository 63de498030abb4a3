import { blob, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'

/**
 * The rooms' own storage, SQLite inside a Durable Object. Both sorts of room share one migration:
 * a table that a room does not use costs nothing. A value may not exceed 2 MB on the platform, so
 * what can grow is cut into `part`s of less than that.
 */

/** Single facts of a room by name: its world, clock, members, run … */
export const fact = sqliteTable('fact', {
  key: text().primaryKey(),
  json: text().notNull(),
})

/** A cluster's frozen rows as of the last flush: see shared/engine/frozen.ts. */
export const row = sqliteTable(
  'row',
  {
    tbl: text().notNull(),
    key: text().notNull(),
    part: integer().notNull(),
    json: text().notNull(),
  },
  (table) => [primaryKey({ columns: [table.tbl, table.key, table.part] })],
)

/** Everything that ever happened to a cluster from outside: never lost once acknowledged. */
export const input = sqliteTable(
  'input',
  {
    seq: integer().notNull(),
    part: integer().notNull(),
    /** Virtual milliseconds. */
    at: integer().notNull(),
    json: text().notNull(),
  },
  (table) => [primaryKey({ columns: [table.seq, table.part] })],
)

/**
 * The newest changes in pieces, so that a watch can go on where it was after the room has slept.
 */
export const feed = sqliteTable('feed', {
  /** resourceVersion of the first change in the piece. */
  rv: integer().primaryKey(),
  count: integer().notNull(),
  json: text().notNull(),
})

/** The people of a class. */
export const seat = sqliteTable('seat', {
  seat: integer().primaryKey(),
  json: text().notNull(),
})

/** Exercises and challenges of a class, with the board's lines as JSON. */
export const run = sqliteTable('run', {
  id: text().primaryKey(),
  json: text().notNull(),
  board: text().notNull(),
})

/** What was announced. */
export const announcement = sqliteTable('announcement', {
  id: integer().primaryKey(),
  json: text().notNull(),
})

/** The notebook since its last snapshot: one Yjs update each. */
export const noteUpdate = sqliteTable('note_update', {
  id: integer().primaryKey({ autoIncrement: true }),
  bytes: blob({ mode: 'buffer' }).notNull(),
})

/** The notebook's snapshot, cut into pieces. */
export const noteSnapshot = sqliteTable('note_snapshot', {
  part: integer().primaryKey(),
  bytes: blob({ mode: 'buffer' }).notNull(),
})
