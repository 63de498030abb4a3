import * as v from 'valibot'
import type { Change, Cluster, KubeObject } from '../../shared/engine/index.ts'
import {
  ToCluster,
  type Clock,
  type FromCluster,
  type LiveChanges,
  type TaskState,
} from '../../shared/protocol/cluster.ts'
import { logFault } from '../log.ts'
import { parsed } from '../parse.ts'
import type { Right } from '../tokens.ts'
import { dotsOf, DRAWN, isHidden } from './dots.ts'

/** Frames go out this often at most, and half as often to a crowd: two cores move so much. */
const BATCH_MS = 50
const CROWD = 30
/** A socket that has not said `seen` for so many frames gets no more until it does. */
const FRAMES_UNSEEN = 60
/** Newest events in a snapshot. */
const EVENTS_SHOWN = 100
/** Everything that a socket may say is shorter. */
const LONGEST_MESSAGE = 1_000

/** Sockets of the view among those of the room. */
const TAG = 'live'

/** What the view is drawn from. */
export interface LiveSource {
  cluster: Cluster
  clock: Clock
  tasks: TaskState[]
}

/** How far a socket is. */
interface Reader {
  seen: number
  needsSnapshot: boolean
}

/**
 * Shows a cluster to sockets: one snapshot, then what changed, in one frame for all of a role. The
 * sockets hibernate: what must outlive this object stands in their attachments.
 */
export class LiveView {
  #ctx: DurableObjectState
  #source: () => LiveSource
  #readers = new WeakMap<WebSocket, Reader>()
  #changed = new Map<string, KubeObject | null>()
  #touched = new Set<string>()
  #hiddenTouched = new Set<string>()
  #tasks = false
  #timer: ReturnType<typeof setTimeout> | undefined
  #frame = 0
  /** The newest resourceVersion that sockets were shown. */
  shownRv: number

  constructor(ctx: DurableObjectState, shownRv: number, source: () => LiveSource) {
    this.#ctx = ctx
    this.shownRv = shownRv
    this.#source = source
  }

  get count(): number {
    return this.#ctx.getWebSockets(TAG).length
  }

  /** Takes a socket in and shows it everything. */
  accept(right: Right): Response {
    const { 0: client, 1: server } = new WebSocketPair()
    this.#ctx.acceptWebSocket(server, [TAG])
    server.serializeAttachment(right)
    this.#snapshot(server, right)
    const headers = { 'sec-websocket-protocol': 'flotilla.v1' }
    return new Response(null, { status: 101, webSocket: client, headers })
  }

  /** Notes changes for the next frame. */
  changed(changes: readonly Change[], cluster: Cluster): void {
    for (const { type, key, object } of changes) {
      const hidden = isHidden(cluster, object)
      ;(hidden ? this.#hiddenTouched : this.#touched).add(object.kind)
      if (!hidden && isDrawn(object)) this.#changed.set(key, type === 'DELETED' ? null : object)
    }
    if (changes.length > 0) this.#soon()
  }

  /** The clock was moved, or tasks got further. */
  retold(what: 'clock' | 'tasks'): void {
    if (what === 'tasks') this.#tasks = true
    this.#soon()
  }

  /** What sockets were shown may be wrong now: all get a snapshot. */
  restart(): void {
    for (const socket of this.#ctx.getWebSockets(TAG)) this.#readerOf(socket).needsSnapshot = true
    this.#soon()
  }

  /** Hears a socket; answers why it must go, if it must. */
  hear(socket: WebSocket, message: string | ArrayBuffer): string | undefined {
    if (typeof message !== 'string' || message.length > LONGEST_MESSAGE) return 'not understood'
    const said = v.safeParse(ToCluster, parsed(message))
    if (!said.success) return 'not understood'
    const reader = this.#readerOf(socket)
    reader.seen = Math.min(this.#frame, Math.max(reader.seen, said.output.n))
    if (reader.needsSnapshot) this.#soon()
    return undefined
  }

  #soon(): void {
    const { count } = this
    const waitMs = count > CROWD ? 2 * BATCH_MS : BATCH_MS
    if (count === 0) this.#forget()
    else if (!this.#timer) this.#timer = setTimeout(() => this.#flush(), waitMs)
  }

  #flush(): void {
    this.#timer = undefined
    try {
      this.#send()
    } catch (error) {
      logFault('the live view could not be shown', error)
    }
  }

  #send(): void {
    this.#frame += 1
    const { cluster } = this.#source()
    const texts = new Map<string, string>()
    for (const socket of this.#ctx.getWebSockets(TAG)) {
      const right = socket.deserializeAttachment() as Right
      const reader = this.#readerOf(socket)
      if (this.#frame - reader.seen > FRAMES_UNSEEN) reader.needsSnapshot = true
      else if (reader.needsSnapshot) this.#snapshot(socket, right)
      else {
        const text = texts.get(right.role) ?? this.#batch(right)
        texts.set(right.role, text)
        send(socket, text)
      }
    }
    this.shownRv = cluster.rv
    this.#forget()
  }

  #forget(): void {
    this.#changed.clear()
    this.#touched.clear()
    this.#hiddenTouched.clear()
    this.#tasks = false
  }

  #batch({ role }: Right): string {
    const { cluster, clock, tasks } = this.#source()
    const objects = [...this.#changed.values()].filter((object) => object !== null)
    const gone = [...this.#changed].filter(([, object]) => object === null).map(([key]) => key)
    const hidden = role === 'teacher' ? this.#hiddenTouched : []
    const frame: FromCluster = {
      t: 'batch',
      n: this.#frame,
      clock,
      rv: cluster.rv,
      ...(this.#tasks ? { tasks } : {}),
      ...dotsOf(cluster, objects),
      ...(gone.length > 0 ? { gone } : {}),
      touched: [...new Set([...this.#touched, ...hidden])],
    }
    return JSON.stringify(frame)
  }

  #snapshot(socket: WebSocket, { role }: Right): void {
    const { cluster, clock, tasks } = this.#source()
    const objects = DRAWN.filter((kind) => kind !== 'Event').flatMap((kind) => [
      ...cluster.view.list(kind),
    ])
    const events = cluster.view.list('Event').filter((event) => {
      return role === 'teacher' || !isHidden(cluster, event)
    })
    const shown: LiveChanges = dotsOf(cluster, [...objects, ...events])
    if (shown.events) shown.events = shown.events.sort((a, b) => b[6] - a[6]).slice(0, EVENTS_SHOWN)
    const n = this.#frame
    const frame: FromCluster = { t: 'snapshot', n, clock, rv: cluster.rv, tasks, ...shown }
    this.#readers.set(socket, { seen: n, needsSnapshot: false })
    send(socket, JSON.stringify(frame))
  }

  /** A socket that slept with the room is up to date when nothing has changed since. */
  #readerOf(socket: WebSocket): Reader {
    const known = this.#readers.get(socket)
    if (known) return known
    const reader = { seen: this.#frame, needsSnapshot: false }
    this.#readers.set(socket, reader)
    return reader
  }
}

const isDrawn = ({ kind }: KubeObject) => (DRAWN as readonly string[]).includes(kind)

function send(socket: WebSocket, text: string): void {
  try {
    socket.send(text)
  } catch {
    // It is closing; its close event follows.
  }
}
