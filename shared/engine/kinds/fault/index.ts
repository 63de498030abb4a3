import { equal } from '../../json.ts'
import type { KubeObject } from '../../object.ts'
import { ageText, parseTimestamp } from '../../time.ts'
import { defineController, defineKind, type Wakes } from '../define-kind.ts'
import { self } from '../wakes.ts'
import { reconcile } from './reconcile.ts'
import { fault as schema, type Fault } from './schema.ts'
import { validateFault, validateFaultUpdate } from './validate.ts'

/** Its own spec moves it; what it did does not. */
const onNewSpec: Wakes<Fault> = (object, change, view) => {
  const before = change.previous as Fault | undefined
  const same = before !== undefined && equal(before.spec, object.spec)
  return same || change.type === 'DELETED' ? [] : self(object, change, view)
}

const controller = defineController<Fault>({
  name: 'fault',
  kind: 'Fault',
  lagMs: 1,
  wokenBy: { Fault: onNewSpec },
  reconcile,
})

/** A failure as an object: it is listed and watched, and deleting it heals. */
export const fault = defineKind<Fault>({
  group: 'flotilla.dev',
  version: 'v1',
  kind: 'Fault',
  plural: 'faults',
  singular: 'fault',
  scope: 'Cluster',
  schema,
  status: true,
  teachersOnly: true,
  columns: [
    {
      name: 'Name',
      type: 'string',
      format: 'name',
      description: 'Unique in the cluster.',
      cell: ({ metadata }) => metadata.name,
    },
    {
      name: 'What',
      type: 'string',
      description: 'What breaks.',
      cell: ({ spec }) => spec.what,
    },
    {
      name: 'Where',
      type: 'string',
      description: 'Whom it hits.',
      cell: ({ spec }) => whereText(spec.where),
    },
    {
      name: 'Active',
      type: 'boolean',
      description: 'Whether it is on now.',
      cell: ({ status }) => status.active ?? false,
    },
    {
      name: 'Hits',
      type: 'integer',
      description: 'How often it struck.',
      cell: ({ status }) => status.hits ?? 0,
    },
    {
      name: 'Age',
      type: 'string',
      description: 'Time since it was made.',
      cell: ({ metadata }, { now }) =>
        ageText(now - (parseTimestamp(metadata.creationTimestamp) ?? now)),
    },
  ],
  strategy: {
    prepareCreate: (object) => ({ ...object, status: { active: false, hits: 0 } }),
    validate: validateFault,
    validateUpdate: validateFaultUpdate,
  },
  indexes: { activeFaults: activeWords },
  controllers: [controller],
})

function activeWords(object: KubeObject): readonly string[] {
  if (object.kind !== 'Fault') return []
  const { spec, status } = object as Fault
  return status?.active ? [spec.what] : []
}

function whereText(where: Fault['spec']['where']): string {
  const parts = Object.entries(where ?? {}).map(([key, value]) => `${key}=${value}`)
  return parts.join(' ') || '<everything>'
}
