import { byText } from './json.ts'
import type { Millis } from './time.ts'

/** What a row asks for: let one controller look at one object. `controller|Kind/namespace/name`. */
export type Address = string

/** A visit that is due. Rows hold addresses, never callbacks: they survive eviction as they are. */
export interface Row {
  due: Millis
  /** Breaks ties: rows of one instant run in the order in which they were added. */
  seq: number
  address: Address
  /** resourceVersion of the change that this visit answers to; 0 when nothing but time did. */
  because: number
}

/**
 * The one queue of the cluster. It is a work queue (an address waits at most once, at its earliest
 * due time), a timer and a retry list in one. A binary heap with lazy deletion keeps it quick.
 */
export class Agenda {
  #waiting = new Map<Address, Row>()
  #heap: Row[] = []
  #seq: number
  #touched = new Set<Address>()

  constructor(rows: readonly Row[] = [], seq = 0) {
    this.#seq = seq
    for (const row of rows) {
      this.#waiting.set(row.address, row)
      this.#push(row)
    }
  }

  /** The number that the next row gets: part of the frozen state. */
  get seq(): number {
    return this.#seq
  }

  /** How many visits wait. */
  get size(): number {
    return this.#waiting.size
  }

  /** Asks for a visit; an earlier one that waits already wins. */
  add(address: Address, due: Millis, because: number): void {
    const waiting = this.#waiting.get(address)
    if (waiting && waiting.due <= due) return
    const row = { due, seq: this.#seq, address, because }
    this.#seq += 1
    this.#waiting.set(address, row)
    this.#touched.add(address)
    this.#push(row)
  }

  /** When the next visit is due; null when nothing waits. */
  nextDue(): Millis | null {
    return this.#peek()?.due ?? null
  }

  /** Takes the first row that is due at `at` or before. */
  take(at: Millis): Row | undefined {
    const row = this.#peek()
    if (!row || row.due > at) return undefined
    this.#pop()
    this.#waiting.delete(row.address)
    this.#touched.add(row.address)
    return row
  }

  /** The row that waits for an address. */
  at(address: Address): Row | undefined {
    return this.#waiting.get(address)
  }

  /** All rows in the order of their addresses. */
  rows(): Row[] {
    return [...this.#waiting.values()].sort((a, b) => byText(a.address, b.address))
  }

  /** Addresses whose row came, moved or went since the last call. */
  takeTouched(): Address[] {
    const touched = [...this.#touched]
    this.#touched.clear()
    return touched
  }

  #peek(): Row | undefined {
    for (;;) {
      const row = this.#heap[0]
      if (!row || this.#waiting.get(row.address) === row) return row
      this.#pop()
    }
  }

  #push(row: Row): void {
    const heap = this.#heap
    let index = heap.push(row) - 1
    while (index > 0) {
      const parent = (index - 1) >> 1
      if (sooner(heap[parent]!, row) <= 0) break
      heap[index] = heap[parent]!
      index = parent
    }
    heap[index] = row
  }

  #pop(): void {
    const heap = this.#heap
    const last = heap.pop()
    if (!last || heap.length === 0) return
    let index = 0
    for (;;) {
      let child = index * 2 + 1
      if (child >= heap.length) break
      if (child + 1 < heap.length && sooner(heap[child + 1]!, heap[child]!) < 0) child += 1
      if (sooner(last, heap[child]!) <= 0) break
      heap[index] = heap[child]!
      index = child
    }
    heap[index] = last
  }
}

function sooner(left: Row, right: Row): number {
  return left.due - right.due || left.seq - right.seq
}
