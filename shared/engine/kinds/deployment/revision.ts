import { equal } from '../../json.ts'
import { isTerminating, ownedBy, type Draft } from '../../object.ts'
import { templateHash } from '../../schema/hash.ts'
import { backOff } from '../back-off.ts'
import type { ReplicaSet } from '../replicaset/schema.ts'
import {
  DESIRED,
  HASH_LABEL,
  MAX,
  numberIn,
  REVISION,
  REVISION_HISTORY,
  withCopies,
} from './annotations.ts'
import { newCondition, setCondition } from './conditions.ts'
import { hasDeadline } from './progress.ts'
import { roomFor } from './rolling.ts'
import { sizesOf, type Rollout } from './rollout.ts'
import type { Deployment } from './schema.ts'
import { isSameTemplate } from './sets.ts'

/** How many characters of old revisions a set remembers. */
const HISTORY_LENGTH = 2000

/**
 * Brings the set of the present template up to date: it gets the newest revision number, what the
 * Deployment's annotations say, and its minReadySeconds. A set that is used again after others gets
 * a new number and remembers the old ones: after an undo from 3 to 2 there are revisions 1, 3 and
 * 4. Source: pkg/controller/deployment/sync.go getNewReplicaSet.
 */
export function syncRevision(rollout: Rollout): void {
  const { newest, deployment, old } = rollout
  if (!newest) return
  const before = newest.metadata.annotations ?? {}
  const copied = withCopies(deployment.metadata.annotations, before)
  const annotations = numbered(copied, newestRevision(old) + 1)
  const { minReadySeconds: _old, ...spec } = newest.spec
  const wait = deployment.spec.minReadySeconds
  const next: ReplicaSet = {
    ...newest,
    metadata: { ...newest.metadata, annotations },
    spec: wait ? { ...spec, minReadySeconds: wait } : spec,
  }
  if (!equal(annotations, before) || (newest.spec.minReadySeconds ?? 0) !== (wait ?? 0)) {
    rollout.write(next)
  }
  markRevision(rollout, annotations[REVISION])
  const conditions = deployment.status.conditions ?? []
  if (!hasDeadline(deployment) || conditions.some(({ type }) => type === 'Progressing')) return
  const message = `Found new replica set "${newest.metadata.name}"`
  say(rollout, 'FoundNewReplicaSet', message)
}

/** Makes the set of the present template when there is none. `isQuiet` leaves the conditions. */
export function ensureNewest(rollout: Rollout, isQuiet = false): void {
  const { deployment, view, old, plan } = rollout
  if (rollout.newest || isHomeless(rollout)) return
  const { generation = 0 } = deployment.metadata
  const { memo, refused, isWaiting } = backOff(view.memo() ?? {}, generation, true, view)
  plan.memo(Object.keys(memo).length > 0 ? memo : null)
  if (refused !== undefined) tellRefused(rollout, refused)
  if (isWaiting) {
    plan.wakeAt(memo.retryAt)
    return
  }
  const name = setName(deployment)
  const taken = view.get<ReplicaSet>('ReplicaSet', deployment.metadata.namespace ?? '', name)
  if (taken) {
    collide(rollout, taken)
    return
  }
  const draft = setOf(deployment, name)
  draft.spec.replicas = roomFor(deployment, old, 0)
  const annotations = numbered(draft.metadata.annotations ?? {}, newestRevision(old) + 1)
  draft.metadata.annotations = annotations
  rollout.create(draft)
  markRevision(rollout, annotations[REVISION])
  if (!isQuiet && hasDeadline(deployment)) {
    say(rollout, 'NewReplicaSetCreated', `Created new replica set "${name}"`)
  }
}

/** Nothing can be made in a namespace that goes; upstream does not count that as a failure. */
function isHomeless({ deployment, view }: Rollout): boolean {
  const home = view.get('Namespace', '', deployment.metadata.namespace ?? '')
  return !home || isTerminating(home)
}

