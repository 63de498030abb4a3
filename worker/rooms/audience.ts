import type {
  Announcement,
  BoardRow,
  ClassInfo,
  FromClass,
  Person,
  Role,
  Run,
} from '../../shared/protocol/class.ts'
import type { Notebook } from './notebook.ts'
import type { Presence } from './presence.ts'

/**
 * Frames go out this often at most: two hundred people who move cursors would drown two cores else.
 */
const BATCH_MS = 50

/** What a socket's attachment holds: it must be known after hibernation too. */
export interface Listener {
  seat: number
  role: Role
  /** Yjs clients of the page, whose cursors go with it. */
  clients: number[]
}

/** What the class looks like to somebody. */
export interface ClassView {
  info(): ClassInfo
  person(seat: number): Person | undefined
  people(): Person[]
  /** Has a seat and was let in. */
  isIn(seat: number): boolean
  runs(): Run[]
  board(): BoardRow[]
  announcements(): Announcement[]
}

/** What changed since the last frame. */
interface Dirty {
  info: boolean
  people: Set<number>
  left: Set<number>
  runs: boolean
  /** Clusters whose line of the board changed. */
  board: Set<string>
  announcements: Set<number>
}

const nothing = (): Dirty => ({
  info: false,
  people: new Set(),
  left: new Set(),
  runs: false,
  board: new Set(),
  announcements: new Set(),
})

/**
 * The sockets of a class. Nothing is sent for each message: all that changed goes out in one frame.
 */
export class Audience {
  #ctx: DurableObjectState
  #view: ClassView
  #notebook: Notebook
  #presence: Presence
  #dirty = nothing()
  #timer: ReturnType<typeof setTimeout> | undefined

  constructor(ctx: DurableObjectState, view: ClassView, notebook: Notebook, presence: Presence) {
    this.#ctx = ctx
    this.#view = view
    this.#notebook = notebook
    this.#presence = presence
  }

  /** Takes a socket in. */
  accept(seat: number, role: Role): Response {
    const { 0: client, 1: server } = new WebSocketPair()
    this.#ctx.acceptWebSocket(server, [tagOf(seat)])
    attach(server, { seat, role, clients: [] })
    this.welcome(server)
    const headers = { 'sec-websocket-protocol': 'flotilla.v1' }
    return new Response(null, { status: 101, webSocket: client, headers })
  }

  /**
   * Shows a socket everything that it may see. A page asks for the notebook when it connects; one
   * that had to wait (`late`) asked in vain, so it gets the text unasked.
   */
  welcome(socket: WebSocket, when?: 'late'): void {
    const { seat, role } = listenerOf(socket)
    const me = this.#view.person(seat)
    const isOut = !me || me.waiting
    const frame: FromClass = {
      t: 'welcome',
      you: { seat, role },
      info: this.#view.info(),
      people: isOut ? [me].filter((one) => one !== undefined) : this.#peopleFor(role),
      runs: isOut ? [] : this.#view.runs(),
      board: isOut ? [] : this.#view.board(),
      announcements: isOut ? [] : this.#view.announcements(),
    }
    send(socket, JSON.stringify(frame))
    if (isOut) return
    send(socket, this.#notebook.hello())
    if (when === 'late') send(socket, this.#notebook.everything())
    const looks = this.#presence.everything()
    if (looks) send(socket, looks)
  }

  /** How many pages a seat has open; `except` is one that is just closing. */
  pages(seat: number, except?: WebSocket): number {
    return this.#ctx.getWebSockets(tagOf(seat)).filter((socket) => socket !== except).length
  }

  /** All pages of a seat. */
  socketsOf(seat: number): WebSocket[] {
    return this.#ctx.getWebSockets(tagOf(seat))
  }

  /** Notes what changed; the next frame tells it. */
  mark(change: {
    info?: true
    person?: number
    left?: number
    runs?: true
    board?: string
    announcement?: number
  }): void {
    const dirty = this.#dirty
    if (change.info) dirty.info = true
    if (change.person !== undefined) dirty.people.add(change.person)
    if (change.left !== undefined) dirty.left.add(change.left)
    if (change.runs) dirty.runs = true
    if (change.board !== undefined) dirty.board.add(change.board)
    if (change.announcement !== undefined) dirty.announcements.add(change.announcement)
    this.soon()
  }

  /** Sends what waits, in a moment. */
  soon(): void {
    if (this.#timer) return
    this.#timer = setTimeout(() => this.flush(), BATCH_MS)
  }

  /** Sends what waits. */
  flush(): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
    const dirty = this.#dirty
    this.#dirty = nothing()
    const notes = this.#notebook.take()
    const looks = this.#presence.take()
    const texts = { teacher: this.#batch(dirty, 'teacher'), student: this.#batch(dirty, 'student') }
    for (const socket of this.#ctx.getWebSockets()) {
      const { seat, role } = listenerOf(socket)
      if (!this.#view.isIn(seat)) {
        send(socket, this.#batchForWaiting(dirty, seat))
        continue
      }
      send(socket, texts[role])
      if (notes && notes.only !== socket) send(socket, notes.frame)
      if (looks) send(socket, looks)
    }
  }

  #peopleFor(role: Role): Person[] {
    return this.#view.people().filter(({ waiting }) => role === 'teacher' || !waiting)
  }

  #batch(dirty: Dirty, role: Role): string | undefined {
    const people = [...dirty.people]
      .map((seat) => this.#view.person(seat))
      .filter((person) => person !== undefined)
      .filter(({ waiting }) => role === 'teacher' || !waiting)
    const { board: lines, announcements: news } = dirty
    const board = lines.size > 0 ? this.#view.board().filter((row) => lines.has(row.cluster)) : []
    const said = news.size > 0 ? this.#view.announcements().filter(({ id }) => news.has(id)) : []
    const parts = {
      ...(dirty.info ? { info: this.#view.info() } : {}),
      ...(people.length > 0 ? { people } : {}),
      ...(dirty.left.size > 0 ? { left: [...dirty.left] } : {}),
      ...(dirty.runs ? { runs: this.#view.runs() } : {}),
      ...(board.length > 0 ? { board } : {}),
      ...(said.length > 0 ? { announcements: said } : {}),
    }
    return textOf(parts)
  }

  #batchForWaiting(dirty: Dirty, seat: number): string | undefined {
    const me = dirty.people.has(seat) ? this.#view.person(seat) : undefined
    return textOf({
      ...(dirty.info ? { info: this.#view.info() } : {}),
      ...(me ? { people: [me] } : {}),
    })
  }
}

const listeners = new WeakMap<WebSocket, Listener>()

/** What stands in a socket's attachment; read once, because each reading copies it. */
export function listenerOf(socket: WebSocket): Listener {
  const known = listeners.get(socket) ?? (socket.deserializeAttachment() as Listener)
  listeners.set(socket, known)
  return known
}

/** Writes a socket's attachment. */
export function attach(socket: WebSocket, listener: Listener): void {
  listeners.set(socket, listener)
  socket.serializeAttachment(listener)
}

const tagOf = (seat: number) => `seat:${seat}`

function textOf(parts: Omit<Extract<FromClass, { t: 'batch' }>, 't'>): string | undefined {
  if (Object.keys(parts).length === 0) return undefined
  return JSON.stringify({ t: 'batch', ...parts } satisfies FromClass)
}

/** Sends, when there is something to send. */
export function send(socket: WebSocket, data: string | Uint8Array | undefined): void {
  if (data === undefined) return
  try {
    socket.send(data)
  } catch {
    // It is closing; its close event follows.
  }
}
