import { ageColumn, nameColumn } from '../common-columns.ts'
import type { Column } from '../define-kind.ts'
import type { Endpoints } from './schema.ts'

const MOST = 3

/** The columns of `kubectl get endpoints`. Source: printers/internalversion formatEndpoints. */
export const columns: readonly Column<Endpoints>[] = [
  nameColumn,
  {
    name: 'Endpoints',
    type: 'string',
    description: 'Addresses that take traffic; the first three of them.',
    cell: endpointsText,
  },
  ageColumn,
]

function endpointsText({ subsets = [] }: Endpoints): string {
  if (subsets.length === 0) return '<none>'
  const all = subsets.flatMap(({ addresses = [], ports = [] }) => {
    if (ports.length === 0) return addresses.map(({ ip }) => ip)
    return ports.flatMap(({ port }) => addresses.map(({ ip }) => `${ip}:${port}`))
  })
  const shown = all.slice(0, MOST).join(',')
  return all.length > MOST ? `${shown} + ${all.length - MOST} more...` : shown
}
