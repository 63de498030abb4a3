import { isStatus } from '../../api/status.ts'
import type { Change } from '../../change.ts'
import { newCluster, type Cluster } from '../../index.ts'
import type { KubeEvent } from '../../kinds/event/schema.ts'
import type { Fault } from '../../kinds/fault/schema.ts'
import type { Node } from '../../kinds/node/schema.ts'
import type { Pod } from '../../kinds/pod/schema.ts'
import { podStatusWord } from '../../kinds/pod/status-word.ts'
import type { Draft, KubeObject } from '../../object.ts'
import type { DeleteHow } from '../../plan.ts'
import { SECOND, type Millis } from '../../time.ts'
import type { World } from '../../world.ts'

/** 2026-06-01T08:00:00Z. */
export const START: Millis = 1_780_300_800_000

type Spec = Record<string, unknown>

/** A small cluster in which pods and faults are put by hand and time passes by request. */
export class Lab {
  readonly cluster: Cluster
  /** Everything that happened since the lab was opened. */
  readonly changes: Change[] = []
  /** Where the lab's seconds count from. */
  #zero: Millis

  constructor(world: Partial<World> = {}) {
    this.cluster = newCluster({ seed: 'lab', startMs: START, nodes: 3, ...world })
    this.run(1)
    this.#zero = this.cluster.now
  }

  /** Seconds since the lab was opened, or since `mark`. */
  get seconds(): number {
    return (this.cluster.now - this.#zero) / SECOND
  }

  /** Counts seconds from now on, and forgets what happened so far. */
  mark(): void {
    this.#zero = this.cluster.now
    this.changes.length = 0
  }

  /** Lets seconds pass. */
  run(seconds: number): void {
    const at = this.cluster.now + Math.round(seconds * SECOND)
    const input = { seq: this.cluster.seq + 1, at, actor: { user: 'lab', groups: [] } }
    this.changes.push(...this.cluster.step({ ...input, do: { type: 'advance' } }).changes)
  }

  /** Lets time pass until something is so; throws when it is not within the seconds. */
  until(isSo: () => boolean, within = 60): void {
    const end = this.cluster.now + within * SECOND
    while (!isSo()) {
      if (this.cluster.now >= end) throw new Error(`not so within ${within} s`)
      this.run(0.05)
    }
  }

  create<T extends KubeObject>(draft: unknown): T {
    let made: unknown
    const changes = this.cluster.make((door) => void (made = door.create(draft as Draft)))
    this.changes.push(...changes)
    if (isStatus(made)) throw new Error(made.message)
    return made as T
  }

  update(object: KubeObject, part: '' | 'status' = ''): void {
    let answer: unknown
    this.changes.push(...this.cluster.make((door) => void (answer = door.update(object, part))))
    if (isStatus(answer)) throw new Error(answer.message)
  }

  delete(key: string, how: DeleteHow = {}): void {
    this.changes.push(...this.cluster.make((door) => void door.delete(key, how)))
  }

  /** Creates a pod of one container `c`, unless the spec says otherwise. */
  pod(name: string, image: string, spec: Spec = {}, container: Spec = {}): Pod {
    return this.create({
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name, namespace: 'default', labels: { app: name } },
      spec: { containers: [{ name: 'c', image, ...container }], ...spec },
    })
  }

  fault(name: string, spec: Spec): Fault {
    const fault = { apiVersion: 'flotilla.dev/v1', kind: 'Fault', metadata: { name }, spec }
    return this.create(fault)
  }

  heal(name: string): void {
    this.delete(`Fault//${name}`)
  }

  get(name: string): Pod {
    const pod = this.cluster.view.get<Pod>('Pod', 'default', name)
    if (!pod) throw new Error(`there is no pod ${name}`)
    return pod
  }

  exists(name: string): boolean {
    return this.cluster.view.get('Pod', 'default', name) !== undefined
  }

  word(name: string): string {
    return podStatusWord(this.get(name))
  }

  node(name: string): Node {
    const node = this.cluster.view.get<Node>('Node', '', name)
    if (!node) throw new Error(`there is no node ${name}`)
    return node
  }

  /** The words of `kubectl get pods -w` as they changed, with the seconds at which they did. */
  words(name: string): [number, string][] {
    const told: [number, string][] = []
    for (const { object, type, at } of this.changes) {
      if (object.kind !== 'Pod' || object.metadata.name !== name) continue
      const word = type === 'DELETED' ? 'gone' : podStatusWord(object as Pod)
      if (told.at(-1)?.[1] !== word) told.push([(at - this.#zero) / SECOND, word])
    }
    return told
  }

  /** At which seconds the first container of a pod was started. */
  runs(name: string): number[] {
    const seen = new Set<string>()
    return this.changes.flatMap(({ object, at }) => {
      if (object.kind !== 'Pod' || object.metadata.name !== name) return []
      // One that ends at once is never seen to run: a new container counts.
      const { containerID = '' } = (object as Pod).status.containerStatuses?.[0] ?? {}
      if (!containerID || seen.has(containerID)) return []
      seen.add(containerID)
      return [(at - this.#zero) / SECOND]
    })
  }

  /** What was told of an object, in order: `[seconds, reason, message]`; repeats are told again. */
  events(name: string): [number, string, string][] {
    return this.changes.flatMap(({ object, at, type }): [number, string, string][] => {
      const event = object as KubeEvent
      if (object.kind !== 'Event' || type === 'DELETED') return []
      if (event.involvedObject.name !== name) return []
      return [[(at - this.#zero) / SECOND, event.reason ?? '', event.message ?? '']]
    })
  }

  /** Only the messages of one reason. */
  messages(name: string, reason: string): string[] {
    return this.events(name).flatMap(([, why, message]) => (why === reason ? [message] : []))
  }

  /** At which seconds a reason was told of an object. */
  times(name: string, reason: string): number[] {
    return this.events(name).flatMap(([at, why]) => (why === reason ? [at] : []))
  }
}
