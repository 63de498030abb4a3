import { thaw, type Frozen } from '../shared/engine/index.ts'
import { deploy, emptyCluster, untilReady } from './lib/deployment.ts'
import { percentile, round } from './lib/measure.ts'

export const name = 'thaw'

/** From stored text to a cluster of 10,000 pods that answers. Budget: ≤ 400 ms. */
export async function run(): Promise<Record<string, number>> {
  const cluster = emptyCluster(200)
  deploy(cluster, 'web', 10_000)
  untilReady(cluster, 'web', 10_000)
  const rows = cluster.freeze().map((row) => JSON.stringify(row))
  const millis: number[] = []
  for (let turn = 0; turn < 5; turn += 1) {
    const begin = performance.now()
    const thawed = thaw(rows.map((row) => JSON.parse(row) as Frozen[number]))
    millis.push(performance.now() - begin)
    if (thawed.rv !== cluster.rv) throw new Error('the thawed cluster is another one')
  }
  return { pods: 10_000, p50_ms: percentile(millis, 50), max_ms: round(Math.max(...millis)) }
}
