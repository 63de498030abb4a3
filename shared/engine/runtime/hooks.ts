import type { Ran } from './contract.ts'
import type { Box } from './box.ts'
import { execProblem } from './start.ts'
import { endRow } from './end-row.ts'

/** Runs a command beside the main process; its output goes to the hook. */
export function startHook(box: Box, argv: readonly string[], ticket: string): void {
  const { table, machine } = box
  box.changed = true
  const cwd = table.rows.find(({ pid }) => pid === table.main)?.cwd ?? '/'
  const out = { to: 'session', session: ticket } as const
  const streams = { 0: { to: 'null' } as const, 1: out, 2: out }
  const parent = { pid: 0, cwd, streams, session: ticket, env: table.env }
  const row = box.spawn({ argv }, parent)
  if (typeof row !== 'string') {
    table.hooks[ticket] = { pid: row.pid, output: '' }
    return
  }
  const why = execProblem(box, argv, cwd) ?? row
  const output = `OCI runtime exec failed: exec failed: unable to start container process: ${why}`
  const code = row === 'permission denied' ? 126 : 127
  table.hooks[ticket] = { pid: 0, output, code, at: machine.now }
}

export function ranOf(box: Box, ticket: string): Ran | undefined {
  const hook = box.table.hooks[ticket]
  if (hook?.code === undefined) return undefined
  return { at: hook.at ?? box.machine.now, code: hook.code, output: hook.output }
}

/** Ends what runs for a hook, and forgets it. */
export function abandon(box: Box, ticket: string): void {
  if (!box.table.hooks[ticket]) return
  delete box.table.hooks[ticket]
  box.changed = true
  for (const row of box.live) if (row.session === ticket) endRow(box, row, 137)
}
