import type { Json } from '../json.ts'
import {
  pressureFault,
  struck,
  type MachineNote,
  type PressureNote,
  type Shortage,
} from '../kinds/fault/effects.ts'
import type { Fault } from '../kinds/fault/schema.ts'
import type { Node, NodeCondition } from '../kinds/node/schema.ts'
import { amountsOf } from '../scheduler/requests.ts'
import { formatQuantity } from '../schema/quantity.ts'
import type { Plan } from '../plan.ts'
import type { View } from '../store/view.ts'
import { MINUTE, SECOND, timestamp, type Millis } from '../time.ts'
import { EVICTION } from './evicted.ts'
import { KUBELET } from './life.ts'
import { ranked, type Candidate } from './ranking.ts'

/** The kubelet looks at its resources so often. Source: eviction_manager monitoringInterval. */
const LOOK_MS = 10 * SECOND
/** A node says that it is short so long after it was seen to be. Source: KubeletConfiguration. */
const TRANSITION_MS = 5 * MINUTE

interface Words {
  resource: 'memory' | 'ephemeral-storage'
  condition: 'MemoryPressure' | 'DiskPressure'
  on: { reason: string; message: string; event: string }
  off: { reason: string; message: string; event: string }
}

/** What a kubelet says of each shortage. Source: nodestatus/setters.go, eviction (v1.32). */
const WORDS: Readonly<Record<Shortage, Words>> = {
  memory: {
    resource: 'memory',
    condition: 'MemoryPressure',
    on: {
      reason: 'KubeletHasInsufficientMemory',
      message: 'kubelet has insufficient memory available',
      event: 'NodeHasInsufficientMemory',
    },
    off: {
      reason: 'KubeletHasSufficientMemory',
      message: 'kubelet has sufficient memory available',
      event: 'NodeHasSufficientMemory',
    },
  },
  disk: {
    resource: 'ephemeral-storage',
    condition: 'DiskPressure',
    on: {
      reason: 'KubeletHasDiskPressure',
      message: 'kubelet has disk pressure',
      event: 'NodeHasDiskPressure',
    },
    off: {
      reason: 'KubeletHasNoDiskPressure',
      message: 'kubelet has no disk pressure',
      event: 'NodeHasNoDiskPressure',
    },
  },
}

const SHORTAGES: readonly Shortage[] = ['memory', 'disk']

/**
 * What a node does that runs short: it says so, drives away as many pods as the fault may strike
 * (one when it does not say), one at each look, and takes its word back five minutes after the
 * shortage is over. Gives the note to keep. [POD-016]
 */
export function underPressure(
  node: Node,
  note: MachineNote,
  view: View,
  into: Plan,
): MachineNote['pressure'] {
  const next: NonNullable<MachineNote['pressure']> = {}
  let told = node
  for (const shortage of SHORTAGES) {
    const fault = pressureFault(view, `${shortage}-pressure`, node)
    const before = note.pressure?.[shortage]
    if (!fault && !before) continue
    if (fault) {
      told = shows(told, shortage, true, view.now, into)
      next[shortage] = pressed(node, shortage, fault, before, view, into)
      continue
    }
    const endsAt = before?.endsAt ?? view.now + TRANSITION_MS
    if (view.now < endsAt) next[shortage] = { evicted: before?.evicted ?? 0, endsAt }
    else told = shows(told, shortage, false, view.now, into)
    if (view.now < endsAt) into.wakeAt(endsAt)
  }
  if (told !== node) into.status(told)
  return Object.keys(next).length > 0 ? next : undefined
}

