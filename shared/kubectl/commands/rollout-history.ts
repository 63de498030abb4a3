import { defineCommand } from '../command.ts'
import { CHANGE_CAUSE } from '../change-cause.ts'
import { groupKind } from '../discovery.ts'
import { Failure } from '../failure.ts'
import { describeTemplate } from '../describe/template.ts'
import { Description } from '../describe/description.ts'
import { align, DESCRIPTION } from '../output/columns.ts'
import { printerOf } from '../output/printer.ts'
import {
  goGroupKind,
  mustBeDeployment,
  replicaSetsOf,
  revisionOf,
  REVISION,
  ROLLOUT,
  eachWorkload,
  type Deployment,
  type ReplicaSet,
  type Template,
} from './rollout-common.ts'

/** `kubectl rollout history`. Upstream: kubectl pkg/polymorphichelpers/historyviewer.go. */
export const rolloutHistory = defineCommand({
  name: 'rollout history',
  about: 'View rollout history',
  flags: [...ROLLOUT, { name: 'revision', type: 'number' }],
  run: async (session) => {
    const { flags, io } = session
    const revision = flags.number('revision') ?? 0
    if (revision < 0) throw new Failure(`revision must be a positive integer: ${revision}`)
    await eachWorkload(session, async ({ resource, object }) => {
      mustBeDeployment(
        resource,
        `no history viewer has been implemented for "${goGroupKind(resource)}"`,
        'history',
      )
      const sets = await replicaSetsOf(session, object as Deployment)
      const print = printerOf(flags.text('output') ?? '')
      if (print) {
        const chosen = sets.find((set) => revisionOf(set) === revision) ?? sets.at(-1)
        if (chosen) io.stdout(print(chosen))
        return
      }
      const title = `${groupKind(resource)}/${object.metadata.name}`
      const head = revision > 0 ? `${title} with revision #${revision}` : `${title} `
      io.stdout(`${head}\n${historyText(sets, revision)}\n`)
    })
  },
})

function historyText(sets: readonly ReplicaSet[], revision: number): string {
  const known = sets.filter(({ metadata }) => metadata.annotations?.[REVISION] !== undefined)
  if (known.length === 0) return 'No rollout history found.'
  if (revision > 0) {
    const set = known.find((one) => revisionOf(one) === revision)
    if (!set) throw new Failure('unable to find the specified revision')
    const page = new Description()
    describeTemplate(page, withCause(set))
    return page.raw()
  }
  const rows = [...known]
    .sort((left, right) => revisionOf(left) - revisionOf(right))
    .map((set) => `${revisionOf(set)}\t${causeOf(set) || '<none>'}\n`)
  return align(`REVISION\tCHANGE-CAUSE\n${rows.join('')}`, DESCRIPTION)
}

function causeOf({ metadata }: ReplicaSet): string {
  return metadata.annotations?.[CHANGE_CAUSE] ?? ''
}

function withCause(set: ReplicaSet): Template {
  const cause = causeOf(set)
  const { template } = set.spec
  if (cause === '') return template
  const annotations = { ...template.metadata?.annotations, [CHANGE_CAUSE]: cause }
  return { ...template, metadata: { ...template.metadata, annotations } }
}
