import { runDurableObjectAlarm } from 'cloudflare:test'
import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import { newCluster } from '../../shared/engine/index.ts'
import {
  createGrader,
  lessonNamed,
  objectsOf,
  type AttemptLog,
} from '../../shared/lessons/index.ts'
import type { BoardRow } from '../../shared/protocol/class.ts'
import type { Seat } from '../../shared/protocol/http.ts'
import { crash, holdWall, roomOf } from '../test-support/kube.ts'
import { ask, bindings, get, joinClass, migrate, openClass, Page } from '../test-support/people.ts'

beforeAll(migrate)

let clock: ReturnType<typeof holdWall>
afterEach(() => clock.free())

const WEB = '/apis/apps/v1/namespaces/default/deployments/nginx-deployment'

/** Changes the image as `kubectl set image` does. */
async function setImage(cluster: string, seat: Seat, tag: string): Promise<number> {
  const containers = [{ name: 'nginx', image: `nginx:${tag}` }]
  const headers = {
    authorization: `Bearer ${seat.token}`,
    'content-type': 'application/strategic-merge-patch+json',
  }
  const body = JSON.stringify({ spec: { template: { spec: { containers } } } })
  const response = await ask(`/k8s/${cluster}${WEB}`, { method: 'PATCH', headers, body })
  await response.text()
  return response.status
}

/** Lets a second pass so often, with the room awake as while somebody watches. */
async function pass(seconds: number, clusters: readonly string[]): Promise<void> {
  for (let i = 0; i < seconds; i += 5) {
    clock.pass(5_000)
    for (const cluster of clusters) await runDurableObjectAlarm(roomOf(cluster))
  }
}

/** The board as the room knows it, once nothing moves any more. */
async function boardOf({ classId, token }: Seat): Promise<BoardRow[]> {
  await new Promise((done) => setTimeout(done, 400))
  return (await get(`/api/classes/${classId}/board`, token)).json()
}

/** Grades a log as anybody may who has it: by playing it on a new cluster. */
function regrade({ lesson, world, inputs, startMs, deadlineMs, endMs }: AttemptLog): number {
  const cluster = newCluster(world)
  const advance = (at: number) =>
    cluster.step({
      seq: cluster.seq,
      at,
      actor: { user: 'grader', groups: [] },
      do: { type: 'advance' },
    })
  advance(startMs)
  const grader = createGrader(lessonNamed(lesson)!, { startMs, deadlineMs }, objectsOf(cluster))
  for (const input of inputs) grader.observe(cluster.step(input).changes, cluster.now)
  grader.observe(advance(endMs).changes, cluster.now)
  grader.finish(endMs)
  const { points, of } = grader.score()
  return Math.round((100 * points) / of)
}

