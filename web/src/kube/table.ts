import type { KubeApi, ObjectMeta } from './api.ts'
import { pathOf, type Resource } from './discovery.ts'

/** A server-side Table: the columns and cells that kubectl prints. */
export interface Table {
  columnDefinitions: { name: string; type: string; priority: number; description?: string }[]
  rows: { cells: unknown[]; object: { metadata: ObjectMeta } }[]
  metadata?: { continue?: string }
}

const MOST_ROWS = 500

export function fetchTable(api: KubeApi, resource: Resource, namespace: string): Promise<Table> {
  return api.table<Table>(`${pathOf(resource, namespace)}?limit=${MOST_ROWS}`)
}

/** Indexes of the columns to show: `-o wide` adds those with a priority above 0. */
export const shownColumns = (table: Table, wide: boolean): number[] =>
  table.columnDefinitions.flatMap((column, i) => (wide || column.priority === 0 ? [i] : []))

/** Rows one of whose cells, or whose namespace, contains the text, in any case of letters. */
export function filterRows(table: Table, text: string): Table['rows'] {
  const wanted = text.trim().toLowerCase()
  if (wanted === '') return table.rows
  return table.rows.filter((row) =>
    [row.object.metadata.namespace ?? '', ...row.cells].some((cell) =>
      String(cell).toLowerCase().includes(wanted),
    ),
  )
}

const TROUBLE = /^(Err\w+|\w*BackOff|\w*Error|OOMKilled|Evicted|Failed|NotReady|Unknown|Warning)\b/

/** Is this cell a word that asks for attention, such as CrashLoopBackOff or NotReady? */
export const isTrouble = (cell: unknown): boolean => typeof cell === 'string' && TROUBLE.test(cell)
