import { controllerOf, type KubeObject } from '../../object.ts'
import type { View } from '../../store/view.ts'
import type { Pod } from '../pod/schema.ts'

interface Sized extends KubeObject {
  spec: { replicas?: number; parallelism?: number }
}

/** Kinds that say how many pods they want. Source: disruption.go finders, and /scale. */
const SIZED = new Set(['ReplicationController', 'ReplicaSet', 'StatefulSet', 'Deployment'])

/**
 * How many pods the controllers of some pods want together, each controller once; a text says why
 * that cannot be known. Source: disruption.go getExpectedScale.
 */
export function expectedScale(pods: readonly Pod[], view: View): number | string {
  const seen = new Set<string>()
  let sum = 0
  for (const pod of pods) {
    const reference = controllerOf(pod)
    // Pods that nobody controls have no scale: their budget must be a number.
    if (!reference || seen.has(reference.uid)) continue
    const sized = sizedOf(pod, view)
    if (!sized) return `found no controllers for pod ${JSON.stringify(pod.metadata.name)}`
    if (seen.has(sized.metadata.uid)) continue
    seen.add(reference.uid)
    seen.add(sized.metadata.uid)
    sum += sized.spec.replicas ?? 0
  }
  return sum
}

/** The Deployment above a pod's ReplicaSet, or the controller itself. */
function sizedOf(pod: Pod, view: View): Sized | undefined {
  const home = pod.metadata.namespace ?? ''
  const reference = controllerOf(pod)
  if (!reference || !SIZED.has(reference.kind)) return undefined
  const controller = view.get<Sized>(reference.kind, home, reference.name)
  if (controller?.metadata.uid !== reference.uid) return undefined
  const above = controllerOf(controller)
  if (!above || !SIZED.has(above.kind)) return controller
  const top = view.get<Sized>(above.kind, home, above.name)
  return top?.metadata.uid === above.uid ? top : controller
}

/** Are there pods that nobody controls? */
export function hasUnmanaged(pods: readonly Pod[]): boolean {
  return pods.some((pod) => controllerOf(pod) === undefined)
}
