import { changeCause, CHANGE_CAUSE } from '../change-cause.ts'
import type { Command } from '../command.ts'
import {
  ALL,
  DRY_RUN,
  EVERYWHERE,
  FIELD_SELECTOR,
  FILES,
  MANAGER,
  OUTPUT,
  RECORD,
  SELECTOR,
} from '../common-flags.ts'
import { Failure, throwAll } from '../failure.ts'
import { sorted, sortKeys, type JsonRecord, type KubeObject } from '../object.ts'
import { report } from '../output/printer.ts'
import { mergePatch } from '../patch/three-way.ts'
import { dryRun, patchObject, type Session } from '../session.ts'
import { findAll, targetsOf, type Found } from '../targets.ts'

/** What differs between `label` and `annotate`. */
export interface Manner {
  field: 'labels' | 'annotations'
  word: string
  /** What is said of an object that was changed, given what was asked. */
  outcome(before: string, after: string, overwrite: boolean): string
  clash(clashes: [string, string][]): string
}

/** Keys to set and keys to take away. */
export interface Changes {
  set: Record<string, string>
  remove: string[]
}

/** Flags that both have. */
export const flags: Command['flags'] = [
  ...FILES,
  ...OUTPUT,
  ...SELECTOR,
  FIELD_SELECTOR,
  EVERYWHERE,
  ALL,
  DRY_RUN,
  MANAGER,
  RECORD,
  { name: 'overwrite', type: 'flag' },
  { name: 'list', type: 'flag' },
  { name: 'local', type: 'flag' },
  { name: 'resource-version', type: 'text' },
]

/** `kubectl label` and `kubectl annotate`. Upstream: kubectl pkg/cmd/label, pkg/cmd/annotate. */
export async function mark(session: Session, manner: Manner): Promise<void> {
  const { resources, changes } = split(session.args)
  if (resources.length === 0 && !session.flags.has('filename')) {
    throw new Failure(
      'one or more resources must be specified as <resource> <name> or <resource>/<name>',
    )
  }
  const isEmpty = Object.keys(changes.set).length + changes.remove.length === 0
  if (isEmpty && !session.flags.on('list')) {
    throw new Failure(`at least one ${manner.word} update is required`)
  }
  const { found, failures } = await findAll(session, await targetsOf(session, resources))
  if (found.length === 0 && failures.length === 0) {
    session.io.stderr('No resources found\n')
  }
  for (const one of found) {
    try {
      await markOne(session, one, changes, manner)
    } catch (error) {
      if (!(error instanceof Failure)) throw error
      failures.push(error)
    }
  }
  throwAll(failures)
}

/** Resources come first, then `key=value` and `key-`. */
function split(args: readonly string[]): { resources: string[]; changes: Changes } {
  const resources: string[] = []
  const changes: Changes = { set: {}, remove: [] }
  for (const arg of args) {
    const equals = arg.indexOf('=')
    const isChange = equals > 0 || arg.endsWith('-')
    if (!isChange) resources.push(arg)
    else if (equals > 0) changes.set[arg.slice(0, equals)] = arg.slice(equals + 1)
    else changes.remove.push(arg.slice(0, -1))
  }
  const both = changes.remove.find((key) => key in changes.set)
  if (both !== undefined)
    throw new Failure(`can not both modify and remove a label in the same command`)
  return { resources, changes }
}

async function markOne(
  session: Session,
  { resource, object }: Found,
  changes: Changes,
  manner: Manner,
): Promise<void> {
  const before = object.metadata[manner.field] ?? {}
  if (session.flags.on('list')) {
    for (const [key, value] of sorted(before)) session.io.stdout(`${key}=${value}\n`)
    return
  }
  const clashes = Object.entries(changes.set).flatMap(([key, value]): [string, string][] => {
    const old = before[key]
    // The change-cause may always be written anew.
    return old === undefined || old === value || key === CHANGE_CAUSE ? [] : [[key, old]]
  })
  if (clashes.length > 0 && !session.flags.on('overwrite')) throw new Failure(manner.clash(clashes))
  for (const key of changes.remove) {
    if (!(key in before) && manner.field === 'labels')
      session.io.stdout(`label "${key}" not found.\n`)
  }
  const after = Object.fromEntries(
    Object.entries({ ...before, ...changes.set }).filter(([key]) => !changes.remove.includes(key)),
  )
  const wanted = withField(session, object, manner.field, after)
  const patch = mergePatch(object as unknown as JsonRecord, wanted as unknown as JsonRecord)
  const isDry = dryRun(session) === 'client'
  const done =
    isDry || Object.keys(patch).length === 0
      ? wanted
      : await patchObject(session, resource, object, {
          type: 'merge',
          body: patch,
          manager: `kubectl-${manner.word === 'label' ? 'label' : 'annotate'}`,
        })
  const metadata = { ...object.metadata, [manner.field]: after }
  const texts = [object, { ...object, metadata }].map((one) => JSON.stringify(sortKeys(one)))
  const [old = '', fresh = ''] = texts
  report(session, resource, done, manner.outcome(old, fresh, session.flags.on('overwrite')))
}

function withField(
  session: Session,
  object: KubeObject,
  field: 'labels' | 'annotations',
  value: Record<string, string>,
): KubeObject {
  const rest: KubeObject['metadata'] = { ...object.metadata }
  delete rest[field]
  const metadata: KubeObject['metadata'] =
    Object.keys(value).length > 0 ? { ...rest, [field]: value } : rest
  const cause = changeCause(session)
  if (cause === undefined) return { ...object, metadata }
  const annotations = { ...metadata.annotations, [CHANGE_CAUSE]: cause }
  return { ...object, metadata: { ...metadata, annotations } }
}
