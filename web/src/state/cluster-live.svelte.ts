import type {
  Clock,
  EventLine,
  FromCluster,
  LiveChanges,
  NodeDot,
  PodDot,
  TaskState,
  ToCluster,
  WorkloadDot,
} from '../../../shared/protocol/cluster.ts'
import { podKey } from '../cluster/pod-life.ts'
import { CALM, survey } from '../cluster/survey.ts'
import { Ship } from './ship.svelte.ts'
import { type Farewell, LiveSocket } from './live-socket.ts'
import { merged, type Phase } from './class-room.svelte.ts'

const MOST_EVENTS = 500
const QUAY = ''
/** Frames between two words of ours about what we have seen. */
const SEEN_EVERY = 10

/**
 * One cluster as its room tells it. Each ship (node) holds its own pods, so a batch redraws only
 * the ships that it concerns; lists are replaced whole, never changed in place.
 */
export class ClusterLive {
  readonly id: string
  phase = $state<Phase>('connecting')
  farewell = $state.raw<Farewell | null>(null)
  clock = $state.raw<Clock>({ virtualMs: 0, wallMs: 0, speed: 0 })
  rv = $state(0)
  tasks = $state.raw<TaskState[]>([])
  ships = $state.raw<Ship[]>([])
  /** Pods that no node has taken yet, and pods of nodes that are gone. */
  quay = $state.raw(new Ship(QUAY))
  workloads = $state.raw<WorkloadDot[]>([])
  /** Newest first. */
  events = $state.raw<EventLine[]>([])
  /** How often each kind changed: a table of the kind is worth fetching again when this moves. */
  touched = $state.raw<Record<string, number>>({})
  podCount = $state(0)
  survey = $state.raw(CALM)

  #ships = new Map<string, Ship>()
  #home = new Map<string, Ship>()
  #pods = new Map<string, PodDot>()
  #socket: LiveSocket | null = null
  #seen = 0

  constructor(id: string, token?: string) {
    this.id = id
    if (token === undefined) return
    this.#socket = new LiveSocket(`/ws/cluster/${id}`, token, {
      onopen: () => {},
      ontext: (text) => this.receive(JSON.parse(text) as FromCluster),
      onbytes: () => {},
      onlost: () => (this.phase = this.phase === 'connecting' ? 'connecting' : 'lost'),
      onrefused: (farewell) => {
        this.farewell = farewell
        this.phase = 'refused'
      },
    })
  }

  close() {
    this.#socket?.close()
  }

  pod = (namespace: string, name: string) => this.#pods.get(`Pod/${namespace}/${name}`)
  pods = () => [...this.#pods.values()]

  receive(message: FromCluster) {
    if (message.t === 'refused') return
    if (message.t === 'snapshot') this.#clear()
    this.phase = 'open'
    this.clock = message.clock
    this.rv = message.rv
    if (message.t === 'snapshot') this.tasks = message.tasks
    else if (message.tasks) this.tasks = merged(this.tasks, message.tasks, (task) => task.id)
    this.#change(message)
    this.#see(message)
  }

  /** Says what was taken in, so that the room need not fear that we fall behind. */
  #see({ t, n }: { t: string; n: number }) {
    if (t === 'batch' && n < this.#seen + SEEN_EVERY) return
    this.#seen = n
    this.#socket?.send(JSON.stringify({ t: 'seen', n } satisfies ToCluster))
  }

  #clear() {
    this.#ships.clear()
    this.#home.clear()
    this.#pods.clear()
    this.quay = new Ship(QUAY)
    this.ships = []
    this.workloads = []
    this.events = []
  }

  #change({ pods, nodes, workloads, events, gone, touched }: LiveChanges) {
    const stirred = new Set<Ship>()
    for (const key of gone ?? []) this.#lose(key, stirred)
    for (const node of nodes ?? []) this.#meet(node, stirred)
    for (const pod of pods ?? []) this.#place(pod, stirred)
    for (const ship of stirred) ship.redraw()
    this.podCount = this.#pods.size
    if (stirred.size > 0) this.survey = survey(this.#pods.values())

    const goneLoads = new Set(gone?.filter((key) => key.startsWith('Deployment/')))
    if (workloads || goneLoads.size > 0) {
      const stay = this.workloads.filter((load) => !goneLoads.has(loadKey(load)))
      this.workloads = merged(stay, workloads ?? [], loadKey).toSorted(byLoad)
    }
    if (events) this.events = newestFirst(this.events, events)
    if (touched?.length) {
      const counts = { ...this.touched }
      for (const kind of touched) counts[kind] = (counts[kind] ?? 0) + 1
      this.touched = counts
    }
  }

  #meet(node: NodeDot, stirred: Set<Ship>) {
    const name = node[0]
    let ship = this.#ships.get(name)
    if (!ship) {
      ship = new Ship(name)
      this.#ships.set(name, ship)
      this.ships = [...this.#ships.values()].toSorted((a, b) => naturally(a.name, b.name))
      // Pods may be told before their node: they wait on the quay until it comes in sight.
      for (const pod of this.quay.all()) if (pod[2] === name) this.#place(pod, stirred)
    }
    ship.node = node
  }

  #place(pod: PodDot, stirred: Set<Ship>) {
    const key = podKey(pod)
    const ship = this.#ships.get(pod[2]) ?? this.quay
    const before = this.#home.get(key)
    if (before && before !== ship) {
      before.drop(key)
      stirred.add(before)
    }
    ship.put(pod)
    stirred.add(ship)
    this.#home.set(key, ship)
    this.#pods.set(key, pod)
  }

  #lose(key: string, stirred: Set<Ship>) {
    if (key.startsWith('Pod/')) {
      const ship = this.#home.get(key)
      if (ship) stirred.add(ship.drop(key))
      this.#home.delete(key)
      this.#pods.delete(key)
    } else if (key.startsWith('Node/')) {
      const ship = this.#ships.get(key.split('/').at(-1) ?? '')
      if (!ship) return
      this.#ships.delete(ship.name)
      this.ships = this.ships.filter((other) => other !== ship)
      for (const pod of ship.all()) this.#place(pod, stirred)
    }
  }
}

const loadKey = (load: WorkloadDot) => `Deployment/${load[0]}/${load[1]}`

const byLoad = (a: WorkloadDot, b: WorkloadDot) => naturally(a[0], b[0]) || naturally(a[1], b[1])

const collator = new Intl.Collator('en', { numeric: true })

/** node-2 before node-10. */
export const naturally = (a: string, b: string): number => collator.compare(a, b)

const eventKey = ([namespace, about, , reason, message]: EventLine) =>
  [namespace, about, reason, message].join('\n')

function newestFirst(old: EventLine[], news: EventLine[]): EventLine[] {
  const all = merged(old, news, eventKey)
  return all.toSorted((a, b) => b[6] - a[6]).slice(0, MOST_EVENTS)
}
