import type { Turn, Wait } from '../programs/command.ts'
import type { Box } from './box.ts'
import { endRow } from './end-row.ts'
import { sliceDelay, TURNS_AT_ONCE, VISIT_TURNS } from './limits.ts'
import { outOfMemory } from './memory.ts'
import { Running } from './process.ts'
import { endOf, serverDue, serverOf } from './servers.ts'
import { startServer, turnServer } from './start-server.ts'
import { isBlocked, isPipeReadable, isReadable } from './streams.ts'
import type { Row } from './table.ts'

/** Gives turns until nothing can go on at this instant; true when anything did. */
export function runBox(box: Box): boolean {
  const counts = new Map<number, number>()
  const begun = box.work
  let last = 0
  for (let turn = 0; turn + box.work - begun < VISIT_TURNS; turn += 1) {
    const row = next(box, last)
    if (!row) {
      for (const one of box.live) calm(box, one)
      return outOfMemory(box) || turn > 0
    }
    last = row.pid
    const count = (counts.get(row.pid) ?? 0) + 1
    const before = box.work
    if (count > TURNS_AT_ONCE) delay(box, row)
    else give(box, row)
    counts.set(row.pid, count + box.work - before)
  }
  for (const row of box.live) if (isRunnable(box, row)) delay(box, row)
  return true
}

/** One that truly waits is not busy any more. */
function calm(box: Box, row: Row): void {
  if (row.wait && row.busy && row.busy.at <= box.machine.now) delete row.busy
}

/** The next one in turn after a process. */
function next(box: Box, last: number): Row | undefined {
  const ready = box.live.filter((row) => isRunnable(box, row))
  return ready.find(({ pid }) => pid > last) ?? ready[0]
}

/** Can a process go on now? */
export function isRunnable(box: Box, row: Row): boolean {
  const { now, only } = box.machine
  if (only !== undefined && row.session !== only) return false
  if (row.code !== undefined) return false
  if (row.ends && row.ends.at <= now) return true
  if (row.busy && row.busy.at > now && !row.signals) return false
  if (row.fresh || row.signals) return true
  const { wait } = row
  if (wait) return isOver(box, row, wait) && !isBlocked(box, row)
  if (row.busy) return !isBlocked(box, row)
  const due = serverDue(box, row)
  return due !== null && due <= now
}

function isOver(box: Box, row: Row, wait: NonNullable<Row['wait']>): boolean {
  if (wait.until !== undefined && wait.until <= box.machine.now) return true
  if (wait.input !== undefined && isReadable(box, row, wait.input)) return true
  if (wait.pipe !== undefined && isPipeReadable(box, wait.pipe)) return true
  return wait.child !== undefined && hasEnded(box, row, wait.child)
}

/** A child that is not there has been waited for already. */
function hasEnded(box: Box, row: Row, child: number): boolean {
  const children = box.table.rows.filter(({ parent }) => parent === row.pid)
  if (child === 0) return children.length === 0 || children.some(({ code }) => code !== undefined)
  const one = children.find(({ pid }) => pid === child)
  return !one || one.code !== undefined
}

function give(box: Box, row: Row): void {
  box.changed = true
  const isFirst = row.fresh === true
  delete row.fresh
  if (row.busy && row.busy.at <= box.machine.now) delete row.busy
  const found = box.commandOf(row)
  if (!found) return endRow(box, row, 127)
  const server = serverOf(box, row)
  if (server && isFirst) return startServer(box, row, server)
  if (server || !found.command.run) return turnServer(box, row)
  const end = row.ends && endOf(box, row)
  if (end && end.at <= box.machine.now) return endRow(box, row, end.code)
  const process = new Running(box, row, found.argv)
  take(box, row, found.command.run(process), process)
}

/** Notes what came of a turn. */
function take(box: Box, row: Row, turn: Turn, process: Running): void {
  // It may have ended itself, by `kill`.
  if (row.code !== undefined) return
  delete row.wait
  if ('exit' in turn) return endRow(box, row, turn.exit)
  if (process.isBroken && row.pid !== box.table.main && row.handles?.PIPE === undefined) {
    return endRow(box, row, 141)
  }
  if ('become' in turn) return become(box, row, turn)
  if (turn.state === undefined) delete row.state
  else row.state = turn.state
  if ('wait' in turn) row.wait = waitOf(box, turn.wait)
  else delay(box, row)
}

function waitOf(box: Box, wait: Wait): Wait {
  return wait.until === undefined ? wait : { ...wait, until: box.nap(wait.until) }
}

function become(box: Box, row: Row, turn: Extract<Turn, { become: readonly string[] }>): void {
  const { argv, handles } = row
  row.argv = [...turn.become]
  if (turn.env) row.env = { ...turn.env }
  if (typeof box.locate(row.argv, box.envOf(row), row.cwd) === 'string') {
    row.argv = argv
    return endRow(box, row, 127)
  }
  delete row.state
  // What was ignored stays ignored; handlers go with the program that had them.
  const ignored = Object.entries(handles ?? {}).filter(([, hears]) => !hears)
  if (ignored.length > 0) row.handles = Object.fromEntries(ignored)
  else delete row.handles
  row.fresh = true
  if (box.commandOf(row)?.command.server) row.said = 0
}

/** It would go on: later, and the later the longer whatever it belongs to has been at it. */
function delay(box: Box, row: Row): void {
  const { now } = box.machine
  const slices = box.spin(row)
  row.busy = { slices, at: now + sliceDelay(slices) }
}
