import type { Peer, Pid, Signal } from '../programs/command.ts'
import type { Box } from './box.ts'
import { signalRow } from './signals.ts'

/** The processes that a container sees: its own, or the pod's where they share that. */
export function peersOf(box: Box): readonly Peer[] {
  if (!isShared(box)) return ownPeers(box)
  const { startedAt } = box.table
  const pause: Peer = { pid: 1, parent: 0, argv: ['/pause'], startedAt }
  return [pause, ...box.machine.boxes().flatMap(ownPeers)]
}

/** Signals a process that a container sees; false when there is none. */
export function signalPeer(box: Box, pid: Pid, signal: Signal): boolean {
  const boxes = isShared(box) ? box.machine.boxes() : [box]
  for (const one of boxes) {
    const row = one.row(pid)
    if (!row) continue
    signalRow(one, row, signal, 'inside')
    return true
  }
  return isShared(box) && pid === 1
}

function isShared(box: Box): boolean {
  return box.machine.visit.pod.spec.shareProcessNamespace === true
}

function ownPeers(box: Box): Peer[] {
  return box.table.rows.map(({ pid, parent, argv, startedAt }) => ({
    pid,
    parent,
    argv,
    startedAt,
  }))
}
