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
import { freePodIP } from './network.ts'
import type { PodNote, UnitNote } from './note.ts'

/** The kubelet's name in the registry and in events. */
export const KUBELET = 'kubelet'

/** One container of a pod: what is wanted, what the API shows, what the kubelet remembers. */
export interface Unit {
  life: Life
  spec: Container
  role: 'init' | 'sidecar' | 'app'
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
  /** Set when the pod as a whole has failed, such as by its deadline. */
  failed: { reason: string; message: string } | undefined
  readonly #hits = new Map<string, number>()

  constructor(pod: Pod, node: Node, view: View) {
    this.pod = pod
    this.node = node
    this.view = view
    const known = view.memo<Json>() as unknown as PodNote | undefined
    const units = known?.units ?? {}
    this.note = known ? { ...known, units: { ...units } } : freshNote(node, view.now)
    this.podIP = pod.status.podIP
    const { initContainers = [], containers } = pod.spec
    const inits = pod.status.initContainerStatuses ?? []
    const apps = pod.status.containerStatuses ?? []
    const waiting = initContainers.length > 0 ? 'PodInitializing' : 'ContainerCreating'
    this.units = [
      ...initContainers.map((spec) => {
        const role = isSidecar(spec) ? 'sidecar' : 'init'
        return this.#unit(spec, role, inits, 'PodInitializing')
      }),
      ...containers.map((spec) => this.#unit(spec, 'app', apps, waiting)),
    ]
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

  #unit(
    spec: Container,
    role: Unit['role'],
    statuses: readonly ContainerStatus[],
    waiting: string,
  ): Unit {
    const known = statuses.find(({ name }) => name === spec.name)
    const note = { ...this.note.units[spec.name] }
    this.note.units[spec.name] = note
    return { life: this, spec, role, status: known ? { ...known } : fresh(spec, waiting), note }
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

function fieldPathOf({ role, spec }: Unit): string {
  return `spec.${role === 'app' ? 'containers' : 'initContainers'}{${spec.name}}`
}
