import { readyStatus } from '../kinds/node/conditions.ts'
import type { Node, Taint } from '../kinds/node/schema.ts'
import { timestamp, type Millis } from '../time.ts'

export const NOT_READY = 'node.kubernetes.io/not-ready'
export const UNREACHABLE = 'node.kubernetes.io/unreachable'
const UNSCHEDULABLE = 'node.kubernetes.io/unschedulable'

/**
 * Taints that follow from conditions, by condition and status. Source:
 * node_lifecycle_controller.go.
 */
const OF_CONDITION: readonly { type: string; status: string; key: string }[] = [
  { type: 'Ready', status: 'False', key: NOT_READY },
  { type: 'Ready', status: 'Unknown', key: UNREACHABLE },
  { type: 'MemoryPressure', status: 'True', key: 'node.kubernetes.io/memory-pressure' },
  { type: 'DiskPressure', status: 'True', key: 'node.kubernetes.io/disk-pressure' },
  { type: 'NetworkUnavailable', status: 'True', key: 'node.kubernetes.io/network-unavailable' },
  { type: 'PIDPressure', status: 'True', key: 'node.kubernetes.io/pid-pressure' },
]

/** The taint that drives pods away from a node that is not ready; undefined for one that is. */
export function evictingKey(node: Node): string | undefined {
  const ready = readyStatus(node)
  if (ready === 'Unknown') return UNREACHABLE
  return ready === 'False' ? NOT_READY : undefined
}

/** Is it a taint by which the control plane drives pods away? */
export function isEvicting({ key, effect }: Taint): boolean {
  return effect === 'NoExecute' && (key === NOT_READY || key === UNREACHABLE)
}

/**
 * The node with the taints that keep new pods off it, as its conditions and its owner want them.
 */
export function withScheduleTaints(node: Node, now: Millis): Node {
  const wanted = new Set(wantedKeys(node))
  const managed = new Set([...OF_CONDITION.map(({ key }) => key), UNSCHEDULABLE])
  const taints = node.spec.taints ?? []
  const kept = taints.filter(
    ({ key, effect }) => effect !== 'NoSchedule' || !managed.has(key) || wanted.has(key),
  )
  const there = new Set(kept.filter(({ effect }) => effect === 'NoSchedule').map(({ key }) => key))
  const added = [...wanted]
    .filter((key) => !there.has(key))
    .map((key) => taint(key, 'NoSchedule', now))
  if (added.length === 0 && kept.length === taints.length) return node
  return withTaints(node, [...kept, ...added])
}

function wantedKeys(node: Node): string[] {
  const keys = OF_CONDITION.filter(({ type, status }) =>
    node.status.conditions?.some((one) => one.type === type && one.status === status),
  ).map(({ key }) => key)
  return node.spec.unschedulable ? [...keys, UNSCHEDULABLE] : keys
}

/** The node with the one taint that drives pods away, or with none. */
export function withEvictingTaint(node: Node, key: string | undefined, now: Millis): Node {
  const taints = node.spec.taints ?? []
  if (taints.filter(isEvicting).every((one) => one.key === key)) {
    const there = taints.some((one) => isEvicting(one) && one.key === key)
    if (there || key === undefined) return node
  }
  const others = taints.filter((one) => !isEvicting(one))
  return withTaints(node, key === undefined ? others : [...others, taint(key, 'NoExecute', now)])
}

function withTaints(node: Node, taints: Taint[]): Node {
  const { taints: _before, ...spec } = node.spec
  return { ...node, spec: taints.length > 0 ? { ...spec, taints } : spec }
}

function taint(key: string, effect: Taint['effect'], now: Millis): Taint {
  return { key, effect, timeAdded: timestamp(now) }
}
