import { equal } from '../../json.ts'
import type { Container, Pod } from './schema.ts'

/**
 * What an update of one of a pod's parts comes to: whatever else the body says is left as it was.
 * Source: registry/core/pod/strategy.go dropNonEphemeralContainerUpdates, dropNonResizeUpdates.
 */
export function withPart(next: Pod, old: Pod, part: string): Pod {
  if (part === 'ephemeralcontainers') return withEphemeral(next, old)
  return part === 'resize' ? withResources(next, old) : next
}

function withEphemeral(next: Pod, old: Pod): Pod {
  const { ephemeralContainers: _before, ...spec } = old.spec
  const { ephemeralContainers } = next.spec
  return { ...old, spec: ephemeralContainers ? { ...spec, ephemeralContainers } : spec }
}

/** New amounts are a proposal until the kubelet has looked at them. */
function withResources(next: Pod, old: Pod): Pod {
  const containers = resized(next.spec.containers, old.spec.containers)
  const inits = resized(next.spec.initContainers, old.spec.initContainers)
  // Validation says what is wrong with other lists of containers.
  if (containers === 'misfit' || inits === 'misfit') return { ...old, spec: next.spec }
  const spec = { ...old.spec, containers: containers ?? [] }
  if (inits) spec.initContainers = inits
  const isNew = !equal(amountsOf(spec.containers), amountsOf(old.spec.containers))
  return { ...old, spec, status: isNew ? proposed(old) : old.status }
}

/** Till the kubelet has looked, the containers have what they had: from now on the API says so. */
function proposed({ spec, status }: Pod): Pod['status'] {
  const containerStatuses = status.containerStatuses?.map((one) => {
    const resources = spec.containers.find(({ name }) => name === one.name)?.resources
    if (one.resources || !resources) return one
    const { requests } = resources
    return { ...one, resources, ...(requests ? { allocatedResources: requests } : {}) }
  })
  return { ...status, ...(containerStatuses ? { containerStatuses } : {}), resize: 'Proposed' }
}

function resized(
  next: Container[] | undefined,
  old: Container[] | undefined,
): Container[] | undefined | 'misfit' {
  if (!old || !next) return next?.length === old?.length ? old : 'misfit'
  const isSame = old.length === next.length && old.every(({ name }, at) => next[at]?.name === name)
  if (!isSame) return 'misfit'
  return old.map((container, index) => {
    const { resizePolicy: _before, ...kept } = container
    const { resources, resizePolicy } = next[index] ?? container
    return resizePolicy ? { ...kept, resources, resizePolicy } : { ...kept, resources }
  })
}

const amountsOf = (containers: readonly Container[]) => containers.map((one) => one.resources)
