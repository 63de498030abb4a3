import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { unstable_startWorker as startWorker } from 'wrangler'
import { inRoot } from '../scripts/lib/paths.mjs'
import { startServer } from '../scripts/lib/server.mjs'
import { Crowd } from './lib/crowd.ts'
import { percentile, round } from './lib/measure.ts'

export const name = 'fanout'

const PEOPLE = Number(process.env.FANOUT_PEOPLE ?? 200)
const SECONDS = 10
const PODS = 500

/**
 * Everybody of a class moves a cursor twice a second while 500 pods roll out on the map in front of
 * them; the generator runs on the same machine. Budget: p50 ≤ 60 ms, p95 ≤ 150 ms, nothing lost,
 * ≤ 1.5 × a bare room that broadcasts the same cursors in the same batches, in the same run.
 */
export async function run(): Promise<Record<string, number>> {
  const bare = await bareRoom()
  const ours = await classRoom()
  const [bareP50, bareP95] = [percentile(bare.latencies, 50), percentile(bare.latencies, 95)]
  const [p50, p95] = [percentile(ours.latencies, 50), percentile(ours.latencies, 95)]
  return {
    people: PEOPLE,
    pods: ours.pods,
    p50_ms: p50,
    p95_ms: p95,
    seen: ours.seen,
    lost: ours.lost,
    map_frames: ours.mapFrames,
    bare_p50_ms: bareP50,
    bare_p95_ms: bareP95,
    ratio: round(p50 / bareP50),
  }
}

async function bareRoom() {
  const worker = await startWorker({
    config: inRoot('bench/lib/bare/wrangler.toml'),
    dev: {
      remote: false,
      server: { hostname: '127.0.0.1', port: 0 },
      inspector: false,
      watch: false,
      logLevel: 'none',
    },
  })
  await worker.ready
  const url = (await worker.url).href.replace(/^http/, 'ws')
  const crowd = await Crowd.open(Array.from({ length: PEOPLE }, () => ({ url })))
  const figures = await crowd.move(SECONDS)
  crowd.close()
  await worker.dispose()
  return figures
}

interface Seat {
  classId: string
  code: string
  token: string
}

async function classRoom() {
  const state = mkdtempSync(join(tmpdir(), 'flotilla-fanout-'))
  const server = await startServer({ state })
  try {
    const wish = { title: 'Fanout', name: 'Teacher', layout: 'shared', nodes: 10 }
    const teacher = await post(`${server.url}/api/classes`, wish)
    const seats = [teacher]
    while (seats.length < PEOPLE) {
      const name = `Student ${seats.length}`
      seats.push(await post(`${server.url}/api/join`, { code: teacher.code, name }))
    }
    const ws = server.url.replace(/^http/, 'ws')
    const page = (path: string) => seats.map(({ token }) => ({ url: `${ws}/ws/${path}`, token }))
    const crowd = await Crowd.open(page(`class/${teacher.classId}`))
    const map = await MapWatchers.open(page(`cluster/${teacher.classId}-main`))
    await rollOut(server.url, teacher)
    const figures = await crowd.move(SECONDS)
    crowd.close()
    map.close()
    return { ...figures, mapFrames: map.frames, pods: map.pods }
  } finally {
    await server.stop()
    rmSync(state, { recursive: true, force: true })
  }
}

/** Everybody's map: they take every frame, and say now and then that they have. */
class MapWatchers {
  frames = 0
  #names = new Set<string>()
  #sockets: WebSocket[]

  constructor(sockets: WebSocket[]) {
    this.#sockets = sockets
    for (const [index, socket] of sockets.entries()) {
      socket.addEventListener('message', ({ data }) =>
        this.#take(socket, String(data), index === 0),
      )
    }
  }

  /** Pods that the first of them has seen. */
  get pods(): number {
    return this.#names.size
  }

  static async open(addresses: { url: string; token: string }[]): Promise<MapWatchers> {
    const sockets = addresses.map(({ url, token }) => new WebSocket(url, ['flotilla.v1', token]))
    const watchers = new MapWatchers(sockets)
    await Promise.all(
      sockets.map((socket) => new Promise((done) => socket.addEventListener('open', done))),
    )
    return watchers
  }

  close(): void {
    for (const socket of this.#sockets) socket.close()
  }

  #take(socket: WebSocket, text: string, isReader: boolean): void {
    this.frames += 1
    const n = Number(/"n":(\d+)/.exec(text)?.[1] ?? 0)
    if (n % 10 === 0 || text.startsWith('{"t":"snapshot"')) {
      socket.send(JSON.stringify({ t: 'seen', n }))
    }
    if (!isReader) return
    const { pods = [] } = JSON.parse(text) as { pods?: [string, string][] }
    for (const [, pod] of pods) this.#names.add(pod)
  }
}

async function rollOut(url: string, { classId, token }: Seat): Promise<void> {
  const labels = { app: 'web' }
  const containers = [{ name: 'nginx', image: 'nginx:1.7.9' }]
  const template = { metadata: { labels }, spec: { containers } }
  const spec = { replicas: PODS, selector: { matchLabels: labels }, template }
  const body = { kind: 'Deployment', apiVersion: 'apps/v1', metadata: { name: 'web' }, spec }
  await post(`${url}/k8s/${classId}-main/apis/apps/v1/namespaces/default/deployments`, body, token)
}

async function post(url: string, body: unknown, token?: string): Promise<Seat> {
  const headers: Record<string, string> = { 'content-type': 'application/json' }
  if (token) headers.authorization = `Bearer ${token}`
  const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) })
  if (!response.ok) throw new Error(`${url} answers ${response.status}: ${await response.text()}`)
  return (await response.json()) as Seat
}
