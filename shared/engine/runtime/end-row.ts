import { closeLog } from './banner.ts'
import type { Box } from './box.ts'
import { lastWords } from './last-words.ts'
import type { Row } from './table.ts'

/** Ends a process. With the main process everything in the container ends. */
export function endRow(box: Box, row: Row, code: number, reason?: string): void {
  if (row.code !== undefined) return
  box.changed = true
  if (row.pid === box.table.main) closeLog(box, row)
  row.code = code & 0xff
  for (const field of ['state', 'wait', 'signals', 'handles', 'ends', 'busy', 'memory'] as const) {
    delete row[field]
  }
  delete row.fresh
  row.streams = {}
  if (row.pid === box.table.main) return endAll(box, row.code, reason)
  settle(box, row)
  for (const child of box.table.rows) if (child.parent === row.pid) child.parent = 0
  const parent = box.row(row.parent)
  if (!parent || parent.code !== undefined) forget(box, row)
  else if (parent.handles?.CHLD) parent.signals = [...(parent.signals ?? []), 'CHLD']
  box.table.rows = box.table.rows.filter((one) => one.code === undefined || one.parent !== 0)
}

function endAll(box: Box, code: number, reason?: string): void {
  const { table, machine } = box
  for (const row of table.rows) {
    if (row.code !== undefined) continue
    row.code = 137
    settle(box, row)
  }
  const message = lastWords(box, code)
  table.ended = { at: machine.now, code }
  if (reason) table.ended.reason = reason
  if (message) table.ended.message = message
  for (const [session, { mode }] of Object.entries(table.sessions)) {
    // Who is attached hears that it is over, not with what code. Source: cri-api Attach.
    if (mode === 'attach') machine.sessions.end(session, { code: 0 })
  }
  table.rows = []
  table.pipes = {}
  table.sessions = {}
}

/** Tells whoever started it from outside. */
function settle(box: Box, { pid, session, code = 0 }: Row): void {
  if (session === undefined) return
  const { hooks, sessions } = box.table
  const hook = hooks[session]
  if (hook?.pid === pid) {
    hook.code = code
    hook.at = box.machine.now
  }
  if (sessions[session]?.pid !== pid) return
  box.machine.sessions.end(session, { code })
  delete sessions[session]
}

function forget(box: Box, row: Row): void {
  box.table.rows = box.table.rows.filter((one) => one !== row)
}
