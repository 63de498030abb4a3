import { ageColumn, nameColumn } from '../common-columns.ts'
import { defineKind } from '../define-kind.ts'
import { serviceAccount as schema, type ServiceAccount } from './schema.ts'
import { validateServiceAccount, validateServiceAccountUpdate } from './validate.ts'

export const serviceaccount = defineKind<ServiceAccount>({
  group: '',
  version: 'v1',
  kind: 'ServiceAccount',
  plural: 'serviceaccounts',
  singular: 'serviceaccount',
  short: ['sa'],
  scope: 'Namespaced',
  schema,
  columns: [
    nameColumn,
    {
      name: 'Secrets',
      type: 'string',
      description: 'How many secrets pods may mount under this account.',
      cell: (account) => (account.secrets ?? []).length,
    },
    ageColumn,
  ],
  strategy: { validate: validateServiceAccount, validateUpdate: validateServiceAccountUpdate },
})
