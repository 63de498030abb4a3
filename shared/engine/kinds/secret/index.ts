import { encodeText } from '../../schema/text-bytes.ts'
import { ageColumn, nameColumn } from '../common-columns.ts'
import { defineKind } from '../define-kind.ts'
import { secret as schema, type Secret } from './schema.ts'
import { mergeStringData, validateSecret, validateSecretUpdate } from './validate.ts'

/** Settings that not everybody should read: bytes, written as base64. */
export const secret = defineKind<Secret>({
  group: '',
  version: 'v1',
  kind: 'Secret',
  plural: 'secrets',
  singular: 'secret',
  scope: 'Namespaced',
  schema,
  columns: [
    nameColumn,
    {
      name: 'Type',
      type: 'string',
      description: 'What the secret is for; it says which keys there must be.',
      cell: ({ type }) => type,
    },
    {
      name: 'Data',
      type: 'string',
      description: 'How many keys it has.',
      cell: ({ data = {} }) => Object.keys(data).length,
    },
    ageColumn,
  ],
  fieldSelectors: { type: ({ type }) => type },
  strategy: {
    prepareCreate: (secret) => mergeStringData(secret, encodeText),
    prepareUpdate: (secret) => mergeStringData(secret, encodeText),
    validate: validateSecret,
    validateUpdate: validateSecretUpdate,
  },
})
