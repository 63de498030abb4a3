import { equal } from '../json.ts'
import { keyOf, type ObjectKey } from '../object.ts'
import { includesLabels } from '../schema/match-selector.ts'
import type { View } from '../store/view.ts'
import type { Wakes } from './define-kind.ts'
import type { Pod } from './pod/schema.ts'
import type { Service, ServicePort } from './service/schema.ts'

/**
 * From a pod's change to its services' endpoints: real clusters take some tenths of a second, and
 * what changes in the meantime is told at once.
 */
export const ENDPOINTS_LAG_MS = 500

/** Index of pods by each of their labels: `<namespace>/<key>=<value>`. */
export function podsByLabel(object: { kind: string }): readonly string[] {
  if (object.kind !== 'Pod') return []
  const { namespace, labels } = (object as Pod).metadata
  return Object.entries(labels ?? {}).map(([key, value]) => labelWord(namespace, key, value))
}

const labelWord = (namespace = '', key: string, value: string): string =>
  `${namespace}/${key}=${value}`

/** Does the pod say that it is ready to serve? */
export function podReady({ status }: Pod): boolean {
  return (status.conditions ?? []).some(({ type, status }) => type === 'Ready' && status === 'True')
}

/** Has the pod ended for good? */
const isOver = ({ status }: Pod): boolean =>
  status.phase === 'Succeeded' || status.phase === 'Failed'

/** Has the service a selector? Without one, people keep its endpoints themselves. */
export function isSelective({ spec }: Service): boolean {
  return spec.type !== 'ExternalName' && Object.keys(spec.selector ?? {}).length > 0
}

/** The pods that a service stands for: those that match, have an address and are not over. */
export function backendsOf(service: Service, view: View): Pod[] {
  const [first] = Object.entries(service.spec.selector ?? {})
  if (!isSelective(service) || !first) return []
  const word = labelWord(service.metadata.namespace, first[0], first[1])
  return view
    .indexed<Pod>('podsByLabel', word)
    .filter(
      (pod) =>
        Boolean(pod.status.podIP) &&
        !isOver(pod) &&
        includesLabels(pod.metadata.labels, service.spec.selector),
    )
}

/** The number behind a service's port on one pod; undefined when the pod has no such port. */
export function targetOf(
  { targetPort, port, protocol }: ServicePort,
  pod: Pod,
): number | undefined {
  if (typeof targetPort === 'number') return targetPort || port
  for (const container of [...(pod.spec.containers ?? []), ...(pod.spec.initContainers ?? [])]) {
    const found = (container.ports ?? []).find(
      (other) => other.name === targetPort && other.protocol === protocol,
    )
    if (found) return found.containerPort
  }
  return undefined
}

/** A changed pod wakes the services that choose it or chose it, when it matters to them. */
export const servicesOfPod: Wakes<Pod> = (pod, change, view) => {
  const before = change.previous as Pod | undefined
  if (change.type === 'MODIFIED' && before && !isNews(pod, before)) return []
  if (!pod.status.podIP && !before?.status.podIP) return []
  const keys: ObjectKey[] = []
  for (const service of view.list<Service>('Service', pod.metadata.namespace ?? '')) {
    if (!isSelective(service)) continue
    const { selector } = service.spec
    const isChosen =
      includesLabels(pod.metadata.labels, selector) ||
      (before !== undefined && includesLabels(before.metadata.labels, selector))
    if (isChosen) keys.push(keyOf(service))
  }
  return keys
}

/** Does anything differ that endpoints tell of? */
function isNews(pod: Pod, before: Pod): boolean {
  return (
    pod.status.podIP !== before.status.podIP ||
    podReady(pod) !== podReady(before) ||
    isOver(pod) !== isOver(before) ||
    pod.metadata.deletionTimestamp !== before.metadata.deletionTimestamp ||
    !equal(pod.metadata.labels, before.metadata.labels)
  )
}