function pressed(
  node: Node,
  shortage: Shortage,
  fault: Fault,
  before: PressureNote | undefined,
  view: View,
  into: Plan,
): PressureNote {
  const { uid } = fault.metadata
  const kept: PressureNote =
    before?.fault === uid ? before : { fault: uid, evicted: 0, nextAt: view.now }
  const { nextAt } = kept
  if (nextAt === undefined) return kept
  if (view.now < nextAt) {
    into.wakeAt(nextAt)
    return kept
  }
  const evicted = kept.evicted + (reclaim(node, shortage, fault, view, into) ? 1 : 0)
  const isEnough = evicted >= (fault.spec.times ?? 1)
  if (isEnough) return { fault: uid, evicted }
  into.wakeAt(view.now + LOOK_MS)
  return { fault: uid, evicted, nextAt: view.now + LOOK_MS }
}

/** Drives one pod away, if there is one. */
function reclaim(node: Node, shortage: Shortage, fault: Fault, view: View, into: Plan): boolean {
  const { resource } = WORDS[shortage]
  const { name } = node.metadata
  into.event({
    regarding: node,
    type: 'Warning',
    reason: 'EvictionThresholdMet',
    message: `Attempting to reclaim ${resource}`,
    component: KUBELET,
    host: name,
  })
  const [victim] = ranked(node, view)
  if (!victim) return false
  const message = evictionText(node, shortage, victim, view)
  const why: Json = { reason: 'Evicted', message, fault: fault.metadata.name }
  into.blame(fault.metadata.name).send(victim.pod, EVICTION, why, KUBELET)
  into.status(struck(fault))
  return true
}

/** Source: eviction/helpers.go evictionMessage (v1.32). Its texts end with a space. */
function evictionText(node: Node, shortage: Shortage, victim: Candidate, view: View): string {
  const { resource } = WORDS[shortage]
  const low = `The node was low on resource: ${resource}. `
  const luck = view.luck(victim.pod, `evicted ${shortage}`)
  if (shortage === 'disk') {
    const total = amountsOf(node.status.capacity).others['ephemeral-storage'] ?? 0
    const limit = Math.floor(total / 10)
    const left = Math.floor((limit * (0.8 + 0.19 * luck)) / 1024) * 1024
    return `${low}Threshold quantity: ${limit}, available: ${bytesText(left)}. `
  }
  const left = Math.floor((80 + 19 * luck) * 1024) * 1024
  const who = victim.usage.flatMap(({ name, memoryBytes }) => {
    const { resources } = victim.pod.spec.containers.find((one) => one.name === name) ?? {}
    const asked = resources?.requests?.memory ?? '0'
    if (memoryBytes <= amountsOf(resources?.requests).memory) return []
    const used = bytesText(memoryBytes)
    const container = `Container ${name} was using ${used}, request is ${asked}`
    return [`${container}, has larger consumption of ${resource}. `]
  })
  return `${low}Threshold quantity: 100Mi, available: ${bytesText(left)}. ${who.join('')}`
}

function bytesText(bytes: number): string {
  const whole = BigInt(Math.floor(bytes / 1024)) * 1024n
  return formatQuantity({ nano: whole * 1_000_000_000n, format: 'BinarySI' })
}

/** The node with its condition, and an event where that is news. */
function shows(node: Node, shortage: Shortage, isShort: boolean, now: Millis, into: Plan): Node {
  const { condition: type, on, off } = WORDS[shortage]
  const { reason, message, event } = isShort ? on : off
  const status = isShort ? 'True' : 'False'
  const conditions = node.status.conditions ?? []
  const before = conditions.find((one) => one.type === type)
  if (before?.status === status) return node
  const at = timestamp(now)
  const times = { lastHeartbeatTime: at, lastTransitionTime: at }
  const next: NodeCondition = { type, status, ...times, reason, message }
  into.event({
    regarding: node,
    type: 'Normal',
    reason: event,
    message: `Node ${node.metadata.name} status is now: ${event}`,
    component: KUBELET,
    host: node.metadata.name,
  })
  const list = conditions.map((one) => (one === before ? next : one))
  return { ...node, status: { ...node.status, conditions: before ? list : [...list, next] } }
}
