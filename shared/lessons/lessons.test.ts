import { describe, expect, it } from 'vitest'
import { newCluster } from '../engine/index.ts'
import { lessons } from './all.ts'
import { faultIn } from './cel.ts'
import { durationMs } from './duration.ts'
import { grade, gradesCsv } from './grade.ts'
import { withLine } from './new.ts'
import { play } from './player.ts'
import { playAll } from './play.ts'
import { expressionsOf, isGuard } from './task-watch.ts'

const { registry } = newCluster({ seed: 'kinds', startMs: 0, nodes: 0 }).api
const plurals = registry.kinds.map(({ plural }) => plural)

describe.each(lessons.map((lesson) => [lesson.name, lesson] as const))('%s', (_name, lesson) => {
  it('names only kinds that exist, in CEL that gives true or false', () => {
    const faults = lesson.tasks.flatMap(expressionsOf).map((text) => faultIn(text, plurals))
    expect(faults.filter((fault) => fault !== undefined)).toEqual([])
  })

  it('says everything in both languages', () => {
    const words = [
      lesson.title,
      lesson.summary,
      lesson.text,
      ...lesson.tasks.flatMap(({ title, hint }) => (hint ? [title, hint] : [title])),
      ...lesson.antiSolutions.map(({ why }) => why),
    ]
    for (const { en, zh } of words) {
      expect(en.trim()).not.toBe('')
      expect(zh).toMatch(/\p{Script=Han}/u)
    }
  })

  it('needs and guards only tasks that it has, and has an anti-solution', () => {
    const ids = lesson.tasks.map(({ id }) => id)
    const named = lesson.tasks.flatMap(({ needs = [], check }) => {
      return [...needs, ...(isGuard(check) ? (check.until ?? []) : [])]
    })
    expect(new Set(ids).size).toBe(ids.length)
    expect(named.filter((id) => !ids.includes(id))).toEqual([])
    expect(lesson.antiSolutions.length).toBeGreaterThan(0)
    expect(durationMs(lesson.limit)).toBeGreaterThan(0)
  })
})

it('solutions solve, anti-solutions fail where they must, and logs grade alike', async () => {
  const lines = []
  for await (const line of playAll()) lines.push(line)
  expect(lines.filter((line) => 'ok' in line && !line.ok)).toEqual([])
})

it('a grade depends on the log alone', async () => {
  const [lesson] = lessons
  if (!lesson) throw new Error('there is no lesson')
  const { log, grade: live } = await play(lesson, lesson.solution, 'some seed')
  const carried = JSON.parse(JSON.stringify(log))
  expect(grade(carried)).toEqual(live)
  expect(() => grade({ ...log, epoch: -1 })).toThrow('epoch')
})

it('CSV keeps names from being formulas and commas from being columns', async () => {
  const result = { lesson: 'x', epoch: 1, tasks: [], points: 1, of: 2, percent: 50, tookMs: 1_500 }
  expect(gradesCsv([{ who: '=1+1, "x"', grade: result }])).toBe(
    'name,lesson,percent,points,of,seconds\r\n"\'=1+1, ""x""",x,50,1,2,2\r\n',
  )
})

it('a new lesson becomes one import and one name in the list', () => {
  const list =
    "import { lesson as a } from './a/lesson.ts'\n\nconst lessons: readonly Lesson[] = [a]\n"
  const more = withLine(list, 'node-loss')
  expect(more).toContain("import { lesson as nodeLoss } from './node-loss/lesson.ts'\n")
  expect(more).toContain('[a, nodeLoss]')
})
