import { equal, isRecord, type Json } from '../../json.ts'
import type { KubeObject } from '../../object.ts'
import { parseDuration } from '../../schema/duration.ts'
import { SECOND, type Millis } from '../../time.ts'
import type { View } from '../../store/view.ts'
import type { Node } from '../node/schema.ts'
import type { Container, Pod } from '../pod/schema.ts'
import type { Fault, FaultSpec, HOOKS, PROBES } from './schema.ts'
import { hitsContainer, hitsImage, hitsNode, hitsPod } from './target.ts'

/** Who writes the note about a silent machine: see kubelet/machine.ts. */
export const MACHINE = 'machine'

/** What is remembered of a machine that does not answer. */
export type MachineNote = {
  /** How often it was booted since the world was made. */
  boots: number
  /** The instant after which nobody heard of it; left out while it is well. */
  silentSince?: Millis
  /** Its processes are dead. */
  crashed?: boolean
  /** When it will be up again. */
  bootAt?: Millis
  /** What it is short of. */
  pressure?: Partial<Record<Shortage, PressureNote>>
}

/** What a node can run short of. */
export type Shortage = 'memory' | 'disk'

/** How a shortage stands. */
export type PressureNote = {
  /** The fault that makes it, by uid; left out once it is healed. */
  fault?: string
  /** How many pods it has cost. */
  evicted: number
  /** When the next one is looked for. */
  nextAt?: Millis
  /** When the node says that it is over. */
  endsAt?: Millis
}

/** Kubelets renew their Lease every ten seconds and report their status every five minutes. */
const RENEW_MS = 10 * SECOND
const REPORT_MS = 300 * SECOND

/** The faults of a kind that are on now. */
export function faults(view: View, what: FaultSpec['what']): readonly Fault[] {
  return view.indexed<Fault>('activeFaults', what)
}

/** The fault that keeps a node from being heard: it crashed, or nothing can reach it. */
export function silencer(view: View, node: Node): Fault | undefined {
  const find = (what: 'crash' | 'unreachable') =>
    faults(view, what).find((fault) => hitsNode(fault, node))
  return find('crash') ?? find('unreachable')
}

/** Since when nobody has heard of a node; undefined while its kubelet is well. */
export function silentSince(view: View, node: KubeObject): Millis | undefined {
  return (view.noteOf<Json>(node, MACHINE) as MachineNote | undefined)?.silentSince
}

/** Can the node's kubelet neither hear nor be heard? */
export function isSilent(view: View, node: Node): boolean {
  return silentSince(view, node) !== undefined || silencer(view, node) !== undefined
}

/**
 * When the control plane heard of a kubelet last: a function of now, not a pulse that is stored.
 */
export function lastRenewal(view: View, node: KubeObject): Millis {
  return silentSince(view, node) ?? beat(view, node, RENEW_MS)
}

/** When the kubelet reported its node's conditions last. */
export function lastReport(view: View, node: KubeObject, changedAt: Millis): Millis {
  const since = silentSince(view, node)
  const at = since === undefined ? beat(view, node, REPORT_MS) : since - (since % SECOND)
  return Math.max(at, changedAt)
}

function beat(view: View, node: KubeObject, everyMs: Millis): Millis {
  const phase = Math.floor(view.luck(node, 'heartbeat') * everyMs)
  return view.now - ((((view.now - phase) % everyMs) + everyMs) % everyMs)
}

/** The fault that makes an image impossible to pull. */
export function badImage(view: View, pod: Pod, container: Container): Fault | undefined {
  return first(view, 'bad-image', pod, container)
}

/** How many percent longer than usual a pull takes, and by whose fault. */
export function pullSlowness(
  view: View,
  pod: Pod,
  container: Container,
): { percent: number; fault?: Fault } {
  const fault = first(view, 'slow-pull', pod, container)
  return fault ? { percent: Math.max(fault.spec.factor ?? 400, 1), fault } : { percent: 100 }
}

/** The fault that ends a container with a code. */
export function exitFault(view: View, pod: Pod, container: Container): Fault | undefined {
  return first(view, 'exit', pod, container)
}

/** The fault that makes a container use more memory than it may. */
export function oomFault(view: View, pod: Pod, container: Container): Fault | undefined {
  return first(view, 'oom', pod, container)
}

/** The fault that keeps a running container from being ready, whatever its probes say. */
export function notReadyFault(view: View, pod: Pod, container: Container): Fault | undefined {
  return first(view, 'not-ready', pod, container)
}

