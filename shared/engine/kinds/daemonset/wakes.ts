import { equal } from '../../json.ts'
import { keyOf } from '../../object.ts'
import type { Wakes } from '../define-kind.ts'
import type { Node } from '../node/schema.ts'
import { ownerOfPod } from '../owner-of-pod.ts'

/** A set hears of its pods, and of the node that each of them gets. */
export const daemonsOfPod = ownerOfPod('DaemonSet', {
  alsoNews: (pod, before) => pod.spec.nodeName !== before.spec.nodeName,
})

/** A node that comes, goes, or gets other labels or taints concerns every DaemonSet. */
export const daemonsOfNode: Wakes<Node> = (node, { type, previous }, view) => {
  const before = previous as Node | undefined
  const isSame =
    type === 'MODIFIED' &&
    equal(node.metadata.labels, before?.metadata.labels) &&
    equal(node.spec, before?.spec)
  return isSame ? [] : view.list('DaemonSet').map((set) => keyOf(set))
}
