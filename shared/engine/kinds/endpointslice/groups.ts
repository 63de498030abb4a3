import { byText } from '../../json.ts'
import type { View } from '../../store/view.ts'
import type { Node } from '../node/schema.ts'
import type { Pod } from '../pod/schema.ts'
import { backendsOf, podReady, targetOf } from '../service-backends.ts'
import { hostnameOf, targetRef } from '../service-published.ts'
import type { Service } from '../service/schema.ts'
import type { Endpoint, EndpointPort } from './schema.ts'

/** Pods of a service that have the same ports. */
export interface Group {
  ports: EndpointPort[]
  endpoints: Endpoint[]
  /** The service has no pods at all: one empty slice says so. */
  isPlaceholder: boolean
}

const ZONE_LABEL = 'topology.kubernetes.io/zone'

/** A service's pods by the numbers of their ports, in a fixed order. */
export function groupsOf(service: Service, view: View): Group[] {
  const groups = new Map<string, Group>()
  const zones = new Map<string, string | undefined>()
  for (const pod of backendsOf(service, view)) {
    const ports = portsOn(service, pod)
    const word = JSON.stringify(ports)
    const group = groups.get(word) ?? { ports, endpoints: [], isPlaceholder: false }
    group.endpoints.push(endpointOf(service, pod, zoneOf(pod.spec.nodeName, zones, view)))
    groups.set(word, group)
  }
  if (groups.size === 0) return [{ ports: [], endpoints: [], isPlaceholder: true }]
  return [...groups.keys()].sort(byText).map((word) => groups.get(word)!)
}

function portsOn(service: Service, pod: Pod): EndpointPort[] {
  return (service.spec.ports ?? []).flatMap((port): EndpointPort[] => {
    const number = targetOf(port, pod)
    if (number === undefined) return []
    const { name = '', protocol, appProtocol } = port
    const extra = appProtocol === undefined ? {} : { appProtocol }
    return [{ name, protocol, port: number, ...extra }]
  })
}

function zoneOf(
  nodeName: string | undefined,
  zones: Map<string, string | undefined>,
  view: View,
): string | undefined {
  if (!nodeName) return undefined
  if (!zones.has(nodeName)) {
    zones.set(nodeName, view.get<Node>('Node', '', nodeName)?.metadata.labels?.[ZONE_LABEL])
  }
  return zones.get(nodeName)
}

/** Source: staging endpointslice/utils.go podToEndpoint. */
function endpointOf(service: Service, pod: Pod, zone: string | undefined): Endpoint {
  const serving = podReady(pod)
  const terminating = pod.metadata.deletionTimestamp !== undefined
  const ready = (service.spec.publishNotReadyAddresses || serving) && !terminating
  const hostname = hostnameOf(pod, service)
  return {
    addresses: [pod.status.podIP ?? ''],
    conditions: { ready: service.spec.publishNotReadyAddresses || ready, serving, terminating },
    ...(hostname ? { hostname } : {}),
    targetRef: targetRef(pod),
    ...(pod.spec.nodeName ? { nodeName: pod.spec.nodeName } : {}),
    ...(zone ? { zone } : {}),
  } as Endpoint
}
