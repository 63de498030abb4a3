import type { Millis } from '../time.ts'
import type { Box } from './box.ts'
import { memoryDue } from './memory.ts'
import { serverDue } from './servers.ts'
import { isRunnable } from './turns.ts'
import type { Row } from './table.ts'

/** When a container wants to run next; null when nothing in it waits for an instant. */
export function dueOf(box: Box): Millis | null {
  let due = memoryDue(box)
  for (const row of box.live) due = earliest(due, rowDue(box, row))
  return due
}

function rowDue(box: Box, row: Row): Millis | null {
  if (isRunnable(box, row)) return box.machine.now
  const { wait, busy, ends } = row
  const pause = busy && busy.at > box.machine.now ? busy.at : null
  const until = wait?.until ?? null
  const own =
    wait || busy
      ? until !== null && pause !== null
        ? Math.max(until, pause)
        : until
      : serverDue(box, row)
  return earliest(earliest(own, pause), ends?.at ?? null)
}

export function earliest(left: Millis | null, right: Millis | null): Millis | null {
  if (left === null || right === null) return left ?? right
  return Math.min(left, right)
}
