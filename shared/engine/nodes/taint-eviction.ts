import type { Change } from '../change.ts'
import { equal } from '../json.ts'
import { defineController } from '../kinds/define-kind.ts'
import { silencer } from '../kinds/fault/effects.ts'
import type { Node, Taint } from '../kinds/node/schema.ts'
import { isTerminal, withCondition } from '../kinds/pod/condition.ts'
import type { Pod, Toleration } from '../kinds/pod/schema.ts'
import { isTerminating, keyOf, type ObjectKey } from '../object.ts'
import { plan, type Plan } from '../plan.ts'
import { covers } from '../kinds/tolerations.ts'
import type { View } from '../store/view.ts'
import { SECOND, type Millis } from '../time.ts'

type Note = { since: Millis }

/** Deletes pods that do not tolerate their node's NoExecute taints, or not any longer. */
export const taintEviction = defineController<Pod>({
  name: 'taint-eviction',
  kind: 'Pod',
  lagMs: 20,
  wokenBy: { Pod: onPod, Node: onNode },
  reconcile,
})

function reconcile(pod: Pod, view: View): Plan {
  if (!pod.spec.nodeName || isTerminating(pod) || isTerminal(pod)) return plan()
  const node = view.get<Node>('Node', '', pod.spec.nodeName)
  const note = view.memo<Note>()
  const taints = noExecute(node)
  const seconds = taints.length === 0 ? undefined : toleratedSeconds(pod, taints)
  if (seconds === undefined) return note ? cancelled(pod) : plan()
  const since = note?.since ?? view.now
  const due = since + seconds * SECOND
  if (view.now < due) return plan().memo({ since }).wakeAt(due)
  return deleted(pod, view).blame(node && silencer(view, node)?.metadata.name)
}

/** How long the pod stays: the least that it tolerates; 0 for not at all, undefined for ever. */
export function toleratedSeconds(pod: Pod, taints: readonly Taint[]): number | undefined {
  const used: Toleration[] = []
  for (const taint of taints) {
    const toleration = (pod.spec.tolerations ?? []).find((one) => covers(one, taint))
    if (!toleration) return 0
    used.push(toleration)
  }
  const limits = used.flatMap(({ tolerationSeconds }) => tolerationSeconds ?? [])
  return limits.length === 0 ? undefined : Math.max(Math.min(...limits), 0)
}

function cancelled(pod: Pod): Plan {
  return told(plan().memo(null), pod, `Cancelling deletion of Pod ${nameOf(pod)}`)
}

/** Source: tainteviction/taint_eviction.go addConditionAndDeletePod (v1.32). */
function deleted(pod: Pod, view: View): Plan {
  const condition = {
    type: 'DisruptionTarget',
    status: 'True',
    reason: 'DeletionByTaintManager',
    message: 'Taint manager: deleting due to NoExecute taint',
  } as const
  return told(plan(), pod, `Marking for deletion Pod ${nameOf(pod)}`)
    .status(withCondition(pod, condition, view.now))
    .delete(pod)
}

function told(into: Plan, pod: Pod, message: string): Plan {
  const component = 'taint-eviction-controller'
  const reason = 'TaintManagerEviction'
  return into.event({ regarding: pod, type: 'Normal', reason, message, component })
}

const nameOf = ({ metadata }: Pod): string => `${metadata.namespace}/${metadata.name}`

function noExecute(node: Node | undefined): Taint[] {
  return (node?.spec.taints ?? []).filter(({ effect }) => effect === 'NoExecute')
}

function onPod(pod: Pod, { type, previous }: Change, view: View): ObjectKey[] {
  if (type === 'DELETED' || !pod.spec.nodeName) return []
  const before = previous as Pod | undefined
  if (before?.spec.nodeName && equal(before.spec.tolerations, pod.spec.tolerations)) return []
  // Nearly all nodes have no such taint: their pods need no visit.
  const node = view.get<Node>('Node', '', pod.spec.nodeName)
  return noExecute(node).length > 0 ? [keyOf(pod)] : []
}

function onNode(node: Node, { type, previous }: Change, view: View): ObjectKey[] {
  const before = noExecute(previous as Node | undefined)
  if (type === 'DELETED' || equal(before, noExecute(node))) return []
  return view.indexed<Pod>('podsByNode', node.metadata.name).map((pod) => keyOf(pod))
}
