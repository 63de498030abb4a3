import { defineCommand } from '../command.ts'
import { ALL, EVERYWHERE, FIELD_SELECTOR, FILES, OUTPUT, SELECTOR } from '../common-flags.ts'
import { groupKind, type Resource } from '../discovery.ts'
import { Failure, PlainFailure, throwAll } from '../failure.ts'
import type { JsonRecord, KubeObject } from '../object.ts'
import { FORMS, printerOf, unknownForm, withoutManagedFields } from '../output/printer.ts'
import { TableWriter, type Table } from '../output/table.ts'
import type { Session } from '../session.ts'
import { findAll, targetsOf, type Target } from '../targets.ts'
import { sortObjects, sortRows } from './get/sort.ts'
import { askTable, tableStyle } from './get/table.ts'
import { watchTables } from './get/watch.ts'

/** `kubectl get`: lists things. Upstream: kubectl pkg/cmd/get. */
export const get = defineCommand({
  name: 'get',
  about: 'Display one or many resources',
  flags: [
    ...OUTPUT,
    ...SELECTOR,
    ...FILES,
    FIELD_SELECTOR,
    EVERYWHERE,
    ALL,
    { name: 'show-labels', type: 'flag' },
    { name: 'label-columns', short: 'L', type: 'list' },
    { name: 'no-headers', type: 'flag' },
    { name: 'show-kind', type: 'flag' },
    { name: 'sort-by', type: 'text' },
    { name: 'ignore-not-found', type: 'flag' },
    { name: 'chunk-size', type: 'number' },
    { name: 'server-print', type: 'flag' },
    { name: 'watch', short: 'w', type: 'flag' },
    { name: 'watch-only', type: 'flag' },
    { name: 'output-watch-events', type: 'flag' },
    { name: 'subresource', type: 'text' },
    { name: 'raw', type: 'text' },
  ],
  run: async (session) => {
    const { flags, args } = session
    const raw = flags.text('raw')
    if (raw !== undefined) return showRaw(session, raw)
    if (args.length === 0 && !flags.has('filename')) throw noType(session)
    const output = flags.text('output') ?? ''
    const print = printerOf(output)
    if (!print && !['', 'wide', 'name'].includes(output)) throw unknownForm(output, FORMS)
    const targets = await targetsOf(session, args, { allWithoutName: true })
    if (flags.on('watch') || flags.on('watch-only')) {
      return watchTables(session, targets, { output, print })
    }
    if (output === '' || output === 'wide') return showTables(session, targets)
    return showObjects(session, targets, print)
  },
})

async function showRaw(session: Session, path: string): Promise<void> {
  const answer = await session.client.ask<unknown>({ path })
  session.io.stdout(typeof answer === 'string' ? answer : JSON.stringify(answer))
}

function noType(session: Session): Failure {
  session.io.stderr(
    'You must specify the type of resource to get. Use "kubectl api-resources" for a complete ' +
      'list of supported resources.\n\n',
  )
  return new PlainFailure(
    'error: Required resource not specified.\n' +
      'Use "kubectl explain <resource>" for a detailed description of that resource ' +
      '(e.g. kubectl explain pods).\n' +
      "See 'kubectl get -h' for help and examples",
  )
}

/** One table for each resource, as the server makes them. */
async function showTables(session: Session, targets: readonly Target[]): Promise<void> {
  const { flags, io } = session
  const { groups, failures } = await askTables(session, targets)
  const isMixed = new Set(groups.map(({ resource }) => resource)).size > 1
  let written = 0
  for (const { resource, tables } of groups) {
    const rows = tables.flatMap((table) => table.rows ?? [])
    if (rows.length === 0) continue
    const writer = new TableWriter(tableStyle(session, resource, isMixed))
    const [first] = tables
    if (flags.has('sort-by') && first) {
      const all = sortRows(rows, flags.text('sort-by') ?? '')
      writer.add({ ...first, rows: all })
    } else for (const table of tables) writer.add(table)
    if (written > 0 && !flags.on('no-headers')) io.stdout('\n')
    io.stdout(writer.text())
    written += rows.length
  }
  if (written === 0 && failures.length === 0 && !flags.on('ignore-not-found')) {
    io.stderr(nothingFound(session, targets))
  }
  throwAll(failures)
}

function nothingFound(session: Session, targets: readonly Target[]): string {
  const isNamespaced = targets.some(({ resource }) => resource.namespaced)
  const everywhere = session.flags.on('all-namespaces') || !isNamespaced
  return everywhere
    ? 'No resources found\n'
    : `No resources found in ${session.namespace} namespace.\n`
}

interface TableGroup {
  resource: Resource
  tables: Table[]
}

async function askTables(
  session: Session,
  targets: readonly Target[],
): Promise<{ groups: TableGroup[]; failures: Failure[] }> {
  const groups: TableGroup[] = []
  const failures: Failure[] = []
  for (const target of targets) {
    try {
      const table = await askTable(session, target)
      const last = groups.at(-1)
      if (last?.resource === target.resource) last.tables.push(table)
      else groups.push({ resource: target.resource, tables: [table] })
    } catch (error) {
      if (!(error instanceof Failure)) throw error
      const isMissing = /NotFound/.test(error.text)
      if (!(isMissing && session.flags.on('ignore-not-found'))) failures.push(error)
    }
  }
  return { groups, failures }
}

/** `-o yaml`, `-o name` and the like: whole objects. */
async function showObjects(
  session: Session,
  targets: readonly Target[],
  print: ((value: unknown) => string) | undefined,
): Promise<void> {
  const { flags, io } = session
  const { found, failures } = await findAll(session, targets)
  const sortBy = flags.text('sort-by')
  const objects = sortBy ? sortObjects(found, ({ object }) => object, sortBy) : found
  const shown = objects.map(({ object }) => {
    return flags.on('show-managed-fields') ? object : withoutManagedFields(object)
  })
  const [only] = targets
  const isSingle = targets.length === 1 && only?.name !== undefined && !sortBy
  if (!print) {
    const names = objects.map(({ resource, object }) => {
      return `${groupKind(resource)}/${object.metadata.name}\n`
    })
    io.stdout(names.join(''))
  } else if (isSingle) {
    for (const object of shown) io.stdout(print(object))
  } else if (found.length > 0 || failures.length === 0) io.stdout(print(listOf(shown)))
  throwAll(failures)
}

function listOf(items: readonly KubeObject[]): JsonRecord {
  const list = { apiVersion: 'v1', kind: 'List', metadata: { resourceVersion: '' }, items }
  return list as unknown as JsonRecord
}
