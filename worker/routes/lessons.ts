import { Hono } from 'hono'
import { describeRoute } from 'hono-openapi'
import { lessons as all } from '../../shared/lessons/index.ts'
import type { App } from '../app.ts'

/**
 * What everybody may know of the lessons: words and tasks, never checks, solutions or what happens.
 */
const shown = all.map(({ name, title, summary, text, tasks }) => ({
  name,
  title,
  summary,
  text,
  tasks: tasks.map(({ id, title, weight }) => ({ id, title, weight })),
}))

/** The lessons that a class can do. */
export const lessons = new Hono<App>().get(
  '/',
  describeRoute({ description: 'The lessons, in both languages, without their checks.' }),
  (c) => c.json(shown),
)
