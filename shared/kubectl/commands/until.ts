import { durationMs } from '../duration.ts'
import { Failure } from '../failure.ts'
import type { KubeObject } from '../object.ts'
import { pathOf, type Session } from '../session.ts'
import type { Found } from '../targets.ts'

/** A watch that ends sooner than this is no watch; so many of them in a row are an error. */
const QUICK_MS = 200
const MOST_QUICK = 20

/** What a look at an object means to whom waits for it. */
export type Verdict = 'done' | 'wait'

/**
 * Looks at one object now and at each of its changes until `look` is content. `look` gets undefined
 * when the object is gone, and may throw. Gives false when `limitMs` of time passed before.
 */
export async function until(
  session: Session,
  { resource, object }: Found,
  limitMs: number | undefined,
  look: (object: KubeObject | undefined) => Verdict,
): Promise<boolean> {
  const { name, namespace } = object.metadata
  const path = pathOf(resource, namespace)
  const endMs = limitMs === undefined ? undefined : session.now + limitMs
  const fieldSelector = `metadata.name=${name}`
  for (let quick = 0; !session.io.signal?.aborted;) {
    const beganMs = session.now
    const list = await session.client.ask<{
      metadata?: { resourceVersion?: string }
      items?: KubeObject[]
    }>({ path, query: { fieldSelector } })
    if (look(list.items?.[0]) === 'done') return true
    const leftMs = endMs === undefined ? undefined : endMs - session.now
    if (leftMs !== undefined && leftMs <= 0) return false
    const timeoutSeconds = leftMs === undefined ? undefined : String(Math.ceil(leftMs / 1_000))
    const query = { fieldSelector, resourceVersion: list.metadata?.resourceVersion, timeoutSeconds }
    for await (const { type, object: seen } of session.client.watch({ path, query })) {
      if (type === 'BOOKMARK') continue
      if (type === 'ERROR') break
      const now = type === 'DELETED' ? undefined : (seen as unknown as KubeObject)
      if (look(now) === 'done') return true
    }
    quick = session.now - beganMs < QUICK_MS ? quick + 1 : 0
    if (quick > MOST_QUICK) throw new Failure('the server ends every watch at once')
  }
  return false
}

/** Waits until an object is gone, or another with its name has taken its place. */
export async function untilGone(session: Session, found: Found): Promise<void> {
  const { uid } = found.object.metadata
  const timeout = session.flags.text('timeout') ?? '0'
  const limitMs = durationMs(timeout)
  let first = uid
  const isGone = await until(session, found, limitMs === 0 ? undefined : limitMs, (object) => {
    first ??= object?.metadata.uid
    return object === undefined || object.metadata.uid !== first ? 'done' : 'wait'
  })
  if (!isGone && !session.io.signal?.aborted) throw timedOut(found)
}

/** The complaint about a wait that took too long. */
export function timedOut({ resource, object }: Found): Failure {
  const name = `${resource.plural}/${object.metadata.name}`
  return new Failure(`timed out waiting for the condition on ${name}`)
}
