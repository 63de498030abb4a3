import { equal } from '../../json.ts'
import { checkMetadata, checkMetadataUpdate } from '../../schema/check-metadata.ts'
import { forbidden, wrong, wrongGo, type FieldError } from '../../schema/field-errors.ts'
import { goMap } from '../../schema/go-syntax.ts'
import { dnsSubdomain } from '../../schema/names.ts'
import type { Container, Pod, PodSpec } from './schema.ts'
import { untrimmed } from './validate/containers.ts'
import { onlyAddedTolerations } from './validate/placement.ts'
import { checkPodSpec } from './validate/spec.ts'
import { podSpecDiff } from './validate/spec-diff.ts'

export { checkPodTemplate } from './validate/spec.ts'
export { validateEphemeralUpdate, validateResize } from './validate/update.ts'
export { podWarnings, templateWarnings } from './validate/warnings.ts'

const UPDATABLE =
  '`spec.containers[*].image`,`spec.initContainers[*].image`,`spec.activeDeadlineSeconds`,' +
  '`spec.tolerations` (only additions to existing tolerations),' +
  '`spec.terminationGracePeriodSeconds` (allow it to be set to 1 if it was previously negative)'

/** What is wrong with a new pod. Upstream: core/validation ValidatePodCreate (v1.32). */
export function validateNewPod(pod: Pod): FieldError[] {
  const errors = validatePod(pod)
  if ((pod.spec.ephemeralContainers ?? []).length > 0) {
    errors.push(forbidden('spec.ephemeralContainers', 'cannot be set on create'))
  }
  if (pod.spec.nodeName && (pod.spec.schedulingGates ?? []).length > 0) {
    const rule = 'cannot be set until all schedulingGates have been cleared'
    errors.push(forbidden('spec.nodeName', rule))
  }
  return errors
}

/** What is wrong with a pod, new or not. Upstream: validatePodMetadataAndSpec (v1.32). */
export function validatePod(pod: Pod): FieldError[] {
  return [
    ...checkMetadata(pod, 'Namespaced', dnsSubdomain),
    ...checkPodSpec(pod.spec, 'spec', true),
    ...(['containers', 'initContainers'] as const).flatMap((list) =>
      (pod.spec[list] ?? []).flatMap((one, index) => untrimmed(one, `spec.${list}[${index}]`)),
    ),
  ]
}

/** What an update of a pod may not do. Upstream: core/validation ValidatePodUpdate (v1.32). */
export function validatePodUpdate(next: Pod, old: Pod): FieldError[] {
  const errors = checkMetadataUpdate(next, old)
  if (next.spec === old.spec) return errors
  for (const list of ['containers', 'initContainers'] as const) {
    if ((next.spec[list] ?? []).length === (old.spec[list] ?? []).length) continue
    return [...errors, forbidden(`spec.${list}`, 'pod updates may not add or remove containers')]
  }
  errors.push(
    ...deadlineUpdate(next.spec.activeDeadlineSeconds, old.spec.activeDeadlineSeconds),
    ...onlyAddedTolerations(
      next.spec.tolerations ?? [],
      old.spec.tolerations ?? [],
      'spec.tolerations',
    ),
    ...gatesUpdate(next.spec, old.spec),
  )
  errors.push(...selectorUpdate(next.spec, old.spec))
  const rest = withUpdatable(next.spec, old.spec)
  if (equal(rest, old.spec)) return errors
  const diff = podSpecDiff(old.spec, rest)
  const rule = `pod updates may not change fields other than ${UPDATABLE}\n${diff}`
  return [...errors, forbidden('spec', rule)]
}

/** The new spec with everything that may change put back to what it was. */
function withUpdatable(next: PodSpec, old: PodSpec): PodSpec {
  const rest: PodSpec = { ...next, containers: withImages(next.containers, old.containers) }
  if (next.initContainers) {
    rest.initContainers = withImages(next.initContainers, old.initContainers ?? [])
  }
  putBack(rest, old, 'activeDeadlineSeconds')
  putBack(rest, old, 'tolerations')
  putBack(rest, old, 'schedulingGates')
  const wasNegative = old.terminationGracePeriodSeconds < 0
  if (wasNegative && next.terminationGracePeriodSeconds === 1) {
    putBack(rest, old, 'terminationGracePeriodSeconds')
  }
  // A pod that waits at a gate may still be told where to go.
  if ((old.schedulingGates ?? []).length > 0) putBack(rest, old, 'nodeSelector')
  return rest
}

function putBack<K extends keyof PodSpec>(spec: PodSpec, old: PodSpec, key: K): void {
  if (old[key] === undefined) delete spec[key]
  else spec[key] = old[key]
}

function withImages(next: readonly Container[], old: readonly Container[]): Container[] {
  return next.map((container, index) => {
    const image = old[index]?.image
    return image === undefined ? container : { ...container, image }
  })
}

function deadlineUpdate(next: number | undefined, old: number | undefined): FieldError[] {
  const field = 'spec.activeDeadlineSeconds'
  if (old === undefined) return []
  if (next === undefined) {
    return [wrong(field, next, 'must not update from a positive integer to nil value')]
  }
  return next > old ? [wrong(field, next, 'must be less than or equal to previous value')] : []
}

/** A pod that waits at a gate may be told more exactly where to go. */
function selectorUpdate(next: PodSpec, old: PodSpec): FieldError[] {
  if ((old.schedulingGates ?? []).length === 0) return []
  const kept = Object.entries(old.nodeSelector ?? {})
  if (kept.every(([key, value]) => next.nodeSelector?.[key] === value)) return []
  const rule = 'only additions to spec.nodeSelector are allowed (no mutations or deletions)'
  return [wrongGo('spec.nodeSelector', goMap(next.nodeSelector), rule)]
}

function gatesUpdate(next: PodSpec, old: PodSpec): FieldError[] {
  const known = new Set((old.schedulingGates ?? []).map(({ name }) => name))
  return (next.schedulingGates ?? []).flatMap(({ name }, index) => {
    if (known.has(name)) return []
    const rule = `only deletion is allowed, but found new scheduling gate '${name}'`
    return [forbidden(`spec.schedulingGates[${index}].name`, rule)]
  })
}
