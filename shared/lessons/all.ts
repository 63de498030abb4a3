import type { Lesson } from './lesson-type.ts'
import { lesson as typoRollout } from './typo-rollout/lesson.ts'

/** Every lesson, one line each, in the order in which people are offered them. */
export const lessons: readonly Lesson[] = [typoRollout]

/** The lesson of this name; undefined when there is none. */
export function lessonNamed(name: string): Lesson | undefined {
  return lessons.find((lesson) => lesson.name === name)
}
