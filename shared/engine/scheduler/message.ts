import { byText } from '../json.ts'
import type { Refused } from './refusal.ts'

/** Why a node is of no use whoever leaves it. */
export const HELPLESS = 'Preemption is not helpful for scheduling'
/** Why nobody is asked to leave a node. */
export const NO_VICTIMS = 'No preemption victims found for incoming pod'

/**
 * What FailedScheduling says: `0/3 nodes are available: 1 …, 2 …. preemption: …`. Reasons are
 * sorted as text, their counts included. Source: framework FitError.
 */
export function refusalText(
  refused: readonly Refused[],
  nodes: number,
  preemption: string | undefined,
): string {
  const why = noneText(
    refused.flatMap((one) => one.reasons),
    nodes,
  )
  return preemption === undefined ? why : `${why} preemption: ${preemption}`
}

/** `0/3 nodes are available: 1 Insufficient cpu, 2 Too many pods.` */
export function noneText(reasons: readonly string[], nodes: number): string {
  return `0/${nodes} nodes are available: ${counted(reasons)}.`
}

/** The same, for a reason that concerns no single node. */
export function hopelessText(reason: string, nodes: number): string {
  const none = `0/${nodes} nodes are available:`
  return `${none} ${reason}. preemption: ${none} ${nodes} ${HELPLESS}.`
}

function counted(reasons: readonly string[]): string {
  const counts = new Map<string, number>()
  for (const reason of reasons) counts.set(reason, (counts.get(reason) ?? 0) + 1)
  return [...counts]
    .map(([reason, count]) => `${count} ${reason}`)
    .sort(byText)
    .join(', ')
}
