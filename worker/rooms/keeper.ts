import {
  newCluster,
  thaw,
  type Actor,
  type ApiRequest,
  type Change,
  type Cluster,
  type Doing,
  type Input,
  type Json,
  type Message,
  type Millis,
  type Outcome,
  type PodName,
  type Reply,
  type World,
} from '../../shared/engine/index.ts'
import { EPOCH } from '../../shared/lessons/index.ts'
import type { Birth, ClusterStore } from '../db/cluster-store.ts'
import { logFault } from '../log.ts'
import type { KeeperHooks, Start } from './keeper-hooks.ts'
import { newClock, Pacer, type ClockState } from './pacer.ts'
import { Recent } from './recent.ts'
import { Stint } from './stint.ts'

/** How long changed rows may wait for their flush. The inputs are written at once. */
const FLUSH_AFTER_MS = 1_000

const NOBODY: Actor = { user: 'system:clock', groups: [] }

/** A cluster in memory with its clock. */
interface Held {
  cluster: Cluster
  pacer: Pacer
  objects: number
}

/**
 * Keeps the promise of a cluster's room: an input is in SQLite before its answer goes out, and
 * nobody sees a moment that a crash could take back. Crash-only: after an error the cluster in
 * memory is dropped and built again from rows and inputs.
 */
export class Keeper {
  readonly recent = new Recent()
  #storage: DurableObjectStorage
  #store: ClusterStore
  #hooks: KeeperHooks
  #held: Held | undefined
  #unsaved: Change[] = []
  #flushTimer: ReturnType<typeof setTimeout> | undefined

  constructor(storage: DurableObjectStorage, store: ClusterStore, hooks: KeeperHooks) {
    this.#storage = storage
    this.#store = store
    this.#hooks = hooks
  }

  /** Was this cluster made? */
  get exists(): boolean {
    return this.#held !== undefined || this.#store.facts.get('birth') !== undefined
  }

  get cluster(): Cluster {
    return this.#open().cluster
  }

  get pacer(): Pacer {
    return this.#open().pacer
  }

  /** How many objects there are. */
  get objects(): number {
    return this.#open().objects
  }

