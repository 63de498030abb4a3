import { defineCommand } from '../command.ts'
import { ALL, DRY_RUN, FILES, OUTPUT, RECORD, SELECTOR } from '../common-flags.ts'
import { Failure, throwAll } from '../failure.ts'
import { report } from '../output/printer.ts'
import { dryRun, patchObject } from '../session.ts'
import { findAll, targetsOf } from '../targets.ts'
import { recordChange } from './record.ts'

/** `kubectl scale --replicas=N`: through the scale subresource. Upstream: kubectl pkg/cmd/scale. */
export const scale = defineCommand({
  name: 'scale',
  about: 'Set a new size for a deployment, replica set, or replication controller',
  flags: [
    ...FILES,
    ...OUTPUT,
    ...SELECTOR,
    ALL,
    DRY_RUN,
    RECORD,
    { name: 'replicas', type: 'number', required: true },
    { name: 'current-replicas', type: 'number' },
    { name: 'resource-version', type: 'text' },
    { name: 'timeout', type: 'duration' },
  ],
  run: async (session) => {
    const { flags } = session
    const replicas = flags.number('replicas') ?? 0
    if (replicas < 0) {
      throw new Failure(
        'The --replicas=COUNT flag is required, and COUNT must be greater than or equal to 0',
      )
    }
    const { found, failures } = await findAll(session, await targetsOf(session, session.args))
    if (found.length === 0) {
      const why = failures.map(({ message }) => ` ${message}`).join('')
      throw new Failure(`no objects passed to scale${why}`)
    }
    const expected = flags.number('current-replicas')
    for (const { resource, object } of found) {
      const now = (object as { spec?: { replicas?: number } }).spec?.replicas
      if (expected !== undefined && expected >= 0 && now !== expected) {
        throw new Failure(`Expected replicas to be ${expected}, was ${now}`)
      }
      if (dryRun(session) !== 'client') {
        const patch = {
          type: 'merge' as const,
          body: { spec: { replicas } },
          manager: 'kubectl-scale',
        }
        await patchObject(session, resource, object, { ...patch, sub: 'scale' })
        await recordChange(session, resource, object)
      }
      report(session, resource, object, 'scaled')
    }
    throwAll(failures)
  },
})
