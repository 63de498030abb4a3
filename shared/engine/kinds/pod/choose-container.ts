import { refuse, type Status } from '../../api/status.ts'
import type { Container, EphemeralContainer, Pod } from './schema.ts'

/** Any container of a pod: init containers, the others, ephemeral ones. */
export function containersOf({ spec }: Pod): (Container | EphemeralContainer)[] {
  return [...(spec.initContainers ?? []), ...spec.containers, ...(spec.ephemeralContainers ?? [])]
}

/**
 * The name of the container that a request is about. Without a name there must be only one: which
 * of several is meant by default is for clients to say, from the annotation
 * kubectl.kubernetes.io/default-container. Source: pkg/registry/core/pod/strategy.go.
 */
export function chooseContainer(pod: Pod, wanted: string): string | Status {
  if (wanted !== '') {
    const isThere = containersOf(pod).some(({ name }) => name === wanted)
    const why = `container ${wanted} is not valid for pod ${pod.metadata.name}`
    return isThere ? wanted : refuse.badRequest(why)
  }
  const [first, ...others] = pod.spec.containers
  if (first && others.length === 0) return first.name
  return refuse.badRequest(mustBeNamed(pod))
}

function mustBeNamed({ metadata, spec }: Pod): string {
  const words = (list: readonly { name: string }[] = []) =>
    `[${list.map(({ name }) => name).join(' ')}]`
  const sentence = `a container name must be specified for pod ${metadata.name}`
  if (spec.containers.length === 0) return sentence
  const inits = spec.initContainers ?? []
  const orInit = inits.length > 0 ? ` or one of the init containers: ${words(inits)}` : ''
  return `${sentence}, choose one of: ${words(spec.containers)}${orInit}`
}
