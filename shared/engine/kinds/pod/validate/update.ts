import { equal } from '../../../json.ts'
import { checkMetadataUpdate } from '../../../schema/check-metadata.ts'
import { forbidden, wrong, type FieldError } from '../../../schema/field-errors.ts'
import { qosClassOf } from '../qos.ts'
import { ephemeralContainer, type Container } from '../schema/container.ts'
import type { Pod } from '../schema/pod.ts'
import { isSidecar } from '../status-word.ts'
import { goDiff } from './go-diff.ts'

/** The ephemeralcontainers subresource: what is there stays as it is. */
export function validateEphemeralUpdate(next: Pod, old: Pod): FieldError[] {
  const field = 'spec.ephemeralContainers'
  const now = next.spec.ephemeralContainers ?? []
  const errors = (old.spec.ephemeralContainers ?? []).flatMap((container) => {
    const same = now.find(({ name }) => name === container.name)
    const what = `existing ephemeral containers ${JSON.stringify(container.name)} may not be`
    if (!same) return [forbidden(field, `${what} removed\n`)]
    if (equal(same, container)) return []
    return [forbidden(field, `${what} changed\n${goDiff(ephemeralContainer, container, same)}`)]
  })
  return [...checkMetadataUpdate(next, old), ...errors]
}

/**
 * The resize subresource: only cpu and memory change, and the QoS class does not. Upstream:
 * core/validation ValidatePodResize (v1.32, feature InPlacePodVerticalScaling).
 */
export function validateResize(next: Pod, old: Pod): FieldError[] {
  const errors = checkMetadataUpdate(next, old)
  for (const list of ['containers', 'initContainers'] as const) {
    const now = next.spec[list] ?? []
    const before = old.spec[list] ?? []
    if (now.length !== before.length) {
      errors.push(forbidden(`spec.${list}`, 'pod updates may not add or remove containers'))
      return errors
    }
  }
  if (old.spec.os?.name === 'windows') return [forbidden('', 'windows pods cannot be resized')]
  if (qosClassOf(next.spec) !== qosClassOf(old.spec)) {
    const rule = 'Pod QOS Class may not change as a result of resizing'
    errors.push(wrong('spec', old.status.qosClass ?? '', rule))
  }
  next.spec.containers.forEach((container, index) => {
    if (isOnlyResized(container, old.spec.containers[index])) return
    errors.push(forbidden('spec', 'only cpu and memory resources are mutable'))
  })
  next.spec.initContainers?.forEach((container, index) => {
    const before = old.spec.initContainers?.[index]
    if (isSidecar(container) ? isOnlyResized(container, before) : equal(container, before)) return
    const rule = isSidecar(container)
      ? 'only cpu and memory resources for sidecar containers are mutable'
      : 'resources for non-sidecar init containers are immutable'
    errors.push(forbidden('spec', rule))
  })
  return errors
}

function isOnlyResized(next: Container, old: Container | undefined): boolean {
  return old !== undefined && equal(fixedOf(next), fixedOf(old))
}

/** A container without what a resize may change. */
function fixedOf({ resizePolicy: _policy, ...container }: Container): unknown {
  const { limits, requests, ...claims } = container.resources
  return { ...container, resources: { limits: others(limits), requests: others(requests), claims } }
}

function others(amounts: Readonly<Record<string, string>> = {}): Record<string, string> {
  const { cpu: _cpu, memory: _memory, ...rest } = amounts
  return rest
}
