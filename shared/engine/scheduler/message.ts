import { byText } from '../json.ts'
import type { Refused } from './place.ts'

const HELPLESS = 'Preemption is not helpful for scheduling'
const NO_VICTIMS = 'No preemption victims found for incoming pod'

/**
 * What FailedScheduling says: `0/3 nodes are available: 1 …, 2 …. preemption: 0/3 nodes are
 * available: …`. Reasons are sorted as text, their counts included. Source: framework FitError.
 */
export function refusalText(refused: readonly Refused[], nodes: number): string {
  const reasons = refused.flatMap((one) => one.reasons)
  const preemption = refused.map(({ by }) => (by.helpedByPreemption ? NO_VICTIMS : HELPLESS))
  const none = `0/${nodes} nodes are available:`
  return `${none} ${counted(reasons)}. preemption: ${none} ${counted(preemption)}.`
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
