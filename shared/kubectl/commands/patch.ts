import { parse } from 'yaml'
import { defineCommand } from '../command.ts'
import { DRY_RUN, FILES, MANAGER, OUTPUT, RECORD } from '../common-flags.ts'
import { Failure } from '../failure.ts'
import type { Resource } from '../discovery.ts'
import type { Json, KubeObject } from '../object.ts'
import { report } from '../output/printer.ts'
import { patchObject, type Session } from '../session.ts'
import { mustFind } from '../targets.ts'
import { recordChange } from './record.ts'

const TYPES = ['json', 'merge', 'strategic'] as const

/** `kubectl patch -p`. Upstream: kubectl pkg/cmd/patch. */
export const patch = defineCommand({
  name: 'patch',
  about: 'Update fields of a resource',
  flags: [
    ...FILES,
    ...OUTPUT,
    DRY_RUN,
    MANAGER,
    RECORD,
    { name: 'patch', short: 'p', type: 'text' },
    { name: 'patch-file', type: 'text' },
    { name: 'type', type: 'text' },
    { name: 'subresource', type: 'text' },
    { name: 'local', type: 'flag' },
  ],
  run: async (session) => {
    const { flags } = session
    const body = bodyOf(session)
    const type = TYPES.find((one) => one === (flags.text('type') ?? 'strategic').toLowerCase())
    if (!type) {
      throw new Failure(`--type must be one of [${TYPES.join(' ')}], not "${flags.text('type')}"`)
    }
    for (const { resource, object } of await mustFind(session, session.args)) {
      const sub = flags.text('subresource')
      const how = { type, body, manager: 'kubectl-patch', ...(sub ? { sub } : {}) }
      const changed = await patchObject(session, resource, object, how)
      const isSame = changed.metadata.resourceVersion === object.metadata.resourceVersion
      await recordChange(session, resource, object)
      report(
        session,
        sub ? resourceOf(changed, resource) : resource,
        changed,
        isSame ? 'patched (no change)' : 'patched',
      )
    }
  },
})

/** A subresource answers with a kind of its own, such as `Scale`. */
function resourceOf({ apiVersion, kind }: KubeObject, resource: Resource): Resource {
  const [group = ''] = apiVersion.includes('/') ? apiVersion.split('/') : []
  return { ...resource, kind, group }
}

function bodyOf({ flags, io }: Session): Json {
  const file = flags.text('patch-file')
  const text = file === undefined ? flags.text('patch') : io.files?.(file)
  if (flags.has('patch') && file !== undefined) {
    throw new Failure('cannot specify --patch and --patch-file together')
  }
  if (!text)
    throw new Failure('must specify --patch or --patch-file containing the contents of the patch')
  try {
    return parse(text, { version: '1.1' }) as Json
  } catch (error) {
    const why = error instanceof Error ? error.message.split('\n')[0] : String(error)
    throw new Failure(`unable to parse "${text}": yaml: ${why}`)
  }
}
