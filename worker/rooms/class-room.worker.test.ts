import { runDurableObjectAlarm } from 'cloudflare:test'
import { beforeAll, describe, expect, it } from 'vitest'
import { holdWall } from '../test-support/kube.ts'
import {
  bindings,
  ask,
  get,
  joinClass,
  migrate,
  openClass,
  Page,
  post,
} from '../test-support/people.ts'

beforeAll(migrate)

describe('joining', () => {
  it('gives a seat for a code and a name, and the same seat again for a token', async () => {
    const teacher = await openClass()
    expect(teacher.code).toMatch(/^[A-HJ-NP-Z2-9]{6}$/)
    const ada = await joinClass(teacher.code, 'Ada')
    expect(ada).toMatchObject({ classId: teacher.classId, role: 'student', seat: 2 })
    const again = await joinClass(teacher.code.toLowerCase(), 'Somebody else', ada.token)
    expect(again.seat).toBe(2)
  })

  it('makes names unique and keeps them text', async () => {
    const { code, ...teacher } = await openClass()
    const page = await Page.ofClass({ code, ...teacher })
    await joinClass(code, 'Ada')
    const second = await joinClass(code, ' ada\u202e ')
    const third = await joinClass(code, '<b>Bo</b>')
    await page.until(() => page.person(third.seat))
    expect(page.person(second.seat)?.name).toBe('ada (2)')
    expect(page.person(third.seat)?.name).toBe('<b>Bo</b>')
  })

  it('says clearly that a code is nobody’s', async () => {
    const response = await post('/api/join', { code: 'ZZZZZZ', name: 'Ada' })
    expect(response.status).toBe(404)
    expect(await response.json()).toMatchObject({ error: 'no-such-class' })
  })

  it('refuses what is no code and no name with the field that is wrong', async () => {
    const response = await post('/api/join', { code: 'ABCDEF', name: '   ' })
    expect(response.status).toBe(400)
    expect(await response.json()).toMatchObject({ error: 'bad-request', message: /^name: / })
  })

  it('keeps newcomers in the lobby until a teacher lets them in', async () => {
    const teacher = await openClass({ lobby: true })
    const desk = await Page.ofClass(teacher)
    const ada = await joinClass(teacher.code, 'Ada')
    const page = await Page.ofClass(ada)
    const welcome = await page.until(() => page.texts.find(({ t }) => t === 'welcome'))
    expect(welcome).toMatchObject({ people: [{ seat: ada.seat, waiting: true, cluster: '' }] })
    expect((await get(`/k8s/${teacher.classId}-main/api/v1/namespaces`, ada.token)).status).toBe(
      403,
    )

    desk.say({ t: 'admit', seat: ada.seat })
    await page.until(() => page.person(ada.seat)?.waiting === false)
    expect(page.person(ada.seat)?.cluster).toBe(`${teacher.classId}-main`)
    expect((await get(`/k8s/${teacher.classId}-main/api/v1/namespaces`, ada.token)).status).toBe(
      200,
    )
  })

  it('lets nobody new in when the door is locked', async () => {
    const teacher = await openClass()
    const desk = await Page.ofClass(teacher)
    desk.say({ t: 'settings', locked: true })
    await desk.until(() => desk.texts.some((text) => text.t === 'batch' && text.info?.locked))
    const response = await post('/api/join', { code: teacher.code, name: 'Late' })
    expect(response.status).toBe(403)
    expect(await response.json()).toMatchObject({ error: 'class-locked' })
  })
})

describe('powers', () => {
  it.each([
    { t: 'admit', seat: 2 },
    { t: 'remove', seat: 1 },
    { t: 'settings', frozen: true },
    { t: 'announce', text: 'I am the teacher now' },
    { t: 'start', lesson: 'typo-rollout', mode: 'challenge' },
    { t: 'end', run: 'r1' },
    { t: 'lower', seat: 1 },
  ])('are a teacher’s: a student’s $t is refused', async (message) => {
    const teacher = await openClass()
    const page = await Page.ofClass(await joinClass(teacher.code, 'Eve'))
    page.say(message)
    expect(await page.refusal()).toBe('only a teacher may do this')
  })

  it('refuse what is no message', async () => {
    const teacher = await openClass()
    const page = await Page.ofClass(teacher)
    page.say('{"t":')
    expect(await page.refusal()).toMatch(/^not understood/)
    page.say({ t: 'become-root' })
    await page.until(() => page.texts.filter(({ t }) => t === 'refused').length === 2)
  })

  it('include taking a seat away: sockets, API and cluster close at once', async () => {
    const teacher = await openClass()
    const desk = await Page.ofClass(teacher)
    const eve = await joinClass(teacher.code, 'Eve')
    const page = await Page.ofClass(eve)
    const live = await Page.open(`cluster/${teacher.classId}-main`, eve.token)
    desk.say({ t: 'remove', seat: eve.seat })
    expect(await page.until(() => page.closed)).toMatchObject({ code: 4403 })
    expect(await live.until(() => live.closed)).toMatchObject({ code: 4403 })
    expect((await get(`/api/classes/${teacher.classId}`, eve.token)).status).toBe(401)
    expect((await get(`/k8s/${teacher.classId}-main/api`, eve.token)).status).toBe(403)
    const back = await Page.ofClass(eve)
    expect(await back.until(() => back.closed)).toMatchObject({ code: 4403 })
  })

  it('freeze students, who may still look', async () => {
    const teacher = await openClass()
    const desk = await Page.ofClass(teacher)
    const ada = await joinClass(teacher.code, 'Ada')
    desk.say({ t: 'settings', frozen: true })
    await desk.until(() => desk.texts.some((text) => text.t === 'batch' && text.info?.frozen))
    const path = `/k8s/${teacher.classId}-main/api/v1/namespaces`
    expect((await get(path, ada.token)).status).toBe(200)
    const body = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'mine' } }
    const refused = await post(path, body, ada.token)
    expect(refused.status).toBe(403)
    expect(await refused.json()).toMatchObject({ kind: 'Status', reason: 'Forbidden' })
    expect((await post(path, body, teacher.token)).status).toBe(201)
  })
})

