import { align, TABLE } from './columns.ts'
import type { KubeObject } from '../object.ts'

/** A table as the API server makes it. Upstream: meta/v1 Table. */
export interface Table {
  kind?: string
  columnDefinitions?: { name: string; type: string; priority: number }[] | null
  rows?: { cells: unknown[]; object?: KubeObject | null }[]
}

/** Which columns to show. */
export interface TableStyle {
  wide: boolean
  headers: boolean
  namespace: boolean
  showLabels: boolean
  /** Labels that get a column of their own. */
  labelColumns: readonly string[]
  /** `deployment.apps/` in front of names. */
  kindPrefix?: string
}

/** The lines of a table, cells ended by tabs; the columns of the first table serve all others. */
export class TableWriter {
  readonly #style: TableStyle
  #columns: { index: number; name: string }[] = []
  #hasHeaders: boolean
  #lines: string[] = []

  constructor(style: TableStyle) {
    this.#style = style
    this.#hasHeaders = !style.headers
  }

  /**
   * Takes the rows of a table; `prefix` goes in front of the first, such as a watch's event type.
   */
  add(table: Table, prefix?: { header: string; value: string }): void {
    const { wide, namespace, showLabels, labelColumns } = this.#style
    if (table.columnDefinitions && table.columnDefinitions.length > 0) {
      this.#columns = table.columnDefinitions.flatMap(({ name, priority }, index) => {
        return wide || priority === 0 ? [{ index, name }] : []
      })
    }
    if (!this.#hasHeaders) {
      const names = [
        ...(prefix ? [prefix.header] : []),
        ...(namespace ? ['NAMESPACE'] : []),
        ...this.#columns.map(({ name }) => name.toUpperCase()),
        ...labelColumns.map((label) => (label.split('/').at(-1) ?? label).toUpperCase()),
        ...(showLabels ? ['LABELS'] : []),
      ]
      this.#lines.push(names.join('\t'))
      this.#hasHeaders = true
    }
    for (const row of table.rows ?? []) {
      this.#lines.push([...(prefix ? [prefix.value] : []), ...this.#cells(row)].join('\t'))
    }
  }

  /** All lines so far, aligned. */
  text(): string {
    return align(this.#lines.map((line) => `${line}\n`).join(''), TABLE)
  }

  /** Are there lines? */
  get isEmpty(): boolean {
    return this.#lines.length === 0
  }

  /** Lines as they are, to align beside others. */
  get lines(): readonly string[] {
    return this.#lines
  }

  #cells({ cells, object }: NonNullable<Table['rows']>[number]): string[] {
    const { namespace, showLabels, labelColumns, kindPrefix } = this.#style
    const labels = object?.metadata?.labels ?? {}
    const shown = this.#columns.map(({ index }) => cellText(cells[index]))
    if (kindPrefix && shown.length > 0) shown[0] = `${kindPrefix}${shown[0]}`
    return [
      ...(namespace ? [object?.metadata?.namespace ?? ''] : []),
      ...shown,
      ...labelColumns.map((label) => labels[label] ?? ''),
      ...(showLabels ? [labelText(labels)] : []),
    ]
  }
}

/** Labels in one cell, by key; `<none>` without. */
export function labelText(labels: Record<string, string> | undefined): string {
  const pairs = Object.entries(labels ?? {}).map(([key, value]) => `${key}=${value}`)
  return pairs.length === 0 ? '<none>' : pairs.sort((a, b) => (a < b ? -1 : 1)).join(',')
}

/** Line ends would break the table: Go's printer shows them as `\n`. */
function cellText(value: unknown): string {
  if (value === null || value === undefined) return '<nil>'
  return String(value).replace(/\n/g, '\\n').replace(/\r/g, '\\r').replace(/\f/g, '\\f')
}
