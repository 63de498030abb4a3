import type { World } from '../../shared/engine/index.ts'
import {
  deadlineOf,
  durationMs,
  lessonNamed,
  startOf,
  worldOf,
  type Lesson,
} from '../../shared/lessons/index.ts'
import type { BoardRow, Run } from '../../shared/protocol/class.ts'
import type { ClassStore, StoredRun } from '../db/class-store.ts'
import { clusterId, freshSeed } from '../ids.ts'
import type { ClusterOrder } from './cluster-order.ts'
import { wall } from './pacer.ts'
import type { Progress } from './run-desk.ts'

const MINUTE = 60_000
/** An exercise without a deadline ends with its class. */
const LONG = 30 * 24 * 60 * MINUTE

/** What a run gives a cluster; the class adds who may enter. */
export type RunCluster = Omit<ClusterOrder, 'members' | 'speed' | 'attended'>

/** The exercises and challenges of a class, and their lines on the board. */
export class ClassRuns {
  #store: ClassStore
  #all: { run: StoredRun; board: BoardRow[] }[]

  constructor(store: ClassStore) {
    this.#store = store
    this.#all = store.runs()
  }

  /** As people see them: without the seed. */
  list(): Run[] {
    return this.#all.map(({ run }) => {
      const { id, lesson, mode, startedAt, deadlineAt, endedAt } = run
      return { id, lesson, mode, startedAt, deadlineAt, endedAt }
    })
  }

  board(): BoardRow[] {
    return this.#all.flatMap(({ board }) => board)
  }

  /** Clusters of all runs. */
  clusters(): string[] {
    return this.board().map(({ cluster }) => cluster)
  }

  /** The run that goes on, if any: a class does one thing at a time. */
  current(): StoredRun | undefined {
    return this.#all.find(({ run }) => run.endedAt === null)?.run
  }

  /** Begins a run. Undefined when there is no such lesson. */
  start(lessonName: string, mode: Run['mode'], minutes: number | undefined): StoredRun | undefined {
    const lesson = lessonNamed(lessonName)
    if (!lesson) return undefined
    const startedAt = wall.now()
    const startMs = Math.floor(startedAt / 1000) * 1000
    const lasts = lengthOf(lesson, mode, minutes)
    const run: StoredRun = {
      id: `r${this.#all.length + 1}`,
      lesson: lesson.name,
      mode,
      startedAt,
      deadlineAt: lasts === null ? null : startedAt + lasts,
      endedAt: null,
      seed: freshSeed(),
      birthMs: startMs - durationMs(lesson.world.warmUp),
      startMs,
    }
    this.#all.push({ run, board: [] })
    this.#save(run.id)
    return run
  }

  /** The cluster of the run on which these seats work. `part` tells it from the run's others. */
  cluster(classId: string, run: StoredRun, part: string): RunCluster {
    const lesson = lessonNamed(run.lesson)!
    const world: World = worldOf(lesson, run.seed, run.birthMs)
    const startMs = startOf(lesson, run.birthMs)
    const left = run.deadlineAt === null ? LONG : run.deadlineAt - wall.now()
    const { id, lesson: name } = run
    const isFair = run.mode === 'challenge'
    const order = { id, lesson: name, startMs, deadlineMs: startMs + Math.ceil(left), isFair }
    return { id: clusterId(classId, part ? `${id}-${part}` : id), world, startMs, run: order }
  }

  /** A cluster's line on the board, new or moved. */
  put(runId: string, cluster: string, seats: readonly number[], progress: Progress): void {
    const entry = this.#entry(runId)
    if (!entry) return
    const { tasks, score } = progress
    const row: BoardRow = { run: runId, cluster, seats: [...seats], tasks, score }
    const at = entry.board.findIndex((other) => other.cluster === cluster)
    if (at < 0) entry.board.push(row)
    else entry.board[at] = row
    this.#save(runId)
  }

  /** A line on the board, by its cluster. */
  row(cluster: string): BoardRow | undefined {
    return this.board().find((row) => row.cluster === cluster)
  }

  /** It is over. */
  end(runId: string): void {
    const entry = this.#entry(runId)
    if (!entry || entry.run.endedAt !== null) return
    entry.run = { ...entry.run, endedAt: wall.now() }
    this.#save(runId)
  }

  #entry(runId: string): { run: StoredRun; board: BoardRow[] } | undefined {
    return this.#all.find(({ run }) => run.id === runId)
  }

  #save(runId: string): void {
    const { run, board } = this.#entry(runId)!
    this.#store.putRun(run, board)
  }
}

/** Wall milliseconds; a challenge always ends, at the latest when the lesson says so. */
function lengthOf(lesson: Lesson, mode: Run['mode'], minutes: number | undefined): number | null {
  if (minutes !== undefined) return minutes * MINUTE
  return mode === 'challenge' ? deadlineOf(lesson, 0) : null
}
