import { defineController, type Controller } from '../../kinds/define-kind.ts'
import type { Pod } from '../../kinds/pod/schema.ts'
import { keyOf } from '../../object.ts'
import { plan, type Plan } from '../../plan.ts'
import type { View } from '../../store/view.ts'
import { timestamp, type Millis } from '../../time.ts'

/** How long a pod takes to start; undefined: it never becomes ready. */
export type StartMs = (pod: Pod, view: View) => Millis | undefined

const STOP_MS = 700

/**
 * Stands in for scheduler and kubelet where a test is about controllers alone: binds at once, makes
 * ready after a while, removes soon after deletion was asked for.
 */
export function fakeKubelet(startMs: StartMs): Controller {
  return defineController<Pod>({
    name: 'fake-kubelet',
    kind: 'Pod',
    lagMs: 5,
    wokenBy: { Pod: (pod) => [keyOf(pod)] },
    reconcile: (pod, view) => live(pod, view, startMs),
  })
}

type Memo = { startAt?: Millis; stopAt?: Millis }

function live(pod: Pod, view: View, startMs: StartMs): Plan {
  const { now } = view
  const memo = view.memo<Memo>() ?? {}
  if (pod.metadata.deletionTimestamp) {
    const stopAt = memo.stopAt ?? now + STOP_MS
    if (stopAt <= now) return plan().delete(pod, { graceSeconds: 0 })
    return plan().memo({ stopAt }).wakeAt(stopAt)
  }
  if (!pod.spec.nodeName)
    return plan().bind(pod, `node-${1 + Math.floor(view.luck(pod, 'node') * 3)}`)
  if (pod.status.phase !== 'Pending') return plan()
  const takes = startMs(pod, view)
  if (takes === undefined) return plan()
  const startAt = memo.startAt ?? now + takes
  if (startAt > now) return plan().memo({ startAt }).wakeAt(startAt)
  const ready = { type: 'Ready', status: 'True', lastTransitionTime: timestamp(now) } as const
  const conditions = [...(pod.status.conditions ?? []), ready]
  const next: Pod = { ...pod, status: { ...pod.status, phase: 'Running', conditions } }
  return plan().status(next)
}
