import type { Json } from '../json.ts'
import { addressOf } from '../kinds/node/columns.ts'
import { struck } from '../kinds/fault/effects.ts'
import type { Fault } from '../kinds/fault/schema.ts'
import type { Node } from '../kinds/node/schema.ts'
import { isSidecar } from '../kinds/pod/status-word.ts'
import type { Container, ContainerStatus, Pod } from '../kinds/pod/schema.ts'
import type { KubeObject } from '../object.ts'
import { plan, type Plan } from '../plan.ts'
import type { View } from '../store/view.ts'
import type { Millis } from '../time.ts'
import type { Hosted, Runtime, Visit } from '../runtime/contract.ts'
import { freePodIP } from './network.ts'
import type { PodNote, UnitNote } from './note.ts'
import { openRuntime } from './program.ts'

/** The kubelet's name in the registry and in events. */
export const KUBELET = 'kubelet'

/** One container of a pod: what is wanted, what the API shows, what the kubelet remembers. */
export interface Unit {
  life: Life
  spec: Container
  role: 'init' | 'sidecar' | 'app' | 'ephemeral'
  /** Its place in the order of starting. */
  index: number
  /** What there was to do for its run at this instant is done. */
  tended?: boolean
  /** A working copy: the stages change it. */
  status: ContainerStatus
  /** A working copy: the stages change it. */
  note: UnitNote
}

/**
 * One visit of the kubelet to one pod. The stages change this working copy, and at the end it says
 * what has to be written: nothing is shared with other visits.
 */
export class Life {
  readonly pod: Pod
  readonly node: Node
  readonly view: View
  readonly note: PodNote
  readonly units: readonly Unit[]
  readonly plan: Plan = plan()
  podIP: string | undefined
  /** How far a change of resources has come: nothing once it is done. */
  resize: Pod['status']['resize']
  /** The pod as a whole is being stopped. */
  isEnding = false
  readonly #hits = new Map<string, number>()
  #runtime: Runtime | undefined

  constructor(pod: Pod, node: Node, view: View) {
    this.pod = pod
    this.node = node
    this.view = view
    const known = view.memo<Json>() as unknown as PodNote | undefined
    const units = known?.units ?? {}
    this.note = known ? { ...known, units: { ...units } } : freshNote(node, view.now)
    this.podIP = pod.status.podIP
    this.resize = pod.status.resize
    this.units = this.#allUnits()
  }

  get now(): Millis {
    return this.view.now
  }

  get hostIP(): string {
    return addressOf(this.node, 'InternalIP') ?? ''
  }

  /** Is the pod known to this kubelet yet? */
  get isAccepted(): boolean {
    return this.pod.status.startTime !== undefined
  }

  /** The container runtime of the node. Only what runs, or is about to, needs one. */
  get runtime(): Runtime {
    this.#runtime ??= openRuntime(visitOf(this))
    return this.#runtime
  }

  /** Keeps what the runtime has done, and asks for the visit that it wants next. */
  finish(): Plan {
    if (this.#runtime) {
      this.plan.wakeAt(this.#runtime.nextDue())
      this.#runtime.save()
    }
    return this.plan.memo(this.note as unknown as Json)
  }

  /** The network of the pod: made before its first container, kept as long as the machine is up. */
  ensureSandbox(): void {
    this.podIP ??= this.pod.spec.hostNetwork ? this.hostIP : freePodIP(this.node, this.view)
  }

  /** Says that something happened, to the pod or to one of its containers. */
  tell(type: 'Normal' | 'Warning', reason: string, message: string, unit?: Unit): void {
    this.plan.event({
      regarding: this.pod,
      type,
      reason,
      message,
      component: KUBELET,
      host: this.node.metadata.name,
      ...(unit ? { fieldPath: fieldPathOf(unit) } : {}),
    })
  }

  /** A fault struck one of the containers. It counts each of them, though the visit writes once. */
  strike(fault: Fault): void {
    const { name } = fault.metadata
    const hits = (this.#hits.get(name) ?? 0) + 1
    this.#hits.set(name, hits)
    this.plan.blame(name).status(struck(fault, hits))
  }

  /** A fraction that is the same for this pod, container and purpose for ever. */
  luck(purpose: string): number {
    return this.view.luck(this.pod as KubeObject, purpose)
  }

  #allUnits(): Unit[] {
    const { initContainers = [], containers, ephemeralContainers = [] } = this.pod.spec
    const { status } = this.pod
    const waiting = initContainers.length > 0 ? 'PodInitializing' : 'ContainerCreating'
    const wanted: [Container, Unit['role'], string][] = [
      ...initContainers.map((spec): [Container, Unit['role'], string] => {
        return [spec, isSidecar(spec) ? 'sidecar' : 'init', 'PodInitializing']
      }),
      ...containers.map((spec): [Container, Unit['role'], string] => [spec, 'app', waiting]),
      ...ephemeralContainers.map((spec): [Container, Unit['role'], string] => {
        return [spec as Container, 'ephemeral', 'ContainerCreating']
      }),
    ]
    const known = [
      ...(status.initContainerStatuses ?? []),
      ...(status.containerStatuses ?? []),
      ...(status.ephemeralContainerStatuses ?? []),
    ]
    return wanted.map(([spec, role, reason], index) => {
      const before = known.find(({ name }) => name === spec.name)
      const note = { ...this.note.units[spec.name] }
      this.note.units[spec.name] = note
      return { life: this, spec, role, index, status: { ...(before ?? fresh(spec, reason)) }, note }
    })
  }
}

/** The visit as the runtime sees it: the pod may get its address in the course of it. */
function visitOf(life: Life): Visit {
  const { pod, node, view, plan: into, units } = life
  return {
    pod,
    node,
    view,
    plan: into,
    get podIP() {
      return life.podIP
    },
    containers: units.map(hostedOf),
  }
}

/** A container as the runtime sees it: what it asks for is read when it asks. */
function hostedOf({ spec, note, status }: Unit): Hosted {
  return {
    name: spec.name,
    spec,
    get image() {
      return note.image ?? spec.image ?? ''
    },
    get run() {
      return status.restartCount
    },
    get startedAt() {
      return note.step === 'run' ? note.startedAt : undefined
    },
  }
}

function freshNote(node: Node, now: Millis): PodNote {
  return { boot: node.status.nodeInfo?.bootID ?? '', sandbox: 0, acceptedAt: now, units: {} }
}

/** A container that is not there yet. */
export function fresh(spec: Container, reason: string): ContainerStatus {
  return {
    name: spec.name,
    state: { waiting: { reason } },
    lastState: {},
    ready: false,
    restartCount: 0,
    image: spec.image ?? '',
    imageID: '',
    started: false,
  }
}

const LIST = {
  init: 'initContainers',
  sidecar: 'initContainers',
  app: 'containers',
  ephemeral: 'ephemeralContainers',
} as const

function fieldPathOf({ role, spec }: Unit): string {
  return `spec.${LIST[role]}{${spec.name}}`
}
