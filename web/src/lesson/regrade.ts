import type { AttemptLog } from '../../../shared/lessons/index.ts'
import type { BoardRow } from '../../../shared/protocol/class.ts'
import { getJson } from '../state/server.ts'

/** A line of the board whose log gives another score. */
export interface Moved {
  cluster: string
  was: number
  is: number
}

/**
 * Grades every attempt of a run again, here and from its log alone: the whole cluster is played
 * anew from the first input. Gives those who moved: nobody, unless a check or the engine changed.
 */
export async function regrade(classId: string, rows: BoardRow[], token: string): Promise<Moved[]> {
  const { grade } = await import('../../../shared/lessons/index.ts')
  const moved: Moved[] = []
  for (const { cluster, score } of rows) {
    const path = `/api/classes/${classId}/logs/${cluster}`
    const { percent } = grade(await getJson<AttemptLog>(path, token))
    if (percent !== score) moved.push({ cluster, was: score, is: percent })
  }
  return moved
}
