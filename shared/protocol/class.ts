import * as v from 'valibot'
import type { TaskState } from './cluster.ts'

/**
 * The class: what a ClassRoom and its sockets say to each other. Socket: `/ws/class/<id>`,
 * subprotocols `flotilla.v1` and the seat's token. Text frames are JSON as below. Binary frames are
 * the notebook (Yjs): first varint 0 = sync protocol, 1 = awareness (y-protocols).
 */

export type Role = 'teacher' | 'student'

/** Who works where: one cluster for all, one for each team, one for each student. */
export type Layout = 'shared' | 'teams' | 'solo'

/** Somebody in the class. Names are all that we know of a person. */
export interface Person {
  seat: number
  name: string
  role: Role
  online: boolean
  /** Waiting in the lobby until a teacher lets them in. */
  waiting: boolean
  /** Raised a hand at this wall time (ms). */
  handAt?: number
  /** The cluster that is theirs to work on. */
  cluster: string
}

/** What a class is. */
export interface ClassInfo {
  id: string
  title: string
  code: string
  layout: Layout
  /** Newcomers wait until a teacher lets them in. */
  lobby: boolean
  /** Nobody new comes in. */
  locked: boolean
  /** Students may look but not change anything. */
  frozen: boolean
  /** The cluster that everybody shares; in other layouts the teacher's own. */
  cluster: string
}

/** An exercise (done together) or a challenge (each alone, timed, graded). Times are wall ms. */
export interface Run {
  id: string
  lesson: string
  mode: 'exercise' | 'challenge'
  startedAt: number
  deadlineAt: number | null
  endedAt: number | null
}

/** One line of the live board. */
export interface BoardRow {
  run: string
  cluster: string
  /** The seats that work on the cluster. */
  seats: number[]
  tasks: TaskState[]
  /** 0 … 100. */
  score: number
}

export interface Announcement {
  id: number
  text: string
  at: number
}

/** What the room sends: everything once, then what changed, in one frame every 50 ms at most. */
export type FromClass =
  | {
      t: 'welcome'
      you: { seat: number; role: Role }
      info: ClassInfo
      people: Person[]
      runs: Run[]
      board: BoardRow[]
      announcements: Announcement[]
    }
  | {
      t: 'batch'
      info?: ClassInfo
      people?: Person[]
      left?: number[]
      runs?: Run[]
      board?: BoardRow[]
      announcements?: Announcement[]
    }
  | { t: 'refused'; why: string; about?: string }

const text = (most: number) => v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(most))
const seat = v.pipe(v.number(), v.integer(), v.minValue(0))

/** A display name: 1 to 40 characters. */
export const Name = text(40)

/**
 * What a socket may say; the room checks the form here and the right to say it by the seat's role.
 */
export const ToClass = v.variant('t', [
  v.object({ t: v.literal('hand'), up: v.boolean() }),
  v.object({ t: v.literal('rename'), name: Name }),
  // From here on: teachers only.
  v.object({ t: v.literal('announce'), text: text(500) }),
  v.object({ t: v.literal('admit'), seat }),
  v.object({ t: v.literal('remove'), seat }),
  v.object({ t: v.literal('lower'), seat }),
  v.object({
    t: v.literal('settings'),
    lobby: v.optional(v.boolean()),
    locked: v.optional(v.boolean()),
    frozen: v.optional(v.boolean()),
  }),
  v.object({
    t: v.literal('start'),
    lesson: text(60),
    mode: v.picklist(['exercise', 'challenge']),
    minutes: v.optional(v.pipe(v.number(), v.minValue(1), v.maxValue(240))),
  }),
  v.object({ t: v.literal('end'), run: text(60) }),
])
export type ToClass = v.InferOutput<typeof ToClass>
