import { controllerOf } from '../../object.ts'
import { ageColumn, nameColumn } from '../common-columns.ts'
import { defineKind } from '../define-kind.ts'
import { controllerRevision as schema, type ControllerRevision } from './schema.ts'
import { validateRevision, validateRevisionUpdate } from './validate.ts'

export const controllerrevision = defineKind<ControllerRevision>({
  group: 'apps',
  version: 'v1',
  kind: 'ControllerRevision',
  plural: 'controllerrevisions',
  singular: 'controllerrevision',
  scope: 'Namespaced',
  schema,
  // Source: pkg/printers/internalversion/printers.go printControllerRevision.
  columns: [
    nameColumn,
    {
      name: 'Controller',
      type: 'string',
      description: 'Whose template it is.',
      cell: (revision) => {
        const owner = controllerOf(revision)
        if (!owner) return '<none>'
        const [group = ''] = owner.apiVersion.includes('/') ? owner.apiVersion.split('/') : []
        const resource = `${owner.kind.toLowerCase()}${group ? `.${group}` : ''}`
        return `${resource}/${owner.name}`
      },
    },
    {
      name: 'Revision',
      type: 'integer',
      description: 'Which of them it is.',
      cell: ({ revision }) => revision,
    },
    ageColumn,
  ],
  strategy: { validate: validateRevision, validateUpdate: validateRevisionUpdate },
})
