import { TABLE_ACCEPT } from '../../client.ts'
import { groupKind } from '../../discovery.ts'
import { Failure } from '../../failure.ts'
import { isRecord, type KubeObject } from '../../object.ts'
import { align, TABLE } from '../../output/columns.ts'
import { withoutManagedFields } from '../../output/printer.ts'
import { TableWriter, type Table } from '../../output/table.ts'
import { pathOf, type Session } from '../../session.ts'
import type { Target } from '../../targets.ts'
import { askTable, tableStyle } from './table.ts'

/** How a watch shows what it sees. */
interface Form {
  output: string
  print: ((value: unknown) => string) | undefined
}

/** `kubectl get -w`: the table first, then a line for each change. */
export async function watchTables(
  session: Session,
  targets: readonly Target[],
  form: Form,
): Promise<void> {
  const { flags } = session
  const [target] = targets
  if (!target || targets.length > 1) {
    throw new Failure('you may only specify a single resource type')
  }
  const first = await askTable(session, target)
  const isTable = form.output === '' || form.output === 'wide'
  const printer = new Lines(session, target)
  if (!flags.on('watch-only')) {
    if (isTable) printer.show(first, 'ADDED')
    else for (const row of first.rows ?? []) await printObject(session, target, form, row.object)
  } else printer.learn(first)
  const query = {
    resourceVersion: first.metadata?.resourceVersion,
    labelSelector: flags.text('selector'),
    fieldSelector:
      target.name === undefined ? flags.text('field-selector') : `metadata.name=${target.name}`,
  }
  const namespace = flags.on('all-namespaces') ? undefined : session.namespace
  const path = pathOf(target.resource, namespace)
  const accept = isTable ? TABLE_ACCEPT : 'application/json'
  for await (const { type, object } of session.client.watch({ path, query, accept })) {
    if (type === 'BOOKMARK') continue
    if (type === 'ERROR') throw new Failure(String(isRecord(object) ? object.message : object))
    if (isTable) printer.show(object as Table, type)
    else await printObject(session, target, form, object as unknown as KubeObject)
  }
}

async function printObject(
  session: Session,
  { resource }: Target,
  { print }: Form,
  object: KubeObject | null | undefined,
): Promise<void> {
  if (!object) return
  const { name, namespace } = object.metadata
  const whole =
    object.kind === 'PartialObjectMetadata'
      ? await session.client.ask<KubeObject>({ path: pathOf(resource, namespace, name) })
      : object
  const text = print?.(withoutManagedFields(whole)) ?? `${groupKind(resource)}/${name}\n`
  session.io.stdout(text)
}

/**
 * Lines that come one by one keep the widths of those before: kubectl's writer remembers them, so
 * that a column only ever grows.
 */
class Lines {
  readonly #session: Session
  readonly #writer: TableWriter
  #shown = 0
  #widths: string[] = []

  constructor(session: Session, { resource }: Target) {
    this.#session = session
    this.#writer = new TableWriter(tableStyle(session, resource, false))
  }

  /** Only learns the columns: what was there before is not shown. */
  learn(table: Table): void {
    this.#writer.add({ ...table, rows: [] })
    this.#flush()
  }

  show(table: Table, type: string): void {
    const withEvents = this.#session.flags.on('output-watch-events')
    this.#writer.add(table, withEvents ? { header: 'EVENT', value: type } : undefined)
    this.#flush()
  }

  #flush(): void {
    const fresh = this.#writer.lines.slice(this.#shown)
    this.#shown = this.#writer.lines.length
    if (fresh.length === 0) return
    const rows = fresh.map((line) => line.split('\t'))
    for (const row of rows) {
      row.slice(0, -1).forEach((cell, index) => {
        if (cell.length > (this.#widths[index]?.length ?? -1)) {
          this.#widths[index] = 'x'.repeat(cell.length)
        }
      })
    }
    const ruler = [...this.#widths, ''].join('\t')
    const text = align([ruler, ...fresh, ''].join('\n'), TABLE)
    this.#session.io.stdout(text.slice(text.indexOf('\n') + 1))
  }
}
