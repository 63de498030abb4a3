import type { Right } from '../tokens.ts'

/** Who may enter a cluster of a class: kept by the class, known to each of its clusters. */
export interface Members {
  /** The class; '' for a stand-alone cluster. */
  cls: string
  /** Students that were let in and may work here. Teachers of the class always may. */
  seats: readonly number[]
  /** Students may look only. */
  frozen: boolean
  /** The class is over: nobody may. */
  ended: boolean
  /** Teachers that have been removed again, and everybody else whose seat is gone. */
  barred: readonly number[]
}

/** Says why somebody may not enter; undefined when they may. */
export function whyOut(members: Members, right: Right): string | undefined {
  if (right.cls !== members.cls) return 'this seat belongs to another class'
  if (members.ended) return 'the class is over'
  if (members.barred.includes(right.seat)) return 'this seat was removed from the class'
  if (right.role === 'teacher' || members.seats.includes(right.seat)) return undefined
  return 'this cluster is not yours, or you still wait in the lobby'
}
