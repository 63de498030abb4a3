import { drizzle } from 'drizzle-orm/durable-sqlite'
import { migrate } from 'drizzle-orm/durable-sqlite/migrator'
import migrations from '../../migrations/room/migrations.js'

/**
 * Longest piece of text in one row, in UTF-16 units: at most 1.8 MB, where the platform allows 2
 * MB.
 */
const PIECE = 600_000

/** Brings a room's tables up to date. Costs one small query when they are. */
export async function migrateRoom(storage: DurableObjectStorage): Promise<void> {
  await migrate(drizzle(storage), migrations)
}

/** Cuts text into pieces that fit into rows. */
export function pieces(text: string): string[] {
  if (text.length <= PIECE) return [text]
  const cut: string[] = []
  for (let from = 0; from < text.length; from += PIECE) cut.push(text.slice(from, from + PIECE))
  return cut
}

/** A room's single facts by name, as JSON. */
export class Facts {
  #sql: SqlStorage

  constructor(sql: SqlStorage) {
    this.#sql = sql
  }

  get<T>(key: string): T | undefined {
    const [found] = this.#sql.exec('SELECT json FROM fact WHERE key = ?', key).toArray()
    return found ? (JSON.parse(found.json as string) as T) : undefined
  }

  put(key: string, value: unknown): void {
    this.#sql.exec(
      'INSERT OR REPLACE INTO fact (key, json) VALUES (?, ?)',
      key,
      JSON.stringify(value),
    )
  }

  delete(key: string): void {
    this.#sql.exec('DELETE FROM fact WHERE key = ?', key)
  }
}
