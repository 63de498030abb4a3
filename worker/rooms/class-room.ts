import { DurableObject } from 'cloudflare:workers'
import * as decoding from 'lib0/decoding'
import * as v from 'valibot'
import { ToClass, type BoardRow, type ClassInfo, type Run } from '../../shared/protocol/class.ts'
import type { Seat } from '../../shared/protocol/http.ts'
import { ClassStore, type ClassFacts, type StoredSeat } from '../db/class-store.ts'
import { forgetClass } from '../db/classes.ts'
import { migrateRoom } from '../db/facts.ts'
import type { Env } from '../env.ts'
import { rightOf } from '../kube/who.ts'
import { Limiter } from '../limiter.ts'
import { logFault } from '../log.ts'
import { parsed } from '../parse.ts'
import { sign, type Right } from '../tokens.ts'
import { attach, Audience, listenerOf, send } from './audience.ts'
import { ClassClusters } from './class-clusters.ts'
import { ClassDesk } from './class-desk.ts'
import { no, type ClassOrder, type NoSeat } from './class-order.ts'
import { ClassRuns } from './class-runs.ts'
import { attempt, AWARENESS, Notebook, SYNC } from './notebook.ts'
import { wall } from './pacer.ts'
import { placeOf } from './places.ts'
import { obey } from './powers.ts'
import { Presence } from './presence.ts'
import { refusedSocket } from './refused-socket.ts'
import type { Progress } from './run-desk.ts'
import { MOST_SEATS, Roster } from './roster.ts'

/** Longest text message; bytes are limited by the notebook's own rules. */
const LONGEST_TEXT = 4_000
const LONGEST_BYTES = 300 * 1024
/** What a page may say: cursors ten times a second, typing, and some air. */
const RATE = { perSecond: 40, burst: 300 }

