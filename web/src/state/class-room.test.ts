import { expect, it, vi } from 'vitest'
import type { ClassInfo, Person } from '../../../shared/protocol/class.ts'
import { ClassRoom } from './class-room.svelte.ts'

/** A WebSocket that the test plays the server of. */
class FakeSocket {
  static OPEN = 1
  static last: FakeSocket
  readyState = 1
  sent: unknown[] = []
  onopen: (() => void) | null = null
  onmessage: ((event: { data: unknown }) => void) | null = null
  onclose: ((event: { code: number; reason: string }) => void) | null = null
  constructor() {
    FakeSocket.last = this
  }
  send(data: unknown) {
    this.sent.push(data)
  }
  close() {
    this.readyState = 3
  }
}
vi.stubGlobal('WebSocket', FakeSocket)

const info: ClassInfo = {
  id: 'k',
  title: 'Class',
  code: 'ABCDEF',
  layout: 'shared',
  lobby: false,
  locked: false,
  frozen: false,
  cluster: 'c',
}

const person = (seat: number, more: Partial<Person> = {}): Person => ({
  seat,
  name: `P${seat}`,
  role: seat === 1 ? 'teacher' : 'student',
  online: true,
  waiting: false,
  cluster: 'c',
  ...more,
})

function enter(seat: number): ClassRoom {
  const room = new ClassRoom('k', 'token')
  room.receive({
    t: 'welcome',
    you: { seat, role: seat === 1 ? 'teacher' : 'student' },
    info,
    people: [person(1), person(2)],
    runs: [],
    board: [],
    announcements: [],
  })
  return room
}

it('knows who we are', () => {
  expect(enter(1).isTeacher).toBe(true)
  expect(enter(2).me?.name).toBe('P2')
})

it('takes news in and lets people leave', () => {
  const room = enter(1)
  room.receive({ t: 'batch', people: [person(3, { waiting: true })], left: [2] })
  expect(room.people.map(({ seat }) => seat)).toEqual([1, 3])
  expect(room.waiting.map(({ seat }) => seat)).toEqual([3])
})

it('queues raised hands by the time at which they went up', () => {
  const room = enter(1)
  room.receive({ t: 'batch', people: [person(2, { handAt: 20 }), person(3, { handAt: 10 })] })
  expect(room.hands.map(({ seat }) => seat)).toEqual([3, 2])
})

it('lets students write unless the class is frozen; teachers always', () => {
  const [teacher, student] = [enter(1), enter(2)]
  expect(student.mayWrite).toBe(true)
  for (const room of [teacher, student])
    room.receive({ t: 'batch', info: { ...info, frozen: true } })
  expect([teacher.mayWrite, student.mayWrite]).toEqual([true, false])
})

it('puts news of a run in place of what it knew', () => {
  const room = enter(1)
  const run = { id: 'r1', lesson: 'x', mode: 'exercise' as const, startedAt: 1, deadlineAt: null }
  room.receive({ t: 'batch', runs: [{ ...run, endedAt: null }] })
  expect(room.run?.id).toBe('r1')
  room.receive({ t: 'batch', runs: [{ ...run, endedAt: 5 }] })
  expect(room.run).toBe(null)
  expect(room.runs).toHaveLength(1)
})

it('keeps frames of the notebook until somebody reads it', () => {
  const room = new ClassRoom('k', 'token')
  FakeSocket.last.onmessage?.({ data: new Uint8Array([0, 1]).buffer })
  const frames: number[][] = []
  const greet = vi.fn<() => void>()
  room.onNotebook((bytes) => frames.push([...bytes]), greet)
  expect(frames).toEqual([[0, 1]])
  expect(greet).toHaveBeenCalledTimes(1)
})

it('tries again after a broken line, and not after a refusal', () => {
  vi.useFakeTimers()
  const room = enter(2)
  const first = FakeSocket.last
  first.onclose?.({ code: 1006, reason: '' })
  expect(room.phase).toBe('lost')
  vi.advanceTimersByTime(1_000)
  expect(FakeSocket.last).not.toBe(first)
  FakeSocket.last.onclose?.({ code: 4403, reason: 'your seat was removed' })
  expect(room.phase).toBe('refused')
  expect(room.farewell?.code).toBe(4403)
  const second = FakeSocket.last
  vi.advanceTimersByTime(60_000)
  expect(FakeSocket.last).toBe(second)
  vi.useRealTimers()
})
