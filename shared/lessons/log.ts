import type { Input, Millis, World } from '../engine/index.ts'

/**
 * The generation of what runs and judges: a log is graded only by the epoch that wrote it. Grows
 * when the engine's behaviour changes, so that inputs would no longer lead where they led.
 */
export const EPOCH = 1

/** A hint that somebody looked at. */
export interface HintTaken {
  task: string
  at: Millis
}

/** All that grading needs of an attempt: it can be graded anywhere, again and again, alike. */
export interface AttemptLog {
  format: 1
  lesson: string
  epoch: number
  /** The world as the cluster was made from it, with its seed; `startMs` is the cluster's birth. */
  world: World
  /** Every input since the birth, in the order of `seq`: people's, the lesson's, and advances. */
  inputs: readonly Input[]
  /** The virtual time at which the run began (after the warm-up) … */
  startMs: Millis
  /** … at which it would end by itself … */
  deadlineMs: Millis
  /** … and at which it ended. */
  endMs: Millis
  hints: readonly HintTaken[]
}
