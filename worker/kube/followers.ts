import type { LogReading, Millis } from '../../shared/engine/index.ts'
import { octetsOf } from './byte-string.ts'

/** So many logs may be followed in one room. */
const MOST_FOLLOWERS = 500
/** A reader that lets more than this wait is ended. */
const LONGEST_QUEUE = 4 * 1024 * 1024

interface Follower {
  reading: LogReading
  controller: ReadableStreamDefaultController<Uint8Array>
}

/** Logs that go on: streams that write what a container writes, as it happens. */
export class Followers {
  #all = new Set<Follower>()
  #onEmpty: () => void

  constructor(onEmpty: () => void) {
    this.#onEmpty = onEmpty
  }

  get count(): number {
    return this.#all.size
  }

  get isFull(): boolean {
    return this.#all.size >= MOST_FOLLOWERS
  }

  /** When somebody's log grows by itself, in virtual time; null: not that anybody knows. */
  get nextDue(): Millis | null {
    const dues = [...this.#all].map(({ reading }) => reading.nextAt).filter((due) => due !== null)
    return dues.length === 0 ? null : Math.min(...dues)
  }

  /** Opens a stream; what is there already goes out at once. */
  open(reading: LogReading, signal: AbortSignal): Response {
    let follower: Follower | undefined
    const body = new ReadableStream<Uint8Array>(
      {
        start: (controller) => {
          follower = { reading, controller }
          this.#all.add(follower)
          this.#write(follower)
        },
        cancel: () => this.#end(follower),
      },
      new ByteLengthQueuingStrategy({ highWaterMark: LONGEST_QUEUE }),
    )
    signal.addEventListener('abort', () => this.#end(follower))
    const headers = {
      'content-type': 'text/plain',
      // Anything else is compressed on the way and held back until the end.
      'content-encoding': 'identity',
      'cache-control': 'no-cache, no-transform',
    }
    return new Response(body, { headers, encodeBody: 'manual' })
  }

  /** After a step: writes what is new. */
  tell(): void {
    for (const follower of this.#all) this.#write(follower)
  }

  /** Ends all streams. */
  endAll(): void {
    for (const follower of this.#all) this.#end(follower)
  }

  #write(follower: Follower): void {
    const { reading, controller } = follower
    try {
      // Asked first: what is written at the very end must not be missed.
      const isOver = reading.isOver
      const bytes = reading.next()
      if ((controller.desiredSize ?? 0) <= 0) this.#end(follower)
      else if (bytes) controller.enqueue(octetsOf(bytes))
      if (isOver || reading.isOver) this.#end(follower)
    } catch {
      this.#end(follower)
    }
  }

  #end(follower: Follower | undefined): void {
    if (!follower || !this.#all.delete(follower)) return
    try {
      follower.controller.close()
    } catch {
      // Closed from the other side.
    }
    if (this.#all.size === 0) this.#onEmpty()
  }
}
