import { defineCommand } from '../command.ts'
import { DRY_RUN } from '../common-flags.ts'
import { Failure, StatusFailure } from '../failure.ts'
import { describeTemplate } from '../describe/template.ts'
import { Description } from '../describe/description.ts'
import { report } from '../output/printer.ts'
import { dryRun, patchObject, type Session } from '../session.ts'
import type { Found } from '../targets.ts'
import { LAST_APPLIED } from './create-objects.ts'
import {
  goGroupKind,
  mustBeDeployment,
  replicaSetsOf,
  revisionOf,
  REVISION,
  ROLLOUT,
  sameTemplate,
  withoutHash,
  eachWorkload,
  type Deployment,
  type ReplicaSet,
} from './rollout-common.ts'

/** Annotations of a ReplicaSet that are about itself; a Deployment keeps its own of these. */
const NOT_COPIED = [
  LAST_APPLIED,
  REVISION,
  'deployment.kubernetes.io/revision-history',
  'deployment.kubernetes.io/desired-replicas',
  'deployment.kubernetes.io/max-replicas',
  'deprecated.deployment.rollback.to',
]

/** `kubectl rollout undo`. Upstream: kubectl pkg/polymorphichelpers/rollback.go. */
export const rolloutUndo = defineCommand({
  name: 'rollout undo',
  about: 'Undo a previous rollout',
  flags: [...ROLLOUT, DRY_RUN, { name: 'to-revision', type: 'number' }],
  run: async (session) => {
    await eachWorkload(session, async (found) => {
      const { resource, object } = found
      const kind = goGroupKind(resource)
      mustBeDeployment(resource, `no rollbacker has been implemented for "${kind}"`, 'rollbacker')
      report(session, resource, object, await undo(session, found))
    })
  },
})

/** Puts the template of an older revision back, and says what became of it. */
async function undo(session: Session, { resource, object }: Found): Promise<string> {
  const deployment = object as Deployment
  const toRevision = session.flags.number('to-revision') ?? 0
  if (toRevision < 0) throw unknownRevision(toRevision)
  const target = chosen(deployment, await replicaSetsOf(session, deployment), toRevision)
  if (dryRun(session) === 'client') {
    const page = new Description()
    describeTemplate(page, target.spec.template)
    return page.raw()
  }
  if (deployment.spec.paused) {
    throw new Failure(
      "you cannot rollback a paused deployment; resume it first with 'kubectl rollout resume' " +
        'and try again',
    )
  }
  if (sameTemplate(target.spec.template, deployment.spec.template)) {
    return `skipped rollback (current template already matches revision ${toRevision})`
  }
  try {
    await patchObject(session, resource, object, {
      type: 'json',
      body: [
        { op: 'replace', path: '/spec/template', value: withoutHash(target.spec.template) },
        { op: 'replace', path: '/metadata/annotations', value: annotationsOf(deployment, target) },
      ],
      manager: 'kubectl',
    })
  } catch (error) {
    if (!(error instanceof StatusFailure)) throw error
    throw new Failure(`failed restoring revision ${toRevision}: ${error.message}`)
  }
  return 'rolled back'
}

/** Without a number: the newest but one. */
function chosen(
  deployment: Deployment,
  sets: readonly ReplicaSet[],
  toRevision: number,
): ReplicaSet {
  if (toRevision > 0) {
    const exact = sets.find((set) => revisionOf(set) === toRevision)
    if (!exact) throw unknownRevision(toRevision)
    return exact
  }
  const [, previous] = [...sets].sort((left, right) => revisionOf(right) - revisionOf(left))
  if (!previous) {
    throw new Failure(`no rollout history found for deployment "${deployment.metadata.name}"`)
  }
  return previous
}

function unknownRevision(revision: number): Failure {
  return new Failure(`unable to find specified revision ${revision} in history`)
}

function annotationsOf(deployment: Deployment, target: ReplicaSet): Record<string, string> {
  const own = Object.entries(deployment.metadata.annotations ?? {})
  const theirs = Object.entries(target.metadata.annotations ?? {})
  return Object.fromEntries([
    ...own.filter(([key]) => NOT_COPIED.includes(key)),
    ...theirs.filter(([key]) => !NOT_COPIED.includes(key)),
  ])
}