  /**
   * Makes the cluster from its world; people find it as it is at `startMs`. `attended`: its clock
   * stops when nobody is there.
   */
  create(world: World, { speed, attended, startMs }: Start): void {
    const cluster = newCluster(world)
    cluster.step({ seq: 0, at: startMs, actor: NOBODY, do: { type: 'advance' } })
    const birth: Birth = { world, epochs: [{ epoch: EPOCH, fromSeq: 1 }] }
    this.#storage.transactionSync(() => {
      this.#store.facts.put('birth', birth)
      this.#store.facts.put('clock', newClock(startMs, speed, attended))
      this.#store.putRows(cluster.freeze())
    })
  }

  /** When the room wants to be woken next, in virtual time; null when nothing waits. */
  get nextDue(): Millis | null {
    const { cluster } = this.#open()
    const dues = [cluster.nextDue, ...this.#hooks.dues(), this.#hooks.planned()?.at ?? null]
    const real = dues.filter((due) => due !== null)
    return real.length === 0 ? null : Math.min(...real)
  }

  /** A request that changes something: logged, then answered. */
  submit(actor: Actor, request: ApiRequest): Reply {
    return this.#take(actor, () => ({ type: 'request', request })).reply
  }

  /** A request that opens a session: its name is the number of the input. */
  connect(actor: Actor, request: ApiRequest): { reply: Reply; session: string } {
    const connect = (seq: number): Doing => ({ type: 'connect', request, session: String(seq) })
    const { reply, seq } = this.#take(actor, connect)
    return { reply, session: String(seq) }
  }

  /** Something that is said in a session with a pod. */
  say(actor: Actor, pod: PodName, message: Message): void {
    this.#take(actor, () => ({ type: 'session', pod, message: message as unknown as Json }))
  }

  /** Logs what somebody does now, and does it. */
  #take(actor: Actor, what: (seq: number) => Doing): { reply: Reply; seq: number } {
    return this.#crashOnly(({ cluster, pacer }) => {
      this.#passTo(pacer.now())
      const seq = cluster.seq + 1
      const { reply } = this.#log({ seq, at: pacer.now(), actor, do: what(seq) })
      return { reply, seq }
    })
  }

  /** Lets time pass up to now. */
  advance(): void {
    this.#crashOnly(({ pacer }) => this.#passTo(pacer.now()))
  }

  /** Answers a request that changes nothing, as of now. */
  read(actor: Actor, request: ApiRequest): Reply {
    this.advance()
    return this.#crashOnly(({ cluster }) => cluster.read(request, actor))
  }

  /** Writes the clock after `change` and lets it count from now. */
  setClock(change: (pacer: Pacer) => void): void {
    this.advance()
    this.#crashOnly(({ pacer }) => {
      change(pacer)
      this.#store.facts.put('clock', pacer.state)
    })
  }

  /** Writes everything that changed since the last flush. */
  flush(): void {
    clearTimeout(this.#flushTimer)
    this.#flushTimer = undefined
    this.#crashOnly(({ cluster, pacer }) => {
      const changes = this.#unsaved
      this.#unsaved = []
      this.#storage.transactionSync(() => {
        this.#store.putRows(cluster.takeRows())
        this.#store.putFeed(changes)
        this.#store.facts.put('clock', pacer.state)
        this.#hooks.flushed()
      })
    })
  }

  /** Gives up what is in memory; the next call builds it anew. */
  drop(): void {
    clearTimeout(this.#flushTimer)
    this.#flushTimer = undefined
    this.#held = undefined
    this.#unsaved = []
    this.recent.clear()
    this.#hooks.dropped()
  }

  #crashOnly<T>(work: (held: Held) => T): T {
    try {
      return work(this.#open())
    } catch (error) {
      logFault('a cluster was dropped and is built again', error)
      this.drop()
      throw error
    }
  }

  /** Lets virtual time pass, in slices, so that a long sleep is caught up piece by piece. */
  #passTo(at: Millis): void {
    const { cluster, pacer } = this.#open()
    const stint = new Stint(cluster)
    for (;;) {
      const due = this.nextDue
      if (due === null || due > at) break
      const target = Math.min(at, Math.max(due, cluster.now) + stint.nextSlice())
      // Nothing may happen beyond the horizon before a later one is stored.
      if (pacer.isBeyond(target)) {
        pacer.extend(target)
        this.flush()
      }
      this.#runTo(target)
      this.#flushSoon()
      if (stint.isEnough && target < at) return pacer.slipTo(target)
    }
    this.#runTo(at)
  }

  /** Steps to a virtual time; planned inputs happen at their own times on the way. */
  #runTo(at: Millis): void {
    const { cluster } = this.#open()
    for (let planned = this.#hooks.planned(); planned; planned = this.#hooks.planned()) {
      if (planned.at > at) break
      const { actor, request } = planned
      const input: Input = {
        seq: cluster.seq + 1,
        at: planned.at,
        actor,
        do: { type: 'request', request },
      }
      this.#log(input, () => this.#hooks.done())
    }
    const step: Input = { seq: cluster.seq, at, actor: NOBODY, do: { type: 'advance' } }
    this.#tell(cluster.step(step).changes)
  }

  /** Takes the step and appends its input in one transaction: both are there, or neither. */
  #log(input: Input, also?: () => void): Outcome {
    const { cluster } = this.#open()
    const outcome = this.#storage.transactionSync(() => {
      const result = cluster.step(input)
      this.#store.append(input)
      also?.()
      return result
    })
    this.#tell(outcome.changes)
    this.#flushSoon()
    return outcome
  }

  #tell(changes: readonly Change[]): void {
    const held = this.#open()
    for (const { type } of changes) {
      if (type === 'ADDED') held.objects += 1
      if (type === 'DELETED') held.objects -= 1
    }
    this.recent.push(changes)
    for (const change of changes) this.#unsaved.push(change) // a spread has a limit
    this.#hooks.told(changes, held.cluster)
  }

  #flushSoon(): void {
    this.#flushTimer ??= setTimeout(() => this.#flushQuietly(), FLUSH_AFTER_MS)
  }

  /**
   * From a timer nobody is there to hear an error; what it drops is built again at the next call.
   */
  #flushQuietly(): void {
    this.#flushTimer = undefined
    try {
      this.flush()
    } catch {
      // Said in the log already.
    }
  }

  #open(): Held {
    if (this.#held) return this.#held
    try {
      return this.#thaw()
    } catch (error) {
      this.drop() // half of a replay is worse than none
      throw error
    }
  }

  /** Rows of the last flush, the inputs since, and the time up to the horizon. */
  #thaw(): Held {
    const { facts } = this.#store
    const birth = facts.get<Birth>('birth')
    const clock = facts.get<ClockState>('clock')
    if (!birth || !clock) throw new Error('this cluster was never made')
    const rows = this.#store.rows()
    const cluster = thaw(rows)
    const objects = rows.filter(({ table }) => table === 'object').length
    this.#held = { cluster, pacer: new Pacer(clock), objects }
    this.recent.push(this.#store.feed(cluster.rv))
    this.#hooks.opened(cluster)
    for (const input of this.#store.inputs(cluster.seq)) this.#tell(cluster.step(input).changes)
    this.#runTo(clock.horizonMs)
    this.#enterEpoch(birth, cluster)
    return this.#held
  }

  #enterEpoch(birth: Birth, cluster: Cluster): void {
    if (birth.epochs.at(-1)!.epoch === EPOCH) return
    const epochs = [...birth.epochs, { epoch: EPOCH, fromSeq: cluster.seq + 1 }]
    this.#store.facts.put('birth', { ...birth, epochs })
    this.flush()
  }
}
