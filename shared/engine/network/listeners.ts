import type { Json } from '../json.ts'
import { hangFault, slowStart, stopsListening } from '../kinds/fault/effects.ts'
import type { Node } from '../kinds/node/schema.ts'
import type { Container, ContainerStatus, Pod } from '../kinds/pod/schema.ts'
import type { PodNote } from '../kubelet/note.ts'
import { portsWith } from '../kubelet/ports.ts'
import { plan } from '../plan.ts'
import type { Net } from '../programs/net.ts'
import type { Served, Server } from '../programs/server.ts'
import type { Hosted } from '../runtime/contract.ts'
import { Machine } from '../runtime/machine.ts'
import { endOf, listenersOn, servedOf } from '../runtime/servers.ts'
import type { View } from '../store/view.ts'
import type { Millis } from '../time.ts'
import type { Protocol } from './party.ts'

/** Who listens on a port of a pod. */
export interface Listener {
  container: string
  server: Server
  /** All that the server knows, but who asks. */
  served: Omit<Served, 'from'>
  /** Takes connections and never answers. */
  hangs?: boolean
}

/** Who listens now, and the instant from which that may be otherwise though nothing is written. */
export interface Listening {
  listener?: Listener
  until: Millis | null
}

/** Finds who listens on a port of a pod. */
export type FindListener = (pod: Pod, port: number, protocol: Protocol, view: View) => Listening

/** Who listens in a pod, by what its kubelet and its runtime noted: of all pods but one's own. */
export function findListener(pod: Pod, port: number, protocol: Protocol, view: View): Listening {
  const machine = machineOf(pod, view)
  if (!machine || protocol === 'SCTP') return { until: null }
  const all = listenersOn(machine.boxes(), port, protocol === 'UDP')
  const open = all.map((one) => ({ ...one, from: opensAt(pod, one.box.hosted, one.from, view) }))
  const now = open.find(({ from }) => from <= view.now)
  if (!now) return { until: earliestOf(open.map(({ from }) => from)) }
  const { box, row, server } = now
  const { from: _from, ...served } = servedOf(box, row)
  const hangs = hangFault(view, pod, box.hosted.spec) !== undefined
  const listener: Listener = { container: box.name, server, served }
  if (hangs) listener.hangs = true
  return { listener, until: endOf(box, row)?.at ?? null }
}

/** From when on a container listens; faults keep it from it for a while, or for ever. */
function opensAt(pod: Pod, { spec, startedAt }: Hosted, from: Millis, view: View): Millis {
  if (stopsListening(view, pod, spec)) return Infinity
  const slow = slowStart(view, pod, spec)
  return slow ? Math.max(from, (startedAt ?? view.now) + slow.takesMs) : from
}

function earliestOf(instants: readonly Millis[]): Millis | null {
  const first = Math.min(...instants)
  return Number.isFinite(first) ? first : null
}

/** Who is only asked whether it listens has no network; who is asked for more is given one. */
const NO_NET: Net = {
  resolve: (name) => ({ status: 'SERVFAIL', name, records: [], server: '' }),
  query: (name) => ({ status: 'SERVFAIL', name, records: [], server: '' }),
  http: () => ({ failure: 'timeout', tookMs: 0 }),
  dial: () => ({ failure: 'timeout' }),
  talk: () => ({ failure: 'timeout' }),
  ping: () => ({ failure: 'timeout' }),
}

/** The containers of a pod as its runtime would see them; what is asked of them changes nothing. */
function machineOf(pod: Pod, view: View): Machine | undefined {
  const node = view.get<Node>('Node', '', pod.spec.nodeName ?? '')
  const note = view.noteOf<Json>(pod, 'kubelet') as unknown as PodNote | undefined
  if (!node || !note) return undefined
  const { podIP } = pod.status
  const visit = { pod, node, view, plan: plan(), podIP, containers: hostedIn(pod, note) }
  return new Machine(
    visit,
    portsWith(visit, () => NO_NET),
  )
}

function hostedIn({ spec, status }: Pod, { units }: PodNote): Hosted[] {
  const all: readonly Container[] = [
    ...(spec.initContainers ?? []),
    ...spec.containers,
    ...((spec.ephemeralContainers ?? []) as readonly Container[]),
  ]
  const known: readonly ContainerStatus[] = [
    ...(status.initContainerStatuses ?? []),
    ...(status.containerStatuses ?? []),
    ...(status.ephemeralContainerStatuses ?? []),
  ]
  return all.flatMap((container): Hosted[] => {
    const unit = units[container.name]
    if (unit?.step !== 'run') return []
    const before = known.find(({ name }) => name === container.name)
    return [
      {
        name: container.name,
        spec: container,
        image: unit.image ?? container.image ?? '',
        run: before?.restartCount ?? 0,
        startedAt: unit.startedAt,
      },
    ]
  })
}
