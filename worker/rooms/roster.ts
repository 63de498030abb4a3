import type { Person, Role } from '../../shared/protocol/class.ts'
import type { ClassStore, StoredSeat } from '../db/class-store.ts'

/** More people than this do not fit into one class. */
export const MOST_SEATS = 500

/** What would change how text around it is read: control characters and direction marks. */
const INVISIBLE = /[\p{Cc}\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/gu

/** The people of a class and their seats. A seat's number is never given twice. */
export class Roster {
  #store: ClassStore
  #seats: Map<number, StoredSeat>

  constructor(store: ClassStore) {
    this.#store = store
    this.#seats = new Map(store.seats().map((seat) => [seat.seat, seat]))
  }

  /** Somebody who has a seat; undefined when it was removed or never given. */
  get(seat: number): StoredSeat | undefined {
    const found = this.#seats.get(seat)
    return found?.removed ? undefined : found
  }

  all(): StoredSeat[] {
    return [...this.#seats.values()].filter(({ removed }) => !removed)
  }

  /** By seat. */
  names(): Record<number, string> {
    return Object.fromEntries(this.all().map(({ seat, name }) => [seat, name]))
  }

  /** Students who were let in. */
  students(): StoredSeat[] {
    return this.all().filter(({ role, waiting }) => role === 'student' && !waiting)
  }

  /** Seats that were taken away: their tokens are worth nothing any more. */
  barred(): number[] {
    return [...this.#seats.values()].filter(({ removed }) => removed).map(({ seat }) => seat)
  }

  /** Gives a new seat. Two Adas become `Ada` and `Ada (2)`. */
  add(name: string, role: Role, waiting: boolean): StoredSeat {
    const seat = this.#seats.size + 1
    return this.#put({ seat, name: this.#unique(name, seat), role, waiting })
  }

  /** Changes what is known of a seat. */
  change(seat: number, change: Partial<Omit<StoredSeat, 'seat'>>): StoredSeat | undefined {
    const old = this.get(seat)
    if (!old) return undefined
    const name = change.name === undefined ? old.name : this.#unique(change.name, seat)
    return this.#put({ ...old, ...change, name })
  }

  /** Takes a seat away; the name is forgotten. */
  remove(seat: number): void {
    const old = this.get(seat)
    if (old) this.#put({ seat, name: '', role: old.role, waiting: false, removed: true })
  }

  /** As everybody sees somebody. */
  person(seat: StoredSeat, online: boolean, cluster: string): Person {
    const { removed: _removed, ...known } = seat
    return { ...known, online, cluster }
  }

  #put(seat: StoredSeat): StoredSeat {
    this.#seats.set(seat.seat, seat)
    this.#store.putSeat(seat)
    return seat
  }

  #unique(wanted: string, seat: number): string {
    const name = wanted.normalize('NFC').replace(INVISIBLE, '').trim() || 'Nobody'
    const others = this.all().filter((other) => other.seat !== seat)
    const taken = new Set(others.map((other) => other.name.toLowerCase()))
    for (let count = 1; ; count += 1) {
      const tried = count === 1 ? name : `${name} (${count})`
      if (!taken.has(tried.toLowerCase())) return tried
    }
  }
}
