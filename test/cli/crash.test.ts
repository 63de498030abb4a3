import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import * as Y from 'yjs'
import { startServer } from '../../scripts/lib/server.mjs'
import type { Seat } from '../../shared/protocol/http.ts'
import { Client, Typist, type Deployment, type List } from './support/class-client.ts'

/** How often the server is killed. */
const KILLS = Number(process.env.CRASH_KILLS ?? 20)
const REPLICAS = 12
const SPEED = 2

const state = mkdtempSync(join(tmpdir(), 'flotilla-crash-'))
type Server = Awaited<ReturnType<typeof startServer>>
let server: Server

/** Everything that was acknowledged: from then on it may never be missing. */
const acknowledged = { configs: [] as string[], words: [] as string[], image: '', virtualMs: 0 }

afterAll(async () => {
  await server.stop()
  rmSync(state, { recursive: true, force: true })
})

async function start(): Promise<string> {
  server = await startServer({ state, port: 0 })
  return server.url
}

/** Ends workerd and everything around it as a power cut does. */
async function kill(): Promise<void> {
  process.kill(-server.pid, 'SIGKILL')
  await server.ended
}

/** Writes until the line breaks, and notes what was acknowledged. */
async function writeOn(client: Client, round: number): Promise<void> {
  try {
    for (let i = 0; ; i += 1) {
      const name = `round-${round}-${i}`
      await client.create('/api/v1/namespaces/default/configmaps', {
        kind: 'ConfigMap',
        metadata: { name },
      })
      acknowledged.configs.push(name)
    }
  } catch {
    // The server is gone: what was not acknowledged may be there or not.
  }
}

async function expectAllThere(client: Client, seats: Seat[]): Promise<void> {
  const configs = await client.get<List>('/api/v1/namespaces/default/configmaps')
  const names = new Set(configs.items.map(({ metadata }) => metadata.name))
  expect(acknowledged.configs.filter((name) => !names.has(name))).toEqual([])

  const web = await client.deployment()
  expect(web.spec.template.spec.containers[0]?.image).toBe(acknowledged.image)

  const { clock, nowMs } = await client.clock()
  expect(clock.speed).toBe(SPEED)
  expect(nowMs).toBeGreaterThanOrEqual(acknowledged.virtualMs)

  const people = await client.people()
  expect(people).toEqual(seats.map((_, i) => ['Teacher', 'Ada', 'Bo'][i]))
}

it(
  `loses nothing that was acknowledged in ${KILLS} kills in the middle of a rollout`,
  { timeout: 60_000 + KILLS * 20_000 },
  async () => {
    let url = await start()
    const teacher = await Client.openClass(url)
    const seats = [
      teacher,
      await Client.join(url, teacher, 'Ada'),
      await Client.join(url, teacher, 'Bo'),
    ]
    let client = new Client(url, teacher)
    await client.setSpeed(SPEED)
    await client.create('/apis/apps/v1/namespaces/default/deployments', client.web(REPLICAS))
    acknowledged.image = 'nginx:1.7.9'

    let midway = 0
    for (let round = 0; round < KILLS; round += 1) {
      const image = round % 2 === 0 ? 'nginx:1.9.1' : 'nginx:1.7.9'
      await client.setImage(image)
      acknowledged.image = image

      const [typing, reading] = [new Y.Doc(), new Y.Doc()]
      const ada = await Typist.open(url, seats[1]!, typing)
      const bo = await Typist.open(url, seats[2]!, reading)
      const words = `words of round ${round}. `
      typing.getText('manifest').insert(0, words)
      await bo.until(words)
      acknowledged.words.push(words)

      const writing = writeOn(client, round)
      await new Promise((done) => setTimeout(done, 150 + ((round * 137) % 700)))
      acknowledged.virtualMs = (await client.clock()).nowMs
      if (!client.isRolledOut(await client.deployment(), REPLICAS)) midway += 1
      await kill()
      await writing
      ada.close()
      bo.close()

      url = await start()
      client = new Client(url, teacher)
      await expectAllThere(client, seats)
      const fresh = new Y.Doc()
      const reader = await Typist.open(url, seats[1]!, fresh)
      for (const said of acknowledged.words) await reader.until(said)
      reader.close()
    }

    const web = await client.untilRolledOut(REPLICAS)
    expect(web.status).toMatchObject({
      replicas: REPLICAS,
      updatedReplicas: REPLICAS,
      availableReplicas: REPLICAS,
    } satisfies Partial<Deployment['status']>)
    expect(midway, 'kills that met a rollout halfway').toBeGreaterThan(KILLS / 2)
    expect(acknowledged.configs.length).toBeGreaterThan(KILLS)
  },
)
