import type { Pod } from '../kinds/pod/schema.ts'
import type { View } from '../store/view.ts'
import { askOf, candidatesOf, type Ask, type Candidate } from './candidate.ts'
import { filters } from './filters/index.ts'
import type { Filter } from './filters/filter.ts'
import { hopelessText, refusalText } from './message.ts'
import { scores } from './scores/index.ts'

/** Where a pod goes, or why it goes nowhere. */
export type Placement = { node: string } | { message: string }

/** Why one node was refused. */
export interface Refused {
  by: Filter
  reasons: readonly string[]
}

/** At least so many fitting nodes are compared. Source: schedule_one.go (v1.32). */
const COMPARED = 100

/** Chooses a node: all rules that forbid, then all that prefer, then the pod's own luck. */
export function place(pod: Pod, view: View): Placement {
  const candidates = candidatesOf(view)
  const ask = askOf(pod, candidates, view)
  if (candidates.length === 0) return { message: 'no nodes available to schedule pods' }
  const claim = missingClaim(pod, view)
  if (claim) return { message: hopelessText(claim, candidates.length) }
  const refused: Refused[] = []
  const fitting: Candidate[] = []
  const enough = enoughOf(candidates.length)
  // A large cluster is not searched from its first node each time, or the last ones stayed empty.
  const start =
    enough < candidates.length
      ? Math.floor(view.luck(pod, 'first node to look at') * candidates.length)
      : 0
  for (let index = 0; index < candidates.length && fitting.length < enough; index += 1) {
    const candidate = candidates[(start + index) % candidates.length]!
    const refusal = refusalOf(ask, candidate)
    if (refusal) refused.push(refusal)
    else fitting.push(candidate)
  }
  if (fitting.length === 0) return { message: refusalText(refused, candidates.length) }
  const best = bestOf(ask, fitting)
  const chosen = best.length > 1 ? Math.floor(view.luck(pod, 'node') * best.length) : 0
  return { node: best[chosen]!.name }
}

/** A claim that does not exist keeps the pod off every node. Upstream: plugins/volumebinding. */
function missingClaim(pod: Pod, view: View): string | undefined {
  for (const { persistentVolumeClaim } of pod.spec.volumes ?? []) {
    const name = persistentVolumeClaim?.claimName
    if (!name || view.get('PersistentVolumeClaim', pod.metadata.namespace ?? '', name)) continue
    return `persistentvolumeclaim "${name}" not found`
  }
  return undefined
}

/** Up to 100 nodes all are compared, of more a share that shrinks from 50 % to 5 %. */
function enoughOf(count: number): number {
  if (count <= COMPARED) return count
  const percent = Math.max(50 - Math.floor(count / 125), 5)
  return Math.max(Math.floor((count * percent) / 100), COMPARED)
}

function refusalOf(ask: Ask, candidate: Candidate): Refused | undefined {
  for (const by of filters) {
    const reasons = by.refuse(ask, candidate)
    if (reasons) return { by, reasons }
  }
  return undefined
}

function bestOf(ask: Ask, fitting: readonly Candidate[]): Candidate[] {
  if (fitting.length === 1) return [...fitting]
  const totals = fitting.map(() => 0)
  for (const { weight, applies, points } of scores) {
    if (applies && !applies(ask, fitting)) continue
    for (const [index, given] of points(ask, fitting).entries()) {
      totals[index] = totals[index]! + weight * given
    }
  }
  const most = Math.max(...totals)
  return fitting.filter((_candidate, index) => totals[index] === most)
}
