import { beforeAll, describe, expect, it } from 'vitest'
import { deployment, DEPLOYMENTS, kube, makeCluster } from '../test-support/kube.ts'
import { ask, migrate } from '../test-support/people.ts'

beforeAll(migrate)

describe('a body that does not say what it is', () => {
  it('is read as JSON: `kubectl scale --current-replicas` puts one', async () => {
    const cluster = await makeCluster()
    await kube(cluster, 'POST', DEPLOYMENTS, deployment('web', 3))
    const place = `${DEPLOYMENTS}/web/scale`
    // The rollout goes on meanwhile: like kubectl, ask again when somebody else was quicker.
    const put = async () => {
      const scale = await (await kube(cluster, 'GET', place)).json<{ spec: object }>()
      const body = new TextEncoder().encode(JSON.stringify({ ...scale, spec: { replicas: 2 } }))
      return ask(cluster.path + place, { method: 'PUT', body })
    }
    let answer = await put()
    for (let turn = 0; answer.status === 409 && turn < 20; turn += 1) answer = await put()
    expect(answer.status).toBe(200)
    expect(await answer.json()).toMatchObject({ kind: 'Scale', spec: { replicas: 2 } })
  })
})

describe('a session with a pod', () => {
  it('is opened by WebSockets only: older clients are told so, with any method', async () => {
    const cluster = await makeCluster()
    const pods = '/api/v1/namespaces/default/pods'
    const spec = { containers: [{ name: 'c', image: 'nginx:1.25' }] }
    const pod = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'p' }, spec }
    await kube(cluster, 'POST', pods, pod)
    for (const method of ['GET', 'POST']) {
      const answer = await kube(cluster, method, `${pods}/p/exec?command=ls`)
      expect(answer.status).toBe(400)
      const { message } = await answer.json<{ message: string }>()
      expect(message).toMatch(/host assigned|use kubectl 1\.30 or newer/)
      expect((await kube(cluster, method, `${pods}/none/exec`)).status).toBe(404)
    }
  })
})

describe('acting as somebody else', () => {
  it('is refused in words: nobody acts with more powers than they asked for', async () => {
    const cluster = await makeCluster()
    const headers = { 'impersonate-user': 'bob' }
    const answer = await ask(cluster.path + DEPLOYMENTS, { headers })
    expect(answer.status).toBe(403)
    expect(await answer.json()).toMatchObject({
      reason: 'Forbidden',
      message: expect.stringContaining('--as is not simulated'),
    })
  })
})
