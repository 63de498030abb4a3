import { evictDurableObject } from 'cloudflare:test'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { clusterId } from '../ids.ts'
import { octetsOf } from '../kube/byte-string.ts'
import { data as dataFrame, takeFrames, type Frame } from '../kube/spdy/frames.ts'
import { SpdyClient } from '../kube/spdy/test-support/client.ts'
import { crash, kube, makeCluster, roomOf, rowsOf, type Lone } from '../test-support/kube.ts'
import { ask, joinClass, migrate, openClass, Page } from '../test-support/people.ts'
import { Session } from '../test-support/session.ts'

beforeAll(migrate)

const PODS = '/api/v1/namespaces/default/pods'
const TUNNEL = 'SPDY/3.1+portforward.k8s.io'

const pod = (name: string, image: string, command?: string[]) => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name },
  spec: { containers: [{ name: 'c', image, ...(command ? { command } : {}) }] },
})

let cluster: Lone

/** Waits until a pod runs, of which the cluster's clock is quick enough. */
async function running(get: () => Promise<Response>): Promise<void> {
  for (let tries = 0; tries < 400; tries += 1) {
    const { status } = await (await get()).json<{ status?: { phase?: string } }>()
    if (status?.phase === 'Running') return
    await new Promise((done) => setTimeout(done, 50))
  }
  throw new Error('the pod does not run')
}

/** A request whose answer is of no interest; unread it would keep the room awake. */
const tell = async (method: string, path: string, body: unknown) =>
  (await kube(cluster, method, path, body)).text()

/** A cluster with a web server and a box of tools, both running. */
beforeEach(async () => {
  cluster = await makeCluster({ speed: 20 })
  await tell('POST', PODS, pod('web', 'nginx:1.7.9'))
  await tell('POST', PODS, pod('box', 'busybox', ['sleep', '100000']))
  for (const name of ['web', 'box']) await running(() => kube(cluster, 'GET', `${PODS}/${name}`))
})

const commands = (words: string[]) => words.map((word) => `command=${encodeURIComponent(word)}`)
const exec = (name: string, words: string[], more = '') =>
  Session.open(
    cluster,
    `${name}/exec?${[...commands(words), 'stdout=true', 'stderr=true'].join('&')}${more}`,
  )

