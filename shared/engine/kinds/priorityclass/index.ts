import { ageColumn, nameColumn } from '../common-columns.ts'
import { defineKind } from '../define-kind.ts'
import { priorityClass as schema, type PriorityClass } from './schema.ts'
import { validatePriorityClass, validatePriorityClassUpdate } from './validate.ts'

/** How important pods are. The number is copied into each pod when it is made. */
export const priorityclass = defineKind<PriorityClass>({
  group: 'scheduling.k8s.io',
  version: 'v1',
  kind: 'PriorityClass',
  plural: 'priorityclasses',
  singular: 'priorityclass',
  short: ['pc'],
  scope: 'Cluster',
  generation: true,
  schema,
  columns: [
    nameColumn,
    {
      name: 'Value',
      type: 'integer',
      description: 'How important: higher is placed first.',
      cell: ({ value }) => value,
    },
    {
      name: 'Global-Default',
      type: 'boolean',
      description: 'Whether pods that name no class are of this one.',
      cell: ({ globalDefault }) => globalDefault ?? false,
    },
    ageColumn,
    {
      name: 'PreemptionPolicy',
      type: 'string',
      description: 'Whether less important pods may be removed for pods of it.',
      cell: ({ preemptionPolicy }) => preemptionPolicy ?? '',
    },
  ],
  strategy: {
    validate: validatePriorityClass,
    validateUpdate: validatePriorityClassUpdate,
    // Upstream gives every class the generation 1 and never another one.
    countsInGeneration: () => false,
  },
  indexes: {
    defaultPriorityClasses: (object) =>
      object.kind === 'PriorityClass' && (object as PriorityClass).globalDefault ? ['all'] : [],
  },
})