function tellRefused(rollout: Rollout, refused: string): void {
  const { deployment } = rollout
  const name = setName(deployment)
  const message = `Failed to create new replica set "${name}": ${refused}`
  rollout.tell('Warning', 'ReplicaSetCreateError', message)
  if (hasDeadline(deployment)) say(rollout, 'ReplicaSetCreateError', message, 'False')
}

function hashOf({ spec, status }: Deployment): string {
  return templateHash(spec.template, status.collisionCount)
}

function setName(deployment: Deployment): string {
  return `${deployment.metadata.name}-${hashOf(deployment)}`
}

/** The name is taken by a set of another template: count that, so that the next hash differs. */
function collide(rollout: Rollout, taken: ReplicaSet): void {
  const { deployment, view } = rollout
  const { template } = deployment.spec
  const isOurs = taken.metadata.ownerReferences?.some(
    (owner) => owner.controller === true && owner.uid === deployment.metadata.uid,
  )
  if (isOurs && isSameTemplate(taken.spec.template, template)) return
  const collisionCount = (deployment.status.collisionCount ?? 0) + 1
  rollout.deployment = { ...deployment, status: { ...deployment.status, collisionCount } }
  rollout.plan.wakeAt(view.now + 1)
}

function setOf(deployment: Deployment, name: string): Draft<ReplicaSet> {
  const { namespace, annotations } = deployment.metadata
  const { template, selector, minReadySeconds } = deployment.spec
  const hash = hashOf(deployment)
  const labels = { ...template.metadata.labels, [HASH_LABEL]: hash }
  const { desired, max } = sizesOf(deployment)
  const sizes = { [DESIRED]: String(desired), [MAX]: String(max) }
  return {
    apiVersion: 'apps/v1',
    kind: 'ReplicaSet',
    metadata: {
      name,
      ...(namespace ? { namespace } : {}),
      labels,
      annotations: withCopies(annotations, sizes),
      ownerReferences: [ownedBy(deployment)],
    },
    spec: {
      replicas: 0,
      ...(minReadySeconds ? { minReadySeconds } : {}),
      selector: { ...selector, matchLabels: { ...selector.matchLabels, [HASH_LABEL]: hash } },
      template: { ...template, metadata: { ...template.metadata, labels } },
    },
  }
}

function newestRevision(sets: readonly ReplicaSet[]): number {
  return sets.reduce((most, set) => Math.max(most, revisionOf(set)), 0)
}

/** A set's revision; 0 when it has none. */
export function revisionOf(set: ReplicaSet): number {
  return numberIn(set.metadata.annotations, REVISION) ?? 0
}

/** Annotations with a revision of at least `revision`; the one before goes into the history. */
export function numbered(
  annotations: Readonly<Record<string, string>>,
  revision: number,
): Record<string, string> {
  const before = numberIn(annotations, REVISION)
  if ((before ?? 0) >= revision) return { ...annotations }
  const next = { ...annotations, [REVISION]: String(revision) }
  if (before === undefined) return next
  const history = [...(annotations[REVISION_HISTORY]?.split(',') ?? []), String(before)]
  while (history.join(',').length > HISTORY_LENGTH) history.shift()
  return { ...next, [REVISION_HISTORY]: history.join(',') }
}

/** The Deployment carries the revision of its newest set. */
function markRevision(rollout: Rollout, revision: string | undefined): void {
  const { deployment, plan } = rollout
  const { annotations } = deployment.metadata
  if (revision === undefined || annotations?.[REVISION] === revision) return
  const metadata = {
    ...deployment.metadata,
    annotations: { ...annotations, [REVISION]: revision },
  }
  rollout.deployment = { ...deployment, metadata }
  plan.update(rollout.deployment)
}

function say(
  rollout: Rollout,
  reason: string,
  message: string,
  status: 'True' | 'False' = 'True',
): void {
  const { deployment, view } = rollout
  const condition = newCondition('Progressing', status, reason, message, view.now)
  const conditions = setCondition(deployment.status.conditions ?? [], condition)
  rollout.deployment = { ...deployment, status: { ...deployment.status, conditions } }
}
