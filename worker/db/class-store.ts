import type { Announcement, BoardRow, ClassInfo, Run } from '../../shared/protocol/class.ts'
import { joined } from '../bytes.ts'
import { Facts } from './facts.ts'

/** What a class remembers of itself. */
export interface ClassFacts extends Omit<ClassInfo, 'cluster'> {
  /** Machines of each of its clusters. */
  nodes: number
  /** Luck of its clusters. Students never learn it. */
  seed: string
  createdAt: number
  expiresAt: number
  endedAt: number | null
}

/** What a class remembers of a seat. Of somebody who was removed not even the name stays. */
export interface StoredSeat {
  seat: number
  name: string
  role: 'teacher' | 'student'
  waiting: boolean
  removed?: boolean
  handAt?: number
}

/** A run, and what must be known to let somebody in late. Virtual times are of its clusters. */
export interface StoredRun extends Run {
  seed: string
  birthMs: number
  startMs: number
}

/** The board's pieces of a notebook snapshot may not exceed a row. */
const SNAPSHOT_PIECE = 1_000_000

/** A class in SQLite. */
export class ClassStore {
  readonly facts: Facts
  #sql: SqlStorage

  constructor(storage: DurableObjectStorage) {
    this.#sql = storage.sql
    this.facts = new Facts(storage.sql)
  }

  seats(): StoredSeat[] {
    return this.#jsons('SELECT json FROM seat ORDER BY seat')
  }

  putSeat(seat: StoredSeat): void {
    this.#sql.exec('INSERT OR REPLACE INTO seat VALUES (?, ?)', seat.seat, JSON.stringify(seat))
  }

  runs(): { run: StoredRun; board: BoardRow[] }[] {
    return this.#sql
      .exec('SELECT json, board FROM run ORDER BY rowid')
      .toArray()
      .map(({ json, board }) => ({
        run: JSON.parse(json as string) as StoredRun,
        board: JSON.parse(board as string) as BoardRow[],
      }))
  }

  putRun(run: StoredRun, board: readonly BoardRow[]): void {
    const query =
      'INSERT INTO run (id, json, board) VALUES (?, ?, ?) ' +
      'ON CONFLICT (id) DO UPDATE SET json = excluded.json, board = excluded.board'
    this.#sql.exec(query, run.id, JSON.stringify(run), JSON.stringify(board))
  }

  announcements(): Announcement[] {
    return this.#jsons('SELECT json FROM announcement ORDER BY id')
  }

  putAnnouncement(announcement: Announcement): void {
    const { id } = announcement
    this.#sql.exec('INSERT INTO announcement VALUES (?, ?)', id, JSON.stringify(announcement))
  }

  /** The notebook's snapshot, if any, and all updates since. */
  notes(): { snapshot: Uint8Array | undefined; updates: Uint8Array[] } {
    const bytes = (query: string) =>
      this.#sql
        .exec(query)
        .toArray()
        .map((row) => new Uint8Array(row.bytes as ArrayBuffer))
    const parts = bytes('SELECT bytes FROM note_snapshot ORDER BY part')
    return {
      snapshot: parts.length > 0 ? joined(parts) : undefined,
      updates: bytes('SELECT bytes FROM note_update ORDER BY id'),
    }
  }

  appendNote(update: Uint8Array): void {
    this.#sql.exec('INSERT INTO note_update (bytes) VALUES (?)', update)
  }

  /** Puts a snapshot in the place of the updates. */
  compactNotes(snapshot: Uint8Array): void {
    this.#sql.exec('DELETE FROM note_snapshot')
    this.#sql.exec('DELETE FROM note_update')
    for (let from = 0, part = 0; from < snapshot.length; from += SNAPSHOT_PIECE, part += 1) {
      const piece = snapshot.slice(from, from + SNAPSHOT_PIECE)
      this.#sql.exec('INSERT INTO note_snapshot VALUES (?, ?)', part, piece)
    }
  }

  #jsons<T>(query: string): T[] {
    return this.#sql
      .exec(query)
      .toArray()
      .map((row) => JSON.parse(row.json as string) as T)
  }
}
