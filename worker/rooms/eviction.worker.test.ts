import { evictDurableObject } from 'cloudflare:test'
import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import {
  crash,
  deployment,
  DEPLOYMENTS,
  holdWall,
  kube,
  makeCluster,
  roomOf,
  rowsOf,
  type Lone,
} from '../test-support/kube.ts'
import { migrate } from '../test-support/people.ts'

beforeAll(migrate)

let clock: ReturnType<typeof holdWall>
afterEach(() => clock.free())

const web = `${DEPLOYMENTS}/web`
const image = (tag: string) => ({
  spec: { template: { spec: { containers: [{ name: 'nginx', image: `nginx:${tag}` }] } } },
})

/** What happens, and how long it takes until the next thing happens (wall ms). */
const HISTORY: [method: string, path: string, body: unknown, thenMs: number][] = [
  ['POST', DEPLOYMENTS, deployment(), 1_500],
  ['GET', '/api/v1/pods', undefined, 12_000],
  ['POST', '/api/v1/namespaces', { kind: 'Namespace', metadata: { name: 'mine' } }, 2_000],
  ['PATCH', web, image('1.91'), 1_300],
  ['PATCH', web, { spec: { paused: true } }, 20_000],
  ['POST', DEPLOYMENTS, deployment(), 4_000],
  ['PATCH', web, { spec: { paused: false } }, 90_000],
  ['PATCH', web, image('1.9.1'), 2_500],
  ['PATCH', `${web}/scale`, { spec: { replicas: 6 } }, 30_000],
  ['DELETE', '/api/v1/nodes/node-2', undefined, 60_000],
  ['PUT', web, { nonsense: true }, 5_000],
  ['DELETE', web, undefined, 45_000],
]

/** Plays the history; `between` runs after each entry, before time passes. */
async function play(between: (cluster: Lone, index: number) => Promise<void>): Promise<string> {
  clock = holdWall()
  const cluster = await makeCluster()
  clock.pass(2_000)
  for (const [index, [method, path, body, thenMs]] of HISTORY.entries()) {
    const response = await kube(cluster, method, path, body)
    await response.text()
    await between(cluster, index)
    clock.pass(thenMs)
  }
  return rowsOf(cluster)
}

let undisturbed = ''
beforeAll(async () => {
  undisturbed = await play(async () => {})
})

describe('[LW1] a room that sleeps or dies', () => {
  it('has a history that is worth telling', () => {
    expect(undisturbed.split('\n').length).toBeGreaterThan(50)
  })

  it('crashes between any two inputs and ends with the bytes of one that never did', async () => {
    expect(await play(({ id }) => crash(id))).toBe(undisturbed)
  })

  it('is evicted between any two inputs and ends with the same bytes', async () => {
    expect(await play(({ id }) => evictDurableObject(roomOf(id)))).toBe(undisturbed)
  })

  it.each(HISTORY.map(([method, path], index) => ({ index, method, path })))(
    'crashes once, after input $index ($method $path), and ends with the same bytes',
    async ({ index: only }) => {
      const once = await play(async ({ id }, index) => {
        if (index === only) await crash(id)
      })
      expect(once).toBe(undisturbed)
    },
  )

  it('shows nothing that contradicts what was seen before', async () => {
    clock = holdWall()
    const cluster = await makeCluster()
    await (await kube(cluster, 'POST', DEPLOYMENTS, deployment())).text()
    for (let i = 0; i < 12; i += 1) {
      clock.pass(700)
      const before = await (await kube(cluster, 'GET', '/api/v1/pods')).json<PodList>()
      await crash(cluster.id)
      const after = await (await kube(cluster, 'GET', '/api/v1/pods')).json<PodList>()
      expect(Number(after.metadata.resourceVersion)).toBeGreaterThanOrEqual(
        Number(before.metadata.resourceVersion),
      )
      const names = ({ items }: PodList) => items.map(({ metadata }) => metadata.uid)
      expect(names(after)).toEqual(expect.arrayContaining(names(before)))
    }
  })
})

interface PodList {
  metadata: { resourceVersion: string }
  items: { metadata: { uid: string } }[]
}
