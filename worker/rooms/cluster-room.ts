import { DurableObject } from 'cloudflare:workers'
import type { Frozen } from '../../shared/engine/index.ts'
import type { AttemptLog } from '../../shared/lessons/index.ts'
import type { Clock } from '../../shared/protocol/cluster.ts'
import { ClusterStore } from '../db/cluster-store.ts'
import { migrateRoom } from '../db/facts.ts'
import type { Env } from '../env.ts'
import { Edge } from '../kube/edge.ts'
import { statusReply } from '../kube/status.ts'
import { Streams } from '../kube/streams.ts'
import { rightOf } from '../kube/who.ts'
import { logFault } from '../log.ts'
import type { Right } from '../tokens.ts'
import { Bell } from './bell.ts'
import type { ClusterOrder } from './cluster-order.ts'
import { Keeper } from './keeper.ts'
import { LiveView } from './live-view.ts'
import { whyOut, type Members } from './members.ts'
import { LINGER_MS, PRESENCE_MS, wall } from './pacer.ts'
import { refusedSocket } from './refused-socket.ts'
import { Reporter } from './reporter.ts'
import { RunDesk, type Progress } from './run-desk.ts'

/** After an error of the simulator the room tries again this much later. */
const RETRY_MS = 30_000

/** One simulated cluster: input → step → rows → people → alarm. */
export class ClusterRoom extends DurableObject<Env> {
  #store: ClusterStore
  #keeper: Keeper
  #streams: Streams
  #edge: Edge
  #live: LiveView
  #desk: RunDesk
  #bell!: Bell
  #members: Members | undefined
  #reporter: Reporter

  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env)
    this.#store = new ClusterStore(ctx.storage)
    this.#desk = new RunDesk(this.#store, () => this.#progressed())
    this.#keeper = new Keeper(ctx.storage, this.#store, {
      told: (changes, cluster) => {
        this.#desk.told(changes, cluster.now)
        this.#streams.told(changes, cluster)
        this.#live.changed(changes, cluster)
      },
      dues: () => [this.#desk.nextDue(), this.#streams.nextDue],
      planned: () => this.#desk.planned(),
      done: () => this.#desk.happened(),
      opened: (cluster) => this.#desk.open(cluster),
      flushed: () => {
        this.#desk.flushed()
        this.#store.facts.put('shown', this.#live.shownRv)
      },
      dropped: () => {
        this.#streams.restart()
        this.#live.restart()
      },
    })
    this.#streams = new Streams(ctx, this.#keeper, this.#store.facts, {
      onEmpty: () => this.#plan(),
      mayAct: (right) => !this.#looksOnly(right),
    })
    this.#edge = new Edge(this.#keeper, this.#streams, () => ctx.storage.sql.databaseSize)
    this.#reporter = new Reporter(env, () => ({
      cls: this.#members?.cls,
      id: this.#store.facts.get('id'),
      progress: this.#desk.progress,
    }))
    this.#live = new LiveView(ctx, 0, () => ({
      cluster: this.#keeper.cluster,
      clock: this.#keeper.pacer.clock,
      tasks: this.#desk.tasks,
    }))
    void ctx.blockConcurrencyWhile(async () => {
      await migrateRoom(ctx.storage)
      this.#bell = new Bell(ctx.storage, await ctx.storage.getAlarm(), () => this.#tick())
      this.#members = this.#store.facts.get('members')
      this.#live.shownRv = this.#store.facts.get<number>('shown') ?? 0
      // Sockets that slept with the room are up to date unless something was not shown to them.
      const hasSlept = this.#keeper.exists && this.#live.count > 0
      if (hasSlept && this.#keeper.cluster.rv !== this.#live.shownRv) this.#live.restart()
    })
  }

  /** Makes the cluster; answers how its run begins. Doing it again does nothing. */
  create(order: ClusterOrder): Progress | undefined {
    if (this.#keeper.exists) return this.#desk.progress
    const { id, world, startMs, speed, attended, members, run } = order
    this.#keeper.create(world, { startMs, speed, attended: attended && !run })
    this.#store.facts.put('id', id)
    this.setMembers(members)
    if (run) this.#desk.start(run, this.#keeper.cluster)
    this.#plan()
    return this.#desk.progress
  }

  /** The class says who may enter from now on; whoever may not any more is sent away. */
  setMembers(members: Members): void {
    this.#members = members
    this.#store.facts.put('members', members)
    for (const socket of this.ctx.getWebSockets()) {
      const why = whyOut(members, socket.deserializeAttachment() as Right)
      if (why) socket.close(4403, why)
    }
    if (members.ended) this.#streams.restart()
  }

  /** Virtual milliseconds for each real one; answers nothing where the clock is not to be moved. */
  setSpeed(speed: number): Clock | undefined {
    if (!this.#keeper.exists || this.#desk.holdsClock) return undefined
    this.#keeper.setClock((pacer) => pacer.setSpeed(speed))
    this.#live.retold('clock')
    this.#plan()
    return this.#keeper.pacer.clock
  }

  /** Ends the run now; answers how it ended. Undefined where there is none. */
  finishRun(): Progress | undefined {
    this.#keeper.advance()
    this.#desk.finish(this.#keeper.cluster.now)
    this.#keeper.flush()
    return this.#desk.progress
  }

  /** What the grade can be computed from anywhere. */
  exportLog(): AttemptLog | undefined {
    this.#keeper.advance()
    return this.#desk.log(this.#keeper.cluster.now)
  }

  /** Everything, as rows, as of now. */
  frozen(): Frozen {
    this.#keeper.advance()
    return this.#keeper.cluster.freeze()
  }

  /** Gives up what is in memory, as after an error: it is built again from rows and inputs. */
  restart(): void {
    this.#keeper.drop()
  }

  /** Deletes everything that the room knows. */
  async erase(): Promise<void> {
    for (const socket of this.ctx.getWebSockets()) socket.close(4410, 'this cluster was deleted')
    if (this.#keeper.exists) this.#keeper.drop()
    this.#bell.set(null, false)
    await this.ctx.storage.deleteAll()
    await migrateRoom(this.ctx.storage)
    this.#members = undefined
  }

  override async fetch(request: Request): Promise<Response> {
    const right = rightOf(request)
    const isUpgrade = request.headers.get('upgrade') === 'websocket'
    const isSocket = isUpgrade && new URL(request.url).pathname === '/'
    const why = this.#members ? whyOut(this.#members, right) : 'there is no such cluster'
    if (isSocket && why) return refusedSocket(this.#members ? 4403 : 4404, why)
    if (!this.#members) return statusReply('NotFound', 'there is no such cluster')
    if (why) return statusReply('Forbidden', `this cluster is forbidden: ${why}`)
    try {
      this.#attend()
      if (!isSocket) return await this.#edge.answer(request, right, this.#looksOnly(right))
      this.#keeper.advance()
      return this.#live.accept(right)
    } catch (error) {
      logFault('a request failed', error)
      return statusReply('InternalError', 'the simulator stumbled; nothing of the request was done')
    } finally {
      this.#plan()
    }
  }

  override alarm(): void {
    this.#bell.hasRung()
    if (this.#keeper.exists) this.#tick()
  }

  override webSocketMessage(socket: WebSocket, message: string | ArrayBuffer): void {
    const { sessions } = this.#streams
    if (sessions.owns(socket)) return this.#quietly(() => sessions.hear(socket, message))
    const why = this.#live.hear(socket, message)
    if (why) socket.close(4400, why)
  }

  override webSocketClose(socket: WebSocket): void {
    if (!this.#keeper.exists) return
    const { sessions } = this.#streams
    if (sessions.owns(socket)) this.#quietly(() => sessions.closed(socket))
    if (!this.#isWatched) this.#keeper.setClock((pacer) => pacer.leave())
    this.#plan()
  }

  get #isWatched(): boolean {
    return this.#live.count > 0 || this.#streams.count > 0
  }

  /** May this person change nothing now? */
  #looksOnly({ role }: Right): boolean {
    return role === 'student' && (this.#members?.frozen || this.#desk.isOver)
  }

  /** Somebody is there: the clock goes on. */
  #attend(): void {
    const forMs = this.#isWatched ? PRESENCE_MS : 2 * LINGER_MS
    if (this.#keeper.pacer.attend(forMs)) {
      this.#store.facts.put('clock', this.#keeper.pacer.state)
      this.#live.retold('clock')
    }
  }

  /** The alarm or a timer: time passes up to now. */
  #tick(): void {
    this.#quietly(() => this.#keeper.advance())
  }

  /** Does what no request waits for: of an error only the log hears. */
  #quietly(work: () => void): void {
    try {
      if (this.#isWatched) this.#attend()
      work()
      this.#plan()
    } catch (error) {
      logFault('something went wrong while nobody waited', error)
      this.#bell.set(wall.now() + RETRY_MS, false)
    }
  }

  /** Sets the alarm, and a timer while somebody watches, for what is due next. */
  #plan(): void {
    try {
      this.#streams.sessions.settle()
      const { nextDue, pacer } = this.#keeper
      const dues = [nextDue === null ? null : pacer.wallOf(nextDue)]
      if (this.#isWatched) dues.push(pacer.renewAt)
      const real = dues.filter((due) => due !== null)
      this.#bell.set(real.length === 0 ? null : Math.min(...real), this.#isWatched)
    } catch {
      this.#bell.set(wall.now() + RETRY_MS, false)
    }
  }

  #progressed(): void {
    this.#live.retold('tasks')
    if (!this.#desk.isOn) this.#keeper.pacer.setAttended(true)
    this.#reporter.soon()
  }
}
