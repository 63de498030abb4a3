import type { Change } from '../change.ts'
import { defineController } from '../kinds/define-kind.ts'
import { readyStatus } from '../kinds/node/conditions.ts'
import type { Node } from '../kinds/node/schema.ts'
import { isTerminal, withCondition } from '../kinds/pod/condition.ts'
import type { Pod } from '../kinds/pod/schema.ts'
import { isTerminating, keyOf, type ObjectKey } from '../object.ts'
import { plan, type Plan } from '../plan.ts'
import type { View } from '../store/view.ts'
import { SECOND, type Millis } from '../time.ts'

/**
 * Pods without a node are looked for so often, and taken after so long. Source: gc_controller.go.
 */
const LOOK_MS = 20 * SECOND
const QUARANTINE_MS = 40 * SECOND
const OUT_OF_SERVICE = 'node.kubernetes.io/out-of-service'

type Note = { since: Millis }

/**
 * Deletes pods that no kubelet will ever report on: those of nodes that were deleted, and those
 * that wait to end on nodes that somebody declared out of service.
 */
export const podGC = defineController<Pod>({
  name: 'pod-gc',
  kind: 'Pod',
  lagMs: 20,
  wokenBy: { Pod: onPod, Node: onNode },
  reconcile,
})

function reconcile(pod: Pod, view: View): Plan {
  if (!pod.spec.nodeName) return plan()
  const node = view.get<Node>('Node', '', pod.spec.nodeName)
  if (node) return isOutOfService(node) && isTerminating(pod) ? removed(pod) : plan().memo(null)
  const since = view.memo<Note>()?.since ?? view.now
  const due = Math.ceil((since + QUARANTINE_MS) / LOOK_MS) * LOOK_MS
  if (view.now < due) return plan().memo({ since }).wakeAt(due)
  return isTerminal(pod) ? removed(pod) : failed(pod, view).and(removed(pod))
}

function failed(pod: Pod, view: View): Plan {
  const lost: Pod = { ...pod, status: { ...pod.status, phase: 'Failed' } }
  const condition = {
    type: 'DisruptionTarget',
    status: 'True',
    reason: 'DeletionByPodGC',
    message: 'PodGC: node no longer exists',
  } as const
  return plan().status(withCondition(lost, condition, view.now))
}

function removed(pod: Pod): Plan {
  return plan().delete(pod, { graceSeconds: 0 })
}

function isOutOfService(node: Node): boolean {
  const declared = (node.spec.taints ?? []).some(({ key }) => key === OUT_OF_SERVICE)
  return declared && readyStatus(node) !== 'True'
}

/** Only pods whose node is not there, or given up, need a visit. */
function onPod(pod: Pod, { type, previous }: Change, view: View): ObjectKey[] {
  if (type === 'DELETED' || !pod.spec.nodeName) return []
  const before = previous as Pod | undefined
  if (before?.spec.nodeName && isTerminating(before) === isTerminating(pod)) return []
  const node = view.get<Node>('Node', '', pod.spec.nodeName)
  return !node || isOutOfService(node) ? [keyOf(pod)] : []
}

function onNode(node: Node, { type, previous }: Change, view: View): ObjectKey[] {
  const before = previous as Node | undefined
  const came = type === 'ADDED' || (before && isOutOfService(before)) !== isOutOfService(node)
  if (type !== 'DELETED' && !came) return []
  return view.indexed<Pod>('podsByNode', node.metadata.name).map((pod) => keyOf(pod))
}
