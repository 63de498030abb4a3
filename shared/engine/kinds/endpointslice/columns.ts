import { ageColumn, nameColumn } from '../common-columns.ts'
import type { Column } from '../define-kind.ts'
import type { EndpointSlice } from './schema.ts'

const MOST = 3

/** The columns of `kubectl get endpointslices`. Source: printers/internalversion. */
export const columns: readonly Column<EndpointSlice>[] = [
  nameColumn,
  {
    name: 'AddressType',
    type: 'string',
    description: 'What kind of addresses it holds.',
    cell: ({ addressType }) => addressType,
  },
  {
    name: 'Ports',
    type: 'string',
    description: 'The ports behind which its addresses listen.',
    cell: ({ ports }) =>
      firstOf((ports ?? []).map(({ port, name }) => String(port ?? (name || '*')))),
  },
  {
    name: 'Endpoints',
    type: 'string',
    description: 'Its addresses; the first three of them.',
    cell: ({ endpoints }) => firstOf((endpoints ?? []).flatMap(({ addresses }) => addresses ?? [])),
  },
  ageColumn,
]

function firstOf(words: readonly string[]): string {
  const shown = words.slice(0, MOST).join(',') || '<unset>'
  return words.length > MOST ? `${shown} + ${words.length - MOST} more...` : shown
}
