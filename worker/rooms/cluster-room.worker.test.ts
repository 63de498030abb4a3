import { runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test'
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import {
  crash,
  deployment,
  DEPLOYMENTS,
  holdWall,
  kube,
  makeCluster,
  roomOf,
} from '../test-support/kube.ts'
import { ask, get, joinClass, migrate, openClass, Page } from '../test-support/people.ts'

beforeAll(migrate)

const NAMESPACES = '/api/v1/namespaces'
const namespace = (name: string) => ({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } })

let clock: ReturnType<typeof holdWall> | undefined
afterEach(() => {
  clock?.free()
  clock = undefined
})

/** Reads a watch until something was written that fits. */
async function readUntil(response: Response, fits: (text: string) => boolean): Promise<string> {
  const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader()
  let text = ''
  while (!fits(text)) {
    const { value, done } = await reader.read()
    if (done) break
    text += value
  }
  await reader.cancel()
  return text
}

describe('an acknowledged write', () => {
  it('is there after a crash, however little was flushed', async () => {
    const cluster = await makeCluster()
    const names = Array.from({ length: 20 }, (_, i) => `team-${i}`)
    for (const name of names) {
      expect((await kube(cluster, 'POST', NAMESPACES, namespace(name))).status).toBe(201)
      if (name.endsWith('7')) await crash(cluster.id)
    }
    await crash(cluster.id)
    const list = await (await kube(cluster, 'GET', NAMESPACES)).json<List>()
    expect(list.items.map(({ metadata }) => metadata.name)).toEqual(expect.arrayContaining(names))
  })

  it('is not repeated when the log is played again', async () => {
    const cluster = await makeCluster()
    await (await kube(cluster, 'POST', NAMESPACES, namespace('once'))).text()
    const before = await (await kube(cluster, 'GET', `${NAMESPACES}/once`)).json<Item>()
    await crash(cluster.id)
    await runInDurableObject(roomOf(cluster.id), (room) => room.alarm?.())
    await crash(cluster.id)
    const after = await (await kube(cluster, 'GET', `${NAMESPACES}/once`)).json<Item>()
    expect(after.metadata).toEqual(before.metadata)
  })
})

describe('time', () => {
  it('runs on by the alarm alone, and the room sleeps when nothing is due', async () => {
    clock = holdWall()
    const cluster = await makeCluster({ speed: 100 })
    await (await kube(cluster, 'POST', DEPLOYMENTS, deployment())).text()
    for (let rings = 0; rings < 100; rings += 1) {
      clock.pass(1_000)
      if (!(await runDurableObjectAlarm(roomOf(cluster.id)))) break
      expect(rings, 'the alarm rings for ever').toBeLessThan(90)
    }
    const web = await (await kube(cluster, 'GET', `${DEPLOYMENTS}/web`)).json<Item>()
    expect(web.status).toMatchObject({ readyReplicas: 3 })
  })

  it('stands still at speed 0 and goes on from there', async () => {
    clock = holdWall()
    const cluster = await makeCluster({ speed: 0 })
    const age = async () => {
      const headers = { accept: 'application/json;as=Table;g=meta.k8s.io;v=v1' }
      const table = await (await ask(`${cluster.path}${NAMESPACES}`, { headers })).json<Table>()
      return table.rows[0]!.cells[2]
    }
    clock.pass(3_600_000)
    expect(await age()).toBe('0s')
    await roomOf(cluster.id).setSpeed(10)
    clock.pass(6_000)
    expect(await age()).toBe('60s')
  })

  it('of a class’s cluster stops when nobody is there, and waits', async () => {
    clock = holdWall()
    const teacher = await openClass()
    const room = roomOf(`${teacher.classId}-main`)
    const now = async () => {
      await get(`/k8s/${teacher.classId}-main${NAMESPACES}`, teacher.token)
      return (await room.setSpeed(1))!.virtualMs
    }
    const before = await now()
    clock.pass(24 * 3_600_000)
    const passed = (await now()) - before
    expect(passed).toBeGreaterThanOrEqual(60_000)
    expect(passed).toBeLessThanOrEqual(120_000)
  })
})

describe('a watch', () => {
  it('writes each change as it happens, uncompressed and unbuffered', async () => {
    const cluster = await makeCluster()
    const response = await ask(`${cluster.path}${NAMESPACES}?watch=true`)
    expect(response.headers.get('content-encoding')).toBe('identity')
    expect(response.headers.get('cache-control')).toBe('no-cache, no-transform')
    const told = readUntil(response, (text) => text.includes('"name":"fresh"'))
    await (await kube(cluster, 'POST', NAMESPACES, namespace('fresh'))).text()
    expect(await told).toContain('{"type":"ADDED"')
  })

  it('goes on from a resourceVersion, also after a crash', async () => {
    const cluster = await makeCluster()
    const list = await (await kube(cluster, 'GET', NAMESPACES)).json<List>()
    await (await kube(cluster, 'POST', NAMESPACES, namespace('missed'))).text()
    await crash(cluster.id)
    const since = list.metadata.resourceVersion
    const response = await ask(`${cluster.path}${NAMESPACES}?watch=true&resourceVersion=${since}`)
    const text = await readUntil(response, (so) => so.includes('missed'))
    expect(text).not.toContain('"name":"default"')
  })

  it('says 410 when its resourceVersion is too old to know', async () => {
    const cluster = await makeCluster()
    await (await kube(cluster, 'GET', NAMESPACES)).text()
    const response = await ask(`${cluster.path}${NAMESPACES}?watch=true&resourceVersion=1`)
    const body = await response.text()
    expect(body).toContain('"code":410')
    expect(body).toContain('too old resource version: 1')
  })

  it('ends after timeoutSeconds', async () => {
    const cluster = await makeCluster()
    const response = await ask(`${cluster.path}${NAMESPACES}?watch=true&timeoutSeconds=1`)
    expect(await response.text()).toContain('kube-system')
  })
})