describe('exec', () => {
  it('runs a command and says how it ended', async () => {
    const session = await exec('box', ['echo', 'hello'])
    expect(await session.end()).toMatchObject({ status: 'Success' })
    expect(session.stdout).toBe('hello\n')
    expect(session.closed).toBe(1000)

    const failed = await exec('box', ['cat', '/none'])
    expect(await failed.end()).toMatchObject({
      status: 'Failure',
      reason: 'NonZeroExitCode',
      message: 'command terminated with non-zero exit code: exit status 1',
      details: { causes: [{ reason: 'ExitCode', message: '1' }] },
    })
    expect(failed.stderr).toContain('No such file or directory')

    const nothing = await exec('box', ['nosuch'])
    expect(await nothing.end()).toMatchObject({
      reason: 'InternalError',
      message: expect.stringContaining('exec: "nosuch": executable file not found in $PATH'),
    })
  })

  it('speaks the protocol before v5 too, and no other', async () => {
    const open = (protocol: string) =>
      Session.ask(`${cluster.path}${PODS}/box/exec?command=true`, protocol)
    const old = await open('v4.channel.k8s.io')
    expect(old.headers.get('sec-websocket-protocol')).toBe('v4.channel.k8s.io')
    const both = await open('v5.channel.k8s.io, v4.channel.k8s.io')
    expect(both.headers.get('sec-websocket-protocol')).toBe('v5.channel.k8s.io')
    for (const { webSocket } of [old, both]) webSocket?.accept()
    expect((await open('v1.channel.k8s.io')).status).toBe(400)
    const refused = await Session.ask(`${cluster.path}${PODS}/none/exec?command=true`)
    expect(refused.status).toBe(404)
  })

  it.each([
    ['is evicted', (id: string) => evictDurableObject(roomOf(id))],
    ['crashes', crash],
  ])('goes on when its room %s between any two words', async (_, hurt) => {
    const session = await exec('box', ['cat'], '&stdin=true')
    let expected = ''
    for (const word of ['one\n', 'two \xff\n', 'three\n']) {
      await hurt(cluster.id)
      session.say(0, word)
      expected += word
      await session.until(() => session.stdout.length >= expected.length)
    }
    await hurt(cluster.id)
    session.send(Uint8Array.of(255, 0))
    expect(await session.end()).toMatchObject({ status: 'Success' })
    expect(session.stdout).toBe(expected)
  })

  it('leaves nothing behind but its inputs, which can be played again', async () => {
    const before = await rowsOf(cluster)
    const session = await exec('box', ['cat'], '&stdin=true')
    session.say(4, '{"Width":80,"Height":25}')
    session.say(0, 'x\n')
    await session.until(() => session.stdout === 'x\n')
    session.close()
    await session.until(() => session.closed !== undefined)
    const after = await rowsOf(cluster)
    const notes = (rows: string) => rows.match(/\{"table":"note","key":"[^"]+"/g)
    expect(notes(after)).toEqual(notes(before))
    await crash(cluster.id)
    const timeless = (rows: string) => rows.replace(/"now":\d+/, '')
    expect(timeless(await rowsOf(cluster))).toBe(timeless(after))
  })

  it('passes on more than a note keeps, without a gap', async () => {
    const session = await exec('box', ['cat'], '&stdin=true')
    let expected = ''
    for (let part = 0; part < 12; part += 1) {
      const bytes = `${part}:`.padEnd(32 * 1024 - 1, 'x') + '\n'
      session.say(0, bytes)
      expected += bytes
    }
    session.send(Uint8Array.of(255, 0))
    await session.end()
    expect(session.stdout).toBe(expected)
  })

  it('ends with the pod, and with a message that is too long', async () => {
    const session = await exec('box', ['cat'], '&stdin=true')
    await tell('DELETE', `${PODS}/box`, { gracePeriodSeconds: 0 })
    expect(await session.end()).toMatchObject({
      details: { causes: [{ reason: 'ExitCode', message: '137' }] },
    })
    const long = await exec('web', ['cat'], '&stdin=true')
    long.say(0, 'x'.repeat(1024 * 1024))
    expect(await long.end()).toMatchObject({ reason: 'BadRequest' })
  })

  it('has a limit for each seat', async () => {
    for (let left = 30; left > 0; left -= 1) await exec('box', ['sleep', '60'])
    await expect(exec('box', ['true'])).rejects.toThrow('429')
  })
})

describe('a frozen class', () => {
  it('lets nobody into a container, nor go on with what is open: exec changes things', async () => {
    const desk = await openClass()
    const { token, classId } = await joinClass(desk.code, 'Ada')
    const id = clusterId(classId, 'main')
    const headers = { authorization: `Bearer ${token}` }
    const path = `/k8s/${id}${PODS}`
    const body = JSON.stringify(pod('box', 'busybox', ['sleep', '100000']))
    const type = { 'content-type': 'application/json' }
    const made = await ask(path, { method: 'POST', body, headers: { ...headers, ...type } })
    expect(await made.text()).toContain('"name":"box"')
    await running(() => ask(`${path}/box`, { headers }))
    const open = () =>
      Session.ask(`${path}/box/exec?command=cat&stdin=true`, 'v5.channel.k8s.io', headers)
    const session = new Session((await open()).webSocket!)
    session.say(0, 'before\n')
    await session.until(() => session.stdout === 'before\n')

    const teacher = await Page.ofClass(desk)
    teacher.say({ t: 'settings', frozen: true })
    await teacher.until(() => teacher.texts.some((text) => text.t === 'batch' && text.info?.frozen))
    session.say(0, 'after\n')
    expect(await session.end()).toMatchObject({ status: 'Failure', reason: 'Forbidden' })
    expect(session.stdout).toBe('before\n')
    expect((await open()).status).toBe(403)
    expect((await ask(`${path}/box/log`, { headers })).status).toBe(200)
  })
})

/** Frames that came over a tunnel, whole. */
function framesOf({ messages }: Session): Frame[] {
  const all = new Uint8Array(messages.reduce((sum, { length }) => sum + length, 0))
  messages.reduce((at, message) => (all.set(message, at), at + message.length), 0)
  const taken = takeFrames(all)
  if (typeof taken === 'string') throw new Error(taken)
  return taken.frames
}

describe('port-forward', () => {
  it('carries a request and its answer, though the room is evicted in between', async () => {
    const tunnel = await Session.open(cluster, 'web/portforward', TUNNEL)
    const client = new SpdyClient()
    const sleeps = async () => {
      await tell('GET', '/version', undefined) // what was sent before has arrived by then
      await evictDurableObject(roomOf(cluster.id))
    }
    const error = await client.syn({ streamtype: 'error', port: '80', requestid: '0' })
    tunnel.send(error.bytes)
    await sleeps()
    const main = await client.syn({ streamtype: 'data', port: '80', requestid: '0' })
    tunnel.send(main.bytes)
    await sleeps()
    tunnel.send(dataFrame(main.stream, octetsOf('GET / HTTP/1.1\r\nHost: x\r\n'), false))
    await sleeps()
    tunnel.send(dataFrame(main.stream, octetsOf('\r\n'), false))
    const answer = () => {
      const own = framesOf(tunnel).filter((frame) => frame.type === 'data')
      return own.map(({ bytes }) => new TextDecoder().decode(bytes)).join('')
    }
    await tunnel.until(() => answer().includes('Welcome to nginx!'))
    expect(answer()).toMatch(/^HTTP\/1\.1 200 OK\r\nServer: nginx\/1\.7\.9\r\n/)
    tunnel.close()
  })

  it('says so where nobody listens', async () => {
    const tunnel = await Session.open(cluster, 'web/portforward', TUNNEL)
    const client = new SpdyClient()
    const error = await client.syn({ streamtype: 'error', port: '81', requestid: '5' })
    const main = await client.syn({ streamtype: 'data', port: '81', requestid: '5' })
    tunnel.send(error.bytes)
    tunnel.send(main.bytes)
    const words = () =>
      framesOf(tunnel).flatMap((frame) => {
        const isWord = frame.type === 'data' && frame.stream === error.stream
        return isWord ? [new TextDecoder().decode(frame.bytes)] : []
      })
    await tunnel.until(() => words().length > 0)
    expect(words()[0]).toMatch(/^error forwarding port 81 to pod .*connection refused/)
    tunnel.close()
  })
})

describe('a log that is followed', () => {
  it('comes line by line, not compressed, and ends with its container', async () => {
    await tell('POST', PODS, pod('talk', 'busybox', ['sh', '-c', 'sleep 60; echo well']))
    await running(() => kube(cluster, 'GET', `${PODS}/talk`))
    const talk = await kube(cluster, 'GET', `${PODS}/talk/log?follow=true`)
    expect(talk.headers.get('content-encoding')).toBe('identity')
    expect(await talk.text()).toBe('well\n')

    const response = await kube(cluster, 'GET', `${PODS}/web/log?follow=true`)
    const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader()
    const proxy = await Session.open(cluster, 'web/portforward', TUNNEL)
    const client = new SpdyClient()
    proxy.send((await client.syn({ streamtype: 'error', port: '80', requestid: '0' })).bytes)
    const main = await client.syn({ streamtype: 'data', port: '80', requestid: '0' })
    proxy.send(main.bytes)
    proxy.send(dataFrame(main.stream, octetsOf('GET /it HTTP/1.1\r\nHost: x\r\n\r\n'), false))
    let text = ''
    while (!text.includes('"GET /it HTTP/1.1" 404')) text += (await reader.read()).value ?? ''
    await tell('DELETE', `${PODS}/web`, { gracePeriodSeconds: 0 })
    expect((await reader.read()).done).toBe(true)
    proxy.close()
  })
})
