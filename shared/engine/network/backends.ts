import type { Endpoint, EndpointSlice } from '../kinds/endpointslice/schema.ts'
import type { Service, ServicePort } from '../kinds/service/schema.ts'
import { objectKey } from '../object.ts'
import type { View } from '../store/view.ts'

/** An address and port behind a service. */
export interface Backend {
  address: string
  port: number
  /** The node that it is on, where that is known. */
  node?: string
}

/** Every slice of a service, whoever wrote it. */
export function slicesOf(view: View, namespace: string, service: string): readonly EndpointSlice[] {
  return view.indexed<EndpointSlice>('slicesByService', objectKey('Service', namespace, service))
}

/** Endpoints that take new connections: an unknown readiness counts as ready. */
export function isReady({ conditions }: Endpoint): boolean {
  return conditions?.ready !== false
}

/** May it be used when nobody is ready: it is being stopped and still serves. */
function isLastResort({ conditions }: Endpoint): boolean {
  return conditions?.serving === true && conditions.terminating === true
}

/**
 * Where kube-proxy leads a service's port: to ready endpoints, or, when there are none at all, to
 * those that still serve while they end. Source: pkg/proxy/topology.go CategorizeEndpoints (v1.32).
 */
export function backendsFor(
  view: View,
  service: Service,
  port: ServicePort,
  only?: (backend: Backend) => boolean,
): Backend[] {
  const { name, namespace = '' } = service.metadata
  const slices = slicesOf(view, namespace, name)
  const among = (chosen: (endpoint: Endpoint) => boolean): Backend[] =>
    slices
      .flatMap((slice) => inSlice(slice, port, chosen))
      .filter((backend) => only?.(backend) ?? true)
  const ready = among(isReady)
  return ready.length > 0 ? ready : among(isLastResort)
}

function inSlice(
  { ports, endpoints }: EndpointSlice,
  { name = '', protocol }: ServicePort,
  chosen: (endpoint: Endpoint) => boolean,
): Backend[] {
  const found = (ports ?? []).find((one) => one.name === name && one.protocol === protocol)
  const number = found?.port
  if (number === undefined) return []
  return (endpoints ?? []).filter(chosen).flatMap(({ addresses, nodeName }) => {
    const [address] = addresses ?? []
    if (address === undefined) return []
    return [{ address, port: number, ...(nodeName === undefined ? {} : { node: nodeName }) }]
  })
}
