import type { Millis } from '../engine/index.ts'
import { compile } from './cel.ts'
import { durationMs } from './duration.ts'
import type { Check, Guard, Task } from './lesson-type.ts'
import type { Snapshot } from './snapshot.ts'

/** What a grader remembers of a task: plain JSON. */
export interface Progress {
  state: 'locked' | 'open' | 'passed' | 'failed'
  /** When it got there. */
  at: Millis
  /** Since when the expression has held without a gap. */
  holdsSince?: Millis
  /** What went wrong in evaluating it, once; a lesson's own mistake. */
  problem?: string
}

export function isGuard(check: Check): check is Guard {
  return 'never' in check
}

/** The expressions of a task. */
export function expressionsOf(task: Task): string[] {
  const main = isGuard(task.check) ? task.check.never : task.check.eventually
  return [main, task.failWhen, task.opensWhen].filter((text) => text !== undefined)
}

/** When the task changes by the passing of time alone; undefined when it does not. */
export function dueOf(task: Task, progress: Progress): Millis | undefined {
  if (progress.state !== 'open' || isGuard(task.check)) return undefined
  const { within, holdsFor } = task.check
  const passes = holdsFor === undefined ? undefined : progress.holdsSince
  const dues = [
    ...(passes === undefined ? [] : [passes + durationMs(holdsFor ?? '0s')]),
    ...(within === undefined ? [] : [progress.at + durationMs(within)]),
  ]
  return dues.length === 0 ? undefined : Math.min(...dues)
}

/**
 * What time alone did to an open task by `now`. A task that has held long enough wins over
 * `within`.
 */
export function afterTime(task: Task, progress: Progress, now: Millis): Progress {
  const due = dueOf(task, progress)
  if (due === undefined || due > now || isGuard(task.check)) return progress
  const { holdsFor } = task.check
  const held = progress.holdsSince
  const passed = holdsFor !== undefined && held !== undefined && held + durationMs(holdsFor) === due
  return { state: passed ? 'passed' : 'failed', at: due }
}

/** Judges a task by the state in which an instant ended. */
export function judge(task: Task, progress: Progress, snapshot: Snapshot, at: Millis): Progress {
  if (progress.state !== 'open') return progress
  if (task.failWhen !== undefined && compile(task.failWhen).holds(snapshot).value) {
    return { state: 'failed', at }
  }
  const { check } = task
  if (isGuard(check)) {
    if (at < progress.at + durationMs(check.after ?? '0s')) return progress
    const { value, problem } = compile(check.never).holds(snapshot)
    return value ? { state: 'failed', at } : noted(progress, problem)
  }
  const { value, problem } = compile(check.eventually).holds(snapshot)
  if (!value) return noted({ state: 'open', at: progress.at }, problem ?? progress.problem)
  if (check.holdsFor === undefined) return { state: 'passed', at }
  return { ...progress, holdsSince: progress.holdsSince ?? at }
}

function noted(progress: Progress, problem: string | undefined): Progress {
  return problem === undefined ? progress : { ...progress, problem }
}
