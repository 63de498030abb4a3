import { defineCommand } from '../command.ts'
import { ALL, EVERYWHERE, FILES, SELECTOR } from '../common-flags.ts'
import { describerOf } from '../describe/index.ts'
import { Description } from '../describe/description.ts'
import { Failure, isNotFound, throwAll } from '../failure.ts'
import { listObjects, type Session } from '../session.ts'
import { findAll, targetsOf, type Found, type Target } from '../targets.ts'

/** `kubectl describe`. Upstream: kubectl pkg/cmd/describe. */
export const describe = defineCommand({
  name: 'describe',
  about: 'Show details of a specific resource or group of resources',
  flags: [
    ...FILES,
    ...SELECTOR,
    EVERYWHERE,
    ALL,
    { name: 'show-events', type: 'flag' },
    { name: 'chunk-size', type: 'number' },
  ],
  run: async (session) => {
    const { args, flags, io } = session
    if (args.length === 0 && !flags.has('filename')) {
      throw new Failure(
        'You must specify the type of resource to describe. Use "kubectl api-resources" for a ' +
          'complete list of supported resources.',
      )
    }
    const targets = await targetsOf(session, args, { allWithoutName: true })
    const { found, failures } = await findAll(session, targets)
    const unknown = failures.filter((one) => isNotFound(one))
    const byPrefix = unknown.length > 0 ? await prefixed(session, targets) : []
    const all = [...found, ...byPrefix]
    let written = 0
    for (const { resource, object } of all) {
      const page = new Description()
      await describerOf(resource).describe(page, object, session, resource)
      const isPrefixed = byPrefix.length > 0
      const gap = written > 0 ? (isPrefixed ? '\n' : '\n\n') : ''
      io.stdout(`${gap}${page.text()}${isPrefixed ? '\n' : ''}`)
      written += 1
    }
    throwAll(byPrefix.length > 0 ? failures.filter((one) => !isNotFound(one)) : failures)
    if (all.length === 0 && failures.length === 0) {
      const everywhere =
        flags.on('all-namespaces') || !targets.some((one) => one.resource.namespaced)
      io.stderr(
        everywhere
          ? 'No resources found\n'
          : `No resources found in ${session.namespace} namespace.\n`,
      )
    }
  },
})

/** A name that is not there may be the beginning of others: `describe pod web-` shows them all. */
async function prefixed(session: Session, targets: readonly Target[]): Promise<Found[]> {
  const [target] = targets
  if (!target?.name || targets.length > 1) return []
  const { resource, name } = target
  const objects = await listObjects(session, resource, session.namespace)
  const mine = objects.filter(({ metadata }) => metadata.name.startsWith(name))
  return mine.map((object) => ({ resource, object }))
}
