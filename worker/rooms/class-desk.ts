import type { Announcement, BoardRow, ClassInfo, Person, Run } from '../../shared/protocol/class.ts'
import type { ClassFacts, ClassStore, StoredRun, StoredSeat } from '../db/class-store.ts'
import { clusterId } from '../ids.ts'
import type { Audience, ClassView } from './audience.ts'
import type { ClassClusters } from './class-clusters.ts'
import type { ClassRuns } from './class-runs.ts'
import { wall } from './pacer.ts'
import { placeOf } from './places.ts'
import type { ClassDeeds } from './powers.ts'
import type { Roster } from './roster.ts'

/** Clusters end their runs themselves; the class asks a little later, so that both agree. */
const AFTER_DEADLINE_MS = 1_000
/** A class whose alarm has nothing nearer looks again after a day. */
const DAY_MS = 24 * 60 * 60_000

/** What the desk works with. */
interface DeskFrame {
  roster: Roster
  runs: ClassRuns
  clusters: ClassClusters
  audience: () => Audience
}

/** Does what teachers and students ask of a class, and shows how it stands. */
export class ClassDesk implements ClassView, ClassDeeds {
  #ctx: DurableObjectState
  #store: ClassStore
  #frame: DeskFrame
  #facts: ClassFacts | undefined

  constructor(ctx: DurableObjectState, store: ClassStore, frame: DeskFrame) {
    this.#ctx = ctx
    this.#store = store
    this.#frame = frame
    this.#facts = store.facts.get<ClassFacts>('class')
  }

  get maybeFacts(): ClassFacts | undefined {
    return this.#facts
  }

  get facts(): ClassFacts {
    if (!this.#facts) throw new Error('this class was never opened')
    return this.#facts
  }

  now(): number {
    return wall.now()
  }

  // What there is to see.

  info(): ClassInfo {
    const { id, title, code, layout, lobby, locked, frozen } = this.facts
    const run = this.#frame.runs.current()
    const cluster = clusterId(id, run?.mode === 'exercise' ? run.id : 'main')
    return { id, title, code, layout, lobby, locked, frozen, cluster }
  }

  person(seat: number): Person | undefined {
    const found = this.seat(seat)
    if (!found) return undefined
    const isOnline = this.#frame.audience().pages(seat) > 0
    const cluster = placeOf(this.facts, this.#frame.runs.current(), found)
    return this.#frame.roster.person(found, isOnline, cluster)
  }

  people(): Person[] {
    const everybody = this.#frame.roster.all().map(({ seat }) => this.person(seat))
    return everybody.filter((person) => person !== undefined)
  }

  isIn(seat: number): boolean {
    return this.seat(seat)?.waiting === false
  }

  runs(): Run[] {
    return this.#frame.runs.list()
  }

  board(): BoardRow[] {
    return this.#frame.runs.board()
  }

  announcements(): Announcement[] {
    return this.#store.announcements()
  }

  seat(seat: number): StoredSeat | undefined {
    return this.#frame.roster.get(seat)
  }

  // What can be done.

  change(seat: number, change: Partial<Omit<StoredSeat, 'seat'>>): void {
    this.#frame.roster.change(seat, change)
    this.#frame.audience().mark({ person: seat })
  }

  announce(text: string): void {
    const id = (this.announcements().at(-1)?.id ?? 0) + 1
    this.#store.putAnnouncement({ id, text, at: wall.now() })
    this.#frame.audience().mark({ announcement: id })
  }

  async admit(seat: number): Promise<void> {
    const admitted = this.#frame.roster.change(seat, { waiting: false })
    if (!admitted) return
    await this.#frame.clusters.admit(this.facts, admitted)
    const audience = this.#frame.audience()
    for (const socket of audience.socketsOf(seat)) audience.welcome(socket, 'late')
    audience.mark({ person: seat })
    this.#markRuns()
  }

  async remove(seat: number): Promise<void> {
    this.#frame.roster.remove(seat)
    const audience = this.#frame.audience()
    for (const socket of audience.socketsOf(seat)) socket.close(4403, 'your seat was removed')
    audience.mark({ left: seat })
    await this.#frame.clusters.refresh(this.facts)
  }

  async settings({ lobby, locked, frozen }: Parameters<ClassDeeds['settings']>[0]): Promise<void> {
    const old = this.facts
    this.#put({
      lobby: lobby ?? old.lobby,
      locked: locked ?? old.locked,
      frozen: frozen ?? old.frozen,
    })
    this.#frame.audience().mark({ info: true })
    if (this.facts.frozen !== old.frozen) await this.#frame.clusters.refresh(this.facts)
  }

  async start(lesson: string, mode: Run['mode'], minutes?: number): Promise<string | undefined> {
    const { runs, roster, clusters } = this.#frame
    if (runs.current()) return 'another run goes on: end it first'
    const run = runs.start(lesson, mode, minutes)
    if (!run) return `there is no lesson "${lesson}"`
    const seats = roster.students().map(({ seat }) => seat)
    await clusters.enter(this.facts, run, seats)
    await this.plan()
    this.#markRuns()
    return undefined
  }

  async end(id: string): Promise<string | undefined> {
    const { runs, clusters } = this.#frame
    if (runs.current()?.id !== id) return 'this run is over already'
    await clusters.finish(id)
    runs.end(id)
    this.#markRuns()
    return undefined
  }

  /** Ends the run whose time is over. */
  async endOverdue(): Promise<void> {
    const run = this.#frame.runs.current()
    if (run && isOverdue(run)) await this.end(run.id)
    await this.plan()
  }

  /** Nobody may enter any more. */
  async close(): Promise<void> {
    const run = this.#frame.runs.current()
    if (run) await this.end(run.id)
    this.#put({ endedAt: wall.now() })
    await this.#frame.clusters.refresh(this.facts)
  }

  /** Sets the alarm for what comes next: a deadline, or the end of everything. */
  async plan(): Promise<void> {
    const { expiresAt } = this.facts
    const deadline = this.#frame.runs.current()?.deadlineAt
    const next = deadline ? deadline + AFTER_DEADLINE_MS : Math.max(expiresAt, wall.now() + DAY_MS)
    await this.#ctx.storage.setAlarm(Math.min(next, expiresAt))
  }

  /** A run began or ended: people work elsewhere now. */
  #markRuns(): void {
    const audience = this.#frame.audience()
    audience.mark({ info: true, runs: true })
    for (const { seat } of this.#frame.roster.all()) audience.mark({ person: seat })
    for (const { cluster } of this.board()) audience.mark({ board: cluster })
  }

  #put(change: Partial<ClassFacts>): void {
    this.#facts = { ...this.facts, ...change }
    this.#store.facts.put('class', this.#facts)
  }
}

const isOverdue = ({ deadlineAt }: StoredRun) => deadlineAt !== null && wall.now() >= deadlineAt
