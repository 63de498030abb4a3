import { defineCommand } from '../command.ts'
import { durationMs } from '../duration.ts'
import { Failure } from '../failure.ts'
import type { KubeObject } from '../object.ts'
import {
  goGroupKind,
  mustBeDeployment,
  REVISION,
  ROLLOUT,
  eachWorkload,
  type Deployment,
} from './rollout-common.ts'
import { until } from './until.ts'

/** `kubectl rollout status`: a line for each change until it is through. */
export const rolloutStatus = defineCommand({
  name: 'rollout status',
  about: 'Show the status of the rollout',
  flags: [
    ...ROLLOUT,
    { name: 'watch', short: 'w', type: 'flag' },
    { name: 'revision', type: 'number' },
    { name: 'timeout', type: 'duration' },
  ],
  run: async (session) => {
    const { flags, io } = session
    const revision = flags.number('revision') ?? 0
    if (revision < 0) throw new Failure(`revision must be a positive integer: ${revision}`)
    const limitMs = durationMs(flags.text('timeout') ?? '0')
    await eachWorkload(session, async (found) => {
      const kind = goGroupKind(found.resource)
      mustBeDeployment(found.resource, `no status viewer has been implemented for ${kind}`)
      const isDone = await until(session, found, limitMs === 0 ? undefined : limitMs, (object) => {
        if (object === undefined) throw new Failure('object has been deleted')
        const { text, done } = progress(object as Deployment, revision)
        io.stdout(text)
        return done || !flags.on('watch', true) ? 'done' : 'wait'
      })
      if (!isDone && !io.signal?.aborted) throw new Failure('timed out waiting for the condition')
    })
  },
})

/**
 * How far a Deployment's rollout is. Upstream: kubectl pkg/polymorphichelpers/rollout_status.go.
 * With 3 replicas of which one is new: `1 out of 3 new replicas have been updated`.
 */
export function progress(object: Deployment, revision: number): { text: string; done: boolean } {
  const { metadata, spec, status = {} } = object
  checkRevision(object, revision)
  if ((metadata.generation ?? 0) > (status.observedGeneration ?? 0)) {
    return wait('deployment spec update to be observed')
  }
  const late = status.conditions?.some(({ type, reason }) => {
    return type === 'Progressing' && reason === 'ProgressDeadlineExceeded'
  })
  if (late) throw new Failure(`deployment "${metadata.name}" exceeded its progress deadline`)
  const { replicas = 0, updatedReplicas = 0, availableReplicas = 0 } = status
  const wanted = spec.replicas ?? 1
  const name = `deployment "${metadata.name}" rollout to finish:`
  if (updatedReplicas < wanted) {
    return wait(`${name} ${updatedReplicas} out of ${wanted} new replicas have been updated`)
  }
  if (replicas > updatedReplicas) {
    return wait(`${name} ${replicas - updatedReplicas} old replicas are pending termination`)
  }
  if (availableReplicas < updatedReplicas) {
    return wait(`${name} ${availableReplicas} of ${updatedReplicas} updated replicas are available`)
  }
  return { text: `deployment "${metadata.name}" successfully rolled out\n`, done: true }
}

function checkRevision({ metadata }: KubeObject, revision: number): void {
  if (revision === 0) return
  const running = Number(metadata.annotations?.[REVISION] ?? 0)
  if (running === revision) return
  throw new Failure(
    `desired revision (${revision}) is different from the running revision (${running})`,
  )
}

function wait(what: string): { text: string; done: boolean } {
  return { text: `Waiting for ${what}...\n`, done: false }
}
