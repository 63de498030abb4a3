import { grade, type Grade } from './grade.ts'
import { lessons } from './all.ts'
import type { Lesson } from './lesson-type.ts'
import { play, type Played } from './player.ts'

/** One play of one lesson, as `npm run lessons` prints it. */
export interface PlayLine {
  lesson: string
  /** `solution`, or the name of an anti-solution. */
  play: string
  /** Did it end as the lesson says? */
  ok: boolean
  /** What is wrong, where it did not. */
  wrong: string[]
  tasks: Record<string, string>
  percent: number
}

/** The last line: how many plays there were and how many ended as they should. */
export interface TotalLine {
  total: { lessons: number; plays: number; ok: number }
}

/**
 * Plays every lesson's solution and anti-solutions: solved, every task must pass; wrongly done, the
 * tasks that the lesson names must not. Each play is graded again from its log and must come out
 * the same.
 */
export async function* playAll(
  all: readonly Lesson[] = lessons,
): AsyncGenerator<PlayLine | TotalLine> {
  const done: PlayLine[] = []
  for (const lesson of all) {
    for await (const line of playLesson(lesson)) {
      done.push(line)
      yield line
    }
  }
  const ok = done.filter((line) => line.ok).length
  yield { total: { lessons: all.length, plays: done.length, ok } }
}

async function* playLesson(lesson: Lesson): AsyncGenerator<PlayLine> {
  const seed = `play ${lesson.name}`
  const solved = await play(lesson, lesson.solution, seed)
  const unsolved = solved.grade.tasks.filter(({ state }) => state !== 'passed')
  const complaints = [
    ...unsolved.map(({ id, state }) => `the solution leaves ${id} ${state}`),
    ...solved.transcript
      .filter(({ code }) => code !== 0)
      .map(({ line, stderr }) => `${line}: ${stderr.trim()}`),
  ]
  yield lineOf(lesson, 'solution', solved, complaints)
  for (const wrong of lesson.antiSolutions) {
    const played = await play(lesson, wrong, seed)
    const stateOf = (id: string) => played.grade.tasks.find((task) => task.id === id)?.state
    const passed = wrong.mustFail.filter((id) => stateOf(id) === 'passed')
    const strange = wrong.mustFail.filter((id) => stateOf(id) === undefined)
    yield lineOf(lesson, wrong.name, played, [
      ...passed.map((id) => `${id} passed and must not`),
      ...strange.map((id) => `there is no task ${id}`),
    ])
  }
}

function lineOf(lesson: Lesson, name: string, played: Played, complaints: string[]): PlayLine {
  const wrong = [...complaints, ...played.problems, ...regraded(played)]
  const tasks = Object.fromEntries(played.grade.tasks.map(({ id, state }) => [id, state]))
  const { percent } = played.grade
  return { lesson: lesson.name, play: name, ok: wrong.length === 0, wrong, tasks, percent }
}

function regraded({ grade: live, log }: Played): string[] {
  const again: Grade = grade(log)
  return JSON.stringify(again) === JSON.stringify(live) ? [] : ['graded differently from the log']
}
