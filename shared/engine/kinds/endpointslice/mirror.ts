import { equal } from '../../json.ts'
import { isTerminating, ownedBy } from '../../object.ts'
import { plan, type Plan } from '../../plan.ts'
import type { View } from '../../store/view.ts'
import type { EndpointAddress, Endpoints, EndpointSubset } from '../endpoints/schema.ts'
import { isSelective } from '../service-backends.ts'
import type { Service } from '../service/schema.ts'
import { SERVICE_LABEL } from './reconcile.ts'
import type { Endpoint, EndpointPort, EndpointSlice } from './schema.ts'

const SKIP = 'endpointslice.kubernetes.io/skip-mirror'
const LEADER = 'control-plane.alpha.kubernetes.io/leader'
const MANAGER_LABEL = 'endpointslice.kubernetes.io/managed-by'
const MANAGER = 'endpointslicemirroring-controller.k8s.io'
/** Source: --mirroring-max-endpoints-per-subset. */
const MOST = 1_000

/**
 * Endpoints that people keep for a Service without a selector are told to proxies as slices, one
 * for each subset. Source: pkg/controller/endpointslicemirroring (v1.32).
 */
export function mirror(endpoints: Endpoints, view: View): Plan {
  const mine = view
    .owned<EndpointSlice>(endpoints, 'EndpointSlice')
    .filter(({ metadata }) => metadata.labels?.[MANAGER_LABEL] === MANAGER)
  const wanted = isMirrored(endpoints, view) ? (endpoints.subsets ?? []).map(contentOf) : []
  const made = plan()
  const left = [...mine]
  for (const { ports, endpoints: some } of wanted) {
    const at = left.findIndex((slice) => equal(slice.ports ?? [], ports))
    const [slice] = at < 0 ? [] : left.splice(at, 1)
    if (!slice) made.create(sliceOf(endpoints, ports, some) as never)
    else if (!equal(slice.endpoints ?? [], some)) {
      made.update({ ...slice, endpoints: some } as EndpointSlice)
    }
  }
  for (const slice of left) made.delete(slice)
  return made
}

function isMirrored(endpoints: Endpoints, view: View): boolean {
  const { name, namespace = '', labels, annotations } = endpoints.metadata
  if (isTerminating(endpoints) || labels?.[SKIP] === 'true' || annotations?.[LEADER]) return false
  const service = view.get<Service>('Service', namespace, name)
  return service !== undefined && service.spec.type !== 'ExternalName' && !isSelective(service)
}

function contentOf(subset: EndpointSubset): { ports: EndpointPort[]; endpoints: Endpoint[] } {
  const ports = (subset.ports ?? []).map(({ name = '', port, protocol, appProtocol }) => {
    return { name, port, protocol, ...(appProtocol === undefined ? {} : { appProtocol }) }
  })
  const endpoints = [
    ...(subset.addresses ?? []).map((address) => endpointOf(address, true)),
    ...(subset.notReadyAddresses ?? []).map((address) => endpointOf(address, false)),
  ]
  return { ports, endpoints: endpoints.slice(0, MOST) }
}

function endpointOf(
  { ip, hostname, nodeName, targetRef }: EndpointAddress,
  ready: boolean,
): Endpoint {
  return {
    addresses: [ip],
    conditions: { ready },
    ...(hostname ? { hostname } : {}),
    ...(nodeName ? { nodeName } : {}),
    ...(targetRef ? { targetRef } : {}),
  } as Endpoint
}

function sliceOf(owner: Endpoints, ports: EndpointPort[], endpoints: Endpoint[]): object {
  const { name, namespace, labels } = owner.metadata
  return {
    apiVersion: 'discovery.k8s.io/v1',
    kind: 'EndpointSlice',
    metadata: {
      generateName: `${name}-`,
      namespace,
      labels: { ...labels, [MANAGER_LABEL]: MANAGER, [SERVICE_LABEL]: name },
      ownerReferences: [ownedBy(owner)],
    },
    addressType: 'IPv4',
    endpoints,
    ports,
  }
}
