import { ageColumn, nameColumn, workloadColumns } from '../common-columns.ts'
import type { Column } from '../define-kind.ts'
import type { StatefulSet } from './schema.ts'

/** What `kubectl get statefulsets` shows. Source: pkg/printers/internalversion/printers.go. */
export const columns: readonly Column<StatefulSet>[] = [
  nameColumn,
  {
    name: 'Ready',
    type: 'string',
    description: 'How many pods are ready, of how many there should be.',
    cell: ({ status, spec }) => `${status.readyReplicas ?? 0}/${spec.replicas}`,
  },
  ageColumn,
  ...workloadColumns.filter(({ name }) => name !== 'Selector'),
]
