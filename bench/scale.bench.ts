import { deploy, emptyCluster, untilReady } from './lib/deployment.ts'
import { cpuSeconds, round } from './lib/measure.ts'

export const name = 'scale'

function timed(pods: number): { cpu: number; stateMB: number } {
  const cluster = emptyCluster(200)
  const cpu = cpuSeconds(() => {
    deploy(cluster, 'web', pods)
    untilReady(cluster, 'web', pods)
  })
  return { cpu, stateMB: round(JSON.stringify(cluster.freeze()).length / 1e6) }
}

/** 10,000 pods on 200 nodes. Budget: ≤ 8 CPU-s, state ≤ 100 MB, time(10k) / time(1k) ≤ 12. */
export async function run(): Promise<Record<string, number>> {
  timed(1_000) // Warm-up: the ratio compares algorithms, not the compiler's first minutes.
  const small = timed(1_000)
  const large = timed(10_000)
  return {
    pods: 10_000,
    cpu_s: large.cpu,
    cpu_1k_s: small.cpu,
    ratio: round(large.cpu / small.cpu),
    state_mb: large.stateMB,
  }
}