/** One class: its people, what they type together, its runs and its board. */
export class ClassRoom extends DurableObject<Env> {
  #store: ClassStore
  #roster!: Roster
  #runs!: ClassRuns
  #clusters!: ClassClusters
  #audience!: Audience
  #desk!: ClassDesk
  #notebook: Notebook
  #presence = new Presence()
  #limiter = new Limiter()

  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env)
    this.#store = new ClassStore(ctx.storage)
    this.#notebook = new Notebook(this.#store)
    void ctx.blockConcurrencyWhile(async () => {
      await migrateRoom(ctx.storage)
      this.#furnish()
    })
  }

  /** Opens the class; answers its first teacher's seat. */
  async open({ name, ...order }: ClassOrder): Promise<Seat> {
    const createdAt = wall.now()
    const facts = { ...order, locked: false, frozen: false, createdAt, endedAt: null }
    this.#store.facts.put('class', facts satisfies ClassFacts)
    this.#furnish()
    const seat = this.#roster.add(name, 'teacher', false)
    await this.#clusters.admit(facts, seat)
    await this.#desk.plan()
    return this.#seatFor(facts, seat)
  }

  /** Takes a seat: the same one again for whoever shows a good token. */
  async join(name: string, right: Right | undefined): Promise<Seat | NoSeat> {
    const facts = this.#desk.maybeFacts
    if (!facts) return no(404, 'no-such-class', 'There is no class with this code.')
    if (facts.endedAt !== null) return no(410, 'class-over', 'This class is over.')
    const old = right?.cls === facts.id ? this.#roster.get(right.seat) : undefined
    if (old) return this.#seatFor(facts, old)
    if (facts.locked)
      return no(403, 'class-locked', 'The teacher has closed the door of this class.')
    if (this.#roster.all().length >= MOST_SEATS) return no(403, 'class-full', 'This class is full.')
    const seat = this.#roster.add(name, 'student', facts.lobby)
    if (!seat.waiting) await this.#clusters.admit(facts, seat)
    this.#audience.mark({ person: seat.seat })
    return this.#seatFor(facts, seat)
  }

  /** The class as a seat may know it; undefined for whoever has no seat in it. */
  look(
    right: Right,
  ): { info: ClassInfo; runs: Run[]; board: BoardRow[]; me: StoredSeat } | undefined {
    const me = this.#member(right)
    if (!me) return undefined
    const info = this.#desk.info()
    const isIn = !me.waiting
    return { info, runs: isIn ? this.#runs.list() : [], board: isIn ? this.#runs.board() : [], me }
  }

  /** Names by seat, for grades. */
  names(): Record<number, string> {
    return this.#roster.names()
  }

  /** Where a seat works now; undefined for whoever may not work. */
  place(right: Right): string | undefined {
    const me = this.#member(right)
    if (!me || me.waiting) return undefined
    return placeOf(this.#desk.facts, this.#runs.current(), me)
  }

  /** A cluster tells how far its run is. */
  async report(cluster: string, progress: Progress): Promise<void> {
    const row = this.#runs.row(cluster)
    if (!row) return
    this.#runs.put(progress.run, cluster, row.seats, progress)
    this.#audience.mark({ board: cluster })
  }

  /** Nobody may enter any more; what was done stays readable until it expires. */
  async close(): Promise<void> {
    await this.#desk.close()
    for (const socket of this.ctx.getWebSockets()) socket.close(4410, 'the class is over')
  }

  /** Deletes everything about the class, in all its clusters too. */
  async erase(): Promise<void> {
    for (const socket of this.ctx.getWebSockets()) socket.close(4410, 'the class was deleted')
    await this.#clusters.erase()
    await this.ctx.storage.deleteAlarm()
    await this.ctx.storage.deleteAll()
    await migrateRoom(this.ctx.storage)
    this.#furnish()
  }

  override fetch(request: Request): Response {
    const right = rightOf(request)
    const facts = this.#desk.maybeFacts
    if (!facts) return refusedSocket(4404, 'there is no such class')
    if (facts.endedAt !== null) return refusedSocket(4410, 'the class is over')
    const me = this.#member(right)
    if (!me) return refusedSocket(4403, 'this seat is not in the class')
    const response = this.#audience.accept(me.seat, me.role)
    this.#audience.mark({ person: me.seat })
    return response
  }

  override async alarm(): Promise<void> {
    const facts = this.#desk.maybeFacts
    if (!facts) return
    if (wall.now() >= facts.expiresAt) {
      await forgetClass(this.env.DB, facts.id)
      return this.erase()
    }
    await this.#desk.endOverdue()
  }

  override async webSocketMessage(socket: WebSocket, message: string | ArrayBuffer): Promise<void> {
    const { seat } = listenerOf(socket)
    if (this.#limiter.take(String(seat), RATE) > 0) {
      return void socket.close(1013, 'too many messages from this seat')
    }
    try {
      const why =
        typeof message === 'string'
          ? await this.#hear(socket, message)
          : this.#read(socket, new Uint8Array(message))
      if (why) this.#refuse(socket, why.why, why.about)
    } catch (error) {
      logFault('a message could not be taken', error)
      this.#notebook.drop()
      this.#refuse(socket, 'something went wrong; please try again')
    }
  }

  override webSocketClose(socket: WebSocket): void {
    const { seat, clients } = listenerOf(socket)
    this.#presence.leave(clients)
    if (this.#audience.pages(seat, socket) === 0) this.#audience.mark({ person: seat })
    else this.#audience.soon()
  }

  /** Puts everything that stands on the stored rows in its place. */
  #furnish(): void {
    this.#roster = new Roster(this.#store)
    this.#runs = new ClassRuns(this.#store)
    this.#clusters = new ClassClusters(this.env, this.#store.facts, this.#roster, this.#runs)
    this.#desk = new ClassDesk(this.ctx, this.#store, {
      roster: this.#roster,
      runs: this.#runs,
      clusters: this.#clusters,
      audience: () => this.#audience,
    })
    this.#audience = new Audience(this.ctx, this.#desk, this.#notebook, this.#presence)
  }

  #member(right: Right): StoredSeat | undefined {
    const facts = this.#desk.maybeFacts
    return facts && right.cls === facts.id ? this.#roster.get(right.seat) : undefined
  }

  async #seatFor({ id, code }: ClassFacts, { seat, role }: StoredSeat): Promise<Seat> {
    const token = await sign({ cls: id, seat, role }, this.env.SIGNING_SECRET)
    return { classId: id, code, seat, role, token }
  }

  async #hear(socket: WebSocket, text: string): Promise<Refusal | undefined> {
    if (text.length > LONGEST_TEXT) return { why: 'this message is too long' }
    const said = v.safeParse(ToClass, parsed(text))
    if (!said.success) return { why: `not understood: ${said.issues[0].message}` }
    const why = await obey(said.output, listenerOf(socket), this.#desk)
    return why === undefined ? undefined : { why, about: said.output.t }
  }

  #read(socket: WebSocket, bytes: Uint8Array): Refusal | undefined {
    if (bytes.length > LONGEST_BYTES) return { why: 'this is too much at once', about: 'notebook' }
    const me = this.#roster.get(listenerOf(socket).seat)
    // A page greets the notebook before it knows that it must wait: nothing to complain about.
    if (!me || me.waiting) return undefined
    const decoder = decoding.createDecoder(bytes)
    const why = this.#take(socket, decoder, me)
    this.#audience.soon()
    return why === undefined ? undefined : { why, about: 'notebook' }
  }

  /** One message of the notebook's protocols; answers why it was refused, if it was. */
  #take(socket: WebSocket, decoder: decoding.Decoder, me: StoredSeat): string | undefined {
    const kind = attempt(() => decoding.readVarUint(decoder))
    if (kind === AWARENESS) {
      const { clients } = listenerOf(socket)
      const own = attempt(() => this.#presence.receive(decoder, me.seat))
      if (!own) return 'not understood'
      const all = new Set([...clients, ...own])
      if (all.size > clients.length) attach(socket, { ...listenerOf(socket), clients: [...all] })
      return undefined
    }
    if (kind !== SYNC) return 'not understood'
    const mayWrite = me.role === 'teacher' || !this.#desk.facts.frozen
    const { answer, refused } = this.#notebook.receive(decoder, socket, mayWrite)
    send(socket, answer)
    return refused
  }

  #refuse(socket: WebSocket, why: string, about?: string): void {
    send(socket, JSON.stringify({ t: 'refused', why, ...(about ? { about } : {}) }))
  }
}

interface Refusal {
  why: string
  about?: string
}
