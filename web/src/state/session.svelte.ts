import { KubeApi } from '../kube/api.ts'
import type { Resource } from '../kube/discovery.ts'
import { ClassRoom } from './class-room.svelte.ts'
import { ClusterLive } from './cluster-live.svelte.ts'
import type { KeptSeat } from './seats.ts'

export type View = 'map' | 'tables' | 'events'
export type Panel = 'notebook' | 'terminal' | 'tasks' | 'people' | 'storms' | 'lessons'

/** An object that somebody wants to see in the drawer. */
export interface Picked {
  resource: Resource
  namespace: string
  name: string
}

/** One visit to a class: the seat, its room, the cluster in view, and where on the page we are. */
export class Session {
  readonly seat: KeptSeat
  readonly room: ClassRoom
  view = $state<View>('map')
  panel = $state<Panel>('notebook')
  picked = $state.raw<Picked | null>(null)
  live = $state.raw<ClusterLive | null>(null)
  kube = $state.raw<KubeApi | null>(null)
  /** A line that the terminal is to run as soon as it is there. */
  command = $state<string | null>(null)
  /** A cluster that a teacher went aboard, when it is not the own one. */
  visiting = $state<string | null>(null)

  clusterId = $derived.by(() => this.visiting ?? this.room.me?.cluster ?? '')

  #ends: (() => void)[] = []

  constructor(seat: KeptSeat) {
    this.seat = seat
    this.room = new ClassRoom(seat.classId, seat.token)
  }

  /** Connects to the cluster that should be in view; call it when `clusterId` changes. */
  follow(id: string) {
    if (this.live?.id === id) return
    this.live?.close()
    this.picked = null
    this.live = id === '' ? null : new ClusterLive(id, this.seat.token)
    this.kube = id === '' ? null : new KubeApi(id, this.seat.token)
  }

  visit(cluster: string | null) {
    this.visiting = cluster === this.room.me?.cluster ? null : cluster
  }

  pick(resource: Resource, namespace: string, name: string) {
    this.picked = { resource, namespace, name }
  }

  /** Runs a command where everybody can read how it is spelled: in the terminal. */
  runInTerminal(command: string) {
    this.picked = null
    this.command = command
    this.panel = 'terminal'
  }

  /** Something else that ends with the visit. */
  onClose(end: () => void) {
    this.#ends.push(end)
  }

  close() {
    for (const end of this.#ends) end()
    this.live?.close()
    this.room.close()
  }
}
