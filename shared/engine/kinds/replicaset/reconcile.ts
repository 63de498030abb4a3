import { equal } from '../../json.ts'
import { controllerOf, isTerminating } from '../../object.ts'
import { plan, type Plan } from '../../plan.ts'
import { matchesSelector } from '../../schema/match-selector.ts'
import type { View } from '../../store/view.ts'
import { backOff, type Refusals } from '../back-off.ts'
import { claim } from '../claim.ts'
import type { Pod } from '../pod/schema.ts'
import { generatedName } from '../five-letters.ts'
import { podOf } from './pod-of.ts'
import { isActive } from '../workload-pods.ts'
import type { ReplicaSet } from './schema.ts'
import type { PodGroups } from './pod-groups.ts'
import { census, statusOf, type Census, type Failure } from './status.ts'
import { victims } from '../victims.ts'

/** At most so many pods are made or deleted in one visit. Upstream: BurstReplicas. */
export const BURST = 500

/** What the controller remembers: how many pod names it has drawn, and what was refused it. */
type SetMemo = Refusals & { made: number }

const REPORTER = 'replicaset-controller'

/**
 * Keeps a set at its number of pods. Upstream: pkg/controller/replicaset/replica_set.go
 * syncReplicaSet. Upstream creates in batches of 1, 2, 4 … so that an exhausted quota refuses one
 * pod and not all; here a plan ends at its first refused write, which comes to the same.
 */
export function reconcile(set: ReplicaSet, view: View): Plan {
  const calm = censusAtRest(set, view)
  if (calm) {
    const rested: ReplicaSet = { ...set, status: statusOf(set, calm, null, view.now) }
    return plan().status(rested)
  }
  const namespace = set.metadata.namespace ?? ''
  const owned = view.owned<Pod>(set, 'Pod').filter(isActive)
  const orphans = view.orphans<Pod>('Pod', namespace).filter(isActive)
  const { mine, adopted, released } = claim(set, set.spec.selector, owned, orphans)
  const result = plan()
  for (const pod of [...adopted, ...released]) result.update(pod)

  const surplus = mine.length - set.spec.replicas
  const before = view.memo<SetMemo>() ?? { made: 0 }
  const { generation = 0 } = set.metadata
  const { memo, refused, isWaiting } = backOff(before, generation, surplus !== 0, view)
  const failure = refused === undefined ? undefined : failureOf(surplus, refused)
  if (failure) {
    const verb = surplus < 0 ? 'creating' : 'deleting'
    result.event(tell(set, 'Warning', failure.reason, `Error ${verb}: ${failure.message}`))
  }
  let { made } = before
  if (!isWaiting && !isTerminating(set)) {
    if (surplus < 0) made = grow(result, set, view, -surplus, made)
    else if (surplus > 0) shrink(result, set, view, mine, surplus)
  }
  const found = census(set, mine, view.now)
  // Written last: when something was refused the plan ends before it says that all is well.
  const verdict = failure ?? (isWaiting ? undefined : null)
  const counted: ReplicaSet = { ...set, status: statusOf(set, found, verdict, view.now) }
  return result
    .status(counted)
    .memo(made === 0 && !isWaiting ? null : { ...memo, made })
    .wakeAt(found.nextAvailableAt)
    .wakeAt(isWaiting ? memo.retryAt : undefined)
}

/**
 * The census of a set that needs nothing: at its number, every pod with the template's labels,
 * nobody to adopt, nothing refused and no pod whose availability is only a matter of time.
 * Undefined means that the pods must be looked at one by one.
 */
function censusAtRest(set: ReplicaSet, view: View): Census | undefined {
  if (set.spec.minReadySeconds || isTerminating(set) || isWaitingForRetry(view)) return undefined
  const groups = view.tally<PodGroups>('podGroups').of(set.metadata.uid)
  const [group] = groups
  if (groups.length > 1 || (group?.active ?? 0) !== set.spec.replicas) return undefined
  const { labels } = set.spec.template.metadata
  if (group && !equal(group.labels, labels)) return undefined
  const { namespace = '' } = set.metadata
  const strays = view
    .orphans<Pod>('Pod', namespace)
    .some((pod) => isActive(pod) && matchesSelector(set.spec.selector, pod.metadata.labels))
  if (strays) return undefined
  const ready = group?.ready ?? 0
  const active = group?.active ?? 0
  return { active, labeled: active, ready, available: ready, nextAvailableAt: undefined }
}

function isWaitingForRetry(view: View): boolean {
  const memo = view.memo<SetMemo>()
  return view.refusal() !== undefined || (memo !== undefined && Object.keys(memo).length > 1)
}

function failureOf(surplus: number, message: string): Failure {
  return { reason: surplus < 0 ? 'FailedCreate' : 'FailedDelete', message }
}

/** Plans the pods that are missing; answers how many names were drawn until now. */
function grow(result: Plan, set: ReplicaSet, view: View, missing: number, before: number): number {
  const namespace = set.metadata.namespace ?? ''
  // Whatever is created in a namespace that goes is refused; upstream does not count that as
  // failure.
  const home = view.get('Namespace', '', namespace)
  if (!home || isTerminating(home)) return before
  const names = new Set<string>()
  let made = before
  while (names.size < Math.min(missing, BURST)) {
    const name = generatedName(set, view, made)
    made += 1
    if (names.has(name) || view.get('Pod', namespace, name)) continue
    names.add(name)
    result.create(podOf(set, name))
    result.event(tell(set, 'Normal', 'SuccessfulCreate', `Created pod: ${name}`))
  }
  return made
}

function shrink(
  result: Plan,
  set: ReplicaSet,
  view: View,
  pods: readonly Pod[],
  surplus: number,
): void {
  const chosen = victims(pods, relatedPods(set, view, pods), Math.min(surplus, BURST), view.now)
  for (const pod of chosen) {
    result.delete(pod)
    result.event(tell(set, 'Normal', 'SuccessfulDelete', `Deleted pod: ${pod.metadata.name}`))
  }
}

/** The pods of all sets with the same owner: those of one Deployment crowd a node together. */
function relatedPods(set: ReplicaSet, view: View, pods: readonly Pod[]): readonly Pod[] {
  const reference = controllerOf(set)
  const owner = reference && view.get(reference.kind, set.metadata.namespace ?? '', reference.name)
  if (!owner || owner.metadata.uid !== reference.uid) return pods
  const sets = view.owned<ReplicaSet>(owner, 'ReplicaSet')
  if (sets.length < 2) return pods
  return sets.flatMap((related) => view.owned<Pod>(related, 'Pod'))
}

function tell(set: ReplicaSet, type: 'Normal' | 'Warning', reason: string, message: string) {
  return { regarding: set, type, reason, message, component: REPORTER }
}
