import { objectMeta } from '../../schema/meta.ts'
import { labelSelector } from '../../schema/selector.ts'
import {
  flag,
  int32,
  int64,
  list,
  message,
  type Of,
  ref,
  struct,
  text,
  time,
} from '../../schema/tree.ts'
import { type TopLevel, typeMeta } from '../../schema/type-meta.ts'
import { podTemplateSpec } from '../pod/schema/template.ts'
import { completeJobSpec } from './defaults.ts'
import { podFailurePolicy, successPolicy } from './policies.ts'

export const jobSpec = message(
  'io.k8s.api.batch.v1.JobSpec',
  'What a Job wants.',
  {
    parallelism: int32(1, 'How many pods may run at the same time.', {
      pointer: true,
      defaulted: true,
    }),
    completions: int32(2, 'How many pods must end well; any one when left out.', {
      pointer: true,
    }),
    activeDeadlineSeconds: int64(3, 'Seconds after which the Job is given up.', { pointer: true }),
    podFailurePolicy: ref(11, podFailurePolicy, 'What failed pods mean.'),
    successPolicy: ref(16, successPolicy, 'When an Indexed Job has done enough.'),
    backoffLimit: int32(7, 'How many failures are put up with.', {
      pointer: true,
      defaulted: true,
    }),
    backoffLimitPerIndex: int32(12, 'How many failures of one index are put up with.', {
      pointer: true,
      simulated: false,
    }),
    maxFailedIndexes: int32(13, 'How many indexes may fail.', { pointer: true, simulated: false }),
    selector: ref(4, labelSelector, 'The pods that it counts as its own. Made by the server.'),
    manualSelector: flag(5, 'Whether the selector is given by hand.', { pointer: true }),
    template: struct(6, podTemplateSpec, 'The pods that it makes.', { required: true }),
    ttlSecondsAfterFinished: int32(8, 'How long the Job stays when it has ended.', {
      pointer: true,
    }),
    completionMode: text(9, 'NonIndexed counts pods, Indexed gives each a number.', {
      pointer: true,
      default: 'NonIndexed',
    }),
    suspend: flag(10, 'Whether no pods are to run now.', { pointer: true, default: false }),
    podReplacementPolicy: text(
      14,
      'When a pod is replaced: TerminatingOrFailed at once, Failed when it is gone.',
      { pointer: true, defaulted: true },
    ),
    managedBy: text(15, 'Who looks after the Job, when it is not the Job controller.', {
      pointer: true,
      simulated: false,
    }),
  },
  completeJobSpec,
)
export type JobSpec = Of<typeof jobSpec>

export const jobCondition = message(
  'io.k8s.api.batch.v1.JobCondition',
  "One aspect of a Job's state.",
  {
    type: text(1, 'Complete, Failed, Suspended, SuccessCriteriaMet or FailureTarget.', {
      required: true,
    }),
    status: text(2, 'True, False or Unknown.', { required: true }),
    lastProbeTime: time(3, 'When it was looked at last.'),
    lastTransitionTime: time(4, 'When the status changed last.'),
    reason: text(5, 'The cause in one word.'),
    message: text(6, 'The cause in a sentence.'),
  },
)
export type JobCondition = Of<typeof jobCondition>

export const uncountedTerminatedPods = message(
  'io.k8s.api.batch.v1.UncountedTerminatedPods',
  'Pods that have ended and are not in the counts yet.',
  {
    succeeded: list(1, 'string', 'Uids of those that ended well.', { list: 'set' }),
    failed: list(2, 'string', 'Uids of those that failed.', { list: 'set' }),
  },
)

export const jobStatus = message('io.k8s.api.batch.v1.JobStatus', 'How a Job is doing.', {
  conditions: list(1, jobCondition, 'Aspects of its state.', {
    list: 'atomic',
    patch: 'merge',
    mergeKey: 'type',
  }),
  startTime: time(2, 'When its first pod could run.', { pointer: true }),
  completionTime: time(3, 'When it ended well.', { pointer: true }),
  active: int32(4, 'How many pods run or are about to.'),
  succeeded: int32(5, 'How many pods ended well.'),
  failed: int32(6, 'How many pods failed.'),
  terminating: int32(11, 'How many pods are on their way out.', { pointer: true }),
  completedIndexes: text(7, 'The indexes that ended well, such as 0,2-4.'),
  failedIndexes: text(10, 'The indexes that failed for good.', { pointer: true }),
  uncountedTerminatedPods: ref(8, uncountedTerminatedPods, 'Pods that are not counted yet.'),
  ready: int32(9, 'How many pods are ready.', { pointer: true }),
})
export type JobStatus = Of<typeof jobStatus>

export const job = message(
  'io.k8s.api.batch.v1.Job',
  'Runs pods until enough of them have ended well.',
  {
    ...typeMeta,
    metadata: struct(1, objectMeta, 'Name and labels of the Job.'),
    spec: struct(2, jobSpec, 'Which pods there should be, how many, and what failures mean.'),
    status: struct(3, jobStatus, 'How it is doing.'),
  },
)

/** Runs pods until enough of them have ended well. */
export interface Job extends TopLevel<typeof job> {
  apiVersion: 'batch/v1'
  kind: 'Job'
}
