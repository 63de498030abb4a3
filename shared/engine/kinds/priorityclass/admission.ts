import { refuse, type Status } from '../../api/status.ts'
import type { Draft, KubeObject } from '../../object.ts'
import type { View } from '../../store/view.ts'
import type { AdmissionRule } from '../define-kind.ts'
import type { PodSpec } from '../pod/schema.ts'
import type { PriorityClass } from './schema.ts'

type Specified = Draft & { spec?: Partial<PodSpec> }

const PODS = { group: '', resource: 'pods' }

/**
 * Gives a pod the priority and the policy of the class that it names, or of the default one.
 * Upstream: plugin/pkg/admission/priority.
 */
export const priorityAdmission: AdmissionRule = {
  name: 'Priority',
  kinds: ['Pod'],
  mutate(draft, view) {
    const { spec = {} } = draft as Specified
    const found = classOf(spec, view)
    // What contradicts the class is refused below.
    if (!found) return draft
    const { name, priority, policy } = found
    const resolved = {
      ...spec,
      ...(name ? { priorityClassName: name } : {}),
      priority: spec.priority ?? priority,
      preemptionPolicy: spec.preemptionPolicy ?? policy,
    }
    return { ...draft, spec: resolved } as Draft
  },
  check: (object, view) => refuseContradiction(object as KubeObject & { spec: PodSpec }, view),
}

/** Only one class can be the default. */
export const oneDefault: AdmissionRule = {
  name: 'PriorityClass',
  kinds: ['PriorityClass'],
  check(object, view) {
    const { globalDefault, metadata } = object as PriorityClass
    const other = globalDefault ? defaultClass(view) : undefined
    if (!other || other.metadata.name === metadata.name) return undefined
    const about = { group: 'scheduling.k8s.io', resource: 'priorityclasses', name: metadata.name }
    const why = `PriorityClass ${other.metadata.name} is already marked as default.`
    return refuse.forbidden(about, `${why} Only one default can exist`)
  },
}

function refuseContradiction(
  { metadata, spec }: KubeObject & { spec: PodSpec },
  view: View,
): Status | undefined {
  const about = { ...PODS, name: metadata.name }
  const found = classOf(spec, view)
  if (!found) {
    const why = `no PriorityClass with name ${spec.priorityClassName ?? ''} was found`
    return refuse.forbidden(about, why)
  }
  const { priority, policy } = found
  if (spec.priority !== priority) {
    const given = `the integer value of priority (${spec.priority ?? 0}) must not be provided`
    return refuse.forbidden(about, `${given} in pod spec; ${computed(priority)}`)
  }
  if (spec.preemptionPolicy === policy) return undefined
  const given = `the string value of PreemptionPolicy (${spec.preemptionPolicy ?? ''})`
  return refuse.forbidden(about, `${given} must not be provided in pod spec; ${computed(policy)}`)
}

const computed = (value: number | string): string =>
  `priority admission controller computed ${value} from the given PriorityClass name`

interface Found {
  /** The class, when the pod named none and there is a default. */
  name?: string
  priority: number
  policy: 'PreemptLowerPriority' | 'Never'
}

function classOf(spec: Partial<PodSpec>, view: View): Found | undefined {
  const { priorityClassName } = spec
  if (priorityClassName) {
    const named = view.get<PriorityClass>('PriorityClass', '', priorityClassName)
    return named && { priority: named.value, policy: policyOf(named) }
  }
  const found = defaultClass(view)
  if (!found) return { priority: 0, policy: 'PreemptLowerPriority' }
  return { name: found.metadata.name, priority: found.value, policy: policyOf(found) }
}

const policyOf = ({ preemptionPolicy }: PriorityClass): Found['policy'] =>
  preemptionPolicy === 'Never' ? 'Never' : 'PreemptLowerPriority'

/** The default class; of several the least important one. */
function defaultClass(view: View): PriorityClass | undefined {
  let least: PriorityClass | undefined
  for (const one of view.indexed<PriorityClass>('defaultPriorityClasses', 'all')) {
    if (!least || one.value < least.value) least = one
  }
  return least
}
