import type { Kind } from '../kinds/define-kind.ts'
import type { KubeObject } from '../object.ts'
import type { DeleteHow } from '../plan.ts'
import { timestamp, type Millis } from '../time.ts'

/** Finalizers of the garbage collector. Source: apimachinery meta/v1 types.go. */
export const FOREGROUND = 'foregroundDeletion'
export const ORPHAN = 'orphan'

/** The object without some of its finalizers. */
export function withoutFinalizers(object: KubeObject, gone: readonly string[]): KubeObject {
  const left = (object.metadata.finalizers ?? []).filter((name) => !gone.includes(name))
  const { finalizers: _old, ...metadata } = object.metadata
  return {
    ...object,
    metadata: left.length > 0 ? { ...metadata, finalizers: left } : metadata,
  }
}

/** The finalizers that a propagation policy asks for. Source: generic/registry/store.go. */
function withPropagation(object: KubeObject, how: DeleteHow): KubeObject {
  if (!how.propagation) return object
  const bare = withoutFinalizers(object, [FOREGROUND, ORPHAN])
  if (how.propagation === 'Background') return bare
  const asked = how.propagation === 'Foreground' ? FOREGROUND : ORPHAN
  const finalizers = [...(bare.metadata.finalizers ?? []), asked]
  return { ...bare, metadata: { ...bare.metadata, finalizers } }
}

/** What stays of an object whose deletion is asked for; undefined when it can go at once. */
export function markForDeletion(
  kind: Kind,
  object: KubeObject,
  how: DeleteHow,
  now: Millis,
): KubeObject | undefined {
  const asked = withPropagation(object, how)
  const own = kind.strategy?.markDeleted?.(asked, how, now)
  if (own) return own
  if ((asked.metadata.finalizers ?? []).length === 0) return undefined
  if (asked.metadata.deletionTimestamp) return asked
  const metadata = {
    ...asked.metadata,
    deletionTimestamp: timestamp(now),
    deletionGracePeriodSeconds: 0,
  }
  if (kind.generation) metadata.generation = (metadata.generation ?? 0) + 1
  return { ...asked, metadata }
}