describe('a challenge', () => {
  it('gives all the same world, grades each alone, and the log says the same', async () => {
    clock = holdWall()
    const teacher = await openClass()
    const desk = await Page.ofClass(teacher)
    const ada = await joinClass(teacher.code, 'Ada')
    const bo = await joinClass(teacher.code, 'Bo')
    desk.say({ t: 'start', lesson: 'typo-rollout', mode: 'challenge', minutes: 10 })
    await desk.until(() => desk.person(bo.seat)?.cluster.includes('-r1-'))
    const mine = desk.person(ada.seat)!.cluster
    const theirs = desk.person(bo.seat)!.cluster
    expect([mine, theirs]).toEqual([
      `${teacher.classId}-r1-s${ada.seat}`,
      `${teacher.classId}-r1-s${bo.seat}`,
    ])
    expect((await get(`/k8s/${theirs}/version`, ada.token)).status).toBe(403)

    await pass(60, [mine, theirs])
    expect(await setImage(mine, ada, '1.7.9')).toBe(200)
    await crash(mine)
    await pass(60, [mine, theirs])
    expect(await setImage(mine, ada, '1.9.1')).toBe(200)
    await pass(90, [mine, theirs])
    desk.say({ t: 'end', run: 'r1' })
    await desk.until(() => desk.person(ada.seat)?.cluster === `${teacher.classId}-main`)

    const board = await boardOf(teacher)
    const row = (cluster: string) => board.find((one) => one.cluster === cluster)!
    expect(row(mine).seats).toEqual([ada.seat])
    expect(row(mine).score).toBeGreaterThan(row(theirs).score)
    expect(row(theirs).tasks.some(({ state }) => state === 'failed')).toBe(true)
    for (const cluster of [mine, theirs]) {
      const path = `/api/classes/${teacher.classId}/logs/${cluster}`
      expect((await get(path, ada.token)).status).toBe(403)
      const log = await (await get(path, teacher.token)).json<AttemptLog>()
      expect(regrade(log)).toBe(row(cluster).score)
    }

    const csv = await (
      await get(`/api/classes/${teacher.classId}/grades.csv`, teacher.token)
    ).text()
    expect(csv).toContain(`,${ada.seat},Ada,total,final,${row(mine).score}\r\n`)
    expect(await setImage(mine, ada, '1.9.2'), 'the run is over').toBe(403)
  })

  it('ends at its deadline by itself, also when nobody is there', async () => {
    clock = holdWall()
    const teacher = await openClass()
    const desk = await Page.ofClass(teacher)
    const ada = await joinClass(teacher.code, 'Ada')
    desk.say({ t: 'start', lesson: 'typo-rollout', mode: 'challenge', minutes: 1 })
    await desk.until(() => desk.person(ada.seat)?.cluster.includes('-r1-'))
    clock.pass(62_000)
    await runDurableObjectAlarm(bindings.CLASS.getByName(teacher.classId))
    await desk.until(() => desk.person(ada.seat)?.cluster === `${teacher.classId}-main`)
    const [row] = await boardOf(teacher)
    expect(row!.tasks.every(({ state }) => state !== 'open')).toBe(true)
  })

  it('makes a cluster for whoever comes late', async () => {
    clock = holdWall()
    const teacher = await openClass()
    const desk = await Page.ofClass(teacher)
    desk.say({ t: 'start', lesson: 'typo-rollout', mode: 'challenge', minutes: 5 })
    await desk.until(() => desk.texts.some((text) => text.t === 'batch' && text.runs?.length))
    const late = await joinClass(teacher.code, 'Late')
    expect((await get(`/k8s/${teacher.classId}-r1-s${late.seat}${WEB}`, late.token)).status).toBe(
      200,
    )
  })
})

describe('an exercise', () => {
  it('is done by all on one cluster, and the list of tasks goes to every page', async () => {
    clock = holdWall()
    const teacher = await openClass()
    const desk = await Page.ofClass(teacher)
    const ada = await joinClass(teacher.code, 'Ada')
    desk.say({ t: 'start', lesson: 'typo-rollout', mode: 'exercise' })
    await desk.until(() => desk.person(ada.seat)?.cluster.endsWith('-r1'))
    const shared = `${teacher.classId}-r1`
    const page = await Page.open(`cluster/${shared}`, ada.token)
    await page.until(() => JSON.stringify(page.texts).includes('"tasks":[{"id"'))
    await pass(30, [shared])
    expect(await setImage(shared, ada, '1.7.9')).toBe(200)
    await pass(60, [shared])
    await page.until(() => JSON.stringify(page.texts).includes('"state":"passed"'))
    const [row] = await boardOf(teacher)
    expect(row).toMatchObject({ run: 'r1', cluster: shared, seats: [ada.seat] })
  })

  it('of no lesson, or beside another run, is refused', async () => {
    clock = holdWall()
    const teacher = await openClass()
    const desk = await Page.ofClass(teacher)
    desk.say({ t: 'start', lesson: 'nothing', mode: 'exercise' })
    expect(await desk.refusal()).toBe('there is no lesson "nothing"')
    desk.say({ t: 'start', lesson: 'typo-rollout', mode: 'exercise' })
    await desk.until(() => desk.texts.some((text) => text.t === 'batch' && text.runs?.length))
    desk.say({ t: 'start', lesson: 'typo-rollout', mode: 'challenge' })
    await desk.until(() => desk.texts.filter(({ t }) => t === 'refused').length === 2)
  })
})
