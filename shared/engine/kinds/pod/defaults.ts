import { isRecord } from '../../json.ts'
import { roundedToMilli } from '../../schema/quantity.ts'

/** Defaults of pods that depend on other fields. Source: pkg/apis/core/v1/defaults.go (v1.32). */

type Fields = Record<string, unknown>
type Given = Readonly<Fields>

/** A container's pull policy follows from the image's tag. */
export function completeContainer(container: Given): Fields {
  if (container.imagePullPolicy) return container
  const image = typeof container.image === 'string' ? container.image : ''
  return { ...container, imagePullPolicy: pullPolicyOf(image) }
}

/** `Always` for `:latest` or no tag at all, else `IfNotPresent`. A digest needs no tag. */
export function pullPolicyOf(image: string): 'Always' | 'IfNotPresent' {
  const [name = '', digest] = image.split('@')
  const last = name.slice(name.lastIndexOf('/') + 1)
  const tag = last.includes(':') ? last.slice(last.indexOf(':') + 1) : digest ? '' : 'latest'
  // Upstream cannot parse a name with capitals, and then takes the tag for an unknown one.
  return tag === 'latest' && name !== '' && name === name.toLowerCase() ? 'Always' : 'IfNotPresent'
}

/** A volume without a source is an emptyDir. */
export function completeVolume(volume: Given): Fields {
  const image = volume.image
  if (isRecord(image) && !image.pullPolicy) {
    return { ...volume, image: { ...image, pullPolicy: pullPolicyOf(String(image.reference)) } }
  }
  return Object.keys(volume).length > 1 ? volume : { ...volume, emptyDir: {} }
}

/** Amounts finer than a thousandth are rounded up. */
export function completeResources(resources: Given): Fields {
  let copy: Fields | undefined
  for (const name of ['limits', 'requests']) {
    const list = resources[name]
    if (!isRecord(list) || !Object.values(list).some(isFine)) continue
    copy ??= { ...resources }
    copy[name] = Object.fromEntries(
      Object.entries(list).map(([key, amount]) => [key, roundedToMilli(String(amount))]),
    )
  }
  return copy ?? resources
}

const isFine = (amount: unknown): boolean => typeof amount === 'string' && /[nu]$/.test(amount)

/** A pod spec always has a security context, if an empty one. */
export function completePodSpec(spec: Given): Fields {
  return spec.securityContext ? spec : { ...spec, securityContext: {} }
}

/**
 * What only real pods get, not the templates of controllers: requests that follow from limits,
 * service links, host ports on the host's network.
 */
export function completePod(pod: Given): Fields {
  const { spec } = pod
  if (!isRecord(spec)) return pod
  const onHost = spec.hostNetwork === true
  const next = {
    ...spec,
    ...completed('containers', spec.containers, onHost),
    ...completed('initContainers', spec.initContainers, onHost),
    enableServiceLinks: spec.enableServiceLinks ?? true,
  }
  const same = Object.entries(next).every(([name, value]) => spec[name] === value)
  return same ? pod : { ...pod, spec: next }
}

function completed(name: string, containers: unknown, onHost: boolean): Fields {
  if (!Array.isArray(containers)) return {}
  const next = containers.map((container: unknown) =>
    isRecord(container) ? withHostPorts(withRequests(container), onHost) : container,
  )
  return { [name]: next.every((one, index) => one === containers[index]) ? containers : next }
}

function withRequests(container: Fields): Fields {
  const { resources } = container
  if (!isRecord(resources) || !isRecord(resources.limits)) return container
  const { limits } = resources
  const requests = isRecord(resources.requests) ? resources.requests : {}
  if (Object.keys(limits).every((key) => key in requests)) return container
  return { ...container, resources: { ...resources, requests: { ...limits, ...requests } } }
}

function withHostPorts(container: Fields, onHost: boolean): Fields {
  const { ports } = container
  if (!onHost || !Array.isArray(ports)) return container
  if (ports.every((port) => !isRecord(port) || port.hostPort)) return container
  const next = ports.map((port: unknown) =>
    isRecord(port) && !port.hostPort ? { ...port, hostPort: port.containerPort } : port,
  )
  return { ...container, ports: next }
}
