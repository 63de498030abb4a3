import type { DeleteHow } from '../../plan.ts'
import { timestamp, type Millis } from '../../time.ts'
import type { Strategy } from '../define-kind.ts'
import { isEmptied } from './conditions.ts'
import type { Namespace } from './schema.ts'
import { validateNamespace, validateNamespaceUpdate } from './validate.ts'

/** What keeps a namespace until its content is gone. Upstream: v1.FinalizerKubernetes. */
const KUBERNETES = 'kubernetes'

const finalizersOf = (namespace: Namespace): string[] => namespace.spec.finalizers ?? []

function prepareCreate(namespace: Namespace): Namespace {
  const given = finalizersOf(namespace)
  const finalizers = given.includes(KUBERNETES) ? given : [...given, KUBERNETES]
  return { ...namespace, spec: { finalizers }, status: { phase: 'Active' } }
}

/** Only the finalize subresource may change the spec. */
function prepareUpdate(next: Namespace, old: Namespace, subresource: string): Namespace {
  return subresource === 'finalize' ? next : { ...next, spec: old.spec }
}

/**
 * The first deletion only marks the namespace. When its controller finds it empty it says so in the
 * conditions and asks again: then nothing is left that could hold it.
 * Source: pkg/registry/core/namespace/storage/storage.go Delete.
 */
function markDeleted(namespace: Namespace, _how: DeleteHow, now: Millis): Namespace | undefined {
  if (!namespace.metadata.deletionTimestamp) {
    if (finalizersOf(namespace).length === 0) return undefined
    const metadata = { ...namespace.metadata, deletionTimestamp: timestamp(now) }
    return { ...namespace, metadata, status: { ...namespace.status, phase: 'Terminating' } }
  }
  const others = finalizersOf(namespace).filter((name) => name !== KUBERNETES)
  return others.length === 0 && isEmptied(namespace) ? undefined : namespace
}

export const strategy: Strategy<Namespace> = {
  prepareCreate,
  prepareUpdate,
  validate: validateNamespace,
  validateUpdate: validateNamespaceUpdate,
  markDeleted,
  isHeld: (namespace) => finalizersOf(namespace).length > 0,
}