describe('bodies', () => {
  it('of 20 MB are refused with a Status and not kept', async () => {
    const cluster = await makeCluster()
    let pulled = 0
    const body = new ReadableStream<Uint8Array>({
      pull(controller) {
        pulled += 1
        controller.enqueue(new Uint8Array(64 * 1024).fill(32))
        if (pulled === 320) controller.close()
      },
    })
    const response = await ask(cluster.path + NAMESPACES, { method: 'POST', body })
    expect(response.status).toBe(413)
    expect(await response.json()).toMatchObject({ reason: 'RequestEntityTooLarge', code: 413 })
    expect(pulled).toBeLessThan(100)
  })

  it('that say how large they are are refused at once', async () => {
    const cluster = await makeCluster()
    const init = { method: 'POST', body: 'x'.repeat(3 * 1024 * 1024 + 1) }
    expect((await ask(cluster.path + NAMESPACES, init)).status).toBe(413)
  })

  it('that are no UTF-8, or packed, are refused with a Status', async () => {
    const cluster = await makeCluster()
    const bytes = { method: 'POST', body: new Uint8Array([0xff, 0xfe, 0xfd]) }
    expect((await ask(cluster.path + NAMESPACES, bytes)).status).toBe(400)
    const headers = { 'content-encoding': 'gzip', 'content-type': 'application/json' }
    const packed = { method: 'POST', headers, body: '{}' }
    expect((await ask(cluster.path + NAMESPACES, packed)).status).toBe(415)
  })
})

describe('a capability', () => {
  it('opens its own cluster and no other', async () => {
    const mine = await makeCluster()
    const other = await makeCluster()
    expect((await ask(`${mine.path}/version`)).status).toBe(200)
    expect((await ask(`/k8s/${other.id}/t/${mine.token}/version`)).status).toBe(403)
    expect((await get(`/k8s/${mine.id}/version`, mine.token)).status).toBe(200)
    expect((await get(`/k8s/${mine.id}/version`)).status).toBe(401)
    expect((await ask(`/k8s/${mine.id}/t/${mine.token.slice(0, -4)}/version`)).status).toBe(401)
  })

  it('never reaches a log', async () => {
    const log = vi.spyOn(console, 'error').mockImplementation(() => {})
    const { logFault } = await import('../log.ts')
    const { path, token } = await makeCluster()
    logFault(`GET ${path}/api`, new Error(`token ${token} at ${path}/api/v1/pods?watch=1`))
    const text = log.mock.calls.flat().join('\n')
    log.mockRestore()
    expect(text).toContain('/api/v1/pods')
    expect(text).not.toContain(token.split('.')[1])
    expect(text).not.toContain(token.split('.')[2])
  })
})

describe('the live view', () => {
  it('shows a snapshot, then each change, and never a Fault to students', async () => {
    const teacher = await openClass()
    const cluster = `${teacher.classId}-main`
    const ada = await joinClass(teacher.code, 'Ada')
    const desk = await Page.open(`cluster/${cluster}`, teacher.token)
    const page = await Page.open(`cluster/${cluster}`, ada.token)
    const told = (one: Page) => JSON.stringify(one.texts)
    await page.until(() => told(page).includes('"t":"snapshot"'))
    expect(told(page)).toContain('"nodes":[["')

    const fault = {
      apiVersion: 'flotilla.dev/v1',
      kind: 'Fault',
      metadata: { name: 'hidden-crash' },
      spec: { what: 'crash', where: { nodes: 'node-1' } },
    }
    const headers = {
      authorization: `Bearer ${teacher.token}`,
      'content-type': 'application/json',
    }
    const init = { method: 'POST', headers, body: JSON.stringify(fault) }
    const made = await ask(`/k8s/${cluster}/apis/flotilla.dev/v1/faults`, init)
    expect(await made.json()).toMatchObject({ kind: 'Fault' })
    await ask(`/k8s/${cluster}${DEPLOYMENTS}`, { ...init, body: JSON.stringify(deployment()) })
    await page.until(() => told(page).includes('["default","web",3'))
    await page.until(() => told(page).includes('"pods":[["default","web-'))
    await desk.until(() => told(desk).includes('"pods":[["default","web-'))
    expect(told(desk)).toContain('"Fault"')
    expect(told(page)).not.toMatch(/Fault|hidden-crash/)
  })

  it('drops a page that does not keep up to a fresh snapshot when it does again', async () => {
    const cluster = await makeCluster()
    const page = await Page.open(`cluster/${cluster.id}`, cluster.token)
    const snapshots = () => JSON.stringify(page.texts).split('"t":"snapshot"').length - 1
    await page.until(() => snapshots() === 1)
    await runInDurableObject(roomOf(cluster.id), async (room) => {
      for (let i = 0; i < 70; i += 1) {
        await room.setSpeed(1 + i / 100)
        await new Promise((done) => setTimeout(done, 55))
      }
    })
    const frames = page.texts.length
    expect(frames).toBeLessThan(70)
    page.say({ t: 'seen', n: 1_000_000 })
    await page.until(() => snapshots() === 2)
  })
})

interface Item {
  metadata: Record<string, unknown>
  status?: Record<string, unknown>
}

interface List {
  metadata: { resourceVersion: string }
  items: { metadata: { name: string } }[]
}

interface Table {
  rows: { cells: string[] }[]
}
