import type { Node } from '../kinds/node/schema.ts'
import { milliValue } from '../schema/quantity.ts'
import type { Millis } from '../time.ts'
import type { Box } from './box.ts'
import type { Hosted } from './contract.ts'
import { servedOf, serverOf } from './servers.ts'
import type { Row } from './table.ts'

/** What a process needs that says nothing of itself. */
const IDLE = { milliCpu: 0, memoryBytes: 600 * 1024 }
const IDLE_SERVER = { milliCpu: 1, memoryBytes: 8 * 1024 * 1024 }

/** Bytes that a container may use: its limit, or all of the node. */
export function memoryLimit(hosted: Hosted, node: Node): number {
  const own = hosted.spec.resources?.limits?.['memory']
  return amount(own) ?? amount(node.status.allocatable?.['memory']) ?? 4 * 1024 ** 3
}

export function cpusOf(node: Node): number {
  return Math.max(1, Math.floor(amount(node.status.capacity?.['cpu']) ?? 1))
}

/** The CPU that a container may use, in thousandths of one. */
function cpuLimit(box: Box): number {
  const limit = amount(box.hosted.spec.resources?.limits?.['cpu'])
  return limit === undefined ? cpusOf(box.machine.visit.node) * 1000 : limit * 1000
}

/** What a process uses at an instant. */
export function processUsage(
  box: Box,
  row: Row,
  at: Millis,
): { milliCpu: number; memoryBytes: number } {
  const command = box.commandOf(row)?.command
  const busy = row.busy ? 1000 : 0
  const own = command?.usage?.(row.argv, Math.max(0, at - row.startedAt))
  if (own) return { ...own, milliCpu: Math.max(own.milliCpu, busy) }
  const server = serverOf(box, row)
  if (server) return server.usage?.(servedOf(box, row)) ?? IDLE_SERVER
  return { ...IDLE, milliCpu: busy }
}

/** What a container uses: the sum of its processes, at most what it may. */
export function usageOf(box: Box): { milliCpu: number; memoryBytes: number } {
  let milliCpu = 0
  let memoryBytes = 0
  for (const row of box.live) {
    const one = processUsage(box, row, box.machine.now)
    milliCpu += one.milliCpu
    memoryBytes += one.memoryBytes
  }
  return { milliCpu: Math.min(Math.round(milliCpu), cpuLimit(box)), memoryBytes }
}

function amount(quantity: string | number | undefined): number | undefined {
  if (quantity === undefined) return undefined
  return milliValue(String(quantity)) / 1000
}
