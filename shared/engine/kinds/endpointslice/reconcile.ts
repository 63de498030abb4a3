import { byText, equal } from '../../json.ts'
import { ownedBy } from '../../object.ts'
import { plan, type Plan } from '../../plan.ts'
import type { View } from '../../store/view.ts'
import type { Service } from '../service/schema.ts'
import { isSelective } from '../service-backends.ts'
import { publishedLabels } from '../service-published.ts'
import { groupsOf, type Group } from './groups.ts'
import type { Endpoint, EndpointSlice } from './schema.ts'

/** Source: endpointslice controller --max-endpoints-per-slice. */
const MOST = 100

export const SERVICE_LABEL = 'kubernetes.io/service-name'
const MANAGER_LABEL = 'endpointslice.kubernetes.io/managed-by'
const MANAGER = 'endpointslice-controller.k8s.io'

/**
 * Spreads a service's pods over slices of at most 100. Endpoints stay in the slice where they are;
 * new ones fill up what has room. Source: endpointslice/reconciler.go reconcileByPortMapping.
 */
export function reconcile(service: Service, view: View): Plan {
  if (!isSelective(service) || service.metadata.deletionTimestamp) return plan()
  const slices = view
    .owned<EndpointSlice>(service, 'EndpointSlice')
    .filter(({ metadata }) => metadata.labels?.[MANAGER_LABEL] === MANAGER)
  const wanted = plan()
  const kept = new Set<EndpointSlice>()
  for (const group of groupsOf(service, view)) {
    const mine = slices.filter((slice) => equal(slice.ports ?? [], group.ports))
    for (const slice of mine) kept.add(slice)
    spread(wanted, service, group, mine)
  }
  for (const slice of slices) {
    if (!kept.has(slice)) wanted.delete(slice)
  }
  return wanted
}

/** Puts the endpoints of one set of ports into its slices. */
function spread(
  wanted: Plan,
  service: Service,
  { ports, endpoints, isPlaceholder }: Group,
  slices: readonly EndpointSlice[],
): void {
  const left = new Map(endpoints.map((endpoint) => [idOf(endpoint), endpoint] as const))
  const filled = slices.map((slice) => ({ slice, endpoints: taken(slice, left) }))
  const fresh = [...left.values()]
  for (const part of filled) {
    if (part.endpoints.length > 0)
      part.endpoints.push(...fresh.splice(0, MOST - part.endpoints.length))
  }
  for (const part of filled) {
    if (part.endpoints.length === 0) part.endpoints.push(...fresh.splice(0, MOST))
  }
  const labels = labelsOf(service)
  let places = filled.length
  for (const part of filled) {
    if (part.endpoints.length === 0 && !(isPlaceholder && places === 1)) {
      wanted.delete(part.slice)
      places -= 1
    } else keep(wanted, part.slice, part.endpoints, labels)
  }
  while (fresh.length > 0 || (isPlaceholder && places === 0)) {
    wanted.create(newSlice(service, ports, fresh.splice(0, MOST), labels) as never)
    places += 1
  }
}

/** Those of a slice's endpoints that are still wanted, as they are now. */
function taken(slice: EndpointSlice, left: Map<string, Endpoint>): Endpoint[] {
  return (slice.endpoints ?? []).flatMap((endpoint) => {
    const id = idOf(endpoint)
    const next = left.get(id)
    left.delete(id)
    return next ? [next] : []
  })
}

function keep(
  wanted: Plan,
  slice: EndpointSlice,
  endpoints: Endpoint[],
  labels: Record<string, string>,
): void {
  const isSame =
    equal(slice.endpoints ?? [], endpoints) && equal(slice.metadata.labels ?? {}, labels)
  if (!isSame)
    wanted.update({ ...slice, metadata: { ...slice.metadata, labels }, endpoints } as EndpointSlice)
}

function labelsOf(service: Service): Record<string, string> {
  return {
    ...publishedLabels(service),
    [MANAGER_LABEL]: MANAGER,
    [SERVICE_LABEL]: service.metadata.name,
  }
}

function newSlice(
  service: Service,
  ports: Group['ports'],
  endpoints: Endpoint[],
  labels: Record<string, string>,
): object {
  const { name, namespace } = service.metadata
  const ownerReferences = [ownedBy(service)]
  return {
    apiVersion: 'discovery.k8s.io/v1',
    kind: 'EndpointSlice',
    metadata: { generateName: `${name}-`, namespace, labels, ownerReferences },
    addressType: 'IPv4',
    endpoints,
    ports,
  }
}

/** Which pod an endpoint stands for. */
function idOf({ targetRef, addresses }: Endpoint): string {
  return `${targetRef?.uid ?? ''} ${[...(addresses ?? [])].sort(byText).join(',')}`
}
