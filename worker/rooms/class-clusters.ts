import type { ClassFacts, StoredRun, StoredSeat } from '../db/class-store.ts'
import type { Env } from '../env.ts'
import { clusterId } from '../ids.ts'
import type { ClassRuns } from './class-runs.ts'
import type { ClusterOrder } from './cluster-order.ts'
import type { Members } from './members.ts'
import { wall } from './pacer.ts'
import { homePart, runPart, seatsOf } from './places.ts'
import type { Roster } from './roster.ts'
import type { Facts } from '../db/facts.ts'

/** The clusters of a class: makes them when somebody needs them, and tells them who may enter. */
export class ClassClusters {
  #env: Env
  #facts: Facts
  #roster: Roster
  #runs: ClassRuns

  constructor(env: Env, facts: Facts, roster: Roster, runs: ClassRuns) {
    this.#env = env
    this.#facts = facts
    this.#roster = roster
    this.#runs = runs
  }

  /** All that were ever made and not erased. */
  all(): string[] {
    return [...this.#homes(), ...this.#runs.clusters()]
  }

  /** Makes what a seat needs, and lets it in there. */
  async admit(facts: ClassFacts, { seat, role }: StoredSeat): Promise<void> {
    const home = clusterId(facts.id, homePart(facts, seat, role))
    if (!this.#homes().includes(home)) await this.#makeHome(facts, home)
    else await this.#tell(facts, [home])
    const run = this.#runs.current()
    if (run && role === 'student') await this.enter(facts, run, [seat])
  }

  /** Makes the clusters of a run for these seats; a cluster that several share is made once. */
  async enter(facts: ClassFacts, run: StoredRun, seats: readonly number[]): Promise<void> {
    const parts = new Set(run.mode === 'exercise' ? [''] : seats.map((seat) => runPart(run, seat)))
    await Promise.all([...parts].map((part) => this.#makeForRun(facts, run, part)))
  }

  /** Tells clusters who may enter from now on; all of them unless some are named. */
  async refresh(facts: ClassFacts): Promise<void> {
    await this.#tell(facts, this.all())
  }

  /** Ends a run on all its clusters. */
  async finish(runId: string): Promise<void> {
    const rows = this.#runs.board().filter(({ run }) => run === runId)
    await Promise.all(
      rows.map(async ({ cluster, seats }) => {
        const progress = await this.#env.CLUSTER.getByName(cluster).finishRun()
        if (progress) this.#runs.put(runId, cluster, seats, progress)
      }),
    )
  }

  /** Deletes them with everything in them. */
  async erase(): Promise<void> {
    await Promise.all(this.all().map((id) => this.#env.CLUSTER.getByName(id).erase()))
  }

  #homes(): string[] {
    return this.#facts.get<string[]>('clusters') ?? []
  }

  async #makeHome(facts: ClassFacts, id: string): Promise<void> {
    const startMs = Math.floor(wall.now() / 1000) * 1000
    const world = { seed: facts.seed, startMs, nodes: facts.nodes }
    const clock = { startMs, speed: 1, attended: true }
    await this.#create({ id, world, ...clock, members: this.#members(facts, id) })
    await this.#tell(facts, [id])
    if (!this.#homes().includes(id)) this.#facts.put('clusters', [...this.#homes(), id])
  }

  async #makeForRun(facts: ClassFacts, run: StoredRun, part: string): Promise<void> {
    const cluster = this.#runs.cluster(facts.id, run, part)
    const members = this.#members(facts, cluster.id)
    const progress = await this.#create({ ...cluster, speed: 1, attended: false, members })
    await this.#tell(facts, [cluster.id]) // it may have been there already
    if (progress) this.#runs.put(run.id, cluster.id, members.seats, progress)
  }

  #create(order: ClusterOrder) {
    return this.#env.CLUSTER.getByName(order.id).create(order)
  }

  async #tell(facts: ClassFacts, clusters: readonly string[]): Promise<void> {
    await Promise.all(
      clusters.map((id) => this.#env.CLUSTER.getByName(id).setMembers(this.#members(facts, id))),
    )
  }

  #members(facts: ClassFacts, cluster: string): Members {
    return {
      cls: facts.id,
      seats: seatsOf(cluster, facts, this.#roster.students()),
      frozen: facts.frozen,
      ended: facts.endedAt !== null,
      barred: this.#roster.barred(),
    }
  }
}
