import { ageColumn, nameColumn, workloadColumns } from '../common-columns.ts'
import type { Column } from '../define-kind.ts'
import type { DaemonSet, DaemonSetStatus } from './schema.ts'

type Counter = Exclude<keyof DaemonSetStatus, 'conditions' | 'collisionCount'>

/** What `kubectl get daemonsets` shows. Source: pkg/printers/internalversion/printers.go. */
export const columns: readonly Column<DaemonSet>[] = [
  nameColumn,
  count('Desired', 'How many nodes should have the pod.', 'desiredNumberScheduled'),
  count('Current', 'On how many of them it is.', 'currentNumberScheduled'),
  count('Ready', 'On how many of them it is ready.', 'numberReady'),
  count('Up-to-date', 'On how many of them it is new.', 'updatedNumberScheduled'),
  count('Available', 'On how many it has been ready for long enough.', 'numberAvailable'),
  {
    name: 'Node Selector',
    type: 'string',
    description: 'Which nodes are chosen.',
    cell: ({ spec }) => {
      const wanted = Object.entries(spec.template.spec.nodeSelector ?? {})
      return wanted.map(([key, value]) => `${key}=${value}`).join(',') || '<none>'
    },
  },
  ageColumn,
  ...workloadColumns,
]

function count(name: string, description: string, counter: Counter): Column<DaemonSet> {
  return { name, type: 'integer', description, cell: ({ status }) => status[counter] ?? 0 }
}
