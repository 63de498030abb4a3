import { equal } from '../json.ts'
import type { Kind } from '../kinds/define-kind.ts'
import type { KubeObject, ObjectMeta } from '../object.ts'
import { applyDefaults } from '../schema/defaults.ts'
import type { View } from '../store/view.ts'
import type { Part } from './admit.ts'

/**
 * The object that an update leads to: identity and the fields that a part may not touch stay as
 * they were, absent fields get their defaults, and the generation grows when the spec differs.
 */
export function mergeForUpdate(
  kind: Kind,
  next: KubeObject,
  old: KubeObject,
  part: Part,
  view: View,
): KubeObject {
  const touched = part === 'status' ? withStatus(old, next) : keepStatus(kind, next, old, part)
  const merged = kind.strategy?.prepareUpdate?.(touched, old, part, view) ?? touched
  const metadata = keepIdentity(merged.metadata, old.metadata)
  if (kind.generation) {
    const differs = kind.strategy?.countsInGeneration?.(merged, old)
    const grows = part !== 'status' && (differs ?? !equal(specOf(merged), specOf(old)))
    metadata.generation = (old.metadata.generation ?? 0) + (grows ? 1 : 0)
  }
  return { ...merged, metadata }
}

function withStatus(old: KubeObject, next: KubeObject): KubeObject {
  return { ...old, status: (next as { status?: unknown }).status } as KubeObject
}

function keepStatus(kind: Kind, next: KubeObject, old: KubeObject, part: Part): KubeObject {
  const filled = applyDefaults(kind.schema, next)
  if (!kind.status || part === 'binding') return filled
  return { ...filled, status: (old as { status?: unknown }).status } as KubeObject
}

/** Everything that counts as "the spec" for the generation: all but metadata and status. */
function specOf(object: KubeObject): unknown {
  const {
    metadata: _metadata,
    status: _status,
    ...rest
  } = object as KubeObject & {
    status?: unknown
  }
  return rest
}

function keepIdentity(next: ObjectMeta, old: ObjectMeta): ObjectMeta {
  const { deletionTimestamp: _time, deletionGracePeriodSeconds: _grace, ...free } = next
  const kept: ObjectMeta = {
    ...free,
    name: old.name,
    uid: old.uid,
    resourceVersion: old.resourceVersion,
    creationTimestamp: old.creationTimestamp,
  }
  if (old.namespace !== undefined) kept.namespace = old.namespace
  if (old.generateName !== undefined) kept.generateName = old.generateName
  if (old.generation !== undefined) kept.generation = old.generation
  if (old.deletionTimestamp !== undefined) kept.deletionTimestamp = old.deletionTimestamp
  if (old.deletionGracePeriodSeconds !== undefined) {
    kept.deletionGracePeriodSeconds = old.deletionGracePeriodSeconds
  }
  return kept
}
