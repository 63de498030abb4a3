import type { Json } from '../json.ts'
import type { Service } from '../kinds/service/schema.ts'
import type { Plan } from '../plan.ts'
import type { View } from '../store/view.ts'
import { SECOND, type Millis } from '../time.ts'
import type { Way } from './ways.ts'

/** The note of a Service about its clients: which pod each got, and when it came last. */
export const CLIENTS = 'clients'

/** More clients than this are not remembered. */
const MOST_CLIENTS = 500

type Clients = Record<string, { pod: string; at: Millis }>

/** Does a Service keep each client with one pod? */
export function isSticky(service: Service | undefined): service is Service {
  return service?.spec.sessionAffinity === 'ClientIP'
}

/** The way that a client took last, if it is still there and not too long ago. */
export function keptWay(
  view: View,
  service: Service,
  client: string,
  ways: readonly Way[],
): Way | undefined {
  const kept = clientsOf(view, service)[client]
  if (!kept || view.now - kept.at > timeoutOf(service)) return undefined
  return ways.find((way) => podOf(way) === kept.pod)
}

/** Notes that a client was led to a pod now. */
export function keepWay(plan: Plan, view: View, service: Service, client: string, way: Way): void {
  const pod = podOf(way)
  if (pod === undefined) return
  const fresh = Object.entries(clientsOf(view, service)).filter(
    ([name, { at }]) => name !== client && view.now - at <= timeoutOf(service),
  )
  const kept = fresh.slice(-(MOST_CLIENTS - 1))
  const clients: Clients = { ...Object.fromEntries(kept), [client]: { pod, at: view.now } }
  plan.note(service, CLIENTS, clients as Json)
}

function clientsOf(view: View, service: Service): Clients {
  return (view.noteOf<Json>(service, CLIENTS) as Clients | undefined) ?? {}
}

function timeoutOf({ spec }: Service): Millis {
  return (spec.sessionAffinityConfig?.clientIP?.timeoutSeconds ?? 10_800) * SECOND
}

function podOf(way: Way): string | undefined {
  return 'to' in way && way.to === 'pod' ? way.pod.metadata.uid : undefined
}
