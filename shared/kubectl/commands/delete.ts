import { defineCommand } from '../command.ts'
import { ALL, DRY_RUN, EVERYWHERE, FIELD_SELECTOR, FILES, SELECTOR } from '../common-flags.ts'
import { groupKind } from '../discovery.ts'
import { Failure, isNotFound, throwAll } from '../failure.ts'
import type { JsonRecord, KubeObject } from '../object.ts'
import { dryRun, pathOf, type Session } from '../session.ts'
import { findAll, targetsOf, type Found, type Target } from '../targets.ts'
import { untilGone } from './until.ts'

const NOW_WARNING =
  'Warning: Immediate deletion does not wait for confirmation that the running resource has been ' +
  'terminated. The resource may continue to run on the cluster indefinitely.\n'

/** `kubectl delete`: deletes, and waits until it is gone. Upstream: kubectl pkg/cmd/delete. */
export const remove = defineCommand({
  name: 'delete',
  about: 'Delete resources by file names, stdin, resources and names, or by selector',
  flags: [
    ...FILES,
    ...SELECTOR,
    FIELD_SELECTOR,
    EVERYWHERE,
    ALL,
    DRY_RUN,
    { name: 'output', short: 'o', type: 'text' },
    { name: 'wait', type: 'flag' },
    { name: 'now', type: 'flag' },
    { name: 'force', type: 'flag' },
    { name: 'grace-period', type: 'number' },
    { name: 'timeout', type: 'duration' },
    { name: 'cascade', type: 'text', alone: 'background' },
    { name: 'ignore-not-found', type: 'flag' },
  ],
  run: async (session) => {
    check(session)
    const targets = await targetsOf(session, session.args)
    const { found, failures } = await candidates(session, targets)
    const deleted: Found[] = []
    for (const one of found) {
      try {
        await deleteOne(session, one)
        deleted.push(one)
      } catch (error) {
        if (!(error instanceof Failure)) throw error
        if (!(isNotFound(error) && isLenient(session))) failures.push(error)
      }
    }
    if (found.length === 0 && failures.length === 0) session.io.stdout('No resources found\n')
    throwAll(failures)
    if (session.flags.on('wait', true) && dryRun(session) === 'none') {
      for (const one of deleted) await untilGone(session, one)
    }
  },
})

function check({ flags, io }: Session): void {
  const grace = flags.number('grace-period')
  if (flags.on('all') && flags.has('selector')) {
    throw new Failure("setting 'all' parameter but found a non empty selector. ")
  }
  if (flags.on('force')) io.stderr(NOW_WARNING)
  if (flags.on('now') && grace !== undefined) {
    throw new Failure('--now and --grace-period cannot be specified together')
  }
}

function isLenient({ flags }: Session): boolean {
  return flags.has('ignore-not-found') ? flags.on('ignore-not-found') : flags.on('all')
}

/** A named object needs no look-up before it is deleted; a selection does. */
async function candidates(
  session: Session,
  targets: readonly Target[],
): Promise<{ found: Found[]; failures: Failure[] }> {
  const named = targets.flatMap(({ resource, name, manifest }): Found[] => {
    if (name === undefined) return []
    const namespace = manifest?.object.metadata.namespace ?? session.namespace
    const metadata = { name, ...(resource.namespaced ? { namespace } : {}) }
    return [{ resource, object: { apiVersion: '', kind: resource.kind, metadata } }]
  })
  const { found, failures } = await findAll(
    session,
    targets.filter(({ name }) => name === undefined),
  )
  return { found: [...named, ...found], failures }
}

async function deleteOne(session: Session, { resource, object }: Found): Promise<void> {
  const { flags, io } = session
  const { name, namespace } = object.metadata
  const isForced = flags.on('force') && graceOf(session) === 0
  if (dryRun(session) !== 'client') {
    await session.client.ask<KubeObject>({
      method: 'DELETE',
      path: pathOf(resource, namespace, name),
      body: options(session),
    })
  }
  const note = { none: '', client: ' (dry run)', server: ' (server dry run)' }[dryRun(session)]
  if (flags.text('output') === 'name') return io.stdout(`${groupKind(resource)}/${name}\n`)
  const verb = isForced ? 'force deleted' : 'deleted'
  io.stdout(`${groupKind(resource)} "${name}" ${verb}${note}\n`)
}

function graceOf({ flags }: Session): number | undefined {
  if (flags.on('now')) return 1
  const grace = flags.number('grace-period')
  if (grace !== undefined && grace >= 0) return grace === 0 && !flags.on('force') ? 1 : grace
  return flags.on('force') ? 0 : undefined
}

function options(session: Session): JsonRecord {
  const cascade = session.flags.text('cascade') ?? 'background'
  const policies: Record<string, string> = {
    background: 'Background',
    true: 'Background',
    foreground: 'Foreground',
    orphan: 'Orphan',
    false: 'Orphan',
  }
  const propagationPolicy = policies[cascade]
  if (!propagationPolicy) {
    throw new Failure(
      `invalid cascade value (${cascade}). Must be "background", "foreground", or "orphan"`,
    )
  }
  const grace = graceOf(session)
  return {
    propagationPolicy,
    ...(grace === undefined ? {} : { gracePeriodSeconds: grace }),
    ...(dryRun(session) === 'server' ? { dryRun: ['All'] } : {}),
  }
}
