/** The door to lessons: what rooms, pages and scripts use. */
export { lessonNamed, lessons } from './all.ts'
export { deadlineOf, happeningsOf, startOf, worldOf } from './course.ts'
export { durationMs } from './duration.ts'
export { grade, gradeOf, gradesCsv } from './grade.ts'
export type { Grade, TaskGrade } from './grade.ts'
export { createGrader, Grader, thawGrader } from './grader.ts'
export type { FrozenGrader, RunTimes, Score } from './grader.ts'
export { EPOCH } from './log.ts'
export type { AttemptLog, HintTaken } from './log.ts'
export { objectsOf } from './snapshot.ts'
export type {
  AntiSolution,
  Attempt,
  Cel,
  Check,
  Duration,
  Guard,
  Happening,
  Hint,
  Lesson,
  LessonWorld,
  Reach,
  Task,
  TimedLine,
  Words,
} from './lesson-type.ts'