/** The fault that decides what a probe comes to: it cannot run, gets no answer, or a bad one. */
export function probeFault(
  view: View,
  pod: Pod,
  container: Container,
  probe: (typeof PROBES)[number],
): Fault | undefined {
  const about = ({ spec }: Fault): boolean => !spec.probe || spec.probe === probe
  return (
    first(view, 'probe-unknown', pod, container, about) ??
    first(view, 'hang', pod, container) ??
    first(view, 'probe-fails', pod, container, about)
  )
}

/** The fault that makes a program accept requests and answer none. */
export function hangFault(view: View, pod: Pod, container: Container): Fault | undefined {
  return first(view, 'hang', pod, container)
}

/** The fault by which a program that lives does not listen any more. */
export function stopsListening(view: View, pod: Pod, container: Container): Fault | undefined {
  return first(view, 'stops-listening', pod, container)
}

/** How long after its start a program listens, where a fault makes that longer than usual. */
export function slowStart(
  view: View,
  pod: Pod,
  container: Container,
): { takesMs: Millis; fault: Fault } | undefined {
  const fault = first(view, 'slow-start', pod, container)
  return fault && { takesMs: parseDuration(fault.spec.takes ?? '60s') ?? 60 * SECOND, fault }
}

/** The fault that keeps SIGTERM from being heard. */
export function ignoresTerm(view: View, pod: Pod, container: Container): Fault | undefined {
  return first(view, 'ignores-sigterm', pod, container)
}

/** The fault that makes a hook fail. */
export function hookFault(
  view: View,
  pod: Pod,
  container: Container,
  hook: (typeof HOOKS)[number],
): Fault | undefined {
  return first(view, 'hook-fails', pod, container, ({ spec }) => !spec.hook || spec.hook === hook)
}

/** Faults that strike a pod once and for all. */
export function podFault(
  view: View,
  what: 'sandbox-lost' | 'init-record-lost',
  pod: Pod,
): Fault | undefined {
  return faults(view, what).find((fault) => {
    if (!hitsPod(fault, pod) || isSpent(fault)) return false
    if (!pod.spec.containers.some(({ image }) => hitsImage(fault, image ?? ''))) return false
    return isOnNode(fault, view, pod)
  })
}

/** The fault by which a node runs short of memory or disk. */
export function pressureFault(
  view: View,
  what: 'memory-pressure' | 'disk-pressure',
  node: Node,
): Fault | undefined {
  return faults(view, what).find((fault) => hitsNode(fault, node))
}

function first(
  view: View,
  what: FaultSpec['what'],
  pod: Pod,
  container: Container,
  isAbout: (fault: Fault) => boolean = () => true,
): Fault | undefined {
  return faults(view, what).find((fault) => {
    if (!hitsPod(fault, pod) || !hitsContainer(fault, container.name)) return false
    if (!hitsImage(fault, container.image ?? '') || isSpent(fault)) return false
    return isAbout(fault) && isOnNode(fault, view, pod)
  })
}

function isOnNode(fault: Fault, view: View, pod: Pod): boolean {
  if (!fault.spec.where?.nodes) return true
  const node = view.get<Node>('Node', '', pod.spec.nodeName ?? '')
  return node !== undefined && hitsNode(fault, node)
}

function isSpent({ spec, status }: Fault): boolean {
  return spec.times !== undefined && (status.hits ?? 0) >= spec.times
}

/** The fault after it struck once more, or so many times. */
export function struck(fault: Fault, times = 1): Fault {
  return { ...fault, status: { ...fault.status, hits: (fault.status.hits ?? 0) + times } }
}

/** Did it begin, end or get another aim? That it struck once more is felt by nobody. */
export function isFelt(fault: Fault, previous: unknown): boolean {
  const before = isRecord(previous) ? (previous as unknown as Fault) : undefined
  return fault.status.active !== before?.status.active || !equal(fault.spec, before?.spec)
}

/** Parts of the control plane that a fault can stop. */
export type Component = 'scheduler'

const STOPPED_BY: Readonly<Record<Component, FaultSpec['what']>> = { scheduler: 'scheduler-down' }

/** The fault that has stopped a part of the control plane; undefined while it works. [POD-020] */
export function isStopped(view: View, component: Component): Fault | undefined {
  return faults(view, STOPPED_BY[component])[0]
}
