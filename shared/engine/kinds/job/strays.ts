import { controllerOf, keyOf } from '../../object.ts'
import { plan, type Plan } from '../../plan.ts'
import type { View } from '../../store/view.ts'
import { defineController, type Wakes } from '../define-kind.ts'
import type { Pod } from '../pod/schema.ts'
import { TRACKING } from './names.ts'
import type { Job } from './schema.ts'

/**
 * Pods whose Job is gone are let go: nobody will count them. Source: job_controller.go
 * syncOrphanPod.
 */
function release(pod: Pod, view: View): Plan {
  const { finalizers = [], ...metadata } = pod.metadata
  if (!finalizers.includes(TRACKING)) return plan()
  const owner = controllerOf(pod)
  const job =
    owner?.kind === 'Job' ? view.get('Job', metadata.namespace ?? '', owner.name) : undefined
  if (job?.metadata.uid === owner?.uid && job) return plan()
  const others = finalizers.filter((name) => name !== TRACKING)
  return plan().update({
    ...pod,
    metadata: others.length > 0 ? { ...metadata, finalizers: others } : metadata,
  })
}

const podsOfJob: Wakes<Job> = (job, { type }, view) =>
  type === 'DELETED' ? view.owned<Pod>(job, 'Pod').map((pod) => keyOf(pod)) : []

const orphans: Wakes<Pod> = (pod, { type }) => {
  const isTracked = pod.metadata.finalizers?.includes(TRACKING) === true
  const isOurs = controllerOf(pod)?.kind === 'Job'
  return type !== 'DELETED' && isTracked && (!isOurs || pod.metadata.deletionTimestamp)
    ? [keyOf(pod)]
    : []
}

/** Lets go of pods that a Job has left behind. */
export const strays = defineController<Pod>({
  name: 'job-strays',
  kind: 'Pod',
  lagMs: 20,
  wokenBy: { Job: podsOfJob, Pod: orphans },
  reconcile: release,
})
