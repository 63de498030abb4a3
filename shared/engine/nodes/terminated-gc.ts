import type { Change } from '../change.ts'
import { defineController } from '../kinds/define-kind.ts'
import { isTerminal } from '../kinds/pod/condition.ts'
import type { Pod } from '../kinds/pod/schema.ts'
import { byText } from '../json.ts'
import { keyOf, objectKey, type KubeObject, type ObjectKey } from '../object.ts'
import { plan, type Plan } from '../plan.ts'
import type { View } from '../store/view.ts'
import { SECOND } from '../time.ts'

/** Ended pods are counted so often. Source: gc_controller.go gcCheckPeriod. */
const LOOK_MS = 20 * SECOND

/** So many of them may stay. Source: kube-controller-manager's --terminated-pod-gc-threshold. */
const THRESHOLD = 12_500

/**
 * Sets another threshold, as an annotation on the namespace kube-system: upstream's is a flag of
 * the controller manager. 0 or less: none is ever deleted.
 */
export const THRESHOLD_ANNOTATION = 'flotilla.dev/terminated-pod-gc-threshold'

const SYSTEM = 'kube-system'

/**
 * Deletes ended pods beyond a number of them: evicted ones first, then the oldest. It visits one
 * object alone, so that many ends are one look. [LIFE-029]
 */
export const terminatedGC = defineController<KubeObject>({
  name: 'terminated-pod-gc',
  kind: 'Namespace',
  lagMs: LOOK_MS,
  wokenBy: { Pod: onPod, Namespace: onNamespace },
  reconcile,
})

function reconcile(namespace: KubeObject, view: View): Plan {
  const asked = Number(namespace.metadata.annotations?.[THRESHOLD_ANNOTATION] ?? THRESHOLD)
  const threshold = Number.isInteger(asked) ? asked : THRESHOLD
  const done = plan()
  if (threshold <= 0) return done
  const ended = view.indexed<Pod>('terminatedPods', 'all')
  const tooMany = ended.length - threshold
  if (tooMany <= 0) return done
  for (const pod of [...ended].sort(sooner).slice(0, tooMany)) {
    done.delete(pod, { graceSeconds: 0 })
  }
  return done
}

/** Evicted pods go first, then the oldest, then by name. */
function sooner(left: Pod, right: Pod): number {
  const rank = ({ status }: Pod): number => (status.reason === 'Evicted' ? 0 : 1)
  const made = ({ metadata }: Pod): string => metadata.creationTimestamp ?? ''
  return (
    rank(left) - rank(right) || byText(made(left), made(right)) || byText(keyOf(left), keyOf(right))
  )
}

function onPod(pod: Pod, { type, previous }: Change, view: View): ObjectKey[] {
  if (type === 'DELETED' || !isTerminal(pod)) return []
  const before = previous as Pod | undefined
  if (before && isTerminal(before)) return []
  return view.get('Namespace', '', SYSTEM) ? [objectKey('Namespace', '', SYSTEM)] : []
}

function onNamespace(namespace: KubeObject, { type, previous }: Change): ObjectKey[] {
  if (type === 'DELETED' || namespace.metadata.name !== SYSTEM) return []
  const asked = (object: KubeObject | undefined) =>
    object?.metadata.annotations?.[THRESHOLD_ANNOTATION]
  return asked(namespace) === asked(previous as KubeObject | undefined) ? [] : [keyOf(namespace)]
}
