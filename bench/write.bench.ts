import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startServer } from '../scripts/lib/server.mjs'
import { createCluster } from '../scripts/lib/stand-alone.mjs'
import { percentile, round } from './lib/measure.ts'

export const name = 'write'

const SECONDS = 5
/** Writers at once, each waiting for its answer before the next write. */
const WRITERS = 16

/**
 * Acknowledged API writes (small ConfigMaps) to one room over HTTP, generator on the same machine;
 * then `kill -9` in the middle of them. Budget: ≥ 500/s, none lost.
 */
export async function run(): Promise<Record<string, number>> {
  const state = mkdtempSync(join(tmpdir(), 'flotilla-write-'))
  const vars = { STANDALONE: '1' }
  let server = await startServer({ state, vars })
  try {
    const cluster = await createCluster(server.url, { nodes: 3, speed: 1, seed: 1 })
    const path = `${cluster.path}/api/v1/namespaces/default/configmaps`
    await write(server.url + path, 300) // the compiler's turn
    const { written, latencies, seconds } = await write(server.url + path, SECONDS * 1_000)

    const last = write(server.url + path, 60_000)
    await new Promise((done) => setTimeout(done, 500))
    process.kill(-server.pid, 'SIGKILL')
    await server.ended
    const all = new Set([...written, ...(await last).written])
    server = await startServer({ state, vars })
    const answer = await fetch(server.url + path)
    const { items } = (await answer.json()) as { items: { metadata: { name: string } }[] }
    for (const { metadata } of items) all.delete(metadata.name)
    return {
      writers: WRITERS,
      per_s: round(written.length / seconds),
      p50_ms: percentile(latencies, 50),
      p99_ms: percentile(latencies, 99),
      lost: all.size,
    }
  } finally {
    await server.stop()
    rmSync(state, { recursive: true, force: true })
  }
}

let count = 0

/** Writes for a while, or until the server is gone; answers what was acknowledged. */
async function write(url: string, forMs: number) {
  const written: string[] = []
  const latencies: number[] = []
  const begin = performance.now()
  const one = async () => {
    while (performance.now() - begin < forMs) {
      const name = `c-${(count += 1)}`
      const started = performance.now()
      const body = JSON.stringify({ kind: 'ConfigMap', metadata: { name }, data: { key: 'value' } })
      const headers = { 'content-type': 'application/json' }
      const response = await fetch(url, { method: 'POST', headers, body })
      await response.arrayBuffer()
      if (response.status !== 201) throw new Error(`a write was answered with ${response.status}`)
      latencies.push(performance.now() - started)
      written.push(name)
    }
  }
  await Promise.allSettled(Array.from({ length: WRITERS }, one))
  return { written, latencies, seconds: (performance.now() - begin) / 1_000 }
}
