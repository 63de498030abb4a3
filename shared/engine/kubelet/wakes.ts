import type { Change } from '../change.ts'
import { equal } from '../json.ts'
import { isFelt } from '../kinds/fault/effects.ts'
import type { Fault } from '../kinds/fault/schema.ts'
import { hitsImage, hitsNode, hitsPod } from '../kinds/fault/target.ts'
import type { Node } from '../kinds/node/schema.ts'
import type { Pod } from '../kinds/pod/schema.ts'
import { keyOf, type KubeObject, type ObjectKey } from '../object.ts'
import type { View } from '../store/view.ts'
import { mindsSource } from '../volumes/settings.ts'

/**
 * A kubelet looks at its pods' specs and deletions. Statuses are its own work, except for gates.
 */
export function onPod(pod: Pod, { type, previous }: Change): ObjectKey[] {
  if (!pod.spec.nodeName || type === 'DELETED') return []
  const before = previous as Pod | undefined
  if (before?.spec.nodeName && !isNews(before, pod)) return []
  return [keyOf(pod)]
}

function isNews(before: Pod, after: Pod): boolean {
  const { deletionTimestamp, deletionGracePeriodSeconds } = after.metadata
  return (
    before.metadata.deletionTimestamp !== deletionTimestamp ||
    before.metadata.deletionGracePeriodSeconds !== deletionGracePeriodSeconds ||
    (after.spec.readinessGates ?? []).length > 0 ||
    after.status.resize === 'Proposed' ||
    !equal(before.spec, after.spec)
  )
}

/** A node that was booted looks after all of its pods. */
export function onNode(node: Node, { type, previous }: Change, view: View): ObjectKey[] {
  const before = previous as Node | undefined
  const booted = before?.status.nodeInfo?.bootID !== node.status.nodeInfo?.bootID
  if (type === 'DELETED' || (type === 'MODIFIED' && !booted)) return []
  return podsOn(view, node)
}

/** A fault that begins or ends is felt by the pods that it hits. */
export function onFault(fault: Fault, { type, previous }: Change, view: View): ObjectKey[] {
  if (type === 'MODIFIED' && !isFelt(fault, previous)) return []
  const { what } = fault.spec
  if (what === 'crash' || what === 'unreachable') {
    const nodes = view.list<Node>('Node').filter((node) => hitsNode(fault, node))
    return nodes.flatMap((node) => podsOn(view, node))
  }
  if (OF_OTHERS.includes(what)) return []
  return view
    .list<Pod>('Pod')
    .filter((pod) => pod.spec.nodeName && hitsPod(fault, pod))
    .filter(({ spec: { initContainers = [], containers } }) =>
      [...initContainers, ...containers].some(({ image }) => hitsImage(fault, image ?? '')),
    )
    .map((pod) => keyOf(pod))
}

/** What a kubelet does not feel in its pods: its node or somebody else does. */
const OF_OTHERS: readonly string[] = ['memory-pressure', 'disk-pressure', 'scheduler-down']

function podsOn(view: View, node: Node): ObjectKey[] {
  return view.indexed<Pod>('podsByNode', node.metadata.name).map((pod) => keyOf(pod))
}

/** A ConfigMap or Secret that comes or changes lets those pods go on that wait for it. */
export function onSource(object: KubeObject, { type }: Change, view: View): ObjectKey[] {
  if (type === 'DELETED') return []
  return view
    .list<Pod>('Pod', object.metadata.namespace ?? '')
    .filter((pod) => pod.spec.nodeName && (awaitsSource(pod) || mindsSource(pod, object)))
    .map((pod) => keyOf(pod))
}

function awaitsSource({ status }: Pod): boolean {
  if (status.phase === 'Pending') return true
  const all = [...(status.initContainerStatuses ?? []), ...(status.containerStatuses ?? [])]
  return all.some(({ state }) => state.waiting?.reason === 'CreateContainerConfigError')
}
