import { ageColumn, nameColumn, workloadColumns } from '../common-columns.ts'
import type { Column } from '../define-kind.ts'
import type { ReplicaSet } from './schema.ts'

/** What `kubectl get rs` shows. Source: pkg/printers/internalversion/printers.go. */
export const columns: readonly Column<ReplicaSet>[] = [
  nameColumn,
  {
    name: 'Desired',
    type: 'integer',
    description: 'How many pods there should be.',
    cell: (set) => set.spec.replicas,
  },
  {
    name: 'Current',
    type: 'integer',
    description: 'How many pods there are; those on their way out do not count.',
    cell: (set) => set.status.replicas,
  },
  {
    name: 'Ready',
    type: 'integer',
    description: 'How many pods are ready.',
    cell: (set) => set.status.readyReplicas ?? 0,
  },
  ageColumn,
  ...workloadColumns,
]
