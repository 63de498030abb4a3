import type { Change, Cluster, Millis, World } from '../../shared/engine/index.ts'
import {
  createGrader,
  EPOCH,
  happeningsOf,
  lessonNamed,
  objectsOf,
  thawGrader,
  type AttemptLog,
  type FrozenGrader,
  type Grader,
  type Lesson,
} from '../../shared/lessons/index.ts'
import type { TaskState } from '../../shared/protocol/cluster.ts'
import type { Birth, ClusterStore } from '../db/cluster-store.ts'
import type { Planned } from './keeper-hooks.ts'

/** The run that a cluster is for. Times are virtual. */
export interface RunOrder {
  /** The class's id of the run. */
  id: string
  lesson: string
  startMs: Millis
  deadlineMs: Millis
  /** A challenge: everybody has the same time, so nobody may move the clock. */
  isFair: boolean
}

/** As it is stored: what was ordered, and how far it is. */
interface StoredRun extends RunOrder {
  /** How many of the lesson's own happenings were made inputs. */
  happened: number
  endMs: Millis | null
}

/** How far the run is: what the board shows. */
export interface Progress {
  run: string
  tasks: TaskState[]
  /** 0 … 100. */
  score: number
  over: boolean
}

/** Runs a lesson on a cluster: its happenings, its grader, its end. */
export class RunDesk {
  #store: ClusterStore
  #onProgress: () => void
  #run: StoredRun | undefined
  #lesson: Lesson | undefined
  #grader: Grader | undefined
  #plan: Planned[] = []

  constructor(store: ClusterStore, onProgress: () => void) {
    this.#store = store
    this.#onProgress = onProgress
  }

  get isOn(): boolean {
    return this.#run !== undefined && this.#run.endMs === null
  }

  /** May the clock not be moved? */
  get holdsClock(): boolean {
    return this.isOn && this.#run!.isFair
  }

  /** Was there a run that has ended? */
  get isOver(): boolean {
    return this.#run !== undefined && this.#run.endMs !== null
  }

  get tasks(): TaskState[] {
    return this.#grader?.state() ?? []
  }

  /** Where the run stands; undefined on a cluster without one. */
  get progress(): Progress | undefined {
    if (!this.#run || !this.#grader) return undefined
    const { points, of } = this.#grader.score()
    const score = of === 0 ? 0 : Math.round((100 * points) / of)
    return { run: this.#run.id, tasks: this.tasks, score, over: !this.isOn }
  }

  /** Begins on a cluster that has just been made. Throws when there is no such lesson. */
  start(order: RunOrder, cluster: Cluster): void {
    this.#store.facts.put('run', { ...order, happened: 0, endMs: null } satisfies StoredRun)
    const grader = createGrader(knownLesson(order.lesson), order, objectsOf(cluster))
    this.#store.facts.put('grader', grader.freeze())
    this.open(cluster)
  }

  /** Goes back to the last flush. */
  open(cluster: Cluster): void {
    this.#run = this.#store.facts.get<StoredRun>('run')
    const frozen = this.#store.facts.get<FrozenGrader>('grader')
    if (!this.#run || !frozen) return
    this.#lesson = knownLesson(this.#run.lesson)
    this.#grader = thawGrader(this.#lesson, frozen, objectsOf(cluster))
    this.#plan = happeningsOf(this.#lesson, this.#run.startMs)
  }

  /** The lesson's next own doing. */
  planned(): Planned | undefined {
    return this.isOn ? this.#plan[this.#run!.happened] : undefined
  }

  /** It is being logged. */
  happened(): void {
    this.#put({ happened: this.#run!.happened + 1 })
  }

  /** When time alone changes a task. */
  nextDue(): Millis | null {
    return this.isOn ? this.#grader!.nextDue() : null
  }

  /** Takes in what a step led to. */
  told(changes: readonly Change[], now: Millis): void {
    if (!this.isOn) return
    const moved = this.#grader!.observe(changes, now)
    if (now >= this.#run!.deadlineMs) this.#end(this.#run!.deadlineMs)
    else if (moved) this.#onProgress()
  }

  /** In the transaction of a flush. */
  flushed(): void {
    if (this.isOn) this.#store.facts.put('grader', this.#grader!.freeze())
  }

  /** Somebody ends the run before its time. */
  finish(now: Millis): void {
    if (!this.isOn) return
    this.#grader!.finish(now)
    this.#end(now)
  }

  /** Everything that grading needs, to be graded anywhere. Undefined on a cluster without a run. */
  log(now: Millis): AttemptLog | undefined {
    const birth = this.#store.facts.get<Birth>('birth')
    if (!this.#run || !this.#grader || !birth) return undefined
    const { lesson, startMs, deadlineMs, endMs } = this.#run
    const world: World = birth.world
    return {
      format: 1,
      lesson,
      epoch: birth.epochs.at(-1)?.epoch ?? EPOCH,
      world,
      inputs: this.#store.inputs().filter(({ at }) => endMs === null || at <= endMs),
      startMs,
      deadlineMs,
      endMs: endMs ?? now,
      hints: this.#grader.freeze().hints,
    }
  }

  #end(endMs: Millis): void {
    this.#store.facts.put('grader', this.#grader!.freeze())
    this.#put({ endMs })
    this.#onProgress()
  }

  #put(change: Partial<StoredRun>): void {
    this.#run = { ...this.#run!, ...change }
    this.#store.facts.put('run', this.#run)
  }
}

function knownLesson(name: string): Lesson {
  const lesson = lessonNamed(name)
  if (!lesson) throw new Error(`there is no lesson "${name}"`)
  return lesson
}
