import { isTerminating, ownedBy, type KubeObject } from '../../object.ts'
import { plan, type Plan } from '../../plan.ts'
import type { View } from '../../store/view.ts'
import type { Millis } from '../../time.ts'
import { backOff, type Refusals } from '../back-off.ts'
import { claim } from '../claim.ts'
import { historyOf, newRevision, surplusOf, type History } from '../revision-history.ts'
import type { ControllerRevision } from '../controllerrevision/schema.ts'
import type { PersistentVolumeClaim } from '../persistentvolumeclaim/schema.ts'
import type { Pod, PodTemplateSpec } from '../pod/schema.ts'
import { availableAt } from '../workload-pods.ts'
import { claimFor, claimName, claimNames, ordinalOf, podFor, podName, startOf } from './identity.ts'
import { membersOf, revisionOf } from './members.ts'
import type { StatefulSet } from './schema.ts'
import { statusOf } from './status.ts'
import { walk, type Step } from './walk.ts'

const REPORTER = 'statefulset-controller'

/** What one visit has to know. */
interface Visit {
  set: StatefulSet
  view: View
  plan: Plan
  /** The revision of the present template. */
  update: ControllerRevision
  /** The revision of pods that the update has not reached. */
  current: ControllerRevision
}

/**
 * Keeps a set's pods in order. Source: pkg/controller/statefulset/stateful_set_control.go
 * UpdateStatefulSet (v1.32).
 */
export function reconcile(set: StatefulSet, view: View): Plan {
  const history = historyOf(set, view)
  const result = plan()
  for (const revision of history.updates) result.update(revision)
  if (isTerminating(set)) return result
  const update = history.current
  if (!update) return begin(result, set, history, view)
  const named = [...history.old, update].find(({ metadata }) => {
    return metadata.name === set.status.currentRevision
  })
  const visit: Visit = { set, view, plan: result, update, current: named ?? update }
  const mine = ownPods(visit)
  const members = membersOf(set, mine)
  const steps = walk(set, members, update.metadata.name, view.now)
  take(visit, steps)
  forgetOld(visit, history, mine)
  const revisions = { current: visit.current.metadata.name, update: update.metadata.name }
  const status = statusOf(set, mine, revisions, view.now)
  const counted: StatefulSet = { ...set, status }
  return result.status(counted).wakeAt(nextAvailable(set, mine, view.now))
}

/** The set's pods; orphans are adopted only under a name of the set. */
function ownPods({ set, view, plan }: Visit): Pod[] {
  const orphans = view.orphans<Pod>('Pod', set.metadata.namespace ?? '')
  const { mine, adopted, released } = claim(
    set,
    set.spec.selector,
    view.owned<Pod>(set, 'Pod'),
    orphans.filter((pod) => ordinalOf(set, pod) !== undefined),
  )
  for (const pod of [...adopted, ...released]) plan.update(pod)
  return mine
}

/** The present template becomes a revision; pods come at the next visit. */
function begin(result: Plan, set: StatefulSet, history: History, view: View): Plan {
  const revision = newRevision(set, history, set.spec.template.metadata.labels)
  const namespace = set.metadata.namespace ?? ''
  if (!view.get('ControllerRevision', namespace, revision.metadata.name)) {
    return result.create(revision)
  }
  // The name is taken by another template: count that, so that the next hash differs.
  const collisionCount = (set.status.collisionCount ?? 0) + 1
  const counted: StatefulSet = { ...set, status: { ...set.status, collisionCount } }
  return result.status(counted).wakeAt(view.now + 1)
}

function take(visit: Visit, steps: readonly Step[]): void {
  const { set, view, plan } = visit
  const { generation = 0 } = set.metadata
  const isNeeded = steps.some((step) => step.do === 'create')
  const before = view.memo<Refusals>() ?? {}
  const { memo, refused, isWaiting } = backOff(before, generation, isNeeded, view)
  plan.memo(Object.keys(memo).length > 0 ? memo : null)
  if (isWaiting) plan.wakeAt(memo.retryAt)
  for (const step of steps) {
    if (step.do === 'repair') plan.update(step.pod)
    else if (step.do === 'delete') remove(visit, step)
    else if (refused !== undefined) {
      const verb = `create Pod ${podName(set, step.ordinal)} in StatefulSet ${set.metadata.name}`
      tell(visit, 'Warning', 'FailedCreate', `${verb} failed error: ${refused}`)
      return
    } else if (!isWaiting) create(visit, step.ordinal)
  }
}

