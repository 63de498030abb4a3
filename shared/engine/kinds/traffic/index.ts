import { ageColumn, nameColumn } from '../common-columns.ts'
import { defineKind, type Column } from '../define-kind.ts'
import { traffic as schema, type Traffic } from './schema.ts'
import { presentTraffic } from './status.ts'
import { validateTraffic, validateTrafficUpdate } from './validate.ts'

const columns: readonly Column<Traffic>[] = [
  nameColumn,
  {
    name: 'To',
    type: 'string',
    description: 'Who gets the requests.',
    cell: ({ spec }) => spec.url ?? `${spec.service}${spec.path}`,
  },
  {
    name: 'Per-Second',
    type: 'integer',
    description: 'How many requests are sent each second.',
    cell: ({ spec }) => spec.perSecond,
  },
  {
    name: 'Sent',
    type: 'integer',
    description: 'Requests so far.',
    cell: ({ status }) => status.sent,
  },
  {
    name: 'Failed',
    type: 'integer',
    description: 'How many of them did not get the answer that was expected.',
    cell: ({ status }) => status.failed,
  },
  {
    name: 'Now',
    type: 'string',
    description: 'How many of a hundred requests succeed now.',
    cell: nowText,
  },
  ageColumn,
]

function nowText({ status }: Traffic): string {
  if (!status.active) return '-'
  const good = (status.outcomes ?? []).filter(({ result }) => result === 'ok')
  const permille = good.reduce((sum, one) => sum + one.permille, 0)
  return `${(permille / 10).toFixed(permille % 10 === 0 ? 0 : 1)}%`
}

/**
 * Requests that are sent all the time. Its counts are functions of time, put in when it is read;
 * who finds out what requests come to is network/traffic.
 */
export const traffic = defineKind<Traffic>({
  group: 'flotilla.dev',
  version: 'v1',
  kind: 'Traffic',
  plural: 'traffic',
  singular: 'traffic',
  scope: 'Namespaced',
  schema,
  status: true,
  generation: true,
  columns,
  strategy: {
    prepareCreate: (object) => ({
      ...object,
      status: { active: false, sent: 0, succeeded: 0, failed: 0 },
    }),
    validate: validateTraffic,
    validateUpdate: validateTrafficUpdate,
    present: presentTraffic,
  },
})
