import { equal } from '../../json.ts'
import type { Change } from '../../change.ts'
import type { EndpointSlice } from '../../kinds/endpointslice/schema.ts'
import { isFelt } from '../../kinds/fault/effects.ts'
import type { Fault } from '../../kinds/fault/schema.ts'
import type { Pod } from '../../kinds/pod/schema.ts'
import type { Traffic } from '../../kinds/traffic/schema.ts'
import { keyOf, type KubeObject, type ObjectKey } from '../../object.ts'
import type { View } from '../../store/view.ts'
import { slicesOf } from '../backends.ts'

const SERVICE_LABEL = 'kubernetes.io/service-name'

/** Its own spec moves it; its counts do not. */
export function ifOwnSpec(traffic: Traffic, { previous, type }: Change): ObjectKey[] {
  if (type === 'DELETED') return []
  const before = previous as Traffic | undefined
  return before && equal(before.spec, traffic.spec) ? [] : [keyOf(traffic)]
}

/** A Service matters to those who send to it, and to those whose URL may mean it. */
export function onService({ metadata }: KubeObject, _change: Change, view: View): ObjectKey[] {
  return concerned(view, metadata.namespace ?? '', metadata.name)
}

/** Slices tell of their Service. */
export function onSlice({ metadata }: EndpointSlice, _change: Change, view: View): ObjectKey[] {
  const service = metadata.labels?.[SERVICE_LABEL]
  return service ? concerned(view, metadata.namespace ?? '', service) : []
}

function concerned(view: View, namespace: string, service: string): ObjectKey[] {
  return view
    .list<Traffic>('Traffic')
    .filter(
      ({ metadata, spec }) =>
        spec.url !== undefined || (metadata.namespace === namespace && spec.service === service),
    )
    .map(keyOf)
}

/** A pod matters to those whose Service lists it, and to those whose URL may mean it. */
export function onPod(pod: Pod, change: Change, view: View): ObjectKey[] {
  const all = view.list<Traffic>('Traffic')
  if (all.length === 0 || !isNews(pod, change)) return []
  return all
    .filter((traffic) => traffic.spec.url !== undefined || isBehind(pod, traffic, view))
    .map(keyOf)
}

function isNews(pod: Pod, { type, previous }: Change): boolean {
  const before = previous as Pod | undefined
  if (type !== 'MODIFIED' || !before) return type === 'DELETED'
  return (
    !equal(before.status, pod.status) ||
    !equal(before.metadata.labels, pod.metadata.labels) ||
    before.metadata.deletionTimestamp !== pod.metadata.deletionTimestamp
  )
}

function isBehind({ metadata }: Pod, traffic: Traffic, view: View): boolean {
  const { namespace = '' } = traffic.metadata
  if (metadata.namespace !== namespace || !traffic.spec.service) return false
  return slicesOf(view, namespace, traffic.spec.service).some(({ endpoints }) =>
    (endpoints ?? []).some(({ targetRef }) => targetRef?.uid === metadata.uid),
  )
}

/** What decides over all traffic: policies, nodes, faults. */
export function onAnything(object: KubeObject, change: Change, view: View): ObjectKey[] {
  const isFault = object.kind === 'Fault' && change.type === 'MODIFIED'
  if (isFault && !isFelt(object as Fault, change.previous)) return []
  return view.list<Traffic>('Traffic').map(keyOf)
}
