import { deploy, emptyCluster, send, untilReady } from './lib/deployment.ts'
import { percentile } from './lib/measure.ts'

export const name = 'step'

/** One apply (a change of labels) on a cluster of 10,000 pods. Budget: p99 ≤ 5 ms. */
export async function run(): Promise<Record<string, number>> {
  const cluster = emptyCluster(200)
  deploy(cluster, 'web', 10_000)
  untilReady(cluster, 'web', 10_000)
  const path = '/apis/apps/v1/namespaces/default/deployments/web'
  const millis: number[] = []
  for (let turn = 0; turn < 500; turn += 1) {
    const begin = performance.now()
    send(cluster, 'PATCH', path, { metadata: { annotations: { turn: String(turn) } } })
    millis.push(performance.now() - begin)
  }
  return { pods: 10_000, p50_ms: percentile(millis, 50), p99_ms: percentile(millis, 99) }
}
