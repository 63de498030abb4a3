import type { Role } from '../../shared/protocol/class.ts'
import type { ClassFacts, StoredRun, StoredSeat } from '../db/class-store.ts'
import { clusterId } from '../ids.ts'

/** People in a team, where the class works in teams. */
const TEAM_SIZE = 4

const teamOf = (seat: number) => Math.floor((seat - 2) / TEAM_SIZE) + 1

/** The part of a cluster's name that says whose it is outside of runs. */
export function homePart({ layout }: Pick<ClassFacts, 'layout'>, seat: number, role: Role): string {
  if (layout === 'shared' || role === 'teacher') return 'main'
  return layout === 'solo' ? `s${seat}` : `t${teamOf(seat)}`
}

/** The part within a run: all together in an exercise, everybody alone in a challenge. */
export function runPart({ mode }: Pick<StoredRun, 'mode'>, seat: number): string {
  return mode === 'exercise' ? '' : `s${seat}`
}

/** Where somebody works now. */
export function placeOf(
  facts: ClassFacts,
  run: StoredRun | undefined,
  { seat, role, waiting }: StoredSeat,
): string {
  if (waiting) return ''
  if (!run || (run.mode === 'challenge' && role === 'teacher')) {
    return clusterId(facts.id, homePart(facts, seat, role))
  }
  const part = runPart(run, seat)
  return clusterId(facts.id, part ? `${run.id}-${part}` : run.id)
}

/** The students who may enter a cluster, by its name. */
export function seatsOf(
  cluster: string,
  facts: ClassFacts,
  students: readonly StoredSeat[],
): number[] {
  const parts = cluster.slice(facts.id.length + 1).split('-')
  const last = parts.at(-1) ?? ''
  const mine = (seat: number) => {
    if (last === `s${seat}` || last === `t${teamOf(seat)}`) return true
    return last.startsWith('r') || (last === 'main' && facts.layout === 'shared')
  }
  return students.map(({ seat }) => seat).filter(mine)
}
