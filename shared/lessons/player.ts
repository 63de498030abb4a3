import type { Actor, Millis } from '../engine/index.ts'
import { durationMs } from './duration.ts'
import { gradeOf, type Grade } from './grade.ts'
import { createGrader } from './grader.ts'
import { InProcess, type Printed } from './in-process.ts'
import { deadlineOf, happeningsOf, startOf, worldOf } from './course.ts'
import type { Attempt, Lesson } from './lesson-type.ts'
import { EPOCH, type AttemptLog } from './log.ts'
import { objectsOf } from './snapshot.ts'

/** What playing an attempt gave. */
export interface Played {
  grade: Grade
  log: AttemptLog
  /** Every command line with what it printed. */
  transcript: (Printed & { at: string; line: string })[]
  /** Mistakes of the lesson itself. */
  problems: string[]
}

/** The player has a student's rights: a solution that needs more is none. */
const student: Actor = { user: 'student:1', groups: ['flotilla:students', 'system:authenticated'] }

/** When played clusters are born; the lesson must not depend on it. */
const BIRTH_MS: Millis = Date.UTC(2026, 0, 5, 9)

/**
 * Plays a way through a lesson in virtual time. A line that waits (`rollout status`) is interrupted
 * when the next one's time has come.
 */
export async function play(lesson: Lesson, attempt: Attempt, seed: string): Promise<Played> {
  const world = worldOf(lesson, seed, BIRTH_MS)
  const startMs = startOf(lesson, BIRTH_MS)
  const deadlineMs = deadlineOf(lesson, startMs)
  const place = new InProcess(world)
  place.advance(startMs)
  const grader = createGrader(lesson, { startMs, deadlineMs }, objectsOf(place.cluster))
  place.onStep = (changes, now) => void grader.observe(changes, now)
  place.plan = happeningsOf(lesson, startMs)
  const lines = attempt.lines.map(({ at, line }) => ({ at, line, ms: startMs + durationMs(at) }))
  const endMs = (lines.at(-1)?.ms ?? startMs) + durationMs(attempt.rest)
  const transcript: Played['transcript'] = []
  for (const [index, { at, line, ms }] of lines.entries()) {
    place.advance(Math.max(ms, place.now))
    place.horizon = lines[index + 1]?.ms ?? endMs
    transcript.push({ at, line, ...(await place.kubectl(line, student, attempt.files)) })
  }
  place.advance(endMs)
  grader.finish(endMs)
  const { inputs } = place
  const log: AttemptLog = {
    format: 1,
    lesson: lesson.name,
    epoch: EPOCH,
    world,
    inputs,
    startMs,
    deadlineMs,
    endMs,
    hints: [],
  }
  return { grade: gradeOf(grader, lesson, log), log, transcript, problems: grader.problems() }
}
