import type { Change, KubeObject, Millis } from '../engine/index.ts'
import type { TaskState } from '../protocol/cluster.ts'
import { compile } from './cel.ts'
import type { Hint, Lesson, Task } from './lesson-type.ts'
import type { HintTaken } from './log.ts'
import { Snapshot } from './snapshot.ts'
import { afterTime, dueOf, expressionsOf, isGuard, judge, type Progress } from './task-watch.ts'

/** The frame of a run, in virtual milliseconds. */
export interface RunTimes {
  startMs: Millis
  /** When the run ends by itself. Nothing that happens from then on counts. */
  deadlineMs: Millis
}

/** Points that were reached, and that there are. Hints' prices are taken off. */
export interface Score {
  points: number
  of: number
}

/** A grader as plain JSON, without the cluster's objects: those the cluster itself gives back. */
export interface FrozenGrader extends RunTimes {
  lesson: string
  tasks: Record<string, Progress>
  hints: HintTaken[]
  /** The instant that was not over yet; null when all were judged. */
  open: Millis | null
  ended: boolean
}

/**
 * Watches one cluster and says how far each task is: a pure fold over changes and time. An instant
 * is judged when it is over, so it does not matter how a history is cut into calls of `observe`;
 * every distinct instant among the changes is judged, also when many come in one call.
 */
export class Grader {
  #lesson: Lesson
  #frozen: FrozenGrader
  #snapshot: Snapshot
  /** What the expressions read: changes of other kinds are no reason to judge. */
  #reads: ReadonlySet<string>

  constructor(lesson: Lesson, frozen: FrozenGrader, objects: readonly KubeObject[]) {
    this.#lesson = lesson
    this.#frozen = structuredClone(frozen)
    this.#snapshot = new Snapshot(objects)
    const reads = lesson.tasks.flatMap(expressionsOf).flatMap((text) => compile(text).reads)
    this.#reads = new Set(reads)
  }

