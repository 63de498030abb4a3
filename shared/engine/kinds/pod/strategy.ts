import type { FieldError } from '../../schema/field-errors.ts'
import type { View } from '../../store/view.ts'
import type { Strategy } from '../define-kind.ts'
import { withCondition } from './condition.ts'
import { markDeleted } from './deletion.ts'
import { qosClassOf } from './qos.ts'
import type { Pod, PodSpec, Toleration } from './schema.ts'
import { withLabelKeys } from './label-keys.ts'
import { withPart } from './subresource.ts'
import {
  podWarnings,
  validateEphemeralUpdate,
  validateNewPod,
  validatePod,
  validatePodUpdate,
  validateResize,
} from './validate.ts'

/**
 * How long pods stay on a node that is lost. Upstream: admission plugin DefaultTolerationSeconds.
 */
const TOLERATED_SECONDS = 300

/**
 * Upstream: registry/core/pod/strategy.go, admission plugins DefaultTolerationSeconds, Priority.
 */
export const strategy: Strategy<Pod> = {
  prepareCreate,
  prepareUpdate,
  // Only what is being made has no resourceVersion yet.
  validate: (pod) => (pod.metadata.resourceVersion ? validatePod(pod) : validateNewPod(pod)),
  validateUpdate: (next, old, _view, part) => checkUpdate[part]?.(next, old) ?? [],
  markDeleted,
  warnings: podWarnings,
}

const checkUpdate: Readonly<Record<string, (next: Pod, old: Pod) => FieldError[]>> = {
  '': validatePodUpdate,
  ephemeralcontainers: validateEphemeralUpdate,
  resize: validateResize,
}

function prepareCreate(pod: Pod, view: View): Pod {
  const spec: PodSpec = {
    ...withLabelKeys(pod.spec, pod.metadata.labels),
    priority: pod.spec.priority ?? 0,
    preemptionPolicy: pod.spec.preemptionPolicy ?? 'PreemptLowerPriority',
    tolerations: [...(pod.spec.tolerations ?? []), ...missingTolerations(pod.spec)],
  }
  const status: Pod['status'] = { phase: 'Pending', qosClass: qosClassOf(pod.spec) }
  const fresh: Pod = { ...pod, spec, status }
  if ((spec.schedulingGates ?? []).length === 0) return fresh
  const gated = {
    type: 'PodScheduled',
    status: 'False',
    reason: 'SchedulingGated',
    message: 'Scheduling is blocked due to non-empty scheduling gates',
  } as const
  return withCondition(fresh, gated, view.now)
}

function missingTolerations(spec: PodSpec): Toleration[] {
  return ['node.kubernetes.io/not-ready', 'node.kubernetes.io/unreachable']
    .filter((key) => !(spec.tolerations ?? []).some((given) => covers(given, key)))
    .map((key) => ({
      key,
      operator: 'Exists',
      effect: 'NoExecute',
      tolerationSeconds: TOLERATED_SECONDS,
    }))
}

function covers({ key, effect }: Toleration, wanted: string): boolean {
  return (!key || key === wanted) && (!effect || effect === 'NoExecute')
}

/** A binding sets the node and says so in the same write. */
function prepareUpdate(next: Pod, old: Pod, subresource: string, view: View): Pod {
  if (subresource !== 'binding') return withPart(withClass(next, old), old, subresource)
  // The room that was made for it is its own from here on.
  const { nominatedNodeName: _nominated, ...status } = old.status
  const bound = { ...old, status, spec: { ...old.spec, nodeName: next.spec.nodeName } }
  return withCondition(bound, { type: 'PodScheduled', status: 'True' }, view.now)
}

/** What the priority admission filled in stays where an update leaves it out. */
function withClass(next: Pod, old: Pod): Pod {
  const { priority, preemptionPolicy } = next.spec
  if (priority !== undefined && preemptionPolicy !== undefined) return next
  const spec = { ...next.spec }
  if (priority === undefined && old.spec.priority !== undefined) spec.priority = old.spec.priority
  if (preemptionPolicy === undefined && old.spec.preemptionPolicy !== undefined) {
    spec.preemptionPolicy = old.spec.preemptionPolicy
  }
  return { ...next, spec }
}
