import { isTerminating } from '../../object.ts'
import { MINUTE, SECOND, type Millis } from '../../time.ts'
import type { Pod } from '../pod/schema.ts'
import { isReady } from '../workload-pods.ts'
import { isAvailable, isOf, type Berth, type Daemons } from './daemons.ts'
import { allowsSurge } from './rolling.ts'
import type { DaemonSet } from './schema.ts'

/** How long a node's failed pod is left before the next is replaced: doubled each time. */
export type Patience = Record<string, { delayMs: Millis; at: Millis }>

/** What is to be made and deleted, and what has to be told. */
export interface Moves {
  /** Nodes that need a pod. */
  make: string[]
  remove: Pod[]
  told: { type: 'Normal' | 'Warning'; reason: string; message: string }[]
  patience: Patience
  /** When a failed pod may be replaced that is left for now. */
  retryAt: Millis | undefined
}

const FIRST_MS = SECOND
const LONGEST_MS = 15 * MINUTE

/**
 * Where pods are missing or too many. Source: pkg/controller/daemon/daemon_controller.go
 * podsShouldBeOnNode.
 */
export function manage(
  set: DaemonSet,
  { berths, stray }: Daemons,
  hash: string,
  now: Millis,
  patience: Patience,
): Moves {
  const moves: Moves = {
    make: [],
    remove: [...stray],
    told: [],
    patience: { ...patience },
    retryAt: undefined,
  }
  for (const berth of berths) {
    if (berth.wanted && berth.pods.length === 0) moves.make.push(berth.node)
    else if (berth.stays) keep(moves, set, berth, hash, now)
    else moves.remove.push(...berth.pods.filter((pod) => !isTerminating(pod)))
  }
  return moves
}

function keep(moves: Moves, set: DaemonSet, berth: Berth, hash: string, now: Millis): void {
  const living: Pod[] = []
  for (const pod of berth.pods) {
    if (isTerminating(pod)) continue
    if (pod.status.phase === 'Failed') buryFailed(moves, pod, berth.node, now)
    else if (pod.status.phase === 'Succeeded') {
      tell(moves, 'Normal', 'SucceededDaemonPod', 'succeeded', pod, berth.node)
    } else living.push(pod)
  }
  if (!allowsSurge(set)) moves.remove.push(...living.slice(1))
  else if (living.length > 1) moves.remove.push(...surplus(set, living, hash, now))
  else if (living.length === 0 && berth.wanted) moves.make.push(berth.node)
}

function buryFailed(moves: Moves, pod: Pod, node: string, now: Millis): void {
  const before = moves.patience[node]
  if (before && now < before.at + before.delayMs) {
    moves.retryAt = Math.min(moves.retryAt ?? Infinity, before.at + before.delayMs)
    return
  }
  const isOld = !before || now - before.at > 2 * LONGEST_MS
  const delayMs = isOld ? FIRST_MS : Math.min(before.delayMs * 2, LONGEST_MS)
  moves.patience[node] = { delayMs, at: now }
  tell(moves, 'Warning', 'FailedDaemonPod', 'failed', pod, node)
}

function tell(
  moves: Moves,
  type: 'Normal' | 'Warning',
  reason: string,
  what: 'failed' | 'succeeded',
  pod: Pod,
  node: string,
): void {
  const { namespace = '', name } = pod.metadata
  const aim = what === 'failed' ? 'kill' : 'delete'
  const message = `Found ${what} daemon pod ${namespace}/${name} on node ${node}, will try to ${aim} it`
  moves.told.push({ type, reason, message })
  moves.remove.push(pod)
}

/** With surge an old and a new pod may stand side by side until the new one is available. */
function surplus(set: DaemonSet, living: readonly Pod[], hash: string, now: Millis): Pod[] {
  const newest = living.find((pod) => isOf(pod, hash))
  const oldest = living.find((pod) => !isOf(pod, hash))
  const others = living.filter((pod) => pod !== newest && pod !== oldest)
  if (!newest || !oldest) return others
  const isDone = !isReady(oldest) || isAvailable(set, newest, now)
  return isDone ? [...others, oldest] : others
}
