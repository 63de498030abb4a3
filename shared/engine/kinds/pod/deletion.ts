import type { DeleteHow } from '../../plan.ts'
import { parseTimestamp, SECOND, timestamp, type Millis } from '../../time.ts'
import { isTerminal } from './condition.ts'
import type { Pod } from './schema.ts'

/**
 * What stays of a pod whose deletion is asked for: the pod with its grace, or nothing. Grace is the
 * caller's, else the spec's; none is given to pods without a node or pods that have ended. Asking
 * again can only shorten it. Source: registry/core/pod CheckGracefulDelete, registry/rest
 * delete.go.
 */
export function markDeleted(pod: Pod, how: DeleteHow, now: Millis): Pod | undefined {
  const asked = graceSeconds(pod, how)
  const { deletionTimestamp, deletionGracePeriodSeconds: before = 0 } = pod.metadata
  if (deletionTimestamp === undefined) return gone(pod, asked, now + asked * SECOND)
  if (asked >= before && before > 0) return pod
  const begun = (parseTimestamp(deletionTimestamp) ?? now) - before * SECOND
  return gone(pod, asked, begun + asked * SECOND)
}

function graceSeconds(pod: Pod, how: DeleteHow): number {
  if (!pod.spec.nodeName || isTerminal(pod)) return 0
  const wanted = how.graceSeconds ?? pod.spec.terminationGracePeriodSeconds
  return wanted < 0 ? 1 : wanted
}

function gone(pod: Pod, grace: number, at: Millis): Pod | undefined {
  if (grace === 0 && (pod.metadata.finalizers ?? []).length === 0) return undefined
  const marks = { deletionTimestamp: timestamp(at), deletionGracePeriodSeconds: grace }
  return { ...pod, metadata: { ...pod.metadata, ...marks } }
}
