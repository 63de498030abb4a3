import type { Hosted } from './contract.ts'
import type { Box } from './box.ts'
import type { Machine } from './machine.ts'
import { serverOf } from './servers.ts'
import { tableOf } from './start.ts'
import type { Table } from './table.ts'

/**
 * The processes of a container of which nothing is kept: its main process is a server that nobody
 * changed since it was started, so everything follows from how it was started.
 */
export function restingTable(machine: Machine, hosted: Hosted): Table {
  const table = tableOf(machine, hosted, hosted.startedAt ?? machine.now)
  for (const row of table.rows) delete row.fresh
  return table
}

/** Is there nothing to keep of a container's processes? */
export function isAtRest(box: Box): boolean {
  const { table } = box
  const [main, ...others] = table.rows
  if (!main || others.length > 0 || table.ended || table.isPinned) return false
  if (main.fresh || main.state !== undefined || main.memory !== undefined) return false
  if (main.ends || main.signals || main.handles || main.env || main.busy) return false
  if (main.said !== undefined || Object.keys(table.hooks).length > 0) return false
  if (table.spin || Object.keys(table.sessions).length > 0) return false
  return main.pid === table.main && !main.wait && serverOf(box, main) !== undefined
}
