import { ageColumn, nameColumn } from '../common-columns.ts'
import { defineKind } from '../define-kind.ts'
import { accountKeeper, certificateKeeper } from './furnish.ts'
import { namespace as schema, type Namespace } from './schema.ts'
import { strategy } from './strategy.ts'
import { CONTENT, contentWords, terminator } from './terminate.ts'

export const namespace = defineKind<Namespace>({
  group: '',
  version: 'v1',
  kind: 'Namespace',
  plural: 'namespaces',
  singular: 'namespace',
  short: ['ns'],
  scope: 'Cluster',
  withoutVerbs: ['deletecollection'],
  schema,
  columns: [
    nameColumn,
    {
      name: 'Status',
      type: 'string',
      description: 'Active, or Terminating while it is being emptied.',
      cell: ({ status }) => status.phase,
    },
    ageColumn,
  ],
  fieldSelectors: { 'status.phase': ({ status }) => status.phase },
  status: true,
  strategy,
  indexes: { [CONTENT]: contentWords },
  controllers: [accountKeeper, certificateKeeper, terminator],
})
