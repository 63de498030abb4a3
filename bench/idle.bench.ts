import { advance, deploy, emptyCluster, untilReady } from './lib/deployment.ts'
import { cpuSeconds } from './lib/measure.ts'

export const name = 'idle'

/** 10,000 Ready pods with healthy probes, then an idle hour. Budget: nothing due; 0 CPU. */
export async function run(): Promise<Record<string, number>> {
  const cluster = emptyCluster(200)
  deploy(cluster, 'web', 10_000)
  untilReady(cluster, 'web', 10_000)
  // What the rollout itself still has to tidy up (deadlines, late endpoints) is not idling.
  advance(cluster, cluster.now + 15 * 60_000)
  const due = cluster.nextDue
  const rv = cluster.rv
  const cpu = cpuSeconds(() => void advance(cluster, cluster.now + 3_600_000))
  return { pods: 10_000, due: due === null ? 0 : 1, writes: cluster.rv - rv, cpu_s: cpu }
}
