import type { KubeObject, OwnerReference } from '../object.ts'
import type { Plan } from '../plan.ts'
import type { View } from '../store/view.ts'

/**
 * An owner must live in its dependent's namespace. One that lives elsewhere counts as gone, and an
 * event says so, for the deletion that follows would be a riddle.
 */
export function tellOfWrongNamespace(
  result: Plan,
  object: KubeObject,
  gone: readonly OwnerReference[],
  view: View,
): void {
  const { namespace = '' } = object.metadata
  for (const { apiVersion, kind, name, uid } of gone) {
    const isElsewhere = view.list<KubeObject>(kind).some((other) => other.metadata.uid === uid)
    if (!isElsewhere) continue
    const which = `[${apiVersion}/${kind}, namespace: ${namespace}, name: ${name}, uid: ${uid}]`
    result.event({
      regarding: object,
      type: 'Warning',
      reason: 'OwnerRefInvalidNamespace',
      message: `ownerRef ${which} does not exist in namespace "${namespace}"`,
      component: 'garbage-collector-controller',
    })
  }
}
