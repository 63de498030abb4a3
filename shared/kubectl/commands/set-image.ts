import { changeCause, CHANGE_CAUSE } from '../change-cause.ts'
import { defineCommand } from '../command.ts'
import { ALL, DRY_RUN, FILES, MANAGER, OUTPUT, RECORD, SELECTOR } from '../common-flags.ts'
import { Failure, StatusFailure, throwAll, UsageFailure } from '../failure.ts'
import { dig, type JsonRecord, type KubeObject } from '../object.ts'
import { report } from '../output/printer.ts'
import { dryRun, patchObject, type Session } from '../session.ts'
import { findAll, targetsOf, type Found } from '../targets.ts'

interface Container {
  name: string
  image?: string
}

/** `kubectl set image deployment/web web=nginx:1.9.1`. Upstream: kubectl pkg/cmd/set. */
export const setImage = defineCommand({
  name: 'set image',
  about: 'Update the image of a pod template',
  flags: [
    ...FILES,
    ...OUTPUT,
    ...SELECTOR,
    ALL,
    DRY_RUN,
    MANAGER,
    RECORD,
    { name: 'local', type: 'flag' },
  ],
  run: async (session) => {
    const { resources, images } = split(session.args)
    if (resources.length === 0 && !session.flags.has('filename')) {
      throw new Failure(
        'one or more resources must be specified as <resource> <name> or <resource>/<name>',
      )
    }
    if (images.size === 0) throw new Failure('at least one image update is required')
    const { found, failures } = await findAll(session, await targetsOf(session, resources))
    for (const one of found) {
      try {
        await update(session, one, images)
      } catch (error) {
        failures.push(failureOf(error))
      }
    }
    throwAll(failures)
  },
})

function failureOf(error: unknown): Failure {
  if (error instanceof StatusFailure) {
    return new Failure(`failed to patch image update to pod template: ${error.message}`)
  }
  if (error instanceof Failure) return error
  throw error
}

function split(args: readonly string[]): { resources: string[]; images: Map<string, string> } {
  const resources: string[] = []
  const images = new Map<string, string>()
  for (const arg of args) {
    const equals = arg.indexOf('=')
    if (equals < 0) {
      if (images.size > 0)
        throw new UsageFailure(
          'set image',
          `all resources must be specified before image changes: ${arg}`,
        )
      resources.push(arg)
    } else if (equals === 0) {
      throw new Failure(`invalid image: ${arg}`)
    } else images.set(arg.slice(0, equals), arg.slice(equals + 1))
  }
  return { resources, images }
}

/**
 * `*` means every container. A pod has its containers in its own spec, all others in a template.
 */
async function update(
  session: Session,
  { resource, object }: Found,
  images: ReadonlyMap<string, string>,
): Promise<void> {
  const path = resource.kind === 'Pod' ? ['spec'] : ['spec', 'template', 'spec']
  const lists = ['initContainers', 'containers'].map((field) => {
    return [field, (dig(object, ...path, field) ?? []) as Container[]] as const
  })
  if (!dig(object, ...path, 'containers')) {
    throw new Failure(
      `${resource.plural}/${object.metadata.name} the object is not a pod or does not have a pod ` +
        `template: *${resource.version}.${resource.kind}`,
    )
  }
  const everything = images.get('*')
  const known = lists.flatMap(([, list]) => list.map(({ name }) => name))
  const missing = [...images.keys()].find((name) => name !== '*' && !known.includes(name))
  if (missing !== undefined) {
    throw new Failure(`unable to find container named "${missing}"`)
  }
  const parts = lists.flatMap(([field, list]) => {
    const changed = list.flatMap(({ name, image }): JsonRecord[] => {
      const wanted = images.get(name) ?? everything
      return wanted === undefined || wanted === image ? [] : [{ name, image: wanted }]
    })
    if (changed.length === 0) return []
    const order = list.map(({ name }) => ({ name }))
    return [[`$setElementOrder/${field}`, order] as const, [field, changed] as const]
  })
  const cause = changeCause(session)
  if (parts.length === 0 && cause === undefined) return
  const spec = path.reduceRight<JsonRecord>(
    (inner, key) => ({ [key]: inner }),
    Object.fromEntries(parts),
  )
  const annotations = { metadata: { annotations: { [CHANGE_CAUSE]: cause ?? '' } } }
  const body: JsonRecord = {
    ...(parts.length > 0 ? spec : {}),
    ...(cause === undefined ? {} : annotations),
  }
  const done: KubeObject =
    dryRun(session) === 'client'
      ? object
      : await patchObject(session, resource, object, {
          type: 'strategic',
          body,
          manager: 'kubectl-set',
        })
  report(session, resource, done, 'image updated')
}
