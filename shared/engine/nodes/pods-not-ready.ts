import { podReady, withCondition } from '../kinds/pod/condition.ts'
import type { Node } from '../kinds/node/schema.ts'
import type { Pod } from '../kinds/pod/schema.ts'
import { plan, type Plan } from '../plan.ts'
import type { View } from '../store/view.ts'

/**
 * The pods of a lost node serve nobody. Source: nodelifecycle controller_utils.go MarkPodsNotReady.
 */
export function markPodsNotReady(node: Node, view: View): Plan {
  const wants = plan()
  for (const pod of view.indexed<Pod>('podsByNode', node.metadata.name)) {
    if (!podReady(pod)) continue
    wants.status(withCondition(pod, { type: 'Ready', status: 'False' }, view.now)).event({
      regarding: pod,
      type: 'Warning',
      reason: 'NodeNotReady',
      message: 'Node is not ready',
      component: 'node-controller',
    })
  }
  return wants
}
