import { ageColumn, nameColumn } from '../common-columns.ts'
import { defineKind } from '../define-kind.ts'
import { configMap as schema, type ConfigMap } from './schema.ts'
import { validateConfigMap, validateConfigMapUpdate } from './validate.ts'

/** Settings that pods read. */
export const configmap = defineKind<ConfigMap>({
  group: '',
  version: 'v1',
  kind: 'ConfigMap',
  plural: 'configmaps',
  singular: 'configmap',
  short: ['cm'],
  scope: 'Namespaced',
  schema,
  columns: [
    nameColumn,
    {
      name: 'Data',
      type: 'string',
      description: 'How many keys it has, of text and of bytes.',
      cell: ({ data = {}, binaryData = {} }) =>
        Object.keys(data).length + Object.keys(binaryData).length,
    },
    ageColumn,
  ],
  strategy: { validate: validateConfigMap, validateUpdate: validateConfigMapUpdate },
})
