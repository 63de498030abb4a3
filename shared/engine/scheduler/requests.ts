import { isSidecar } from '../kinds/pod/status-word.ts'
import type { Container, PodSpec } from '../kinds/pod/schema.ts'
import { milliValue, wholeValue } from '../schema/quantity.ts'

/** What a pod asks of a node: thousandths of a CPU, bytes, and whole units of anything else. */
export interface Amounts {
  cpu: number
  memory: number
  others: Readonly<Record<string, number>>
}

/**
 * What pods that ask for nothing count as when nodes are compared. Source: scheduler/util (v1.32).
 */
export const ASSUMED_CPU = 100
export const ASSUMED_MEMORY = 200 * 1024 * 1024

const NOTHING: Readonly<Record<string, number>> = {}
const FREE: Amounts = { cpu: 0, memory: 0, others: NOTHING }

/**
 * What must be free on a node: the sum of the app containers and sidecars, or the largest init
 * container (with the sidecars that run by then) if that is more, and the overhead.
 * Source: component-helpers resource PodRequests (v1.32).
 */
export function requestsOf(spec: PodSpec): Amounts {
  let sum = FREE
  for (const container of spec.containers) sum = plus(sum, amountsOf(container.resources?.requests))
  const inits = spec.initContainers
  if (inits && inits.length > 0) sum = withInits(sum, inits)
  return spec.overhead ? plus(sum, amountsOf(spec.overhead)) : sum
}

function withInits(apps: Amounts, inits: readonly Container[]): Amounts {
  let sum = apps
  let sidecars = FREE
  let peak = FREE
  for (const init of inits) {
    const amounts = amountsOf(init.resources?.requests)
    if (isSidecar(init)) {
      sum = plus(sum, amounts)
      sidecars = plus(sidecars, amounts)
      peak = most(peak, sidecars)
    } else peak = most(peak, plus(sidecars, amounts))
  }
  return most(sum, peak)
}

/** A list of quantities as numbers. */
export function amountsOf(list: Readonly<Record<string, string>> | undefined): Amounts {
  if (!list) return FREE
  let others: Record<string, number> | undefined
  for (const name in list) {
    if (name === 'cpu' || name === 'memory') continue
    others ??= {}
    others[name] = wholeValue(list[name]!)
  }
  return {
    cpu: list.cpu === undefined ? 0 : cpuOf(list.cpu),
    memory: list.memory === undefined ? 0 : memoryOf(list.memory),
    others: others ?? NOTHING,
  }
}

// Few different texts are read very often: the last ones are remembered.
const cpuOf = remembered(milliValue)
const memoryOf = remembered(wholeValue)

function remembered(read: (text: string) => number): (text: string) => number {
  const known = new Map<string, number>()
  return (text) => {
    const found = known.get(text)
    if (found !== undefined) return found
    if (known.size > 1_000) known.clear()
    const value = read(text)
    known.set(text, value)
    return value
  }
}

function plus(left: Amounts, right: Amounts): Amounts {
  if (left === FREE) return right
  if (right === FREE) return left
  return combined(left, right, (a, b) => a + b)
}

function most(left: Amounts, right: Amounts): Amounts {
  return combined(left, right, Math.max)
}

function combined(left: Amounts, right: Amounts, by: (a: number, b: number) => number): Amounts {
  const others: Record<string, number> = { ...left.others }
  for (const name in right.others) others[name] = by(others[name] ?? 0, right.others[name]!)
  return { cpu: by(left.cpu, right.cpu), memory: by(left.memory, right.memory), others }
}
