import { SECOND, type Millis } from '../time.ts'

/** What a container may have at most: a class shares one room. */
export const MOST_PROCESSES = 64
export const MOST_PIPES = 64
export const MOST_SESSIONS = 32
/** A writer waits while a pipe holds more. Upstream: Linux' pipe capacity. */
export const PIPE_BYTES = 64 * 1024
/** One turn of a process writes no more than this; the rest is lost, with a word about it. */
export const TURN_BYTES = 1024 * 1024
/** Output that a session keeps until it is passed on, which is after each step of a room. */
export const SESSION_BYTES = 4 * 1024 * 1024
/** Input that waits for a program. */
export const INPUT_BYTES = 1024 * 1024
/** What a hook's output keeps. Source: contract of `Ran`. */
export const HOOK_BYTES = 10 * 1024
/** Turns of one process in one visit; beyond it, it counts as busy. */
export const TURNS_AT_ONCE = 100
/** Turns of all processes of a container in one visit. */
export const VISIT_TURNS = 2_000

/** Bytes read from a file that take about as long as a turn; a path's are looked at more often. */
export const TURN_FILE_BYTES = 16 * 1024
export const TURN_PATH_BYTES = 64

/** The first slices of a busy process follow each other quickly: most scripts come to an end. */
const QUICK_SLICES = 20
const QUICK_MS = 10
const SLOWEST_MS = 60 * SECOND

/**
 * When a process that goes on computing gets its next turn: 20 quick ones, then ever later, up to
 * a minute. A loop that never ends so costs the room next to nothing, even on a fast clock.
 */
export function sliceDelay(slices: number): Millis {
  if (slices < QUICK_SLICES) return QUICK_MS
  return Math.min(QUICK_MS * 2 ** (slices - QUICK_SLICES + 1), SLOWEST_MS)
}

/** Sleeps of less than a second in one minute of a container; then each takes a second. */
export const NAPS_A_MINUTE = 240
