import { copyOf } from '../programs/copy.ts'
import type { Json } from '../json.ts'
import type { Host } from '../programs/command.ts'
import type { Files } from '../programs/files.ts'
import type { Net } from '../programs/net.ts'
import { logNote, type ContainerLog } from '../programs/log.ts'
import type { Millis } from '../time.ts'
import { Box } from './box.ts'
import type { FindListener } from '../network/listeners.ts'
import { ownListener } from './asking.ts'
import type { Hosted, Visit } from './contract.ts'
import type { Ports } from './ports.ts'
import { restingTable } from './resting.ts'
import { SessionNotes } from './session-output.ts'
import { tableNote, type Table } from './table.ts'
import { cpusOf, memoryLimit } from './usage.ts'

/** All containers of one pod in one visit. What it changes is a copy until `save`. */
export class Machine {
  readonly visit: Visit
  readonly ports: Ports
  /** This instant: of the visit, or ahead of it in a rehearsal. */
  now: Millis
  /** In a rehearsal only processes of this session run, and nothing is kept. */
  readonly only: string | undefined
  /** Somebody asked the clock, the network or chance. */
  asked = false
  readonly sessions: SessionNotes
  /** What came over forwarded connections and is no whole request yet, as of this visit. */
  connections: Record<string, string> | undefined
  readonly #boxes = new Map<string, Box>()
  readonly #gone = new Set<string>()
  /** Logs as they are after a run was forgotten in this visit. */
  readonly #logs = new Map<string, ContainerLog>()
  readonly #nets = new Map<string, Net>()

  constructor(visit: Visit, ports: Ports, only?: string) {
    this.visit = visit
    this.ports = ports
    this.now = visit.view.now
    this.only = only
    this.sessions = new SessionNotes(this)
  }

  /** A container of the pod; undefined where it does not run and has not ended either. */
  box(container: string): Box | undefined {
    const known = this.#boxes.get(container)
    if (known) return known
    if (this.#gone.has(container)) return undefined
    const hosted = this.hosted(container)
    const table = hosted && this.#tableOf(hosted)
    if (!hosted || !table) return undefined
    return this.put(new Box(this, hosted, table, this.logOf(container)))
  }

  put(box: Box): Box {
    this.#boxes.set(box.name, box)
    return box
  }

  /** Makes way for a new run. */
  drop(container: string): void {
    this.#boxes.delete(container)
    this.#gone.delete(container)
  }

  /** The container does not run any more, whatever is noted of it. */
  forget(container: string): void {
    this.#boxes.delete(container)
    this.#gone.add(container)
  }

  /** All containers that have processes, in the order of the pod. */
  boxes(): Box[] {
    return this.visit.containers.flatMap(({ name }) => this.box(name) ?? [])
  }

  /** Those of `boxes` that were looked at in this visit. */
  opened(): Box[] {
    return this.visit.containers.flatMap(({ name }) => this.#boxes.get(name) ?? [])
  }

  hosted(container: string): Hosted | undefined {
    return this.visit.containers.find(({ name }) => name === container)
  }

  logOf(container: string): ContainerLog | undefined {
    return this.#logs.get(container) ?? this.#note<ContainerLog & Json>(logNote(container))
  }

  /** What was written is now what a next run finds. */
  keepLog(container: string, log: ContainerLog): void {
    this.#logs.set(container, log)
  }

  /** The network as a container of the pod meets it. */
  netOf(box: Box): Net {
    let net = this.#nets.get(box.name)
    if (!net) {
      const own: FindListener = (_, port, protocol) => ownListener(this, port, protocol)
      net = this.ports.net({ own, files: box.files, isDry: this.only !== undefined })
      this.#nets.set(box.name, net)
    }
    return net
  }

  files(container: string): Files {
    return this.ports.files(container)
  }

  luck(purpose: string): number {
    return this.visit.view.luck(this.visit.pod, purpose)
  }

  host(hosted: Hosted): Host {
    const { pod, node, podIP } = this.visit
    const { name, namespace = '' } = pod.metadata
    const config = this.ports.config(hosted.name)
    const uid =
      hosted.spec.securityContext?.runAsUser ??
      pod.spec.securityContext?.runAsUser ??
      config?.user.uid ??
      0
    const isOwn = config?.user.uid === uid
    return {
      name: pod.spec.hostNetwork ? node.metadata.name : (pod.spec.hostname ?? name),
      podName: name,
      namespace,
      podIP: podIP ?? '',
      node: node.metadata.name,
      user: uid === 0 ? 'root' : isOwn ? config.user.name : String(uid),
      uid,
      memoryBytes: memoryLimit(hosted, node),
      cpus: cpusOf(node),
    }
  }

  #tableOf(hosted: Hosted): Table | undefined {
    const kept = this.#note<Table & Json>(tableNote(hosted.name))
    if (kept) return copyOf(kept)
    return hosted.startedAt === undefined ? undefined : restingTable(this, hosted)
  }

  #note<T extends Json>(name: string): T | undefined {
    return this.visit.view.noteOf<T>(this.visit.pod, name)
  }
}