function create(visit: Visit, ordinal: number): void {
  const { set, view, plan, update, current } = visit
  const home = view.get('Namespace', '', set.metadata.namespace ?? '')
  if (!home || isTerminating(home)) return
  const name = podName(set, ordinal)
  if (!makeClaims(visit, name)) return
  const partition = set.spec.updateStrategy.rollingUpdate?.partition ?? 0
  const isOld =
    set.spec.updateStrategy.type === 'RollingUpdate' && ordinal < startOf(set) + partition
  const revision = isOld ? current : update
  plan.create(podFor(set, templateOf(revision), revision.metadata.name, ordinal))
  const message = `create Pod ${name} in StatefulSet ${set.metadata.name} successful`
  tell(visit, 'Normal', 'SuccessfulCreate', message)
}

/** A pod's claims come before it. False: an old one is still on its way out. */
function makeClaims(visit: Visit, pod: string): boolean {
  const { set, view, plan } = visit
  const namespace = set.metadata.namespace ?? ''
  for (const template of set.spec.volumeClaimTemplates ?? []) {
    const wanted = claimFor(set, template, pod)
    const { name } = wanted.metadata
    const there = view.get<PersistentVolumeClaim>('PersistentVolumeClaim', namespace, name)
    if (there && isTerminating(there)) return false
    if (there) continue
    plan.create(wanted)
    const message = `create Claim ${name} Pod ${pod} in StatefulSet ${set.metadata.name} success`
    tell(visit, 'Normal', 'SuccessfulCreate', message)
  }
  return true
}

function remove(visit: Visit, { pod, condemned }: Extract<Step, { do: 'delete' }>): void {
  const { set, plan } = visit
  const { whenScaled } = set.spec.persistentVolumeClaimRetentionPolicy ?? {}
  if (condemned && whenScaled === 'Delete') handClaimsOver(visit, pod)
  plan.delete(pod)
  const message = `delete Pod ${pod.metadata.name} in StatefulSet ${set.metadata.name} successful`
  tell(visit, 'Normal', 'SuccessfulDelete', message)
}

/** The pod's claims become its own: they go when it is gone. */
function handClaimsOver({ set, view, plan }: Visit, pod: Pod): void {
  const namespace = set.metadata.namespace ?? ''
  for (const template of claimNames(set.spec)) {
    const name = claimName(template, pod.metadata.name)
    const claimed = view.get<PersistentVolumeClaim>('PersistentVolumeClaim', namespace, name)
    if (!claimed || isTerminating(claimed)) continue
    const { controller: _none, blockOwnerDeletion: _neither, ...owner } = ownedBy(pod)
    plan.update({
      ...claimed,
      metadata: { ...claimed.metadata, ownerReferences: [owner] },
    } as KubeObject)
  }
}

function templateOf({ data }: ControllerRevision): PodTemplateSpec {
  const { spec } = data as unknown as { spec: { template: PodTemplateSpec & { $patch?: string } } }
  const { $patch: _patch, ...template } = spec.template
  return template
}

function forgetOld({ set, plan, current }: Visit, history: History, pods: readonly Pod[]): void {
  const live = new Set([current.metadata.name, ...pods.map(revisionOf)])
  const limit = set.spec.revisionHistoryLimit ?? 10
  for (const old of surplusOf(history, limit, ({ metadata }) => live.has(metadata.name))) {
    plan.delete(old)
  }
}

function nextAvailable(set: StatefulSet, pods: readonly Pod[], now: Millis): Millis | undefined {
  const times = pods.map((pod) => availableAt(pod, set.spec.minReadySeconds ?? 0) ?? 0)
  const later = times.filter((at) => at > now)
  return later.length > 0 ? Math.min(...later) : undefined
}

function tell(
  { set, plan }: Visit,
  type: 'Normal' | 'Warning',
  reason: string,
  message: string,
): void {
  plan.event({ regarding: set, type, reason, message, component: REPORTER })
}
