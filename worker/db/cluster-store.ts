import type { Change, FrozenRow, Input, World } from '../../shared/engine/index.ts'
import { Facts, pieces } from './facts.ts'

/** As it is written; `at` stands in its own column. */
type LoggedInput = Omit<Input, 'at'>

/** A change as the feed keeps it: without the object before the write. */
export type FeedChange = Omit<Change, 'previous'>

/** How many of the newest changes stay readable; an older resourceVersion is answered with 410. */
export const FEED_KEEPS = 5_000

/** What a cluster is made from, and by which engine its rows are read. */
export interface Birth {
  world: World
  /** Each behaviour of the engine, and the first input that it answered. */
  epochs: { epoch: number; fromSeq: number }[]
}

/** One cluster in SQLite: frozen rows of the last flush, every input, the newest changes. */
export class ClusterStore {
  readonly facts: Facts
  #sql: SqlStorage
  /** Keys whose row has more than one part: few, and the only ones that may need trimming. */
  #long = new Set<string>()

  constructor(storage: DurableObjectStorage) {
    this.#sql = storage.sql
    this.facts = new Facts(storage.sql)
  }

  /** The flushed rows, parts joined. */
  rows(): FrozenRow[] {
    this.#long.clear()
    const found: FrozenRow[] = []
    let tbl = ''
    let key = ''
    let text = ''
    const finish = () => {
      if (text) found.push({ table: tbl as FrozenRow['table'], key, value: JSON.parse(text) })
    }
    for (const row of this.#sql.exec(
      'SELECT tbl, key, part, json FROM row ORDER BY tbl, key, part',
    )) {
      if (row.part === 0) {
        finish()
        tbl = row.tbl as string
        key = row.key as string
        text = ''
      } else this.#long.add(`${tbl}|${key}`)
      text += row.json as string
    }
    finish()
    return found
  }

  /** Writes what changed; rows without a value go. */
  putRows(rows: readonly FrozenRow[]): void {
    for (const { table, key, value } of rows) {
      const parts = value === null ? [] : pieces(JSON.stringify(value))
      const name = `${table}|${key}`
      if (parts.length === 0 || this.#long.has(name)) this.#trim(table, key, parts.length)
      if (parts.length > 1) this.#long.add(name)
      else this.#long.delete(name)
      for (const [part, json] of parts.entries()) {
        this.#sql.exec('INSERT OR REPLACE INTO row VALUES (?, ?, ?, ?)', table, key, part, json)
      }
    }
  }

  /** Appends an input. */
  append({ at, ...rest }: Input): void {
    const json = JSON.stringify(rest)
    for (const [part, piece] of pieces(json).entries()) {
      this.#sql.exec('INSERT INTO input VALUES (?, ?, ?, ?)', rest.seq, part, at, piece)
    }
  }

  /** The inputs after a number, in order. */
  inputs(afterSeq = 0): Input[] {
    const found: { at: number; text: string }[] = []
    const query = 'SELECT part, at, json FROM input WHERE seq > ? ORDER BY seq, part'
    for (const row of this.#sql.exec(query, afterSeq)) {
      if (row.part === 0) found.push({ at: row.at as number, text: row.json as string })
      else found.at(-1)!.text += row.json as string
    }
    return found.map(({ at, text }) => ({ ...(JSON.parse(text) as LoggedInput), at }))
  }

  /** Keeps changes for watches that come back; drops what is older than the newest few thousand. */
  putFeed(changes: readonly FeedChange[]): void {
    let piece: string[] = []
    let size = 0
    let first = 0
    const write = () => {
      if (piece.length === 0) return
      const json = `[${piece.join(',')}]`
      this.#sql.exec('INSERT OR REPLACE INTO feed VALUES (?, ?, ?)', first, piece.length, json)
      piece = []
      size = 0
    }
    for (const change of changes) {
      const text = JSON.stringify({ ...change, previous: undefined })
      if (size + text.length > 500_000) write()
      if (text.length > 600_000) continue // too long for a row: a watch that missed it lists again
      if (piece.length === 0) first = change.rv
      piece.push(text)
      size += text.length
    }
    write()
    const newest = changes.at(-1)?.rv
    if (newest) this.#sql.exec('DELETE FROM feed WHERE rv < ?', newest - 2 * FEED_KEEPS)
  }

  /**
   * The stored changes in order; only a run without gaps that ends at `rv` is of use to a watch.
   */
  feed(rv: number): FeedChange[] {
    const from = rv - 2 * FEED_KEEPS
    const texts = this.#sql.exec('SELECT json FROM feed WHERE rv >= ? ORDER BY rv', from).toArray()
    const changes = texts.flatMap((row) => JSON.parse(row.json as string) as FeedChange[])
    let start = changes.length
    let wanted = rv
    while (start > 0 && changes[start - 1]!.rv === wanted) {
      start -= 1
      wanted -= 1
    }
    return changes.slice(start)
  }

  #trim(table: string, key: string, keep: number): void {
    this.#sql.exec('DELETE FROM row WHERE tbl = ? AND key = ? AND part >= ?', table, key, keep)
  }
}
