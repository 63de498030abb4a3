import type { Millis } from '../time.ts'
import { SECOND } from '../time.ts'
import type { Box } from './box.ts'
import { endRow } from './end-row.ts'
import { memoryLimit, processUsage } from './usage.ts'

/** When programs are looked at: their memory grows over time. */
const LOOKS: readonly Millis[] = [
  0, 1, 2, 3, 5, 8, 13, 20, 30, 45, 60, 120, 300, 600, 1800, 3600,
].map((seconds) => seconds * SECOND)

/** Ends a container that uses more memory than it may. True when it did. */
export function outOfMemory(box: Box): boolean {
  if (!box.hosted.spec.resources?.limits?.['memory'] || box.table.ended) return false
  const { now } = box.machine
  if (memoryAt(box, now) <= limitOf(box)) return false
  const main = box.row(box.table.main)
  if (!main) return false
  endRow(box, main, 137, 'OOMKilled')
  return true
}

/** When it will be out of memory by what its programs say; null: never. */
export function memoryDue(box: Box): Millis | null {
  if (!box.hosted.spec.resources?.limits?.['memory'] || box.table.ended) return null
  const limit = limitOf(box)
  const instants = box.live
    .filter((row) => box.commandOf(row)?.command.usage)
    .flatMap(({ startedAt }) => LOOKS.map((after) => startedAt + after))
    .filter((at) => at > box.machine.now)
    .sort((left, right) => left - right)
  return instants.find((at) => memoryAt(box, at) > limit) ?? null
}

function limitOf(box: Box): number {
  return memoryLimit(box.hosted, box.machine.visit.node)
}

function memoryAt(box: Box, at: Millis): number {
  return box.live.reduce((sum, row) => sum + processUsage(box, row, at).memoryBytes, 0)
}
