import { expect, test } from 'vitest'
import type { Cluster } from '../../shared/engine/index.ts'
import type { Facts } from '../db/facts.ts'
import { Sessions, type SessionKeeper } from './sessions.ts'

/** So much output that the cluster need not keep it once it is passed on. */
const FULL = 'x'.repeat(70_000)

/** A room with sessions that have all said a lot, and a pod that forgets what was taken. */
function room(count: number) {
  const notes = new Map<string, unknown>()
  const ids = Array.from({ length: count }, (_none, index) => `${index + 1}`)
  const sockets = ids.map((id) => {
    const pod = { namespace: 'default', name: 'p', uid: 'u' }
    const session = { id, pod, mode: 'exec', stdout: true, stderr: true, out: 0, err: 0 }
    let kept: unknown = { cls: '', seat: 0, role: 'teacher', session }
    notes.set(`session:${id}`, { outBase: 0, out: FULL, errBase: 0, err: '', tty: false })
    return {
      send: () => undefined,
      deserializeAttachment: () => structuredClone(kept),
      serializeAttachment: (next: unknown) => void (kept = next),
    }
  })
  const view = {
    get: () => ({ metadata: { uid: 'u' } }),
    noteOf: (_pod: unknown, name: string) => notes.get(name),
  }
  const cluster = { seq: 1_000, view } as unknown as Cluster
  const said: string[] = []
  const keeper = {
    cluster,
    connect: () => undefined,
    // Every input is a step, after which sessions are passed on again.
    say: (_actor: unknown, _pod: unknown, message: { type: string; session: string }) => {
      said.push(`${message.type} ${message.session}`)
      const out = { outBase: FULL.length, out: '', errBase: 0, err: '', tty: false }
      notes.set(`session:${message.session}`, out)
      sessions.told(cluster)
    },
  } as unknown as SessionKeeper
  const ctx = { getWebSockets: () => sockets } as unknown as DurableObjectState
  const sessions: Sessions = new Sessions(ctx, keeper, {} as Facts, () => true)
  return { sessions, cluster, said, ids }
}

test('what many sessions have taken at once is said once for each', () => {
  const { sessions, cluster, said, ids } = room(25)
  sessions.told(cluster)
  sessions.told(cluster)
  sessions.settle()
  expect(said).toEqual(ids.map((id) => `taken ${id}`))
})
