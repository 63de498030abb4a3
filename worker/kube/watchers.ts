import type { Change, Watch } from '../../shared/engine/index.ts'
import type { FeedChange } from '../db/cluster-store.ts'

/**
 * An idle watch is never noticed to be dead, except by writing into it. kubectl skips empty lines.
 */
const HEARTBEAT_MS = 10_000
/** A reader that lets more than this wait is ended: it may come back with its resourceVersion. */
const LONGEST_QUEUE = 4 * 1024 * 1024
/** So many streams in one room. */
const MOST_WATCHES = 2_000

/** From where a stream begins. */
export interface Beginning {
  /** What happened since the resourceVersion that the client named. */
  missed: readonly FeedChange[]
  /** The cluster's newest resourceVersion. */
  rv: number
  /** Tells when the client has gone. */
  signal: AbortSignal
}

interface Stream {
  watch: Watch
  /** Everything up to this resourceVersion was written. */
  rv: number
  controller: ReadableStreamDefaultController<Uint8Array>
  /** Ends it in time. */
  timer: ReturnType<typeof setTimeout>
}

const bytesOf = (text: string) => new TextEncoder().encode(text)

/** The watches of a cluster: streams that write each change as it happens. */
export class Watchers {
  #streams = new Set<Stream>()
  #heartbeat: ReturnType<typeof setInterval> | undefined
  #onEmpty: () => void
  #beats = 0

  constructor(onEmpty: () => void) {
    this.#onEmpty = onEmpty
  }

  get count(): number {
    return this.#streams.size
  }

  get isFull(): boolean {
    return this.#streams.size >= MOST_WATCHES
  }

  /** Opens a stream. */
  open(watch: Watch, { missed, rv, signal }: Beginning): Response {
    let stream: Stream | undefined
    const first = [...watch.initial, ...missed.flatMap((change) => watch.next(change) ?? [])]
    const body = new ReadableStream<Uint8Array>(
      {
        start: (controller) => {
          const timer = setTimeout(() => this.#finish(stream), watch.timeoutSeconds * 1_000)
          stream = { watch, rv, controller, timer }
          this.#streams.add(stream)
          // Headers go out with the first bytes: a watch without events would seem to hang.
          this.#write(stream, first.join('') || '\n')
        },
        cancel: () => this.#end(stream),
      },
      new ByteLengthQueuingStrategy({ highWaterMark: LONGEST_QUEUE }),
    )
    signal.addEventListener('abort', () => this.#end(stream))
    this.#heartbeat ??= setInterval(() => this.#beat(), HEARTBEAT_MS)
    const headers = {
      'content-type': 'application/json',
      // Anything else is compressed on the way and held back until the end.
      'content-encoding': 'identity',
      'cache-control': 'no-cache, no-transform',
    }
    return new Response(body, { headers, encodeBody: 'manual' })
  }

  /** Writes changes into the watches that they concern. */
  tell(changes: readonly Change[]): void {
    const last = changes.at(-1)
    if (!last) return
    const byKind = Map.groupBy(changes, ({ object }) => object.kind)
    for (const stream of this.#streams) {
      const mine = byKind.get(stream.watch.kind) ?? []
      const text = mine.map((change) => stream.watch.next(change) ?? '').join('')
      stream.rv = last.rv
      if (text) this.#write(stream, text)
    }
  }

  /** Ends all streams: clients come back by themselves. */
  endAll(): void {
    for (const stream of this.#streams) this.#end(stream)
  }

  #beat(): void {
    this.#beats += 1
    for (const stream of this.#streams) {
      // Upstream sends bookmarks about once a minute.
      const bookmark = this.#beats % 6 === 0 ? stream.watch.bookmark(stream.rv) : undefined
      this.#write(stream, bookmark ?? '\n')
    }
  }

  /** The time that the client gave is over: a last bookmark says how far it came. */
  #finish(stream: Stream | undefined): void {
    const bookmark = stream?.watch.bookmark(stream.rv)
    if (stream && bookmark) this.#write(stream, bookmark)
    this.#end(stream)
  }

  #write(stream: Stream, text: string): void {
    try {
      if ((stream.controller.desiredSize ?? 0) <= 0) this.#end(stream)
      else stream.controller.enqueue(bytesOf(text))
    } catch {
      this.#end(stream)
    }
  }

  #end(stream: Stream | undefined): void {
    if (!stream || !this.#streams.delete(stream)) return
    clearTimeout(stream.timer)
    try {
      stream.controller.close()
    } catch {
      // Closed from the other side.
    }
    if (this.#streams.size > 0) return
    clearInterval(this.#heartbeat)
    this.#heartbeat = undefined
    this.#onEmpty()
  }
}
