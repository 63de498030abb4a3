import { defineCommand, type Command } from '../command.ts'
import { DRY_RUN, SELECTOR } from '../common-flags.ts'
import { throwAll, UsageFailure } from '../failure.ts'
import { dig } from '../object.ts'
import { report } from '../output/printer.ts'
import { dryRun, patchObject, type Session } from '../session.ts'
import { findAll } from '../targets.ts'

const flags: Command['flags'] = [...SELECTOR, DRY_RUN]

/** `kubectl cordon`: no more new pods on a node. Upstream: kubectl pkg/cmd/drain. */
export const cordon = defineCommand({
  name: 'cordon',
  about: 'Mark node as unschedulable',
  flags,
  run: (session) => mark(session, true),
})

/** `kubectl uncordon`: pods may come again. */
export const uncordon = defineCommand({
  name: 'uncordon',
  about: 'Mark node as schedulable',
  flags,
  run: (session) => mark(session, false),
})

async function mark(session: Session, unschedulable: boolean): Promise<void> {
  const { command, args } = session
  if (args.length === 0 && !session.flags.has('selector')) {
    throw new UsageFailure(command, `USAGE: ${command} NODE [flags]`)
  }
  const nodes = (await session.discovery()).mustHave('nodes')
  const names = args.map((arg) => arg.replace(/^nodes?\//, ''))
  const targets =
    names.length === 0 ? [{ resource: nodes }] : names.map((name) => ({ resource: nodes, name }))
  const { found, failures } = await findAll(session, targets)
  throwAll(failures)
  for (const { resource, object } of found) {
    const already = (dig(object, 'spec', 'unschedulable') ?? false) === unschedulable
    if (already) report(session, resource, object, `already ${command}ed`)
    else {
      if (dryRun(session) !== 'client') {
        const body = { spec: { unschedulable: unschedulable ? true : null } }
        await patchObject(session, resource, object, {
          type: 'strategic',
          body,
          manager: 'kubectl-cordon',
        })
      }
      report(session, resource, object, `${command}ed`)
    }
  }
}
