import type { Signal } from '../programs/command.ts'
import type { Box } from './box.ts'
import { endRow } from './end-row.ts'
import { servedOf, serverOf } from './servers.ts'
import type { Row } from './table.ts'

/** Numbers of signals, as in exit codes: 128 and the number. Source: Linux signal(7). */
export const NUMBERS: Readonly<Record<Signal, number>> = {
  HUP: 1,
  INT: 2,
  QUIT: 3,
  KILL: 9,
  USR1: 10,
  USR2: 12,
  PIPE: 13,
  ALRM: 14,
  TERM: 15,
  CHLD: 17,
  CONT: 18,
  STOP: 19,
}

/** What nothing happens of unless a process asks for it. Stopping is not modelled. */
const HARMLESS: ReadonlySet<Signal> = new Set(['CHLD', 'CONT', 'STOP'])

/**
 * Sends a signal to a process. Process 1 of a container only gets what it has a handler for: the
 * kernel's default actions do not touch it, except for KILL from outside.
 * Source: Linux pid_namespaces(7).
 */
export function signalRow(box: Box, row: Row, signal: Signal, from: 'inside' | 'outside'): void {
  if (row.code !== undefined) return
  box.changed = true
  const isFirst = row.pid === 1
  if (signal === 'KILL') {
    if (!isFirst || from === 'outside') endRow(box, row, 137)
    return
  }
  if (row.fresh && row.state === undefined && !isFirst)
    return endRow(box, row, 128 + NUMBERS[signal])
  const server = serverOf(box, row)
  if (server) {
    const onTerm = server.onTermOf?.(servedOf(box, row)) ?? server.onTerm
    return signalServer(box, row, signal, onTerm)
  }
  const reaction = box.reaction(row, signal)
  if (reaction === true) row.signals = [...(row.signals ?? []), signal].slice(-16)
  else if (reaction === undefined && !isFirst && !HARMLESS.has(signal)) {
    endRow(box, row, 128 + NUMBERS[signal])
  }
}

/** Servers end in their own way on TERM, INT and QUIT, and take HUP for a call to reload. */
function signalServer(
  box: Box,
  row: Row,
  signal: Signal,
  onTerm: { ms: number; code: number } | 'ignored',
): void {
  if (signal !== 'TERM' && signal !== 'INT' && signal !== 'QUIT') return
  if (onTerm !== 'ignored') row.ends ??= { at: box.machine.now + onTerm.ms, code: onTerm.code }
  else if (row.pid !== 1) endRow(box, row, 128 + NUMBERS[signal])
}
