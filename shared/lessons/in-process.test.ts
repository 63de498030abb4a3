import { expect, it } from 'vitest'
import { InProcess } from './in-process.ts'

const START = Date.UTC(2026, 0, 5, 9)
const room = () => new InProcess({ seed: 'in process', startMs: START, nodes: 2 })

it('time passes only while somebody waits', async () => {
  const place = room()
  place.advance(START + 5_000)
  await place.kubectl('kubectl create deployment web --image=nginx:1.9.1 --replicas=2')
  expect(place.now).toBe(START + 5_000)
  const { stdout, code } = await place.kubectl('kubectl rollout status deployment/web')
  expect(stdout).toContain('deployment "web" successfully rolled out\n')
  expect(code).toBe(0)
  expect(place.now).toBeGreaterThan(START + 5_000)
})

it('a watch ends at the horizon, as after Ctrl-C', async () => {
  const place = room()
  place.advance(START + 5_000)
  place.horizon = START + 60_000
  await place.kubectl('kubectl create deployment web --image=nginx:none')
  const { stdout } = await place.kubectl('kubectl get pods -w')
  expect(stdout).toMatch(/ImagePullBackOff/)
  expect(place.now).toBe(START + 60_000)
})

it('what is planned happens in the midst of a wait', async () => {
  const place = room()
  place.advance(START + 5_000)
  const actor = { user: 'colleague', groups: ['system:masters'] }
  const path = '/apis/apps/v1/namespaces/default/deployments/web'
  place.plan.push({ at: START + 6_000, actor, request: { method: 'DELETE', path } })
  await place.kubectl('kubectl create deployment web --image=nginx:none')
  const { stderr, code } = await place.kubectl('kubectl rollout status deployment/web')
  expect(stderr).toBe('error: object has been deleted\n')
  expect(code).toBe(1)
})

it('the inputs are the whole story: another cluster that gets them is the same', async () => {
  const place = room()
  place.advance(START + 5_000)
  await place.kubectl('kubectl create deployment web --image=nginx:1.9.1 --replicas=3')
  await place.kubectl('kubectl rollout status deployment/web')
  const other = room()
  for (const input of place.inputs) other.cluster.step(input)
  expect(JSON.stringify(other.cluster.freeze())).toBe(JSON.stringify(place.cluster.freeze()))
})
