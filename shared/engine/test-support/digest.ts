import fc from 'fast-check'
import { newCluster } from '../index.ts'
import { canonical } from '../json.ts'
import { hex16 } from '../luck.ts'
import { histories, play, START } from './history.ts'

/**
 * Plays random histories and gives one digest of each end: all rows and every reply on the way. The
 * same seed must give the same digests wherever JavaScript runs.
 */
export function digests(seed: number, count: number): string[] {
  return fc.sample(histories(), { seed, numRuns: count }).map((ops) => {
    const cluster = newCluster({ seed: 'everywhere', startMs: START, nodes: 3 })
    const replies: unknown[] = []
    const step = cluster.step.bind(cluster)
    cluster.step = (input) => {
      const outcome = step(input)
      replies.push(outcome.reply, outcome.nextDue)
      return outcome
    }
    play(cluster, ops)
    return hex16('', canonical(cluster.freeze()), canonical(replies))
  })
}