  /**
   * Takes in what a step of the cluster led to. Call it after every step, in order, with the
   * cluster's time after the step; with no changes it only lets time pass. True when a task's state
   * changed.
   */
  observe(changes: readonly Change[], now: Millis): boolean {
    const before = JSON.stringify(this.state())
    for (const change of changes) {
      this.#passTo(change.at)
      const plural = this.#snapshot.apply(change)
      if (this.#reads.has(plural) && !this.#frozen.ended) this.#frozen.open = change.at
    }
    this.#passTo(now)
    return JSON.stringify(this.state()) !== before
  }

  /**
   * When `observe` should be called again although the cluster itself has nothing to do; or null.
   */
  nextDue(): Millis | null {
    const { open, ended, deadlineMs } = this.#frozen
    if (ended) return null
    if (open !== null) return open + 1
    return Math.min(deadlineMs, ...this.#dues())
  }

  /** The run is over, by the deadline or because somebody ended it: what is open has failed. */
  finish(now: Millis): void {
    this.#passTo(now)
    if (!this.#frozen.ended) this.#end(now)
  }

  #end(now: Millis): void {
    this.#judgeOpenInstant()
    for (const task of this.#lesson.tasks) {
      if (this.#of(task).state !== 'open') continue
      const isKept = isGuard(task.check) && this.#wardsOf(task).length === 0
      this.#set(task, { state: isKept ? 'passed' : 'failed', at: now })
    }
    this.#frozen.ended = true
  }

  /** Has the run ended, or is every task decided? */
  get isOver(): boolean {
    const states = this.state()
    return this.#frozen.ended || states.every(({ state }) => /passed|failed/.test(state))
  }

  /** Somebody looks at a task's hint: it is paid once. Undefined when the task has none. */
  takeHint(id: string, at: Millis): Hint | undefined {
    const hint = this.#lesson.tasks.find((task) => task.id === id)?.hint
    const taken = this.#frozen.hints.some(({ task }) => task === id)
    if (hint && !taken) this.#frozen.hints.push({ task: id, at })
    return hint
  }

  /** Every task, in the lesson's order. */
  state(): TaskState[] {
    return this.#lesson.tasks.map((task) => {
      const { state, at } = this.#of(task)
      return { id: task.id, state, at }
    })
  }

  score(): Score {
    const { tasks } = this.#lesson
    const paid = new Set(this.#frozen.hints.map(({ task }) => task))
    const worth = (task: Task) => {
      if (this.#of(task).state !== 'passed') return 0
      return Math.max(0, task.weight - (paid.has(task.id) ? (task.hint?.price ?? 0) : 0))
    }
    const sum = (weights: number[]) => weights.reduce((total, weight) => total + weight, 0)
    return { points: sum(tasks.map(worth)), of: sum(tasks.map(({ weight }) => weight)) }
  }

  /**
   * Mistakes of the lesson itself that came up while judging, by task. Empty for a sound lesson.
   */
  problems(): string[] {
    return this.#lesson.tasks.flatMap((task) => {
      const { problem } = this.#of(task)
      return problem === undefined ? [] : [`${task.id}: ${problem}`]
    })
  }

  /** Plain JSON; `thawGrader` goes on from it exactly as this one would. */
  freeze(): FrozenGrader {
    return structuredClone(this.#frozen)
  }

  #passTo(now: Millis): void {
    if (this.#frozen.open !== null && this.#frozen.open < now) this.#judgeOpenInstant()
    for (;;) {
      if (this.#frozen.ended) return
      const due = Math.min(this.#frozen.deadlineMs, ...this.#dues())
      if (due > now) return
      for (const task of this.#lesson.tasks) this.#set(task, afterTime(task, this.#of(task), due))
      this.#settle(due)
      if (due === this.#frozen.deadlineMs) this.#end(due)
    }
  }

  #judgeOpenInstant(): void {
    const at = this.#frozen.open
    if (at === null) return
    this.#frozen.open = null
    this.#settle(at)
  }

  /** Judges until nothing moves: a task that passes opens others, which may hold already. */
  #settle(at: Millis): void {
    for (let round = 0; round <= this.#lesson.tasks.length; round += 1) {
      const before = JSON.stringify(this.#frozen.tasks)
      for (const task of this.#lesson.tasks) {
        this.#unlock(task, at)
        this.#set(task, judge(task, this.#of(task), this.#snapshot, at))
      }
      for (const task of this.#lesson.tasks) this.#release(task, at)
      if (JSON.stringify(this.#frozen.tasks) === before) return
    }
  }

  #unlock(task: Task, at: Millis): void {
    if (this.#of(task).state !== 'locked') return
    if (!(task.needs ?? []).every((id) => this.#hasPassed(id))) return
    const opens = task.opensWhen
    if (opens !== undefined && !compile(opens).holds(this.#snapshot).value) return
    this.#set(task, { state: 'open', at })
  }

  /** A guard has done its duty when what it guards is done. */
  #release(task: Task, at: Millis): void {
    if (!isGuard(task.check) || this.#of(task).state !== 'open') return
    const wards = this.#wardsOf(task)
    if (wards.length > 0 && wards.every((id) => this.#hasPassed(id))) {
      this.#set(task, { state: 'passed', at })
    }
  }

  /** The tasks during which a guard watches. */
  #wardsOf({ check }: Task): readonly string[] {
    if (isGuard(check) && check.until) return check.until
    return this.#lesson.tasks.filter((one) => !isGuard(one.check)).map(({ id }) => id)
  }

  #hasPassed(id: string): boolean {
    return this.#frozen.tasks[id]?.state === 'passed'
  }

  #dues(): Millis[] {
    return this.#lesson.tasks.flatMap((task) => dueOf(task, this.#of(task)) ?? [])
  }

  #of(task: Task): Progress {
    return this.#frozen.tasks[task.id] ?? { state: 'locked', at: this.#frozen.startMs }
  }

  #set(task: Task, progress: Progress): void {
    this.#frozen.tasks[task.id] = progress
  }
}

/**
 * Begins to grade. `objects` is everything in the cluster at `startMs` (`objectsOf(cluster)`).
 * Throws where an expression of the lesson is no CEL.
 */
export function createGrader(
  lesson: Lesson,
  { startMs, deadlineMs }: RunTimes,
  objects: readonly KubeObject[],
): Grader {
  const begin = (task: Task): [string, Progress] => {
    const waits = (task.needs ?? []).length > 0 || task.opensWhen !== undefined
    return [task.id, { state: waits && !isGuard(task.check) ? 'locked' : 'open', at: startMs }]
  }
  const tasks = Object.fromEntries(lesson.tasks.map(begin))
  const frozen = { lesson: lesson.name, startMs, deadlineMs, tasks, hints: [], ended: false }
  return new Grader(lesson, { ...frozen, open: startMs }, objects)
}

/** Goes on from `freeze()`; `objects` is everything in the cluster at that moment. */
export function thawGrader(
  lesson: Lesson,
  frozen: FrozenGrader,
  objects: readonly KubeObject[],
): Grader {
  return new Grader(lesson, frozen, objects)
}
