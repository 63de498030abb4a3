import { beforeAll, describe, expect, it } from 'vitest'
import { countGuess } from '../middleware/door.ts'
import { ask, get, joinClass, migrate, openClass, Page, post } from '../test-support/people.ts'

beforeAll(migrate)

/** Joins from an address of its own. */
const joinFrom = (address: string, code: string) =>
  ask('/api/join', {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'cf-connecting-ip': address },
    body: JSON.stringify({ code, name: 'Eve' }),
  })

describe('guessing codes', () => {
  it('is stopped, for the address that guesses only', async () => {
    const { code } = await openClass()
    expect((await joinFrom('192.0.2.66', 'ZZZZZZ')).status).toBe(404)
    // The limit itself is the platform's; here it is reached.
    const guess = new Request('http://x/', { headers: { 'cf-connecting-ip': '192.0.2.66' } })
    await countGuess(guess, { limit: async () => ({ success: false }) })
    const refused = await joinFrom('192.0.2.66', code)
    expect(refused.status).toBe(429)
    expect(await refused.json()).toMatchObject({ error: 'too-many-guesses' })
    expect((await joinFrom('192.0.2.1', code)).status).toBe(200)
  })

  it('is something else than joining: a whole school comes in at once', async () => {
    const { code } = await openClass()
    const school = Array.from({ length: 60 }, () => joinFrom('192.0.2.1', code))
    expect((await Promise.all(school)).every(({ status }) => status === 200)).toBe(true)
  })
})

describe('the API', () => {
  it('refuses 20 MB before it has read them', async () => {
    const response = await ask('/api/join', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: 'a'.repeat(20_000_000),
    })
    expect(response.status).toBe(413)
    expect(await response.json()).toMatchObject({ error: 'too-large' })
  })

  it('describes itself', async () => {
    const pages = await (await ask('/api/openapi.json')).json<{ paths: Record<string, unknown> }>()
    expect(Object.keys(pages.paths)).toEqual(
      expect.arrayContaining(['/classes', '/join', '/clusters/{id}/clock', '/classes/{id}/board']),
    )
    expect(JSON.stringify(pages.paths['/join'])).toContain('"code"')
  })

  it('says what browsers may do with its answers, and answers errors in one form', async () => {
    const response = await ask('/api/nothing')
    expect(response.status).toBe(404)
    expect(await response.json()).toEqual({ error: 'not-found', message: expect.any(String) })
    expect(response.headers.get('content-security-policy')).toContain("default-src 'none'")
    expect(response.headers.get('x-content-type-options')).toBe('nosniff')
    const broken = await ask('/api/classes', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"title": ',
    })
    expect(broken.status).toBe(400)
    expect(await broken.json()).toMatchObject({ error: 'bad-request' })
    expect((await post('/api/classes', { title: 'x', name: 'y', layout: 'alone' })).status).toBe(
      400,
    )
  })

  it('lists lessons without their checks and solutions', async () => {
    const { token } = await openClass()
    const text = await (await get('/api/lessons', token)).text()
    expect(text).toContain('typo-rollout')
    expect(text).not.toMatch(/eventually|solution|happening/)
  })

  it('gives a seat the kubeconfig of its own cluster, and the address in it works', async () => {
    const teacher = await openClass({ layout: 'solo' })
    const ada = await joinClass(teacher.code, 'Ada')
    const path = `/api/classes/${teacher.classId}/kubeconfig`
    const text = await (await get(path, ada.token)).text()
    const server = /server: "http:\/\/flotilla\.test([^"]+)"/.exec(text)![1]!
    expect(server).toContain(`/k8s/${teacher.classId}-s${ada.seat}/t/`)
    expect((await ask(`${server}/api/v1/namespaces`)).status).toBe(200)
    const other = server.replace(`-s${ada.seat}/`, '-main/')
    expect((await ask(`${other}/api/v1/namespaces`)).status).toBe(403)
  })

  it('moves a class’s clock for its teacher, and not in a challenge', async () => {
    const teacher = await openClass()
    const ada = await joinClass(teacher.code, 'Ada')
    const clock = (cluster: string, token: string, speed: number) =>
      post(`/api/clusters/${cluster}/clock`, { speed }, token)
    const main = `${teacher.classId}-main`
    expect(await (await clock(main, teacher.token, 10)).json()).toMatchObject({ speed: 10 })
    expect((await clock(main, ada.token, 10)).status).toBe(403)
    expect((await clock(main, teacher.token, 1_001)).status).toBe(400)

    const desk = await Page.ofClass(teacher)
    desk.say({ t: 'start', lesson: 'typo-rollout', mode: 'challenge', minutes: 5 })
    await desk.until(() => desk.person(ada.seat)?.cluster.includes('-r1-'))
    const mine = desk.person(ada.seat)!.cluster
    expect((await clock(mine, teacher.token, 100)).status).toBe(409)
  })

  it('lets nobody in after the class was ended', async () => {
    const teacher = await openClass()
    const ada = await joinClass(teacher.code, 'Ada')
    const page = await Page.ofClass(ada)
    expect((await post(`/api/classes/${teacher.classId}/end`, {}, ada.token)).status).toBe(403)
    expect((await post(`/api/classes/${teacher.classId}/end`, {}, teacher.token)).status).toBe(200)
    expect(await page.until(() => page.closed)).toMatchObject({ code: 4410 })
    expect((await post('/api/join', { code: teacher.code, name: 'Bo' })).status).toBe(410)
    expect((await get(`/k8s/${teacher.classId}-main/api`, ada.token)).status).toBe(403)
  })
})
