import { equal } from '../../json.ts'
import { isTerminating } from '../../object.ts'
import { plan, type Happening, type Plan } from '../../plan.ts'
import { scaledValue } from '../../schema/int-or-string.ts'
import { selectorText } from '../../schema/match-selector.ts'
import type { View } from '../../store/view.ts'
import { MINUTE, parseTimestamp } from '../../time.ts'
import type { Pod } from '../pod/schema.ts'
import { isHealthy, podsOf } from './match.ts'
import { expectedScale, hasUnmanaged } from './scale.ts'
import type { PodDisruptionBudget, PodDisruptionBudgetStatus } from './schema.ts'
import { withAllowed } from './status.ts'

/**
 * A pod whose eviction was granted and that is not marked for deletion within this time counts
 * again. Source: pkg/controller/disruption/disruption.go DeletionTimeout.
 */
const DELETION_TIMEOUT_MS = 2 * MINUTE

/** Keeps the numbers that evictions are checked against. Source: disruption.go trySync. */
export function reconcile(budget: PodDisruptionBudget, view: View): Plan {
  const pods = podsOf(budget, view)
  const told = newsOf(budget, pods, view)
  const wanted = desired(budget, pods, view)
  if (typeof wanted === 'string') {
    const failed = { ...budget.status, disruptionsAllowed: 0 }
    const observed = withGeneration(failed, budget)
    const event = say(budget, 'Warning', 'CalculateExpectedPodCountFailed', failure(wanted))
    const status = withAllowed(observed, view.now, wanted)
    const isNew = !equal(status, budget.status)
    return (isNew ? told.event(event) : told).status(withStatus(budget, status))
  }
  const disruptedPods = stillExpected(budget, pods, view)
  const currentHealthy = pods.filter(
    (pod) => !isTerminating(pod) && !disruptedPods[pod.metadata.name] && isHealthy(pod),
  ).length
  const { expectedPods, desiredHealthy } = wanted
  const spare = expectedPods > 0 ? Math.max(currentHealthy - desiredHealthy, 0) : 0
  const counts = { disruptionsAllowed: spare, currentHealthy, desiredHealthy, expectedPods }
  const { disruptedPods: _before, ...kept } = budget.status
  const now = { ...kept, ...counts }
  const full = Object.keys(disruptedPods).length > 0 ? { ...now, disruptedPods } : now
  const status = withAllowed(withGeneration(full, budget), view.now)
  const recheck = Object.values(disruptedPods).map((at) => expiry(at))
  return told
    .status(withStatus(budget, status))
    .wakeAt(recheck.length > 0 ? Math.min(...recheck) : undefined)
}

const withStatus = (
  budget: PodDisruptionBudget,
  status: PodDisruptionBudgetStatus,
): PodDisruptionBudget => ({ ...budget, status })

function withGeneration(
  status: PodDisruptionBudgetStatus,
  { metadata }: PodDisruptionBudget,
): PodDisruptionBudgetStatus {
  return { ...status, observedGeneration: metadata.generation ?? 1 }
}

interface Wanted {
  expectedPods: number
  desiredHealthy: number
}

/** How many pods there should be and must stay; a text says why that cannot be known. */
function desired({ spec }: PodDisruptionBudget, pods: readonly Pod[], view: View): Wanted | string {
  const { minAvailable, maxUnavailable } = spec
  if (maxUnavailable !== undefined) {
    const expectedPods = expectedScale(pods, view)
    if (typeof expectedPods === 'string') return expectedPods
    const missing = scaledValue(maxUnavailable, expectedPods, 'up') ?? 0
    return { expectedPods, desiredHealthy: Math.max(expectedPods - missing, 0) }
  }
  if (typeof minAvailable === 'number') {
    return { expectedPods: pods.length, desiredHealthy: minAvailable }
  }
  if (minAvailable === undefined) return { expectedPods: 0, desiredHealthy: 0 }
  const expectedPods = expectedScale(pods, view)
  if (typeof expectedPods === 'string') return expectedPods
  return { expectedPods, desiredHealthy: scaledValue(minAvailable, expectedPods, 'up') ?? 0 }
}

const expiry = (at: string | null): number => (parseTimestamp(at ?? '') ?? 0) + DELETION_TIMEOUT_MS

/** Granted evictions that have not been carried out yet, by pod. */
function stillExpected(
  { status }: PodDisruptionBudget,
  pods: readonly Pod[],
  view: View,
): Record<string, string> {
  const found: Record<string, string> = {}
  for (const pod of pods) {
    const at = status.disruptedPods?.[pod.metadata.name]
    if (at && !isTerminating(pod) && expiry(at) > view.now) found[pod.metadata.name] = at
  }
  return found
}

/** What is told once, when it becomes so. */
function newsOf(budget: PodDisruptionBudget, pods: readonly Pod[], view: View): Plan {
  const note = { isEmpty: pods.length === 0, isUnmanaged: isUncountable(budget, pods) }
  const before = view.memo<typeof note>()
  const told = plan()
  if (!equal(before, note)) told.memo(note)
  if (note.isEmpty && !before?.isEmpty) {
    told.event(say(budget, 'Normal', 'NoPods', 'No matching pods found'))
  }
  if (note.isUnmanaged && !before?.isUnmanaged) {
    const selector = selectorText(budget.spec.selector)
    told.event(say(budget, 'Warning', 'UnmanagedPods', unmanaged(selector)))
  }
  for (const pod of pods) {
    const at = budget.status.disruptedPods?.[pod.metadata.name]
    if (!at || isTerminating(pod) || expiry(at) > view.now) continue
    const { namespace, name } = budget.metadata
    const why = `Pod was expected by PDB ${namespace}/${name} to be deleted but it wasn't`
    told.event({ ...say(budget, 'Warning', 'NotDeleted', why), regarding: pod })
  }
  return told
}

/** A percent, or a number of missing ones, says nothing about pods that nobody controls. */
function isUncountable({ spec }: PodDisruptionBudget, pods: readonly Pod[]): boolean {
  return typeof spec.minAvailable !== 'number' && hasUnmanaged(pods)
}

const unmanaged = (selector: string): string =>
  `Pods selected by this PodDisruptionBudget (selector: ${selector}) were found to be unmanaged. ` +
  'As a result, the status of the PDB cannot be calculated correctly, which may result in ' +
  'undefined behavior. To account for these pods please set ".spec.minAvailable" field of the ' +
  'PDB to an integer value.'

const failure = (why: string): string => `Failed to calculate the number of expected pods: ${why}`

function say(
  regarding: PodDisruptionBudget,
  type: Happening['type'],
  reason: string,
  message: string,
): Happening {
  return { regarding, type, reason, message, component: 'controllermanager' }
}
