import type { Json } from '../json.ts'
import type { Kind } from '../kinds/define-kind.ts'
import type { KubeObject, ObjectMeta } from '../object.ts'
import type { Api } from './handle.ts'

/** The columns that a table tells. Upstream: apimachinery meta/v1 TableColumnDefinition. */
export interface ColumnDefinition {
  name: string
  type: string
  format: string
  description: string
  priority: number
}

/** How much of each object goes beside its cells. */
export type Include = 'None' | 'Metadata' | 'Object'

/** The columns of a kind's table. */
export function columnDefinitions(kind: Kind): ColumnDefinition[] {
  return kind.columns.map((column) => ({
    name: column.name,
    type: column.type,
    format: column.format ?? '',
    description: column.description,
    priority: column.priority ?? 0,
  }))
}

/**
 * Objects as `kubectl get` prints them. `objects` are presented already; `metadata` is the list's.
 * Watches leave the columns out after the first event. Upstream: meta/v1 Table.
 */
export function tableOf(
  api: Api,
  kind: Kind,
  objects: readonly KubeObject[],
  how: { include: Include; metadata: Record<string, Json>; columns?: boolean },
): Record<string, Json> {
  const context = { now: api.view.now, view: api.view }
  return {
    kind: 'Table',
    apiVersion: 'meta.k8s.io/v1',
    metadata: how.metadata,
    columnDefinitions: how.columns === false ? null : (columnDefinitions(kind) as unknown as Json),
    rows: objects.map((object) => ({
      cells: kind.columns.map((column) => column.cell(object, context)),
      object: beside(object, how.include),
    })),
  }
}

function beside(object: KubeObject, include: Include): Json {
  if (include === 'None') return null
  return (include === 'Object' ? object : metadataOf(object)) as unknown as Json
}

/** The object without spec and status. Upstream: meta/v1 PartialObjectMetadata. */
export function metadataOf(object: KubeObject): {
  kind: string
  apiVersion: string
  metadata: ObjectMeta
} {
  return {
    kind: 'PartialObjectMetadata',
    apiVersion: 'meta.k8s.io/v1',
    metadata: object.metadata,
  }
}
