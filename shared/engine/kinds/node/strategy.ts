import { timestamp, parseTimestamp } from '../../time.ts'
import type { View } from '../../store/view.ts'
import type { Strategy } from '../define-kind.ts'
import { lastReport } from '../fault/effects.ts'
import { healthyConditions } from './conditions.ts'
import type { Node } from './schema.ts'
import { validateNode, validateNodeUpdate } from './validate.ts'

/** Upstream: registry/core/node/strategy.go. A node may be created with the status it has. */
export const strategy: Strategy<Node> = {
  prepareCreate: registered,
  validate: validateNode,
  validateUpdate: validateNodeUpdate,
  present: withHeartbeats,
}

/** Does a simulated machine stand behind the Node? One made by hand has no kubelet. */
export function isMachine(node: Node): boolean {
  return Boolean(node.status.nodeInfo?.kubeletVersion)
}

/** A machine that registers reports that it is well. */
function registered(node: Node, view: View): Node {
  if (!isMachine(node) || node.status.conditions) return node
  const conditions = healthyConditions(undefined, view.now)
  return { ...node, status: { ...node.status, conditions } }
}

/** Heartbeats are a function of now: what a living kubelet would have reported by this instant. */
function withHeartbeats(node: Node, view: View): Node {
  if (!isMachine(node)) return node
  const conditions = node.status.conditions?.map((condition) => {
    if (condition.status === 'Unknown') return condition
    const since = parseTimestamp(condition.lastTransitionTime ?? '') ?? view.now
    return { ...condition, lastHeartbeatTime: timestamp(lastReport(view, node, since)) }
  })
  return conditions ? { ...node, status: { ...node.status, conditions } } : node
}
