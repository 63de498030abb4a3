import { describe, expect, test } from 'vitest'
import { thaw } from '../../index.ts'
import { Town } from '../test-support/town.ts'
import { loads } from './index.ts'

/** Two web servers behind `web`, and ten requests a second to them. */
function town(spec: Record<string, unknown> = {}): Town {
  const made = new Town()
  made.web('a', 'node-1')
  made.web('b', 'node-2')
  made.service('web', { clusterIP: '10.96.0.50' })
  made.settle('a', 'b')
  made.traffic('t', {
    service: 'web',
    perSecond: 10,
    path: '/',
    method: 'GET',
    from: {},
    timeout: '1s',
    ...spec,
  })
  // Its controller looks a millisecond later.
  made.run(0.01)
  return made
}

describe('traffic', () => {
  test('is counted without a step for each request', () => {
    const made = town()
    made.mark()
    made.run(25)
    expect(made.changes.map(({ object }) => object.kind)).toEqual(['Traffic', 'Traffic'])
    expect(made.counts('t')).toMatchObject({ active: true, failed: 0, p50Ms: 3, p95Ms: 3 })
    const { sent, succeeded, buckets = [] } = made.counts('t')
    expect(sent).toBe(250)
    expect(succeeded).toBe(250)
    expect(buckets.map((bucket) => bucket.sent)).toEqual([100, 100, 50])
  })

  test('fails to the extent to which the Service does', () => {
    const made = town()
    made.run(10)
    made.policy('p', {
      podSelector: { matchLabels: { app: 'web' } },
      policyTypes: ['Ingress'],
    })
    made.run(10)
    made.delete('NetworkPolicy/default/p')
    made.run(10)
    expect(made.counts('t')).toMatchObject({ sent: 300, failed: 100 })
    expect(made.counts('t').errors).toMatchObject([{ message: 'timed out', count: 100 }])
    made.fault('split', { what: 'partition', where: { nodes: 'node-2' } })
    made.delete('Service/default/web')
    made.run(10)
    expect(made.counts('t').errors?.map(({ message }) => message)).toEqual([
      'timed out',
      'could not resolve host',
    ])
  })

  test('is lost on the pods of a node that is gone, until they are', () => {
    const made = town()
    made.run(10)
    made.fault('gone', { what: 'crash', where: { nodes: 'node-2' } })
    made.run(20)
    const { sent, failed, outcomes } = made.counts('t')
    expect(sent).toBe(300)
    expect(failed).toBeGreaterThanOrEqual(99)
    expect(failed).toBeLessThanOrEqual(101)
    expect(outcomes).toEqual([
      { result: 'ok', permille: 500, tookMs: 3 },
      { result: 'timed out', permille: 500, tookMs: 1_000 },
    ])
    made.run(60)
    expect(made.counts('t').outcomes).toMatchObject([{ result: 'ok', permille: 1_000 }])
  })

  test('fails by the part that one of many ready pods has which hangs', () => {
    const made = town()
    for (const name of ['c', 'd', 'e']) made.web(name, 'node-3', { labels: { name } })
    made.settle('c', 'd', 'e')
    made.fault('stuck', { what: 'hang', where: { pods: 'name=d' } })
    made.run(0.1)
    const before = made.counts('t')
    made.run(100)
    const after = made.counts('t')
    expect(after.sent - before.sent).toBe(1_000)
    expect(Math.abs(after.failed - before.failed - 200)).toBeLessThanOrEqual(1)
    expect(after.outcomes).toEqual([
      { result: 'ok', permille: 800, tookMs: 3 },
      { result: 'timed out', permille: 200, tookMs: 1_000 },
    ])
    made.heal('stuck')
    made.fault('deaf', { what: 'stops-listening', where: { pods: 'name=d' } })
    made.run(0.1)
    expect(made.counts('t').outcomes).toMatchObject([
      { result: 'connection refused', permille: 200 },
      { result: 'ok', permille: 800 },
    ])
  })

  test('loses what pods are sent that end before their Service knows', () => {
    const made = town({ perSecond: 1_000 })
    made.run(10)
    made.delete('Pod/default/a')
    made.run(10)
    const { failed, errors } = made.counts('t')
    // The server is gone some 150 ms after it was told, the endpoint half a second after that.
    expect(failed).toBeGreaterThan(50)
    expect(failed).toBeLessThan(500)
    expect(errors?.map(({ message }) => message)).toEqual(['timed out'])
    made.run(10)
    expect(made.counts('t').failed).toBe(failed)
  })

  test('finds nobody while nobody is ready', () => {
    const made = town()
    made.run(10)
    made.delete('Pod/default/a')
    made.delete('Pod/default/b')
    made.run(20)
    expect(made.counts('t').outcomes).toMatchObject([{ result: 'connection refused' }])
  })

  test('begins and ends when it is told to, and begins no second time', () => {
    const made = town({ at: '10s', for: '20s' })
    made.run(9)
    expect(made.counts('t')).toMatchObject({ active: false, sent: 0 })
    made.run(6)
    expect(made.counts('t')).toMatchObject({ active: true, sent: 50 })
    made.run(60)
    expect(made.counts('t')).toMatchObject({ active: false, sent: 200, failed: 0 })
    made.run(600)
    expect(made.counts('t').sent).toBe(200)
  })

  test('goes on from what it has counted when its pace is changed', () => {
    const made = town()
    made.run(10)
    const traffic = made.cluster.view.get('Traffic', 'default', 't') as never as { spec: object }
    made.update({ ...traffic, spec: { ...traffic.spec, perSecond: 100 } } as never)
    made.run(10)
    expect(made.counts('t').sent).toBe(100 + 999)
  })

  test('from outside goes through ports of nodes', () => {
    const made = town({ from: { outside: true } })
    made.run(1)
    expect(made.counts('t').outcomes).toMatchObject([{ result: 'no way in from outside' }])
    made.service('open', { type: 'NodePort', ports: [{ port: 80, nodePort: 30_080 }] })
    made.traffic('o', {
      service: 'open',
      perSecond: 10,
      path: '/',
      method: 'GET',
      from: { outside: true },
      timeout: '1s',
    })
    made.run(1)
    expect(made.counts('o').outcomes).toMatchObject([{ result: 'ok', permille: 1_000 }])
  })

  test('comes from whom it says, as policies see it', () => {
    const made = town({ from: { labels: { role: 'friend' } } })
    made.policy('p', {
      podSelector: { matchLabels: { app: 'web' } },
      policyTypes: ['Ingress'],
      ingress: [{ from: [{ podSelector: { matchLabels: { role: 'friend' } } }] }],
    })
    made.traffic('s', {
      service: 'web',
      perSecond: 10,
      path: '/',
      method: 'GET',
      from: {},
      timeout: '1s',
    })
    made.run(1)
    expect(made.counts('t').outcomes).toMatchObject([{ result: 'ok' }])
    expect(made.counts('s').outcomes).toMatchObject([{ result: 'timed out' }])
  })

  test('goes to a URL, too', () => {
    const made = town({ service: undefined, url: 'http://web.default:80/x' })
    made.traffic('e', {
      url: 'http://example.com/',
      expectStatus: 204,
      perSecond: 1,
      path: '/',
      method: 'GET',
      from: {},
      timeout: '1s',
    })
    made.run(1)
    expect(made.counts('t').outcomes).toMatchObject([{ result: 'HTTP 404' }])
    expect(made.counts('e').outcomes).toMatchObject([{ result: 'HTTP 200' }])
  })

  test('is the load of the pods that get it', () => {
    const made = town()
    made.run(1)
    const found = loads(made.cluster.view)
    expect([...found.values()]).toEqual([5, 5])
    expect([...found.keys()].sort()).toEqual(
      ['a', 'b'].map((name) => made.get(name).metadata.uid).sort(),
    )
  })
})

test('[LW1] a cluster that is thawed amid traffic goes on counting as the other', () => {
  const made = town()
  made.run(7)
  made.fault('gone', { what: 'crash', where: { nodes: 'node-2' } })
  made.run(5.5)
  const other = thaw(made.cluster.freeze())
  const at = made.cluster.now + 90_000
  const input = { seq: made.cluster.seq + 1, at, actor: { user: 'lab', groups: [] } }
  made.cluster.step({ ...input, do: { type: 'advance' } })
  other.step({ ...input, do: { type: 'advance' } })
  expect(other.freeze()).toEqual(made.cluster.freeze())
})
