import type { Change } from '../change.ts'
import { equal } from '../json.ts'
import { defineController } from '../kinds/define-kind.ts'
import { isFelt, silencer, silentSince } from '../kinds/fault/effects.ts'
import type { Fault } from '../kinds/fault/schema.ts'
import { hitsNode } from '../kinds/fault/target.ts'
import { readyStatus, unknownConditions } from '../kinds/node/conditions.ts'
import type { Node } from '../kinds/node/schema.ts'
import { isMachine } from '../kinds/node/strategy.ts'
import { keyOf, type ObjectKey } from '../object.ts'
import { plan, type Plan } from '../plan.ts'
import type { View } from '../store/view.ts'
import { parseTimestamp, SECOND, type Millis } from '../time.ts'
import { markPodsNotReady } from './pods-not-ready.ts'
import { evictingKey, isEvicting, withEvictingTaint, withScheduleTaints } from './taints.ts'
import { mayEvictAt } from './zones.ts'

/** Kubernetes 1.32: a kubelet may be silent so long; one that never spoke a little longer. */
const GRACE_MS = 50 * SECOND
const STARTUP_GRACE_MS = 60 * SECOND
/** Nodes are looked over so often; what is computed in between comes at the next look. */
const LOOK_MS = 5 * SECOND

/** The component that says so. */
export const NODE_CONTROLLER = 'node-controller'

type Note = {
  /** When the node was first seen to be not ready. */
  noticedAt?: Millis
}

/** Watches over nodes: silence, taints, and their pods' readiness. */
export const nodeLifecycle = defineController<Node>({
  name: 'node-lifecycle',
  kind: 'Node',
  lagMs: 20,
  wokenBy: { Node: onNode, Fault: onFault },
  reconcile,
})

function reconcile(node: Node, view: View): Plan {
  const note = (view.memo() as Note | undefined) ?? {}
  const wants = plan().blame(silencer(view, node)?.metadata.name)
  const next: Note = {}
  const ready = readyStatus(node)
  const lost = lostAt(node, view)
  let seen = node
  if (lost !== undefined && ready !== 'Unknown' && view.now >= lost) {
    seen = giveUp(node, view, wants)
    next.noticedAt = view.now
  } else {
    if (lost !== undefined && ready !== 'Unknown') wants.wakeAt(lost)
    if (ready !== 'True' && ready !== undefined) next.noticedAt = note.noticedAt ?? view.now
  }
  const tainted = evicted(withScheduleTaints(seen, view.now), next, view, wants)
  if (tainted !== seen) wants.update(tainted)
  return wants.memo(next.noticedAt === undefined ? null : { noticedAt: next.noticedAt })
}

/**
 * When the node counts as lost if nothing is heard of it till then; undefined while all is well.
 */
function lostAt(node: Node, view: View): Millis | undefined {
  const heard = silentSince(view, node)
  if (heard !== undefined) return nextLook(heard + GRACE_MS)
  if (isMachine(node)) return undefined
  const made = parseTimestamp(node.metadata.creationTimestamp) ?? view.now
  return readyStatus(node) === undefined ? nextLook(made + STARTUP_GRACE_MS) : undefined
}

/** Nothing was heard for too long: nobody knows how the node is. */
function giveUp(node: Node, view: View, wants: Plan): Node {
  const heard = silentSince(view, node)
  const conditions = unknownConditions(node.status.conditions, heard, view.now)
  const unknown: Node = { ...node, status: { ...node.status, conditions } }
  wants.status(unknown)
  if (readyStatus(node) === 'True') {
    tell(wants, node, 'NodeNotReady', `Node ${node.metadata.name} status is now: NodeNotReady`)
    wants.and(markPodsNotReady(node, view))
  }
  return unknown
}

/** Pods are driven away from the look after the one that noticed, as the zone allows. */
function evicted(node: Node, note: Note, view: View, wants: Plan): Node {
  const key = evictingKey(node)
  const there = (node.spec.taints ?? []).some((one) => isEvicting(one) && one.key === key)
  if (key === undefined) return recovered(node, view, wants)
  const allowed = mayEvictAt(node, view)
  if (allowed === undefined) return withEvictingTaint(node, undefined, view.now)
  if (there) return node
  const due = Math.max(allowed, (note.noticedAt ?? view.now) + LOOK_MS)
  if (view.now >= due) return withEvictingTaint(node, key, view.now)
  wants.wakeAt(due)
  return node
}

/** A node that is back: the next look takes the taint off that drove its pods away. */
function recovered(node: Node, view: View, wants: Plan): Node {
  const ready = node.status.conditions?.find(({ type }) => type === 'Ready')
  if (!(node.spec.taints ?? []).some(isEvicting)) return node
  const since = parseTimestamp(ready?.lastTransitionTime ?? '') ?? 0
  const due = nextLook(since)
  if (view.now >= due) return withEvictingTaint(node, undefined, view.now)
  wants.wakeAt(due)
  return node
}

function tell(wants: Plan, node: Node, reason: string, message: string): void {
  wants.event({ regarding: node, type: 'Normal', reason, message, component: NODE_CONTROLLER })
}

/** The first look after an instant. */
function nextLook(at: Millis): Millis {
  return (Math.floor(at / LOOK_MS) + 1) * LOOK_MS
}

/**
 * The node itself when something that counts has changed; every node when one was lost or found,
 * for they share the pace of evictions. Nothing has to be done for a machine that comes and is
 * well.
 */
function onNode(node: Node, { type, previous }: Change, view: View): ObjectKey[] {
  const before = previous as Node | undefined
  const turned = readyStatus(node) !== (before && readyStatus(before))
  if (type === 'DELETED' || (type === 'MODIFIED' && turned)) {
    return view.list<Node>('Node').map((one) => keyOf(one))
  }
  if (type === 'ADDED') return isMachine(node) && !node.spec.unschedulable ? [] : [keyOf(node)]
  const same =
    before !== undefined &&
    equal(before.spec, node.spec) &&
    equal(before.status.conditions, node.status.conditions)
  return same ? [] : [keyOf(node)]
}

/** Silence is noticed by counting from the last sign of life. */
function onFault(fault: Fault, { type, previous }: Change, view: View): ObjectKey[] {
  if (fault.spec.what !== 'crash' && fault.spec.what !== 'unreachable') return []
  if (type === 'MODIFIED' && !isFelt(fault, previous)) return []
  return view
    .list<Node>('Node')
    .filter((node) => hitsNode(fault, node))
    .map((node) => keyOf(node))
}
