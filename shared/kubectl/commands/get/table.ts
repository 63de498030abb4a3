import { TABLE_ACCEPT } from '../../client.ts'
import { groupKind, type Resource } from '../../discovery.ts'
import type { Table, TableStyle } from '../../output/table.ts'
import { listFailure, pathOf, type Session } from '../../session.ts'
import type { Target } from '../../targets.ts'

/** How this call shows tables. */
export function tableStyle(session: Session, resource: Resource, isMixed: boolean): TableStyle {
  const { flags } = session
  const prefixed = isMixed || flags.on('show-kind')
  return {
    wide: flags.text('output') === 'wide',
    headers: !flags.on('no-headers'),
    namespace: flags.on('all-namespaces') && resource.namespaced,
    showLabels: flags.on('show-labels'),
    labelColumns: flags.all('label-columns'),
    ...(prefixed ? { kindPrefix: `${groupKind(resource)}/` } : {}),
  }
}

/** A table with the list's own metadata. */
type ListedTable = Table & { metadata?: { resourceVersion?: string } }

/** Asks for one target's table. */
export function askTable(
  session: Session,
  { resource, name, manifest }: Target,
): Promise<ListedTable> {
  const { flags, client } = session
  const includeObject = flags.has('sort-by') ? 'Object' : undefined
  if (name !== undefined) {
    const namespace = manifest?.object.metadata.namespace ?? session.namespace
    const path = pathOf(resource, namespace, name)
    return client.ask({ path, accept: TABLE_ACCEPT, query: { includeObject } })
  }
  const namespace = flags.on('all-namespaces') ? undefined : session.namespace
  const selectors = {
    labelSelector: flags.text('selector'),
    fieldSelector: flags.text('field-selector'),
  }
  const path = pathOf(resource, namespace)
  const query = { ...selectors, includeObject, limit: '500' }
  return client.ask<ListedTable>({ path, accept: TABLE_ACCEPT, query }).catch((error) => {
    throw listFailure(error, resource, selectors)
  })
}
