import { expect, it } from 'vitest'
import type { BoardRow, Person, Run } from '../../../shared/protocol/class.ts'
import { clocksOf } from './clocks.ts'

const person = (seat: number, cluster: string): Person => ({
  seat,
  name: '',
  role: 'student',
  online: true,
  waiting: cluster === '',
  cluster,
})
const people = [person(2, 'a'), person(3, 'b'), person(4, 'a'), person(5, '')]
const calm = { inView: 'main', isVisit: false, people, run: null, board: [] }

it('moves the time of every cluster of the class at once', () => {
  expect(clocksOf(calm)).toEqual(['main', 'a', 'b'])
})

it('moves only the visited cluster on a visit', () => {
  expect(clocksOf({ ...calm, inView: 'b', isVisit: true })).toEqual(['b'])
})

it('leaves the clusters of a challenge alone, also on a visit', () => {
  const times = { startedAt: 0, deadlineAt: 9, endedAt: null }
  const run: Run = { id: 'r1', lesson: 'x', mode: 'challenge', ...times }
  const row: BoardRow = { run: 'r1', cluster: 'a', seats: [2], tasks: [], score: 0 }
  expect(clocksOf({ ...calm, run, board: [row] })).toEqual(['main', 'b'])
  expect(clocksOf({ ...calm, inView: 'a', isVisit: true, run, board: [row] })).toEqual([])
})
