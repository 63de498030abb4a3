import { deploy, emptyCluster, untilReady } from './lib/deployment.ts'
import { cpuSeconds, heapMB, round } from './lib/measure.ts'

export const name = 'rollout'

/** 500 pods on 10 nodes, from `create` to all Ready. Budget: ≤ 0.25 CPU-s, ≤ 25 MB heap. */
export async function run(): Promise<Record<string, number>> {
  const heapBefore = heapMB()
  const cluster = emptyCluster(10)
  let virtualSeconds = 0
  const cpu = cpuSeconds(() => {
    deploy(cluster, 'web', 500)
    virtualSeconds = untilReady(cluster, 'web', 500) / 1000
  })
  const heap = round(heapMB() - heapBefore)
  return { pods: 500, cpu_s: cpu, heap_mb: heap, virtual_s: virtualSeconds, writes: cluster.rv }
}
