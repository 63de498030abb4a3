import { ageText, parseTimestamp } from '../../time.ts'
import { ageColumn, nameColumn, workloadColumns } from '../common-columns.ts'
import type { Column } from '../define-kind.ts'
import { conditionIs } from './conditions.ts'
import type { Job } from './schema.ts'

/** What `kubectl get jobs` shows. Source: pkg/printers/internalversion/printers.go printJob. */
export const columns: readonly Column<Job>[] = [
  nameColumn,
  {
    name: 'Status',
    type: 'string',
    description: 'Running, Suspended, Complete, Failed, or on the way to one of them.',
    cell: statusWord,
  },
  {
    name: 'Completions',
    type: 'string',
    description: 'How many pods ended well, of how many there should be.',
    cell: ({ spec, status }) => {
      const done = status.succeeded ?? 0
      if (spec.completions !== undefined) return `${done}/${spec.completions}`
      const parallelism = spec.parallelism ?? 0
      return parallelism > 1 ? `${done}/1 of ${parallelism}` : `${done}/1`
    },
  },
  {
    name: 'Duration',
    type: 'string',
    description: 'How long it took, or has taken so far.',
    cell: ({ status }, { now }) => {
      if (!status.startTime) return ''
      const start = parseTimestamp(status.startTime) ?? now
      const end = status.completionTime ? parseTimestamp(status.completionTime) : undefined
      return ageText((end ?? now) - start)
    },
  },
  ageColumn,
  ...(workloadColumns as readonly Column<never>[] as readonly Column<Job>[]),
]

function statusWord(job: Job): string {
  for (const type of ['Complete', 'Failed'] as const) if (conditionIs(job, type)) return type
  if (job.metadata.deletionTimestamp) return 'Terminating'
  for (const type of ['Suspended', 'FailureTarget', 'SuccessCriteriaMet'] as const) {
    if (conditionIs(job, type)) return type
  }
  return 'Running'
}
