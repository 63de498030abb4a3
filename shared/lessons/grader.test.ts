import { describe, expect, it } from 'vitest'
import type { Change, KubeObject } from '../engine/index.ts'
import { createGrader, thawGrader } from './grader.ts'
import type { Lesson, Task } from './lesson-type.ts'

const START = 1_000
const times = { startMs: START, deadlineMs: START + 60_000 }

/** A lesson that is nothing but tasks. */
function lessonOf(...tasks: Task[]): Lesson {
  const words = { en: '', zh: '' }
  const attempt = { lines: [], rest: '0s' }
  return {
    name: 'test',
    title: words,
    summary: words,
    text: words,
    limit: '1m',
    world: { nodes: 1, warmUp: '0s', seed: 'of-the-run' },
    happenings: [],
    tasks,
    solution: attempt,
    antiSolutions: [],
  }
}

function task(id: string, check: Task['check'], more: Partial<Task> = {}): Task {
  return { id, title: { en: id, zh: id }, weight: 1, check, ...more }
}

function box(name: string, size: number): KubeObject {
  const metadata = { name, uid: name, resourceVersion: '1', creationTimestamp: '' }
  return { apiVersion: 'v1', kind: 'Box', metadata, size } as KubeObject
}

let rv = 0
function put(at: number, name: string, size: number): Change {
  rv += 1
  const object = box(name, size)
  return { rv, at, type: 'MODIFIED', key: `Box//${name}`, object, cause: { by: 'world' } }
}

const stateOf = (grader: ReturnType<typeof createGrader>) =>
  Object.fromEntries(grader.state().map(({ id, state, at }) => [id, `${state} ${at}`]))

describe('a grader', () => {
  it('sees an instant that came and went inside one batch', () => {
    const lesson = lessonOf(task('keep', { never: 'boxes.exists(b, b.size < 3)' }))
    const grader = createGrader(lesson, times, [box('a', 3)])
    grader.observe([put(2_000, 'a', 2), put(2_001, 'a', 3)], 3_000)
    expect(stateOf(grader)).toEqual({ keep: 'failed 2000' })
  })

  it('does not see a state that lasted no time at all', () => {
    const lesson = lessonOf(task('keep', { never: 'boxes.exists(b, b.size < 3)' }))
    const grader = createGrader(lesson, times, [box('a', 3)])
    grader.observe([put(2_000, 'a', 2)], 2_000)
    grader.observe([put(2_000, 'a', 3)], 3_000)
    expect(stateOf(grader)).toEqual({ keep: 'open 1000' })
  })

  it('gives the same result however a history is cut', () => {
    const lesson = lessonOf(
      task('grow', { eventually: 'boxes.exists(b, b.size == 5)', holdsFor: '2s' }),
      task(
        'soon',
        { eventually: 'boxes.exists(b, b.size == 9)', within: '4s' },
        { needs: ['grow'] },
      ),
      task('keep', { never: 'boxes.exists(b, b.size > 9)' }),
    )
    const changes = [put(2_000, 'a', 5), put(3_000, 'a', 4), put(5_000, 'a', 5), put(9_000, 'a', 9)]
    const whole = createGrader(lesson, times, [])
    whole.observe(changes, 20_000)
    const cut = createGrader(lesson, times, [])
    for (let now = 1_000; now <= 20_000; now += 500) {
      cut.observe(
        changes.filter(({ at }) => at > now - 500 && at <= now),
        now,
      )
    }
    expect(stateOf(cut)).toEqual(stateOf(whole))
    expect(stateOf(whole)).toEqual({
      grow: 'passed 7000',
      soon: 'passed 9000',
      keep: 'passed 9000',
    })
  })

  it('fails what comes too late, and says when to look', () => {
    const check = { eventually: 'boxes.exists(b, b.size == 5)', within: '4s' }
    const grader = createGrader(lessonOf(task('soon', check)), times, [])
    grader.observe([], 1_001)
    expect(grader.nextDue()).toBe(5_000)
    grader.observe([put(6_000, 'a', 5)], 7_000)
    expect(stateOf(grader)).toEqual({ soon: 'failed 5000' })
  })

  it('opens a task when what it needs has passed and its trouble is there', () => {
    const lesson = lessonOf(
      task(
        'mend',
        { eventually: 'boxes.all(b, b.size > 0)' },
        { opensWhen: 'boxes.exists(b, b.size == 0)' },
      ),
      task('next', { eventually: 'boxes.size() == 1' }, { needs: ['mend'] }),
    )
    const grader = createGrader(lesson, times, [box('a', 1)])
    grader.observe([], 1_500)
    expect(stateOf(grader)).toEqual({ mend: 'locked 1000', next: 'locked 1000' })
    grader.observe([put(2_000, 'a', 0), put(3_000, 'a', 2)], 4_000)
    expect(stateOf(grader)).toEqual({ mend: 'passed 3000', next: 'passed 3000' })
  })

  it('takes the price of a hint off the points, once', () => {
    const hint = { en: '', zh: '', price: 2 }
    const lesson = lessonOf(task('a', { eventually: 'true' }, { weight: 5, hint }))
    const grader = createGrader(lesson, times, [])
    grader.takeHint('a', 1_000)
    grader.takeHint('a', 1_200)
    grader.observe([], 2_000)
    expect(grader.score()).toEqual({ points: 3, of: 5 })
  })

  it('ends at the deadline: what is open has failed, a guard alone earns nothing', () => {
    const lesson = lessonOf(
      task('do', { eventually: 'boxes.size() > 0' }),
      task('keep', { never: 'boxes.size() > 5' }),
    )
    const grader = createGrader(lesson, times, [])
    grader.observe([put(61_000, 'a', 1)], 62_000)
    expect(stateOf(grader)).toEqual({ do: 'failed 61000', keep: 'failed 61000' })
    expect(grader.isOver).toBe(true)
  })

  it('goes on from frozen JSON as if nothing had been', () => {
    const lesson = lessonOf(
      task('grow', { eventually: 'boxes.exists(b, b.size == 5)', holdsFor: '2s' }),
    )
    const grader = createGrader(lesson, times, [])
    grader.observe([put(2_000, 'a', 5)], 2_000)
    const frozen = JSON.parse(JSON.stringify(grader.freeze()))
    const thawed = thawGrader(lesson, frozen, [box('a', 5)])
    thawed.observe([], 10_000)
    expect(stateOf(thawed)).toEqual({ grow: 'passed 4000' })
  })

  it('tells a mistake of the lesson apart from a field that is missing', () => {
    const missing = createGrader(
      lessonOf(task('a', { eventually: 'boxes.exists(b, b.none == 1)' })),
      times,
      [box('a', 1)],
    )
    missing.observe([], 2_000)
    expect(missing.problems()).toEqual([])
    const wrong = createGrader(
      lessonOf(task('a', { eventually: 'boxes.size() + "x" == 1' })),
      times,
      [],
    )
    wrong.observe([], 2_000)
    expect(wrong.problems()[0]).toContain('a: no such overload')
  })
})
