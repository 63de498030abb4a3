import type { Actor, ApiRequest, Json, World } from '../engine/index.ts'

/** Everything that people read is written in both languages. */
export interface Words {
  en: string
  zh: string
}

/** A span of virtual time: `500ms`, `10s`, `2m`, `1h30m`. */
export type Duration = string

/**
 * A CEL expression over one consistent snapshot of the cluster that is true or false. It sees one
 * list for each kind, by the kind's plural (`pods`, `deployments`, `nodes` …), each in the order of
 * namespaces and names, and the helpers of `cel.ts`. There is no clock in it: what depends on time
 * is said with `within`, `holdsFor` and `never`. A field that is missing makes the expression
 * false.
 */
export type Cel = string

/** Passes when the expression becomes true. */
export interface Reach {
  eventually: Cel
  /** Fails when that did not happen in this time after the task opened. */
  within?: Duration
  /** The expression has to stay true this long without a gap before it counts. */
  holdsFor?: Duration
}

/**
 * Fails at the first instant at which the expression is true, from the start of the run. Passes
 * when the tasks of `until` have passed, or else all tasks that are no guards: to keep still and do
 * nothing earns nothing. In a lesson that has only guards they pass when the run ends.
 */
export interface Guard {
  never: Cel
  /** A time of grace at the beginning. */
  after?: Duration
  until?: readonly string[]
}

export type Check = Reach | Guard

/** A hint that costs a part of the task's weight. */
export interface Hint extends Words {
  /** Points that looking at it costs. */
  price: number
}

/**
 * One thing to do, or to keep from happening. Judged by what is, never by the words that were
 * typed.
 */
export interface Task {
  /** Lower-case words with dashes; unique in the lesson; what `needs` and logs name. */
  id: string
  title: Words
  /** Locked until these have passed. A guard watches from the start all the same. */
  needs?: readonly string[]
  /**
   * Locked until this has been true as well: the trouble has to be there before it can be mended.
   */
  opensWhen?: Cel
  /** Points. */
  weight: number
  hint?: Hint
  check: Check
  /** While the task is open: fails it at the first instant at which this is true. */
  failWhen?: Cel
}

/**
 * Something that the lesson itself does: a colleague's mistake, a failure that begins or is healed.
 */
export interface Happening {
  /** How long after the start of the run. */
  at: Duration
  /** Who does it in the log and in the chain of causes. */
  actor: Actor
  request: ApiRequest
}

/** The cluster that everybody starts with. */
export interface LessonWorld extends Pick<World, 'nodes' | 'objects'> {
  /**
   * How long the cluster lives before people see it, so that what it starts with is up and running.
   * The run's clock begins after it.
   */
  warmUp: Duration
  /** In a challenge everybody has the seed of the run; `fixed` pins it for exercises too. */
  seed: { fixed: string } | 'of-the-run'
}

/** One command line of a played attempt. */
export interface TimedLine {
  /** How long after the start of the run. */
  at: Duration
  /** `kubectl …`, as it would be typed. Quotes as in a shell; no pipes. */
  line: string
}

/** A way through the lesson that can be played. */
export interface Attempt {
  lines: readonly TimedLine[]
  /** Files that the lines name, by path. */
  files?: Readonly<Record<string, string>>
  /** How long to wait after the last line before the run ends. */
  rest: Duration
}

/** A plausible way that is wrong, and the tasks that must not pass because of it. */
export interface AntiSolution extends Attempt {
  name: string
  /** What is wrong about it. */
  why: Words
  mustFail: readonly string[]
}

/** A lesson: all of it is data. */
export interface Lesson {
  /** Its folder's name. */
  name: string
  title: Words
  /** One or two sentences for the list of lessons. */
  summary: Words
  /** The text that is read beside the cluster: Markdown. */
  text: Words
  /** How long a challenge lasts. */
  limit: Duration
  world: LessonWorld
  /** In the order of their times. */
  happenings: readonly Happening[]
  tasks: readonly Task[]
  solution: Attempt
  /** At least one. */
  antiSolutions: readonly AntiSolution[]
}

/** A body of a request as JSON text. */
export function body(value: Json): string {
  return JSON.stringify(value)
}
