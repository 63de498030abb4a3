import { newCluster, type Millis } from '../engine/index.ts'
import { createGrader, type Grader } from './grader.ts'
import { lessonNamed } from './all.ts'
import type { Lesson } from './lesson-type.ts'
import { EPOCH, type AttemptLog } from './log.ts'
import { objectsOf } from './snapshot.ts'

/** What became of one task. */
export interface TaskGrade {
  id: string
  state: 'locked' | 'open' | 'passed' | 'failed'
  /** How long after the start of the run it got there. */
  afterMs: Millis
  weight: number
  /** Was its hint looked at? */
  hint: boolean
}

/** The result of an attempt. */
export interface Grade {
  lesson: string
  epoch: number
  tasks: TaskGrade[]
  points: number
  of: number
  /** 0 … 100. */
  percent: number
  /** How long the run lasted. */
  tookMs: Millis
}

/**
 * Grades an attempt from its log and from nothing else: the cluster is made anew, every input
 * happens again, and every instant is judged. The same log gives the same grade wherever it is run.
 * Throws when the log is of another epoch, or of a lesson that does not exist.
 */
export function grade(log: AttemptLog, lesson = knownLesson(log)): Grade {
  if (log.epoch !== EPOCH) {
    throw new Error(`the log is of epoch ${log.epoch}; this is epoch ${EPOCH}: it cannot be graded`)
  }
  return gradeOf(replay(log, lesson), lesson, log)
}

function knownLesson({ lesson: name }: AttemptLog): Lesson {
  const lesson = lessonNamed(name)
  if (!lesson) throw new Error(`there is no lesson "${name}"`)
  return lesson
}

/** Runs a log again and gives the grader as it is at the end. */
function replay(
  { world, inputs, startMs, deadlineMs, endMs, hints }: AttemptLog,
  lesson: Lesson,
): Grader {
  const cluster = newCluster(world)
  const before = inputs.filter(({ at }) => at < startMs)
  for (const input of before) cluster.step(input)
  const advance = (at: Millis) => {
    const actor = { user: 'system:grader', groups: [] }
    return cluster.step({ seq: cluster.seq, at, actor, do: { type: 'advance' } })
  }
  advance(startMs)
  const grader = createGrader(lesson, { startMs, deadlineMs }, objectsOf(cluster))
  for (const input of inputs.slice(before.length)) {
    if (input.at > endMs) break
    const { changes } = cluster.step(input)
    grader.observe(changes, cluster.now)
  }
  grader.observe(advance(endMs).changes, endMs)
  for (const { task, at } of hints) grader.takeHint(task, at)
  grader.finish(endMs)
  return grader
}

/** The result as it stands in a grader. */
export function gradeOf(
  grader: Grader,
  lesson: Lesson,
  { startMs, endMs }: Pick<AttemptLog, 'startMs' | 'endMs'>,
): Grade {
  const { points, of } = grader.score()
  const hinted = new Set(grader.freeze().hints.map(({ task }) => task))
  const tasks = grader.state().map(({ id, state, at = startMs }) => ({
    id,
    state,
    afterMs: at - startMs,
    weight: lesson.tasks.find((task) => task.id === id)?.weight ?? 0,
    hint: hinted.has(id),
  }))
  const percent = of === 0 ? 0 : Math.round((100 * points) / of)
  const tookMs = endMs - startMs
  return { lesson: lesson.name, epoch: EPOCH, tasks, points, of, percent, tookMs }
}

/**
 * Grades as CSV (RFC 4180): a line for each attempt, a column for each task. Names that a
 * spreadsheet would take for a formula get an apostrophe in front.
 */
export function gradesCsv(rows: readonly { who: string; grade: Grade }[]): string {
  const ids = [...new Set(rows.flatMap(({ grade: { tasks } }) => tasks.map(({ id }) => id)))]
  const header = ['name', 'lesson', 'percent', 'points', 'of', 'seconds', ...ids]
  const lines = rows.map(({ who, grade: { lesson, percent, points, of, tookMs, tasks } }) => {
    const states = ids.map((id) => tasks.find((task) => task.id === id)?.state ?? '')
    const numbers = [percent, points, of, Math.round(tookMs / 1_000)].map(String)
    return [who, lesson, ...numbers, ...states]
  })
  return [header, ...lines].map((cells) => `${cells.map(quoted).join(',')}\r\n`).join('')
}

function quoted(cell: string): string {
  const safe = /^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
