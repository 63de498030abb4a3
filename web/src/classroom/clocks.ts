import type { BoardRow, Person, Run } from '../../../shared/protocol/class.ts'

interface Situation {
  /** The cluster in view. */
  inView: string
  isVisit: boolean
  people: Person[]
  run: Run | null
  board: BoardRow[]
}

/**
 * The clusters whose time a teacher's clock moves: those of the whole class, on a visit only the
 * one in view. A challenge has one time for all, which nobody moves: none of its clusters is here.
 */
export function clocksOf({ inView, isVisit, people, run, board }: Situation): string[] {
  const rows = run?.mode === 'challenge' ? board.filter((row) => row.run === run.id) : []
  const held = new Set(rows.map((row) => row.cluster))
  const all = [inView, ...(isVisit ? [] : people.map((person) => person.cluster))]
  return [...new Set(all)].filter((id) => id !== '' && !held.has(id))
}
