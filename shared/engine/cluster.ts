import { Door } from './api/admit.ts'
import { handle, type Api } from './api/handle.ts'
import type { Change } from './change.ts'
import { freeze, rowsTouched, type ClusterParts } from './freeze.ts'
import type { Frozen, FrozenRow } from './frozen.ts'
import type { Actor, ApiRequest, Input, Outcome, Reply } from './input.ts'
import type { Controller, Kind, Registry } from './kinds/define-kind.ts'
import type { Entry } from './store/store.ts'
import { ClusterView } from './store/cluster-view.ts'
import type { View } from './store/view.ts'
import { takeInput } from './take-input.ts'
import type { Millis } from './time.ts'
import { visit } from './visit.ts'
import { Waker } from './waker.ts'

/** [LW7] More visits than this in one virtual instant are a livelock: a bug to show, not a hang. */
const VISITS_PER_INSTANT = 200_000

/**
 * One simulated cluster: a state machine that others step. It never runs itself, has no clock and
 * no chance of its own, and all of it can be frozen to plain rows between any two steps.
 */
export class Cluster {
  #parts: ClusterParts
  #controllers: Map<string, Controller>
  #waker: Waker
  #api: Api
  #view: View
  #visits = 0

  constructor(registry: Registry, parts: ClusterParts) {
    const { store, notes, seed } = parts
    const kinds = new Map(registry.kinds.map((kind): [string, Kind] => [kind.kind, kind]))
    const controllers = [
      ...registry.kinds.flatMap((kind) => kind.controllers ?? []),
      ...registry.controllers,
    ]
    this.#parts = parts
    this.#controllers = new Map(controllers.map((controller) => [controller.name, controller]))
    this.#view = new ClusterView(store, notes, seed)
    const door = new Door({ store, view: this.#view, seed, kinds, admission: registry.admission })
    this.#waker = new Waker(controllers, parts.agenda, this.#view)
    this.#api = { registry, kinds, store, door, view: this.#view }
  }

  /** Virtual now. */
  get now(): Millis {
    return this.#parts.store.now
  }

  /** The resourceVersion of the newest write. */
  get rv(): number {
    return this.#parts.store.rv
  }

  /** How many visits there were since it was built: how busy it is. No part of its state. */
  get visits(): number {
    return this.#visits
  }

  /** The number of the last input. */
  get seq(): number {
    return this.#parts.seq
  }

  /** What there is to see: for maps, checks and tests. Never for writing. */
  get view(): View {
    return this.#view
  }

  /** What the API is made of: for watches, which live in the room. */
  get api(): Api {
    return this.#api
  }

  /** An object with the cause of its last write. */
  entry(key: string): Entry | undefined {
    return this.#parts.store.entry(key)
  }

  /** When the cluster wants to be advanced next; null when nothing waits. */
  get nextDue(): Millis | null {
    return this.#parts.agenda.nextDue()
  }

  /**
   * The only way in. Time never runs backwards and an input never counts twice: alarms may repeat.
   */
  step(input: Input): Outcome {
    const changes = this.#advance(input.at)
    let reply: Reply = { code: 200, body: null }
    if (input.seq > this.#parts.seq && input.do.type !== 'advance') {
      this.#parts.store.cause = { by: 'input', input: input.seq, user: input.actor.user }
      reply = takeInput({ ...this.#parts, api: this.#api }, input)
      this.#collect(changes)
      // What is due at this very instant belongs to it: a repeated alarm must find nothing to do.
      changes.push(...this.#advance(input.at))
    }
    this.#parts.seq = Math.max(this.#parts.seq, input.seq)
    return { reply, changes, nextDue: this.nextDue }
  }

  /** Answers a request that changes nothing (GET). It is no input and leaves no trace. */
  read(request: ApiRequest, actor: Actor): Reply {
    return handle(this.#api, request, actor)
  }

  /** Everything, as rows. */
  freeze(): Frozen {
    return freeze(this.#parts)
  }

  /** The rows that changed since the last call: what a lazy flush writes. */
  takeRows(): FrozenRow[] {
    return rowsTouched(this.#parts)
  }

  #advance(at: Millis): Change[] {
    const { agenda, store } = this.#parts
    const changes: Change[] = []
    let visits = 0
    for (;;) {
      const row = agenda.take(at)
      if (!row) break
      visits = row.due > store.now ? 1 : visits + 1
      if (visits > VISITS_PER_INSTANT) throw new Error(`livelock at ${row.due}: ${row.address}`)
      store.now = Math.max(store.now, row.due)
      this.#visits += 1
      visit({ ...this.#parts, door: this.#api.door, controllers: this.#controllers }, row)
      this.#collect(changes)
    }
    store.now = Math.max(store.now, at)
    return changes
  }

  #collect(changes: Change[]): void {
    for (const change of this.#parts.store.takeChanges()) {
      changes.push(change)
      this.#waker.wake(change)
    }
  }

  /** Lets a world be made before the first input: everything that it creates is its own cause. */
  make(objects: (door: Door) => void): Change[] {
    this.#parts.store.cause = { by: 'world' }
    objects(this.#api.door)
    const changes: Change[] = []
    this.#collect(changes)
    return changes
  }
}
