import { ownerOfPod } from '../owner-of-pod.ts'
import type { Pod } from '../pod/schema.ts'

/** A Job hears of its pods, and how often their containers were started again. */
export const jobsOfPod = ownerOfPod('Job', {
  alsoNews: (pod, before) => restarts(pod) !== restarts(before),
})

function restarts({ status }: Pod): number {
  const all = [...(status.initContainerStatuses ?? []), ...(status.containerStatuses ?? [])]
  return all.reduce((sum, { restartCount }) => sum + restartCount, 0)
}
