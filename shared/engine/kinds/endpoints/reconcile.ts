import { byText, equal } from '../../json.ts'
import type { KubeObject } from '../../object.ts'
import { plan, type Plan } from '../../plan.ts'
import type { View } from '../../store/view.ts'
import { timestamp, type Millis } from '../../time.ts'
import type { Pod } from '../pod/schema.ts'
import { backendsOf, isSelective, podReady, targetOf } from '../service-backends.ts'
import { hostnameOf, publishedLabels, targetRef } from '../service-published.ts'
import type { Service } from '../service/schema.ts'
import type { EndpointAddress, EndpointPort, Endpoints, EndpointSubset } from './schema.ts'

/** More addresses than this are cut off. Source: endpoints_controller.go maxCapacity. */
const MOST = 1_000

const CAPACITY = 'endpoints.kubernetes.io/over-capacity'
const TRIGGER = 'endpoints.kubernetes.io/last-change-trigger-time'

/** Keeps one Endpoints object beside each service that has a selector. */
export function reconcile(service: Service, view: View): Plan {
  if (!isSelective(service) || service.metadata.deletionTimestamp) return plan()
  const { name, namespace = '' } = service.metadata
  const current = view.get<Endpoints>('Endpoints', namespace, name)
  const pods = backendsOf(service, view).filter((pod) => !pod.metadata.deletionTimestamp)
  const subsets = packed(service, pods.slice(0, MOST))
  const labels = publishedLabels(service)
  const isCut = pods.length > MOST
  if (!current) {
    const annotations = notes({}, isCut, view.now)
    const metadata = { name, namespace, labels, annotations }
    return plan().create({ apiVersion: 'v1', kind: 'Endpoints', metadata, subsets } as never)
  }
  const { annotations = {} } = current.metadata
  const isSame =
    equal(current.subsets ?? [], subsets) &&
    equal(current.metadata.labels ?? {}, labels) &&
    (annotations[CAPACITY] !== undefined) === isCut
  if (isSame) return plan()
  const metadata = {
    ...current.metadata,
    labels,
    annotations: notes(annotations, isCut, view.now),
  }
  return plan().update({ ...current, metadata, subsets } as Endpoints)
}

function notes(
  before: Record<string, string>,
  isCut: boolean,
  now: Millis,
): Record<string, string> {
  const { [CAPACITY]: _cut, ...kept } = before
  return { ...kept, [TRIGGER]: timestamp(now), ...(isCut ? { [CAPACITY]: 'truncated' } : {}) }
}

/** Pods with the same ports make one subset; addresses stand in the order of their text. */
function packed(service: Service, pods: readonly Pod[]): EndpointSubset[] {
  const groups = new Map<string, { ports: EndpointPort[]; pods: Pod[] }>()
  for (const pod of pods) {
    const ports = portsOn(service, pod)
    if (!ports) continue
    const word = JSON.stringify(ports)
    const group = groups.get(word) ?? { ports, pods: [] }
    group.pods.push(pod)
    groups.set(word, group)
  }
  return [...groups.keys()].sort(byText).map((word) => {
    const { ports, pods } = groups.get(word)!
    return subset(service, ports, pods)
  })
}

/** The pod's ports for this service; undefined when it has none of those that it should have. */
function portsOn(service: Service, pod: Pod): EndpointPort[] | undefined {
  const wanted = service.spec.ports ?? []
  const found = wanted.flatMap((port): EndpointPort[] => {
    const number = targetOf(port, pod)
    if (number === undefined) return []
    const { name, protocol, appProtocol } = port
    return [
      {
        ...(name ? { name } : {}),
        port: number,
        protocol,
        ...(appProtocol === undefined ? {} : { appProtocol }),
      },
    ]
  })
  return wanted.length > 0 && found.length === 0 ? undefined : found
}

function subset(service: Service, ports: EndpointPort[], pods: readonly Pod[]): EndpointSubset {
  const isOpen = (pod: Pod): boolean => service.spec.publishNotReadyAddresses || podReady(pod)
  const ready = pods.filter(isOpen).map((pod) => addressOf(pod, service))
  const others = pods.filter((pod) => !isOpen(pod)).map((pod) => addressOf(pod, service))
  const order = (left: EndpointAddress, right: EndpointAddress): number => byText(left.ip, right.ip)
  return {
    ...(ready.length > 0 ? { addresses: ready.sort(order) } : {}),
    ...(others.length > 0 ? { notReadyAddresses: others.sort(order) } : {}),
    ...(ports.length > 0 ? { ports } : {}),
  }
}

function addressOf(pod: Pod, service: Service): EndpointAddress {
  const hostname = hostnameOf(pod, service)
  return {
    ip: pod.status.podIP ?? '',
    ...(hostname ? { hostname } : {}),
    ...(pod.spec.nodeName ? { nodeName: pod.spec.nodeName } : {}),
    targetRef: targetRef(pod),
  } as EndpointAddress
}

/**
 * Endpoints go when their service goes: this visit remembers that there was one. Those that never
 * had a service are somebody's own.
 */
export function follow(endpoints: Endpoints, view: View): Plan {
  const { name, namespace = '' } = endpoints.metadata
  const service = view.get<KubeObject>('Service', namespace, name)
  if (service) return plan().memo(true)
  return view.memo() ? plan().delete(endpoints) : plan()
}
