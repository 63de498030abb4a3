import type { Json } from '../json.ts'
import {
  isFelt,
  pressureFault,
  silencer,
  struck,
  type MachineNote,
} from '../kinds/fault/effects.ts'
import type { Fault } from '../kinds/fault/schema.ts'
import { hitsNode } from '../kinds/fault/target.ts'
import { NODE_LEASES } from '../kinds/lease/index.ts'
import { healthyConditions, readyStatus } from '../kinds/node/conditions.ts'
import type { Node } from '../kinds/node/schema.ts'
import { bootId } from '../kinds/node/shape.ts'
import { isMachine } from '../kinds/node/strategy.ts'
import { keyOf, type Draft, type ObjectKey } from '../object.ts'
import { plan, type Plan } from '../plan.ts'
import type { Change } from '../change.ts'
import type { View } from '../store/view.ts'
import { microTimestamp, SECOND, type Millis } from '../time.ts'
import { KUBELET } from './life.ts'
import { underPressure } from './pressure.ts'

/** A machine is up again so long after what broke it is gone. */
const BOOT_MS = { low: 4 * SECOND, high: 9 * SECOND }

/** What a kubelet tells, in this order, of conditions that it finds good. */
const GOOD: readonly [type: string, reason: string][] = [
  ['MemoryPressure', 'NodeHasSufficientMemory'],
  ['DiskPressure', 'NodeHasNoDiskPressure'],
  ['PIDPressure', 'NodeHasSufficientPID'],
]

/** What a machine and its kubelet do beside running pods: a Lease, silence, coming back. */
export function reconcileMachine(node: Node, view: View): Plan {
  if (!isMachine(node)) return plan()
  const note = (view.memo<Json>() as MachineNote | undefined) ?? { boots: 0 }
  const fault = silencer(view, node)
  if (fault) return fallSilent(note, fault, view)
  if (note.silentSince === undefined) return awake(node, note, view)
  if (!note.crashed) return back(node, note, view)
  const bootAt = note.bootAt ?? view.now + bootMs(node, note, view)
  if (view.now < bootAt)
    return plan()
      .memo({ ...note, bootAt })
      .wakeAt(bootAt)
  return booted(node, note, view)
}

/** A kubelet that is well: it has its Lease, and looks at what its node has left. */
function awake(node: Node, note: MachineNote, view: View): Plan {
  const into = leased(node, view)
  const { pressure: before, ...kept } = note
  const pressure = underPressure(node, note, view, into)
  if (!pressure && !before) return into
  return into.memo({ ...kept, ...(pressure ? { pressure } : {}) } as Json)
}

function fallSilent(note: MachineNote, fault: Fault, view: View): Plan {
  const { bootAt: cancelled, ...kept } = note
  const crashes = fault.spec.what === 'crash'
  const next: MachineNote = {
    ...kept,
    silentSince: note.silentSince ?? view.now,
    crashed: (note.crashed ?? false) || crashes,
  }
  const fallen = plan()
    .memo(next as Json)
    .blame(fault.metadata.name)
  const wasDown = note.silentSince !== undefined && (note.crashed || !crashes)
  return wasDown && cancelled === undefined ? fallen : fallen.status(struck(fault))
}

/** Its network is back: whatever was missed is done now. */
function back(node: Node, { boots }: MachineNote, view: View): Plan {
  return reported(plan().memo({ boots }), node, view).wakeAt(nextLook(node, view))
}

/** Who is back looks at once at what its node is short of. */
function nextLook(node: Node, view: View): Millis | null {
  const isShort = (what: 'memory-pressure' | 'disk-pressure'): boolean =>
    pressureFault(view, what, node) !== undefined
  return isShort('memory-pressure') || isShort('disk-pressure') ? view.now + 1 : null
}

function booted(node: Node, { boots }: MachineNote, view: View): Plan {
  const next = bootId(node.metadata.name, boots + 1)
  const status = { ...node.status, nodeInfo: { ...node.status.nodeInfo, bootID: next } }
  const fresh = { ...node, status: status as Node['status'] }
  const restarted = plan().memo({ boots: boots + 1 })
  told(restarted, node, 'Normal', 'Starting', 'Starting kubelet.')
  // A kubelet that starts knows of no conditions yet: it finds each of them anew.
  toldGood(restarted, node, () => true)
  const message = `Node ${node.metadata.name} has been rebooted, boot id: ${next}`
  told(restarted, node, 'Warning', 'Rebooted', message)
  return reported(restarted, fresh, view).wakeAt(nextLook(node, view))
}

/**
 * The kubelet says that the node is well, and tells of the conditions that were not so before.
 * Source: pkg/kubelet/nodestatus/setters.go (v1.32).
 */
function reported(into: Plan, node: Node, view: View): Plan {
  const was = readyStatus(node)
  const conditions = healthyConditions(node.status.conditions, view.now)
  const next: Node = { ...node, status: { ...node.status, conditions } }
  into.status(next)
  toldGood(into, node, (type) => {
    return node.status.conditions?.find((before) => before.type === type)?.status !== 'False'
  })
  return was === 'True' ? into : toldNow(into, node, 'NodeReady')
}

function toldGood(into: Plan, node: Node, isNews: (type: string) => boolean): void {
  for (const [type, reason] of GOOD) if (isNews(type)) toldNow(into, node, reason)
}

function toldNow(into: Plan, node: Node, reason: string): Plan {
  return told(into, node, 'Normal', reason, `Node ${node.metadata.name} status is now: ${reason}`)
}

function told(
  into: Plan,
  node: Node,
  type: 'Normal' | 'Warning',
  reason: string,
  message: string,
): Plan {
  const host = node.metadata.name
  return into.event({ regarding: node, type, reason, message, component: KUBELET, host })
}

function bootMs(node: Node, { boots }: MachineNote, view: View): number {
  const { low, high } = BOOT_MS
  return low + Math.floor(view.luck(node, `boot ${boots}`) * (high - low))
}

/** The Lease of a kubelet. That it is renewed is computed when somebody reads it. */
function leased(node: Node, view: View): Plan {
  const { name, uid } = node.metadata
  if (view.get('Lease', NODE_LEASES, name) || !view.get('Namespace', '', NODE_LEASES)) return plan()
  return plan().create({
    apiVersion: 'coordination.k8s.io/v1',
    kind: 'Lease',
    metadata: {
      name,
      namespace: NODE_LEASES,
      ownerReferences: [{ apiVersion: 'v1', kind: 'Node', name, uid }],
    },
    spec: {
      holderIdentity: name,
      leaseDurationSeconds: 40,
      renewTime: microTimestamp(view.now),
    },
  } as Draft)
}

/** A new node gets its Lease. */
export function onNodeAdded(node: Node, { type }: Change): ObjectKey[] {
  return type === 'ADDED' ? [keyOf(node)] : []
}

const OF_MACHINES: readonly string[] = ['crash', 'unreachable', 'memory-pressure', 'disk-pressure']

/** Machines feel the faults that hit them. */
export function onMachineFault(fault: Fault, { type, previous }: Change, view: View): ObjectKey[] {
  if (!OF_MACHINES.includes(fault.spec.what)) return []
  if (type === 'MODIFIED' && !isFelt(fault, previous)) return []
  return view
    .list<Node>('Node')
    .filter((node) => hitsNode(fault, node))
    .map((node) => keyOf(node))
}
