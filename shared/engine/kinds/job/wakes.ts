import { equal } from '../../json.ts'
import { controllerOf, keyOf, objectKey, type ObjectKey } from '../../object.ts'
import { matchesSelector } from '../../schema/match-selector.ts'
import type { Wakes } from '../define-kind.ts'
import type { Pod } from '../pod/schema.ts'
import { readySince } from '../workload-pods.ts'
import type { Job } from './schema.ts'

/** A pod wakes the Job that has or had it; an orphan those that would have it. */
export const jobsOfPod: Wakes<Pod> = (pod, change, view) => {
  const before = change.previous as Pod | undefined
  if (change.type === 'MODIFIED' && before && !isNews(pod, before)) return []
  const namespace = pod.metadata.namespace ?? ''
  const keys = new Set<ObjectKey>()
  for (const state of before ? [pod, before] : [pod]) {
    const reference = controllerOf(state)
    if (reference?.kind === 'Job') keys.add(objectKey('Job', namespace, reference.name))
    else if (!reference) {
      for (const job of view.list<Job>('Job', namespace)) {
        if (matchesSelector(job.spec.selector, state.metadata.labels)) keys.add(keyOf(job))
      }
    }
  }
  return [...keys]
}

function isNews(pod: Pod, before: Pod): boolean {
  return (
    pod.status.phase !== before.status.phase ||
    pod.metadata.deletionTimestamp !== before.metadata.deletionTimestamp ||
    readySince(pod) !== readySince(before) ||
    restarts(pod) !== restarts(before) ||
    !equal(pod.metadata.labels, before.metadata.labels) ||
    !equal(pod.metadata.ownerReferences, before.metadata.ownerReferences)
  )
}

function restarts({ status }: Pod): number {
  const all = [...(status.initContainerStatuses ?? []), ...(status.containerStatuses ?? [])]
  return all.reduce((sum, { restartCount }) => sum + restartCount, 0)
}
