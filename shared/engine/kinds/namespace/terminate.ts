import { isTerminating, objectKey, type KubeObject } from '../../object.ts'
import { plan, type Plan } from '../../plan.ts'
import type { View } from '../../store/view.ts'
import { defineController, type Wakes } from '../define-kind.ts'
import { deletionConditions } from './conditions.ts'
import type { Namespace } from './schema.ts'

/** The index of everything that lives in a namespace. */
export const CONTENT = 'content'

/** Files an object under its namespace. */
export function contentWords({ metadata }: KubeObject): readonly string[] {
  return metadata.namespace === undefined ? [] : [metadata.namespace]
}

/**
 * Empties a namespace that is to go, then lets it go. Nothing new can come in: the door refuses it.
 * Source: pkg/controller/namespace/deletion/namespaced_resources_deleter.go.
 */
function terminate(namespace: Namespace, view: View): Plan {
  const result = plan()
  if (!isTerminating(namespace)) return result
  const content = view.indexed<KubeObject>(CONTENT, namespace.metadata.name)
  const fresh = content.filter((object) => !isTerminating(object))
  for (const object of fresh) result.delete(object, { propagation: 'Background' })
  // Some of it goes at once: what is left shows at the next visit.
  if (fresh.length > 0) return result.wakeAt(view.now + 1)

  const conditions = deletionConditions(namespace, content, view.now)
  const next: Namespace = { ...namespace, status: { ...namespace.status, conditions } }
  result.status(next)
  return content.length === 0 ? result.delete(namespace) : result
}

/** When something vanishes, its namespace may have become empty. */
const homeOfTheGone: Wakes = ({ metadata: { namespace } }, change, view) => {
  if (change.type !== 'DELETED' || namespace === undefined) return []
  const home = view.get('Namespace', '', namespace)
  return home && isTerminating(home) ? [objectKey('Namespace', '', namespace)] : []
}

const itself: Wakes = (namespace) => [objectKey('Namespace', '', namespace.metadata.name)]

export const terminator = defineController<Namespace>({
  name: 'namespace',
  kind: 'Namespace',
  lagMs: 20,
  wokenBy: { Namespace: itself, '*': homeOfTheGone },
  reconcile: terminate,
})
