import type {
  Announcement,
  BoardRow,
  ClassInfo,
  FromClass,
  Person,
  Role,
  Run,
  ToClass,
} from '../../../shared/protocol/class.ts'
import { type Farewell, LiveSocket } from './live-socket.ts'

export type Phase = 'connecting' | 'open' | 'lost' | 'refused'

/** Frames of the notebook that came too early; more than that is resynced anyway. */
const MOST_EARLY_FRAMES = 200

/** What the class knows, live: people, runs, board, announcements. The notebook rides along. */
export class ClassRoom {
  phase = $state<Phase>('connecting')
  farewell = $state.raw<Farewell | null>(null)
  you = $state.raw<{ seat: number; role: Role } | null>(null)
  info = $state.raw<ClassInfo | null>(null)
  people = $state.raw<Person[]>([])
  runs = $state.raw<Run[]>([])
  board = $state.raw<BoardRow[]>([])
  announcements = $state.raw<Announcement[]>([])
  /** The last thing that the room refused, until it is dismissed. */
  refusal = $state.raw<{ why: string; about?: string } | null>(null)

  me = $derived(this.people.find((person) => person.seat === this.you?.seat) ?? null)
  isTeacher = $derived(this.you?.role === 'teacher')
  waiting = $derived(this.people.filter((person) => person.waiting))
  present = $derived(this.people.filter((person) => person.online && !person.waiting))
  hands = $derived(
    this.people
      .filter((person) => person.handAt !== undefined)
      .toSorted((a, b) => (a.handAt ?? 0) - (b.handAt ?? 0)),
  )
  run = $derived(this.runs.findLast((run) => run.endedAt === null) ?? null)
  mayWrite = $derived(this.isTeacher || this.info?.frozen === false)

  #socket: LiveSocket
  #early: Uint8Array[] = []
  #bytes: ((bytes: Uint8Array) => void) | null = null
  #reopened: (() => void) | null = null

  constructor(classId: string, token: string) {
    this.#socket = new LiveSocket(`/ws/class/${classId}`, token, {
      onopen: () => this.#reopened?.(),
      ontext: (text) => this.receive(JSON.parse(text) as FromClass),
      onbytes: (bytes) => this.#take(bytes),
      onlost: () => (this.phase = this.phase === 'connecting' ? 'connecting' : 'lost'),
      onrefused: (farewell) => {
        this.farewell = farewell
        this.phase = 'refused'
      },
    })
  }

  say(message: ToClass): boolean {
    return this.#socket.send(JSON.stringify(message))
  }

  sendBytes = (bytes: Uint8Array<ArrayBuffer>) => this.#socket.send(bytes)

  /** Whoever keeps the notebook gets its frames from now on, and a call at each new connection. */
  onNotebook(bytes: (bytes: Uint8Array) => void, reopened: () => void) {
    this.#bytes = bytes
    this.#reopened = reopened
    for (const early of this.#early.splice(0)) bytes(early)
    reopened()
  }

  close() {
    this.#socket.close()
  }

  receive(message: FromClass) {
    if (message.t === 'refused') {
      this.refusal = { why: message.why, about: message.about }
      return
    }
    if (message.t === 'welcome') {
      this.phase = 'open'
      this.farewell = null
      this.you = message.you
      this.info = message.info
      this.people = message.people.toSorted(bySeat)
      this.runs = message.runs
      this.board = message.board
      this.announcements = message.announcements
      return
    }
    if (message.info) this.info = message.info
    if (message.people || message.left) {
      const left = new Set(message.left)
      const stay = this.people.filter((person) => !left.has(person.seat))
      this.people = merged(stay, message.people ?? [], (p) => p.seat).toSorted(bySeat)
    }
    if (message.runs) this.runs = merged(this.runs, message.runs, (run) => run.id)
    if (message.board)
      this.board = merged(this.board, message.board, (row) => `${row.run} ${row.cluster}`)
    if (message.announcements)
      this.announcements = merged(this.announcements, message.announcements, (said) => said.id)
  }

  #take(bytes: Uint8Array) {
    if (this.#bytes) this.#bytes(bytes)
    else if (this.#early.length < MOST_EARLY_FRAMES) this.#early.push(bytes)
  }
}

const bySeat = (a: Person, b: Person) => a.seat - b.seat

/** The old list with news in place of what has the same key, and what is new at the end. */
export function merged<T>(old: T[], news: T[], key: (item: T) => unknown): T[] {
  const byKey = new Map(old.map((item) => [key(item), item]))
  for (const item of news) byKey.set(key(item), item)
  return [...byKey.values()]
}