describe('a page that talks too much', () => {
  it('is sent away, and nobody else', async () => {
    const teacher = await openClass()
    const desk = await Page.ofClass(teacher)
    const eve = await joinClass(teacher.code, 'Eve')
    const page = await Page.ofClass(eve)
    for (let i = 0; i < 600; i += 1) page.say({ t: 'hand', up: i % 2 === 0 })
    expect(await page.until(() => page.closed)).toMatchObject({ code: 1013 })
    await desk.until(() => desk.person(eve.seat)?.online === false)
    expect(desk.closed).toBeUndefined()
  })
})

describe('presence', () => {
  it('tells who is there, who raised a hand, and who left', async () => {
    const teacher = await openClass()
    const desk = await Page.ofClass(teacher)
    const ada = await joinClass(teacher.code, 'Ada')
    const page = await Page.ofClass(ada)
    await desk.until(() => desk.person(ada.seat)?.online === true)
    page.say({ t: 'hand', up: true })
    await desk.until(() => desk.person(ada.seat)?.handAt !== undefined)
    desk.say({ t: 'lower', seat: ada.seat })
    await desk.until(() => desk.person(ada.seat)?.handAt === undefined)
    page.close()
    await desk.until(() => desk.person(ada.seat)?.online === false)
  })
})

describe('other people’s doors', () => {
  it('stay shut for a token of another class', async () => {
    const mine = await openClass()
    const other = await openClass()
    const answers = await Promise.all([
      get(`/api/classes/${other.classId}`, mine.token),
      get(`/api/classes/${other.classId}/grades.csv`, mine.token),
      get(`/k8s/${other.classId}-main/api/v1/pods`, mine.token),
      post(`/api/clusters/${other.classId}-main/clock`, { speed: 5 }, mine.token),
    ])
    expect(answers.map(({ status }) => status)).toEqual([403, 403, 403, 403])
    const page = await Page.open(`class/${other.classId}`, mine.token)
    expect(await page.until(() => page.closed)).toMatchObject({ code: 4403 })
  })

  it('stay shut for a forged, cut or missing token', async () => {
    const { classId, token } = await openClass()
    const [head, payload, signature] = token.split('.')
    const forged = `${head}.${payload!.slice(0, -2)}AA.${signature}`
    for (const bad of [forged, token.slice(0, -3), 'nonsense', undefined]) {
      expect((await get(`/api/classes/${classId}`, bad)).status).toBe(401)
      expect((await get(`/k8s/${classId}-main/api`, bad)).status).toBe(401)
    }
  })
})

describe('the class’s end', () => {
  it('comes by itself when its time is over, and takes the code along', async () => {
    const clock = holdWall()
    try {
      const teacher = await openClass()
      clock.pass(91 * 24 * 3_600_000)
      await runDurableObjectAlarm(bindings.CLASS.getByName(teacher.classId))
      expect(await bindings.CLASS.getByName(teacher.classId).names()).toEqual({})
      const left = await bindings.DB.prepare('SELECT id FROM classes WHERE id = ?')
        .bind(teacher.classId)
        .all()
      expect(left.results).toEqual([])
    } finally {
      clock.free()
    }
  })

  it('deletes everything: names, notebook, clusters, code', async () => {
    const teacher = await openClass()
    await joinClass(teacher.code, 'Ada')
    const headers = { authorization: `Bearer ${teacher.token}` }
    const path = `/api/classes/${teacher.classId}`
    expect((await ask(path, { method: 'DELETE', headers })).status).toBe(200)
    expect((await get(path, teacher.token)).status).toBe(401)
    expect((await post('/api/join', { code: teacher.code, name: 'Bo' })).status).toBe(404)
    expect((await get(`/k8s/${teacher.classId}-main/api`, teacher.token)).status).toBe(404)
    expect(await bindings.CLASS.getByName(teacher.classId).names()).toEqual({})
  })
})
