import { equal } from '../../json.ts'
import { defineController, defineKind, type Strategy } from '../define-kind.ts'
import { selfByOthers } from '../self-by-others.ts'
import { columns } from './columns.ts'
import { reconcile } from './reconcile.ts'
import { job as schema, type Job } from './schema.ts'
import { withSelector } from './selector.ts'
import { strays } from './strays.ts'
import { validateJob, validateJobUpdate } from './validate.ts'
import { jobsOfPod } from './wakes.ts'

const strategy: Strategy<Job> = {
  prepareCreate: (job) => withSelector({ ...job, status: {} }),
  validate: validateJob,
  validateUpdate: validateJobUpdate,
  countsInGeneration: (next, old) => !equal(next.spec, old.spec),
}

export const job = defineKind<Job>({
  group: 'batch',
  version: 'v1',
  kind: 'Job',
  plural: 'jobs',
  singular: 'job',
  categories: ['all'],
  scope: 'Namespaced',
  schema,
  columns,
  fieldSelectors: { 'status.successful': ({ status }) => String(status.succeeded ?? 0) },
  status: true,
  generation: true,
  strategy,
  controllers: [
    defineController<Job>({
      name: 'job',
      kind: 'Job',
      lagMs: 20,
      wokenBy: { Job: selfByOthers('job'), Pod: jobsOfPod },
      reconcile,
    }),
    strays,
  ],
})
