import type { Service } from '../kinds/service/schema.ts'
import type { Bytes } from '../programs/bytes.ts'
import type { View } from '../store/view.ts'
import { parseTimestamp, type Millis } from '../time.ts'

/**
 * The variables by which a container finds Services: those of its namespace that were there when it
 * started, and `kubernetes` always. Without `links` only that one.
 * Source: kubelet_pods.go getServiceEnvVarMap, kubelet/envvars (v1.32).
 */
export function serviceVariables(
  view: View,
  namespace: string,
  links: boolean,
  startedAt: Millis,
): Record<string, Bytes> {
  const master = view.get<Service>('Service', 'default', 'kubernetes')
  const others = links
    ? view.list<Service>('Service', namespace).filter((one) => wasThere(one, startedAt))
    : []
  const all = [...(master ? [master] : []), ...others.filter((one) => one !== master)]
  return Object.assign({}, ...all.filter(hasAddress).map(variablesOf)) as Record<string, Bytes>
}

/** Times of the API are whole seconds: one made in the same second counts as earlier. */
function wasThere({ metadata }: Service, at: Millis): boolean {
  return (parseTimestamp(metadata.creationTimestamp) ?? 0) <= at
}

function hasAddress({ spec }: Service): boolean {
  return Boolean(spec.clusterIP) && spec.clusterIP !== 'None' && spec.type !== 'ExternalName'
}

// Stored objects are frozen: what follows from one holds for as long as it exists.
const known = new WeakMap<Service, Record<string, Bytes>>()

function variablesOf(service: Service): Record<string, Bytes> {
  let variables = known.get(service)
  if (!variables) known.set(service, (variables = read(service)))
  return variables
}

/** All of it is ASCII, so texts are bytes. */
function read({ metadata, spec }: Service): Record<string, Bytes> {
  const prefix = variableName(metadata.name)
  const address = spec.clusterIP ?? ''
  const ports = spec.ports ?? []
  const variables: Record<string, Bytes> = {
    [`${prefix}_SERVICE_HOST`]: address,
    [`${prefix}_SERVICE_PORT`]: String(ports[0]?.port ?? ''),
  }
  for (const { name, port } of ports) {
    if (name) variables[`${prefix}_SERVICE_PORT_${variableName(name)}`] = String(port)
  }
  for (const [index, { port, protocol }] of ports.entries()) {
    const word = protocol.toLowerCase()
    const url = `${word}://${address}:${port}`
    const link = `${prefix}_PORT_${port}_${protocol}`
    if (index === 0) variables[`${prefix}_PORT`] = url
    variables[link] = url
    variables[`${link}_PROTO`] = word
    variables[`${link}_PORT`] = String(port)
    variables[`${link}_ADDR`] = address
  }
  return variables
}

const variableName = (name: string): string => name.toUpperCase().replaceAll('-', '_')
