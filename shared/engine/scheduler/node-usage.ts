import { isTerminal } from '../kinds/pod/condition.ts'
import type { Pod, PodSpec } from '../kinds/pod/schema.ts'
import type { KubeObject } from '../object.ts'
import type { Tally } from '../store/indexes.ts'
import { ASSUMED_CPU, ASSUMED_MEMORY, requestsOf } from './requests.ts'

/** What the pods of one node ask for together. */
export interface Usage {
  pods: number
  cpu: number
  memory: number
  /** The same, with what is assumed of pods that ask for nothing. */
  assumedCpu: number
  assumedMemory: number
  others: Map<string, number>
  /** Host ports in use, as `TCP/0.0.0.0/80`, with how many pods use them. */
  ports: Map<string, number>
}

const UNUSED: Usage = {
  pods: 0,
  cpu: 0,
  memory: 0,
  assumedCpu: 0,
  assumedMemory: 0,
  others: new Map(),
  ports: new Map(),
}

/**
 * The running total of what pods request on each node: kept up with every write, so that placing a
 * pod never counts the others. Pods that have ended use nothing.
 */
export class NodeUsage implements Tally {
  #byNode = new Map<string, Usage>()

  add(object: KubeObject): void {
    this.#count(object, 1)
  }

  remove(object: KubeObject): void {
    this.#count(object, -1)
  }

  /** What is used on a node. Read it; never change it. */
  of(node: string): Readonly<Usage> {
    return this.#byNode.get(node) ?? UNUSED
  }

  #count(object: KubeObject, sign: 1 | -1): void {
    if (object.kind !== 'Pod') return
    const pod = object as Pod
    const { nodeName } = pod.spec
    if (!nodeName || isTerminal(pod)) return
    const usage = this.#usage(nodeName)
    count(usage, pod.spec, sign)
    if (usage.pods === 0) this.#byNode.delete(nodeName)
  }

  #usage(node: string): Usage {
    let usage = this.#byNode.get(node)
    if (!usage) {
      usage = { ...UNUSED, others: new Map(), ports: new Map() }
      this.#byNode.set(node, usage)
    }
    return usage
  }
}

function count(usage: Usage, spec: PodSpec, sign: 1 | -1): void {
  const { cpu, memory, others } = requestsOf(spec)
  usage.pods += sign
  usage.cpu += sign * cpu
  usage.memory += sign * memory
  usage.assumedCpu += sign * (cpu || ASSUMED_CPU)
  usage.assumedMemory += sign * (memory || ASSUMED_MEMORY)
  for (const name in others) change(usage.others, name, sign * others[name]!)
  for (const port of hostPortsOf(spec)) change(usage.ports, port, sign)
}

/** What would be used if these pods came as well (1), or were gone (-1). */
export function changedBy(usage: Readonly<Usage>, pods: readonly Pod[], sign: 1 | -1): Usage {
  const next = { ...usage, others: new Map(usage.others), ports: new Map(usage.ports) }
  for (const { spec } of pods) count(next, spec, sign)
  return next
}

/** The ports of the host that a pod wants for itself, as `TCP/0.0.0.0/80`. */
export function hostPortsOf(spec: PodSpec): string[] {
  const found: string[] = []
  for (const { ports } of spec.containers) {
    for (const { hostPort, protocol, hostIP } of ports ?? []) {
      if (hostPort) found.push(`${protocol}/${hostIP || '0.0.0.0'}/${hostPort}`)
    }
  }
  return found
}

function change(map: Map<string, number>, key: string, by: number): void {
  const value = (map.get(key) ?? 0) + by
  if (value === 0) map.delete(key)
  else map.set(key, value)
}
