import { defineCommand } from '../command.ts'
import { MANAGER } from '../common-flags.ts'
import { Failure, throwAll } from '../failure.ts'
import type { JsonRecord } from '../object.ts'
import { report } from '../output/printer.ts'
import { patchObject, type Session } from '../session.ts'
import {
  mustBeDeployment,
  quotedName,
  ROLLOUT,
  workloads,
  type Deployment,
} from './rollout-common.ts'

/** `kubectl rollout pause`: changes of the template wait. */
export const rolloutPause = defineCommand({
  name: 'rollout pause',
  about: 'Mark the provided resource as paused',
  flags: [...ROLLOUT, MANAGER],
  run: (session) =>
    change(session, 'paused', 'pausing', ({ spec }) => {
      if (spec.paused) throw new Failure('is already paused')
      return { spec: { paused: true } }
    }),
})

/** `kubectl rollout resume`: everything that waited takes effect at once. */
export const rolloutResume = defineCommand({
  name: 'rollout resume',
  about: 'Resume a paused resource',
  flags: [...ROLLOUT, MANAGER],
  run: (session) =>
    change(session, 'resumed', 'resuming', ({ spec }) => {
      if (!spec.paused) throw new Failure('is not paused')
      return { spec: { paused: null } }
    }),
})

/** `kubectl rollout restart`: the same template with a new annotation. */
export const rolloutRestart = defineCommand({
  name: 'rollout restart',
  about: 'Restart a resource',
  flags: [...ROLLOUT, MANAGER],
  run: (session) =>
    change(session, 'restarted', 'restarting', ({ spec, metadata }) => {
      if (spec.paused) {
        throw new Failure("can't restart paused deployment (run rollout resume first)")
      }
      const restartedAt = new Date(session.now).toISOString().replace(/\.\d+Z$/, 'Z')
      const key = 'kubectl.kubernetes.io/restartedAt'
      if (spec.template.metadata?.annotations?.[key] === restartedAt) {
        throw new Failure(
          `failed to create patch for ${metadata.name}: if restart has already been triggered ` +
            'within the past second, please wait before attempting to trigger another',
        )
      }
      return { spec: { template: { metadata: { annotations: { [key]: restartedAt } } } } }
    }),
})

async function change(
  session: Session,
  operation: string,
  verb: string,
  patchOf: (deployment: Deployment) => JsonRecord,
): Promise<void> {
  const failures: Failure[] = []
  for (const found of await workloads(session)) {
    const { resource, object } = found
    try {
      mustBeDeployment(resource, `${verb} is not supported`)
      const body = patchOf(object as Deployment)
      const patch = { type: 'strategic' as const, body, manager: 'kubectl-rollout' }
      report(session, resource, await patchObject(session, resource, object, patch), operation)
    } catch (error) {
      if (!(error instanceof Failure)) throw error
      const isOwn = !('status' in error) && !error.message.startsWith('failed to create patch')
      failures.push(isOwn ? new Failure(`error: ${quotedName(found)} ${error.message}`) : error)
    }
  }
  throwAll(failures)
}
