import type { Container, ContainerPort, EphemeralContainer } from '../schema/container.ts'

interface Known {
  path: string
  port: ContainerPort
}

/**
 * Ports of a pod that clash with one another. Upstream: pkg/api/pod/warnings.go (v1.32).
 */
export function portWarnings(
  containers: readonly (readonly [Container | EphemeralContainer, string])[],
): string[] {
  const known = new Map<string, Known[]>()
  const warnings: string[] = []
  for (const [{ ports = [] }, field] of containers) {
    for (const [index, port] of ports.entries()) {
      const path = `${field}.ports[${index}]`
      if (port.hostIP && !port.hostPort) {
        warnings.push(`${path}: hostIP set without hostPort: ${goPort(port)}`)
      }
      const key = `${port.containerPort}/${port.protocol}`
      const others = known.get(key) ?? []
      for (const other of others) {
        const clash = clashOf(port, other.port)
        if (clash) warnings.push(`${path}: ${clash} port definition with ${other.path}`)
      }
      known.set(key, [...others, { path, port }])
    }
  }
  return warnings
}

function clashOf(port: ContainerPort, other: ContainerPort): string | undefined {
  const [address, theirs] = [port.hostIP ?? '', other.hostIP ?? '']
  const [host, their] = [port.hostPort ?? 0, other.hostPort ?? 0]
  if (address === theirs && host === their) return 'duplicate'
  if (host === 0 || their === 0) return 'overlapping'
  const isOneOpen = (address === '') !== (theirs === '')
  return host === their && isOneOpen ? 'dangerously ambiguous' : undefined
}

/** A port as Go's `%+v` prints it. */
function goPort({
  name = '',
  hostPort = 0,
  containerPort,
  protocol,
  hostIP,
}: ContainerPort): string {
  const numbers = `HostPort:${hostPort} ContainerPort:${containerPort}`
  return `{Name:${name} ${numbers} Protocol:${protocol} HostIP:${hostIP ?? ''}}`
}
