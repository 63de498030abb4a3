import { byText } from '../json.ts'
import { parseTimestamp, type Millis } from '../time.ts'
import type { Pod } from './pod/schema.ts'
import { isActive, isReady, readySince } from './workload-pods.ts'

/** Annotation by which people say which pod they would rather keep. */
const DELETION_COST = 'controller.kubernetes.io/pod-deletion-cost'
const LOWEST_COST = -(2 ** 31)
const HIGHEST_COST = 2 ** 31 - 1

/** What the order asks of a pod, looked up once: comparing happens n·log(n) times. */
interface Rank {
  pod: Pod
  isAssigned: boolean
  phase: number
  isReady: boolean
  cost: number
  /** Active pods of related sets on the same node. */
  crowd: number
  readyForMs: Millis | undefined
  restarts: number
  sidecarRestarts: number
  ageMs: Millis | undefined
}

const PHASES: Record<string, number> = { Pending: 0, Unknown: 1, Running: 2 }

/**
 * The `count` pods of a set that go first when it shrinks. In this order: not on a node; Pending,
 * Unknown, Running; not ready; cheaper by annotation; more crowded node; ready for less time; more
 * restarts; younger. Times are compared by powers of two, so that pods of about one age are drawn
 * by uid and not by birth. Of pods ready for 3, 5 and 70 s the first is taken first; of pods ready
 * for 70 and 100 s (both between 2^36 and 2^37 ns) it is the one with the smaller uid.
 * Source: pkg/controller/controller_utils.go ActivePodsWithRanks; replica_set.go getPodsToDelete.
 */
export function victims(
  pods: readonly Pod[],
  related: readonly Pod[],
  count: number,
  now: Millis,
): Pod[] {
  if (count >= pods.length) return [...pods]
  const crowds = countByNode(related)
  const ranks = pods.map((pod) => rankOf(pod, crowds, now))
  return firstOf(ranks, count).map((rank) => rank.pod)
}

/** Sorting pays when many are wanted; a few are picked in one pass. */
const FEW = 20

function firstOf(ranks: Rank[], count: number): Rank[] {
  if (count > FEW) return ranks.sort(compare).slice(0, count)
  const first: Rank[] = []
  for (const rank of ranks) {
    const worst = first[count - 1]
    if (worst && compare(rank, worst) >= 0) continue
    let at = Math.min(first.length, count - 1)
    for (; at > 0 && compare(rank, first[at - 1]!) < 0; at -= 1) first[at] = first[at - 1]!
    first[at] = rank
  }
  return first
}

function countByNode(pods: readonly Pod[]): Map<string, number> {
  const crowds = new Map<string, number>()
  for (const pod of pods) {
    const node = pod.spec.nodeName ?? ''
    if (isActive(pod)) crowds.set(node, (crowds.get(node) ?? 0) + 1)
  }
  return crowds
}

function rankOf(pod: Pod, crowds: ReadonlyMap<string, number>, now: Millis): Rank {
  const since = readySince(pod)
  const born = parseTimestamp(pod.metadata.creationTimestamp)
  const sidecars = (pod.spec.initContainers ?? [])
    .filter((container) => container.restartPolicy === 'Always')
    .map((container) => container.name)
  const inits = pod.status.initContainerStatuses ?? []
  return {
    pod,
    isAssigned: Boolean(pod.spec.nodeName),
    phase: PHASES[pod.status.phase ?? ''] ?? 0,
    isReady: isReady(pod),
    cost: deletionCost(pod),
    crowd: crowds.get(pod.spec.nodeName ?? '') ?? 0,
    readyForMs: since === undefined ? undefined : now - since,
    restarts: mostRestarts(pod.status.containerStatuses ?? []),
    sidecarRestarts: mostRestarts(inits.filter((status) => sidecars.includes(status.name))),
    ageMs: born === undefined ? undefined : now - born,
  }
}

function mostRestarts(statuses: readonly { restartCount: number }[]): number {
  return statuses.reduce((most, status) => Math.max(most, status.restartCount), 0)
}

/** Text that is no int32 counts as 0. */
function deletionCost(pod: Pod): number {
  const text = pod.metadata.annotations?.[DELETION_COST]
  if (text === undefined || !/^(0|-?[1-9][0-9]*)$/.test(text)) return 0
  const cost = Number(text)
  return cost >= LOWEST_COST && cost <= HIGHEST_COST ? cost : 0
}

function compare(left: Rank, right: Rank): number {
  return (
    Number(left.isAssigned) - Number(right.isAssigned) ||
    left.phase - right.phase ||
    Number(left.isReady) - Number(right.isReady) ||
    left.cost - right.cost ||
    right.crowd - left.crowd ||
    byDuration(left, right, left.readyForMs, right.readyForMs) ||
    right.restarts - left.restarts ||
    right.sidecarRestarts - left.sidecarRestarts ||
    byDuration(left, right, left.ageMs, right.ageMs) ||
    byText(left.pod.metadata.uid, right.pod.metadata.uid)
  )
}

/**
 * The shorter duration first, by powers of two of nanoseconds; the smaller uid within one power.
 */
function byDuration(
  left: Rank,
  right: Rank,
  leftMs: Millis | undefined,
  rightMs: Millis | undefined,
): number {
  if (leftMs === rightMs) return 0
  if (leftMs === undefined) return -1
  if (rightMs === undefined) return 1
  return power(leftMs) - power(rightMs) || byText(left.pod.metadata.uid, right.pod.metadata.uid)
}

function power(ms: Millis): number {
  return ms > 0 ? Math.floor(Math.log2(ms * 1_000_000)) : -1
}
