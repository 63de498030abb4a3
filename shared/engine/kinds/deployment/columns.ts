import { ageColumn, nameColumn, workloadColumns } from '../common-columns.ts'
import type { Column } from '../define-kind.ts'
import type { Deployment } from './schema.ts'

/** What `kubectl get deployments` shows. Source: pkg/printers/internalversion/printers.go. */
export const columns: readonly Column<Deployment>[] = [
  nameColumn,
  {
    name: 'Ready',
    type: 'string',
    description: 'How many pods are ready, of how many there should be.',
    cell: ({ status, spec }) => `${status.readyReplicas ?? 0}/${spec.replicas}`,
  },
  {
    name: 'Up-to-date',
    type: 'string',
    description: 'How many pods are made from the present template.',
    cell: ({ status }) => status.updatedReplicas ?? 0,
  },
  {
    name: 'Available',
    type: 'string',
    description: 'How many pods have been ready for long enough.',
    cell: ({ status }) => status.availableReplicas ?? 0,
  },
  ageColumn,
  ...workloadColumns,
]
